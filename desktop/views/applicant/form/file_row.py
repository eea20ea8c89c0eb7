"""One attachment of a form: what it is, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.detail.attachment_pill import media_look
from desktop.domain.content import Attachment
from desktop.text.problems import size_text
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.tool_button import ToolButton


class FileRow(QWidget):
    """`preview_asked()`, `download_asked()`, `remove_asked()`. A double click previews, Delete removes."""

    preview_asked = Signal()
    download_asked = Signal()
    remove_asked = Signal()

    def __init__(self, attachment: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self.setObjectName("fileRow")
        icon, role = media_look(attachment.media_type)
        name = ElidedLabel(attachment.name, mode=Qt.TextElideMode.ElideMiddle)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(IconLabel(icon, role))
        line.addWidget(name, 1)
        line.addWidget(Label(size_text(attachment.size), LabelStyle.SMALL))
        line.addSpacing(4)
        for button_name, picture, text, asked in (
            ("preview", IconName.SEEN, self.tr("预览 {0}"), self.preview_asked),
            ("download", IconName.DOWNLOAD, self.tr("下载 {0}"), self.download_asked),
            ("remove", IconName.DELETE, self.tr("删除 {0}"), self.remove_asked),
        ):
            button = ToolButton(picture, text.format(attachment.name))
            button.setObjectName(button_name)
            button.clicked.connect(asked)
            line.addWidget(button)
        self._problem = Label("", LabelStyle.SMALL_WARN, wrap=True)
        self._problem.setObjectName("fileProblem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._problem)

    def show_problem(self, sentence: str) -> None:
        """Say why the file cannot be looked at."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.preview_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)
