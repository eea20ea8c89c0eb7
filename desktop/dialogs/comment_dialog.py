"""看全部意见: a reviewer's comment as it was written, with who wrote it and until when it is to be answered."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle


class CommentDialog(QDialog):
    """Not modal, so that one can mend beside it."""

    def __init__(self, title: str, who: str, comment: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commentDialog")
        self.setWindowTitle(title)
        text = QPlainTextEdit(comment)
        text.setObjectName("fullComment")
        text.setAccessibleName(title)
        text.setReadOnly(True)
        close = KeyButton(self.tr("关闭"), None, "Esc", kind=ButtonKind.NORMAL)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(title, LabelStyle.HEADING))
        column.addWidget(Label(who, LabelStyle.SMALL_SECONDARY, wrap=True))
        column.addWidget(text, 1)
        column.addLayout(foot)
        self.resize(620, 420)
