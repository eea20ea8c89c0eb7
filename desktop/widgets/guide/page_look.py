"""How a page of Markdown looks: sizes, spaces, tables and pictures of a QTextDocument, in the colours of the theme."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize
from desktop.widgets.theme.palette import ColorRole

_SIZES = {1: FontSize.TITLE, 2: FontSize.HEADING}
_ABOVE = {1: 4.0, 2: 26.0, 3: 18.0}
_LINE_PERCENT = 145.0
_PROPORTIONAL = 1  # QTextBlockFormat.LineHeightTypes.ProportionalHeight
_CELL_PADDING = 7.0


def dress(document: QTextDocument) -> None:
    """Give a page fresh from Markdown its look."""
    for block in blocks(document):
        _dress_block(block)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def pictures_of(document: QTextDocument, folder: Path) -> dict[str, QImage]:
    """The pictures that a document names, by name, from files below `folder` and from nowhere else."""
    found = {}
    for _, picture in _pictures(document):
        file = (folder / picture.name()).resolve()
        if file.is_relative_to(folder):
            found[picture.name()] = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    return found


def fit_pictures(document: QTextDocument, pictures: Mapping[str, QImage], width: int, ratio: float) -> None:
    """Make no picture wider than `width` pixels, and none larger than it is. `ratio` is that of the screen."""
    for fragment, shape in list(_pictures(document)):
        picture = pictures.get(shape.name())
        if picture is None or picture.isNull():
            continue
        wide = min(picture.width(), width)
        scaled = picture.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(shape.name()), scaled)
        shape.setWidth(wide)
        _cursor_over(document, fragment).setCharFormat(shape)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """All paragraphs, those of tables too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    if level:
        shape.setTopMargin(_ABOVE.get(level, 12.0))
        shape.setBottomMargin(8.0)
    elif _is_code(block):
        shape.setBackground(color(ColorRole.SUNKEN))
        shape.setNonBreakableLines(False)
        shape.setBottomMargin(0.0 if _is_code(block.next()) else 10.0)
    elif cursor.currentTable() is None:
        if not any(fragment.charFormat().isImageFormat() for fragment in _fragments(block)):
            shape.setLineHeight(_LINE_PERCENT, _PROPORTIONAL)
        shape.setTopMargin(3.0)
        shape.setBottomMargin(5.0)
    cursor.mergeBlockFormat(shape)
    for fragment in list(_fragments(block)):
        _dress_fragment(block.document(), fragment, level)


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value)


def _dress_fragment(document: QTextDocument, fragment: QTextFragment, level: int) -> None:
    written = fragment.charFormat()
    if level:
        written.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)  # which counts more than the size
        written.setFontPointSize(_SIZES.get(level, FontSize.BODY).points)
        _cursor_over(document, fragment).setCharFormat(written)
        return
    look = QTextCharFormat()
    if written.isAnchor():
        look.setForeground(color(ColorRole.ACCENT_TEXT))
    elif written.fontFixedPitch():
        look.setBackground(color(ColorRole.SUNKEN))
        look.setFontFamilies([*document.defaultFont().families()])
    else:
        return
    _cursor_over(document, fragment).mergeCharFormat(look)


def _dress_table(table: QTextTable) -> None:
    look: QTextTableFormat = table.format()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(color(ColorRole.LINE))
    look.setBorderCollapse(True)
    look.setCellSpacing(0)
    look.setCellPadding(_CELL_PADDING)
    look.setTopMargin(8)
    look.setBottomMargin(12)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(color(ColorRole.WINDOW))
        cell.setFormat(head)


def _pictures(document: QTextDocument) -> Iterator[tuple[QTextFragment, QTextImageFormat]]:
    for block in blocks(document):
        for fragment in _fragments(block):
            if fragment.charFormat().isImageFormat():
                yield fragment, fragment.charFormat().toImageFormat()


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        if fragment.isValid():
            yield fragment
        place += 1


def _cursor_over(document: QTextDocument, fragment: QTextFragment) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    return cursor
