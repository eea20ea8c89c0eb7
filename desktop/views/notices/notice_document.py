"""The text of a notice in a document of Qt and back: block by block, never through HTML."""

from collections.abc import Iterable

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)

from desktop.domain.notice_text import Block, BlockKind, Span
from desktop.widgets.theme.fonts import FontSize

_LEVELS = {BlockKind.HEADING: 1, BlockKind.SUBHEADING: 2}
_KINDS = {level: kind for kind, level in _LEVELS.items()}
_SIZES = {BlockKind.HEADING: FontSize.TITLE, BlockKind.SUBHEADING: FontSize.HEADING}
_ABOVE = {BlockKind.HEADING: 6.0, BlockKind.SUBHEADING: 10.0, BlockKind.BULLET: 0.0, BlockKind.PARAGRAPH: 0.0}
_BELOW = {BlockKind.HEADING: 10.0, BlockKind.SUBHEADING: 6.0, BlockKind.BULLET: 4.0, BlockKind.PARAGRAPH: 8.0}
_LINE_HEIGHT = 150.0


def show_blocks(document: QTextDocument, blocks: Iterable[Block]) -> None:
    """Replace what the document holds; nothing can be undone into what was there before."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    for number, block in enumerate(blocks):
        if number:
            cursor.insertBlock()
        set_kind(cursor, block.kind)
        for span in block.spans:
            cursor.insertText(span.text, _characters(block.kind, bold=span.bold))
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def set_kind(cursor: QTextCursor, kind: BlockKind) -> None:
    """Make the block where the cursor is one of this kind."""
    listed = cursor.currentList()
    if kind is BlockKind.BULLET and listed is None:
        cursor.createList(QTextListFormat.Style.ListDisc)
    elif kind is not BlockKind.BULLET and listed is not None:
        listed.remove(cursor.block())
    form = QTextBlockFormat(cursor.blockFormat())
    form.setHeadingLevel(_LEVELS.get(kind, 0))
    form.setIndent(form.indent() if kind is BlockKind.BULLET else 0)
    form.setTopMargin(_ABOVE[kind])
    form.setBottomMargin(_BELOW[kind])
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(form)
    whole = QTextCursor(cursor.block())
    whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    look = _characters(kind, bold=False)
    if kind in _LEVELS:
        whole.setCharFormat(look)
    else:
        whole.mergeCharFormat(_size(kind))
    cursor.setBlockCharFormat(look)


def kind_of(block: QTextBlock) -> BlockKind:
    """What a block of the document is."""
    if block.textList() is not None:
        return BlockKind.BULLET
    return _KINDS.get(block.blockFormat().headingLevel(), BlockKind.PARAGRAPH)


def blocks_of(document: QTextDocument) -> tuple[Block, ...]:
    """What the document holds; headings are of one weight."""
    found, block = [], document.begin()
    while block.isValid():
        kind = kind_of(block)
        words = block.text().encode("utf-16-le")  # Qt counts in units of two bytes
        spans = []
        for part in block.textFormats():
            text = words[2 * part.start : 2 * (part.start + part.length)].decode("utf-16-le", "ignore")
            bold = kind not in _LEVELS and part.format.fontWeight() >= QFont.Weight.DemiBold
            spans.append(Span(text.replace("\ufffc", ""), bold))
        found.append(Block(kind, tuple(spans)))
        block = block.next()
    return tuple(found)


def _characters(kind: BlockKind, *, bold: bool) -> QTextCharFormat:
    look = _size(kind)
    look.setFontWeight(QFont.Weight.Bold if bold or kind in _LEVELS else QFont.Weight.Normal)
    return look


def _size(kind: BlockKind) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontPointSize(_SIZES.get(kind, FontSize.BODY).points)
    return look
