"""头像: the picture, the rule beside it, and the ways to bring or change it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.detail.attachment_pill import media_look
from desktop.dialogs.detail.portrait import Portrait
from desktop.domain.catalogue import Slot
from desktop.domain.content import Attachment
from desktop.models.application_outline import PORTRAIT
from desktop.models.form_state import SINGLE, FormState
from desktop.preview.host import PreviewHost
from desktop.services.draft_files import SlotPlace
from desktop.text.findings import finding_sentence
from desktop.text.problems import size_text
from desktop.views.applicant.form.upload_sign import UploadSign
from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.silhouette import Silhouette

PORTRAIT_PLACE = SlotPlace(*PORTRAIT[:1], None, PORTRAIT[1])
PORTRAIT_SIZE = (120, 168)


class PortraitBox(QWidget):
    """`upload_asked()`, `file_dropped(Path)`, `preview_asked(Attachment)`, `removed(Attachment, int)`."""

    upload_asked = Signal()
    file_dropped = Signal(object)
    preview_asked = Signal(object)
    removed = Signal(object, int)

    def __init__(self, state: FormState, uploads: Uploads, slot: Slot, host: PreviewHost) -> None:
        super().__init__()
        self._state, self._uploads, self._host = state, uploads, host
        self._shown: Attachment | None = None
        self._picture: QWidget = Silhouette(*PORTRAIT_SIZE)
        self.setObjectName("portraitBox")
        self.setAcceptDrops(True)
        self._change = KeyButton(self.tr("上传"), IconName.UPLOAD)
        self._change.setObjectName("uploadPortrait")
        self._change.clicked.connect(self.upload_asked)
        self._preview = KeyButton(self.tr("预览"), IconName.SEEN)
        self._preview.setObjectName("previewPortrait")
        self._preview.clicked.connect(self._on_preview)
        self._remove = KeyButton(self.tr("删除"), IconName.DELETE, kind=ButtonKind.QUIET)
        self._remove.setObjectName("removePortrait")
        self._remove.clicked.connect(self._on_remove)
        formats = self.tr("或").join(f" {one.label} " for one in slot.formats).strip()
        rule = self.tr("{0}；{1}，不超过 {2}，{3} 张。")
        self._rule = Label(
            rule.format(slot.sentence, formats, size_text(slot.max_bytes), slot.max_count), LabelStyle.SMALL, wrap=True
        )
        self._sign = UploadSign(uploads, PORTRAIT_PLACE)
        self._problem = Label("", LabelStyle.SMALL_BAD, wrap=True)
        self._problem.setObjectName("portraitProblem")
        self._lay_out(slot)
        state.files_changed.connect(lambda *_: self._show_file())
        state.checked.connect(self._show_problem)
        uploads.upload_changed.connect(lambda *_: self._show_problem())
        self._show_file()

    @property
    def problem(self) -> str:
        return "" if self._problem.isHidden() else self._problem.text()

    def focus_upload(self) -> None:
        """Put the cursor to where a picture is brought from."""
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.file_dropped.emit(Path(urls[0].toLocalFile()))

    def _lay_out(self, slot: Slot) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Label(slot.label, LabelStyle.HEADING))
        if slot.min_count:
            head.addWidget(Label("*", LabelStyle.BAD))
        head.addStretch(1)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self._change, self._preview, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(buttons)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._row)
        column.addWidget(self._sign)
        column.addWidget(self._rule)
        column.addWidget(self._problem)

    def _file(self) -> Attachment | None:
        return next(iter(self._state.files(PORTRAIT[0], SINGLE, PORTRAIT[1])), None)

    def _show_file(self) -> None:
        found = self._file()
        self._change.setText(self.tr("更换") if found is not None else self.tr("上传"))
        self._preview.setVisible(found is not None)
        self._remove.setVisible(found is not None)
        self._show_problem()
        if found == self._shown:
            return
        self._shown = found
        picture = Silhouette(*PORTRAIT_SIZE) if found is None else self._portrait(found)
        self._row.replaceWidget(self._picture, picture)
        self._row.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        self._picture.hide()
        self._picture.deleteLater()
        self._picture = picture

    def _portrait(self, found: Attachment) -> QWidget:
        icon, role = media_look(found.media_type)
        load = self._uploads.bytes_of(found.sha256)
        return Portrait(
            self._host, EvidenceDocument("portrait", found.sha256, found.name, icon, role, load), size=PORTRAIT_SIZE
        )

    def _on_preview(self) -> None:
        found = self._file()
        if found is not None:
            self.preview_asked.emit(found)

    def _on_remove(self) -> None:
        found = self._file()
        if found is not None:
            self._change.setFocus()
            self.removed.emit(found, self._state.remove_file(found))

    def _show_problem(self) -> None:
        sentence = self._uploads.state_of(PORTRAIT_PLACE).problem
        finding = self._state.finding_at(PORTRAIT[0], SINGLE, PORTRAIT[1])
        if not sentence and finding is not None:
            sentence = finding_sentence(finding, self._state.catalogue)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
