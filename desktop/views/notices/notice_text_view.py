"""A notice to be read, and one to be written: what Qt would load from elsewhere is never asked for."""

from PySide6.QtCore import QByteArray, QMimeData, QUrl, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.domain.notice_text import BlockKind, read_notice, written_notice
from desktop.views.notices.notice_document import blocks_of, kind_of, set_kind, show_blocks
from desktop.widgets.style_property import set_style_property

_MARGIN = 16
_WIDEST = 880


class InertDocument(QTextDocument):
    """One that has nothing but its words: Qt's own would read pictures and styles from files that a text names."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, from nowhere."""
        return QByteArray()


class NoticeTextView(QTextEdit):
    """Shows the text of a notice. Words can be selected and copied, nothing can be followed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        set_style_property(self, "kind", "page")
        self.setDocument(InertDocument(self))
        self.document().setDocumentMargin(_MARGIN)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are as long as they are read well, whatever the width."""
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(_WIDEST, self.viewport().width()))

    def show_text(self, text: str) -> None:
        """Show another text."""
        show_blocks(self.document(), read_notice(text))
        self.moveCursor(QTextCursor.MoveOperation.Start)


class NoticeTextEdit(QTextEdit):
    """`edited()`: the person wrote something. `place_changed()`: the cursor is in a block or word of another kind."""

    edited = Signal()
    place_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        set_style_property(self, "kind", "page")
        self.setDocument(InertDocument(self))
        self.document().setDocumentMargin(_MARGIN)
        self._shown = ""
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self.place_changed)
        self.currentCharFormatChanged.connect(lambda _: self.place_changed.emit())

    @property
    def text(self) -> str:
        """What is written, as it is kept."""
        return written_notice(blocks_of(self.document()))

    @property
    def block_kind(self) -> BlockKind:
        return kind_of(self.textCursor().block())

    @property
    def is_bold(self) -> bool:
        return self.fontWeight() >= QFont.Weight.DemiBold

    def show_text(self, text: str) -> None:
        """Show another text; not an edit."""
        self._shown = text
        show_blocks(self.document(), read_notice(text))
        if not read_notice(text):
            set_kind(self.textCursor(), BlockKind.PARAGRAPH)

    def set_block_kind(self, kind: BlockKind) -> None:
        """Make the block where the cursor is a heading, a bullet, or plain again."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        set_kind(cursor, BlockKind.PARAGRAPH if kind is self.block_kind else kind)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        if not cursor.block().text():  # what is typed into it looks as the block says, not as what stood there
            self.setCurrentCharFormat(cursor.blockCharFormat())
        self.place_changed.emit()

    def set_bold(self, bold: bool) -> None:
        """Of the words that are selected, or of those to come."""
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        self.mergeCurrentCharFormat(look)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words alone: neither their look nor pictures come along."""
        if source.hasText():
            self.textCursor().insertText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """After a heading plain text follows."""
        heading = self.block_kind in (BlockKind.HEADING, BlockKind.SUBHEADING)
        super().keyPressEvent(event)
        if heading and event.text() in ("\r", "\n") and not self.textCursor().block().text():
            set_kind(self.textCursor(), BlockKind.PARAGRAPH)
            self.set_bold(False)

    def _on_changed(self) -> None:
        if self.text != self._shown:
            self._shown = self.text
            self.edited.emit()
