"""One page of Markdown from a folder, with its pictures: goes to headings, finds words. Asks no network."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop.widgets.guide.headings import anchor_of
from desktop.widgets.guide.page_look import blocks, dress, fit_pictures, pictures_of
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_WIDEST = 860
_MARGIN = 28
_SCROLL_BAR = 16
_ABOVE = 12


class GuidePage(QTextBrowser):
    """`link_chosen(str)`: a link of the page, as it is written there."""

    link_chosen = Signal(str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder.resolve()
        self._markdown = ""
        self._pictures: dict[str, QImage] = {}
        self._hits: list[QTextCursor] = []
        self._hit = -1
        self._sought = ""
        self.setObjectName("guidePage")
        self.setAccessibleName(self.tr("使用说明"))
        set_style_property(self, "kind", "guide")
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.anchorClicked.connect(lambda address: self.link_chosen.emit(address.toString()))

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its beginning."""
        self._markdown = markdown
        self._hits, self._hit = [], -1
        self.setExtraSelections([])
        document = self.document()
        self.setMarkdown(markdown)
        document.setDocumentMargin(_MARGIN)
        dress(document)
        self._pictures = pictures_of(document, self._folder)
        self._fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def go_to(self, anchor: str) -> bool:
        """Bring a heading to the top; False where the page has none with this anchor."""
        if not anchor:
            self.verticalScrollBar().setValue(0)
            return True
        for block in blocks(self.document()):
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                self.setTextCursor(QTextCursor(block))
                self._scroll_to(block)
                return True
        return False

    def find_all(self, text: str) -> int:
        """Mark every place where `text` stands and show the first from here on; how many there are."""
        self._sought = text
        self._hits, self._hit = [], -1
        document = self.document()
        place = QTextCursor(document)
        while text and not (place := document.find(text, place)).isNull():
            self._hits.append(QTextCursor(place))
        if self._hits:
            here = self.textCursor().selectionStart()
            following = (number for number, hit in enumerate(self._hits) if hit.selectionStart() >= here)
            self._show_hit(next(following, 0))
        else:
            self.setExtraSelections([])
        return len(self._hits)

    def turn_to_hit(self, steps: int) -> int:
        """Show the next or previous place; its number from 0, -1 where nothing was found."""
        if self._hits:
            self._show_hit((self._hit + steps) % len(self._hits))
        return self._hit

    @property
    def hit(self) -> int:
        """The number of the place that is shown."""
        return self._hit

    @property
    def hit_count(self) -> int:
        """How many places were found."""
        return len(self._hits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self.cursorForPosition(QPoint(_MARGIN, 0)).block().blockNumber()
        super().resizeEvent(event)
        self._fit()
        if self.verticalScrollBar().value():  # else one reads the beginning
            self._scroll_to(self.document().findBlockByNumber(top))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._markdown:
            place = self.verticalScrollBar().value()
            sought, reading = self._sought, self.textCursor().position()
            self.show_markdown(self._markdown)
            here = self.textCursor()
            here.setPosition(reading)
            self.setTextCursor(here)
            if sought:
                self.find_all(sought)
            self.verticalScrollBar().setValue(place)

    def _fit(self) -> None:
        width = min(self.width() - _SCROLL_BAR, _WIDEST)
        self.setLineWrapColumnOrWidth(width)
        fit_pictures(self.document(), self._pictures, width - 2 * _MARGIN, self.devicePixelRatioF())

    def _scroll_to(self, block: QTextBlock) -> None:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - _ABOVE)

    def _show_hit(self, number: int) -> None:
        self._hit = number
        marks = []
        for order, hit in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(color(ColorRole.ACCENT if order == number else ColorRole.WARN_SOFT))
            look.setForeground(color(ColorRole.ON_ACCENT if order == number else ColorRole.WARN))
            mark.format, mark.cursor = look, hit
            marks.append(mark)
        self.setExtraSelections(marks)
        place = QTextCursor(self.document())
        place.setPosition(self._hits[number].selectionStart())
        self.setTextCursor(place)
        self.ensureCursorVisible()
