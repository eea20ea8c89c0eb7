"""One place for attachments: the rule in words, what is there, the way to bring more by button or by dropping files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.catalogue import Slot
from desktop.domain.content import Attachment
from desktop.models.form_state import SINGLE, FormState
from desktop.services.draft_files import SlotPlace
from desktop.text.catalogue import slot_rule_sentence
from desktop.text.findings import finding_sentence
from desktop.views.applicant.form.file_row import FileRow
from desktop.views.applicant.form.upload_sign import UploadSign
from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.palette import ColorRole


class SlotBox(Panel):
    """`preview_asked(Attachment)`, `download_asked(Attachment)`, `removed(Attachment, int)`: where it was."""

    preview_asked = Signal(object)
    download_asked = Signal(object)
    removed = Signal(object, int)

    def __init__(
        self, state: FormState, uploads: Uploads, place: SlotPlace, slot: Slot, parent: QWidget | None = None
    ) -> None:
        super().__init__(Surface.WINDOW, parent)
        self._state, self._uploads, self.place, self._slot = state, uploads, place, slot
        self._rows: list[FileRow] = []
        self.setObjectName(f"slot-{slot.key}")
        self.setAccessibleName(slot.label)
        self.setAcceptDrops(True)
        set_style_property(self, "kind", "slot")
        self._count = Label("", LabelStyle.SMALL)
        self._rule = Label(slot_rule_sentence(slot), LabelStyle.SMALL, wrap=True)
        self._upload = KeyButton(self.tr("上传附件"), IconName.UPLOAD)
        self._upload.setObjectName("upload")
        self._upload.clicked.connect(lambda: uploads.choose(place, slot))
        self._sign = UploadSign(uploads, place)
        self._problem = Label("", LabelStyle.SMALL_BAD, wrap=True)
        self._problem.setObjectName("slotProblem")
        self._problem_row = _with_icon(self._problem)
        self._problem_row.hide()
        self._files = QVBoxLayout()
        self._files.setSpacing(4)
        self._lay_out()
        uploads.upload_changed.connect(self._on_upload_changed)
        state.files_changed.connect(self._on_files_changed)
        state.checked.connect(self._show_problem)
        self._show_files()

    @property
    def names(self) -> tuple[str, ...]:
        """The files that are there, in their order."""
        return tuple(row.attachment.name for row in self._rows)

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return "" if self._problem_row.isHidden() else self._problem.text()

    def focus_upload(self) -> QWidget:
        """Put the cursor to where more is brought from."""
        self._upload.setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    def mark_unreadable(self, sha256: str, sentence: str) -> None:
        """The preview could not show this file."""
        for row in self._rows:
            if row.attachment.sha256 == sha256:
                row.show_problem(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event):
            event.acceptProposedAction()
            self.set_surface(Surface.SELECTED)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_surface(Surface.WINDOW)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_surface(Surface.WINDOW)
        event.acceptProposedAction()
        self._uploads.upload(self.place, _local_files(event))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Label(self._slot.label, LabelStyle.STRONG))
        if self._slot.min_count:
            head.addWidget(Label("*", LabelStyle.BAD))
        head.addSpacing(6)
        head.addWidget(self._count)
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(head)
        words.addWidget(self._rule)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(words, 1)
        top.addWidget(self._upload, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._sign)
        column.addLayout(self._files)
        column.addWidget(self._problem_row)

    def _on_files_changed(self, section: str, record: str) -> None:
        if (section, record) == (self.place.section, self.place.record or SINGLE):
            self._show_files()

    def _show_files(self) -> None:
        files = self._state.files(self.place.section, self.place.record or SINGLE, self._slot.key)
        if tuple(row.attachment for row in self._rows) != files:
            self._fill(files)
        self._count.setText(self.tr("{0} / {1} 份").format(len(files), self._slot.max_count))
        full = len(files) >= self._slot.max_count
        self._upload.setEnabled(not full)
        self._upload.set_hint(self.tr("已传满，先删除不需要的附件") if full else self.tr("也可以把文件拖到这里"))

    def _fill(self, files: Sequence[Attachment]) -> None:
        for row in self._rows:
            self._files.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(attachment) for attachment in files]
        for row in self._rows:
            self._files.addWidget(row)

    def _row(self, attachment: Attachment) -> FileRow:
        row = FileRow(attachment)
        row.preview_asked.connect(lambda: self.preview_asked.emit(attachment))
        row.download_asked.connect(lambda: self.download_asked.emit(attachment))
        row.remove_asked.connect(lambda: self._remove(attachment))
        return row

    def _remove(self, attachment: Attachment) -> None:
        self._state.leave(self.place.section, self.place.record or SINGLE, self._slot.key)
        position = self._state.remove_file(attachment)
        self._upload.setFocus()
        self.removed.emit(attachment, position)

    def _on_upload_changed(self, section: str, record: str, slot: str) -> None:
        if (section, record, slot) == (self.place.section, self.place.record or SINGLE, self._slot.key):
            self._show_problem()

    def _show_problem(self) -> None:
        finding = self._state.finding_at(self.place.section, self.place.record or SINGLE, self._slot.key)
        sentence = self._uploads.state_of(self.place).problem
        if not sentence and finding is not None:
            sentence = finding_sentence(finding, self._state.catalogue)
        self._problem.setText(sentence)
        self._problem_row.setVisible(bool(sentence))


def _with_icon(label: Label) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(5)
    layout.addWidget(IconLabel(IconName.FINDING, ColorRole.BAD, 14), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(label, 1)
    return row


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
