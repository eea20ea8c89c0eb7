"""The words of a notice: its title, its text, and the few signs that a text may have."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.notice_text import BlockKind
from desktop.domain.notices import TITLE_LENGTH
from desktop.views.notices.notice_text_view import NoticeTextEdit
from desktop.widgets.icons import IconName
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import PANE_PADDING
from desktop.widgets.tool_button import ToolButton


class NoticeEditor(QWidget):
    """`edited()`: the person wrote something."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLineEdit()
        self.title.setObjectName("notice_title_field")
        self.title.setAccessibleName(self.tr("标题"))
        self.title.setPlaceholderText(self.tr("标题，例如：关于开展 2026 年度人才分类定级认定申报工作的通知"))
        self.title.setMaxLength(TITLE_LENGTH)
        self.text = NoticeTextEdit(self.tr("正文"))
        self.text.setObjectName("notice_text_field")
        self.text.setPlaceholderText(self.tr("正文。粘贴时只留文字；网址按文字显示，不能点开。"))
        kinds = (
            (BlockKind.HEADING, IconName.HEADING, self.tr("标题"), "Ctrl+1"),
            (BlockKind.SUBHEADING, IconName.SUBHEADING, self.tr("小标题"), "Ctrl+2"),
            (BlockKind.BULLET, IconName.BULLETS, self.tr("项目符号"), "Ctrl+3"),
        )
        self._kinds: dict[BlockKind, ToolButton] = {}
        for kind, icon, name, key in kinds:
            button = ToolButton(icon, name, key, checkable=True)
            button.setObjectName(f"kind_{kind}")
            button.clicked.connect(lambda _=False, one=kind: self._set_kind(one))
            self._kinds[kind] = button
        self._bold = ToolButton(IconName.BOLD, self.tr("加粗"), "Ctrl+B", checkable=True)
        self._bold.setObjectName("bold")
        self._bold.clicked.connect(self._set_bold)
        title = QHBoxLayout()
        title.setContentsMargins(PANE_PADDING, 10, PANE_PADDING, 10)
        title.addWidget(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addWidget(PanelHead([*self._kinds.values(), self._bold], height=40))
        column.addWidget(HorizontalLine())
        column.addWidget(self.text, 1)
        self.title.textEdited.connect(self.edited)
        self.text.edited.connect(self.edited)
        self.text.place_changed.connect(self._show_place)
        self.setFocusProxy(self.title)

    def show_words(self, title: str, text: str, *, fixed: bool) -> None:
        """Show a notice; a `fixed` one can be read and copied."""
        if title != self.title.text():
            self.title.setText(title)
        if text != self.text.text:
            self.text.show_text(text)
        self.title.setReadOnly(fixed)
        self.text.setReadOnly(fixed)
        for button in (*self._kinds.values(), self._bold):
            button.setEnabled(not fixed)
        self._show_place()

    def _set_kind(self, kind: BlockKind) -> None:
        self.text.set_block_kind(kind)
        self.text.setFocus()

    def _set_bold(self, bold: bool) -> None:
        self.text.set_bold(bold)
        self.text.setFocus()

    def _show_place(self) -> None:
        here = self.text.block_kind
        for kind, button in self._kinds.items():
            button.setChecked(kind is here)
        heading = here in (BlockKind.HEADING, BlockKind.SUBHEADING)
        self._bold.setChecked(self.text.is_bold and not heading)
        self._bold.setEnabled(not heading and not self.text.isReadOnly())
