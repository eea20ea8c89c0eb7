"""业务表册: the printed forms of what is filled in so far, each with its preview."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.printing.making import FormKind
from desktop.text.printed_forms import FORM_TITLE, LIST_TITLE
from desktop.views.applicant.form.scroll_page import ScrollPage
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle

_WIDTH = 640


class FormsPage(ScrollPage):
    """`preview_asked(FormKind)`."""

    preview_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        words = self.tr("按现在填写的内容生成，提交之前带有“草稿”水印；提交之后可在申报详情中打印正式的表册。")
        note = Label(words, LabelStyle.SECONDARY, wrap=True)
        note.setMaximumWidth(_WIDTH)
        self.column.addWidget(note)
        self._buttons: list[KeyButton] = []
        for kind, title in ((FormKind.APPLICATION, FORM_TITLE), (FormKind.LIST, LIST_TITLE)):
            button = KeyButton(self.tr("预览"), IconName.SEEN)
            button.setAccessibleName(self.tr("预览{0}").format(title))
            button.setObjectName(f"preview-{kind.value}")
            button.clicked.connect(lambda _=False, kind=kind: self.preview_asked.emit(kind))
            self._buttons.append(button)
            row = QHBoxLayout()
            row.addWidget(Label(title, LabelStyle.STRONG), 1)
            row.addWidget(button)
            row.addStretch(1)
            self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self) -> None:
        self._buttons[0].setFocus()
