"""What is done with the files of a form: shown beside the page, cut to a portrait, downloaded, taken out, put back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.detail.attachment_pill import media_look
from desktop.dialogs.portrait_dialog import PortraitDialog
from desktop.domain.catalogue import Slot
from desktop.domain.content import Attachment
from desktop.models.application_outline import PORTRAIT
from desktop.models.form_state import FormState
from desktop.preview.host import PreviewHost
from desktop.preview.protocol import PreviewFailure
from desktop.text.preview import OWN_FAULTS, may_retry, own_failure_sentence
from desktop.views.applicant.form.portrait_box import PORTRAIT_PLACE, PortraitBox
from desktop.views.applicant.form.slot_box import SlotBox
from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.pane import EvidencePane
from desktop.widgets.icons import IconName
from desktop.widgets.tool_button import ToolButton


class FormFiles(QObject):
    """`preview_shown(bool)`: the pane is wanted beside the page, or no more. `said(str)`: how a download went.

    `removed(str name, Callable undo)`: a file was taken out.
    """

    preview_shown = Signal(bool)
    said = Signal(str)
    removed = Signal(str, object)

    def __init__(self, state: FormState, uploads: Uploads, host: PreviewHost, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._uploads, self._host, self._window = state, uploads, host, window
        self._boxes: list[SlotBox] = []
        self._named: frozenset[str] = frozenset()
        self.pane = EvidencePane(
            host, own_failure_sentence, may_retry, empty_text=self.tr("点附件的“预览”在这里查看。")
        )
        close = ToolButton(IconName.REMOVE, self.tr("关闭预览"))
        close.setObjectName("closePreview")
        close.clicked.connect(lambda: self.preview_shown.emit(False))
        self.pane.tool_bar.add_tool(close)
        state.files_changed.connect(lambda *_: self._take_over())
        state.records_changed.connect(lambda *_: self._take_over())
        uploads.taken_in.connect(self._on_taken_in)
        host.failed.connect(self._on_failed)
        self._take_over()

    def watch(self, box: SlotBox) -> None:
        """Serve a slot of a page."""
        self._boxes.append(box)
        box.destroyed.connect(lambda: self._forget(box))
        box.preview_asked.connect(self.preview)
        box.download_asked.connect(lambda attachment: self._uploads.download(attachment, self.said.emit))
        box.removed.connect(self._on_removed)

    def watch_portrait(self, box: PortraitBox, slot: Slot) -> None:
        """Serve the portrait."""
        box.upload_asked.connect(lambda: self._uploads.choose_one(slot, lambda file: self.cut_portrait(slot, file)))
        box.file_dropped.connect(lambda file: self.cut_portrait(slot, file))
        box.preview_asked.connect(self.preview)
        box.removed.connect(self._on_removed)

    def cut_portrait(self, slot: Slot, file: Path) -> None:
        """Let the person cut a photograph of the disk, and take in what they cut out."""
        self._uploads.read(PORTRAIT_PLACE, slot, file, lambda data: self._open_cutting(slot, file, data))

    def preview(self, attachment: Attachment) -> None:
        """Show a file beside the page."""
        self._take_over()
        self.preview_shown.emit(True)
        self.pane.show_document(_key(attachment))

    def shows_section(self, section: str) -> bool:
        """Whether the file beside the page belongs to that section."""
        return self.pane.current_key.startswith(f"{section}/")

    def _open_cutting(self, slot: Slot, file: Path, data: bytes) -> None:
        dialog = PortraitDialog(self._host, data, self._window)
        name = f"{file.stem}.jpg"
        dialog.cut_out.connect(lambda cut: self._uploads.put_in_place(PORTRAIT_PLACE, slot, name, cut))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_taken_in(self, attachment: Attachment) -> None:
        if (attachment.section, attachment.slot) != PORTRAIT:  # which shows itself
            self.preview(attachment)

    def _on_removed(self, attachment: Attachment, position: int) -> None:
        self.removed.emit(attachment.name, partial(self._state.put_file_back, attachment, position))

    def _on_failed(self, failure: PreviewFailure) -> None:
        if failure.code in OWN_FAULTS:
            for box in self._boxes:
                box.mark_unreadable(failure.document, own_failure_sentence(failure.code))

    def _take_over(self) -> None:
        named = frozenset(item.sha256 for item in self._state.content.attachments)
        for sha256 in sorted(self._named - named):
            self._uploads.hold(sha256)
        self._named = named
        documents = [self._document(item) for item in self._state.content.attachments]
        self.pane.set_documents(documents)
        if not any(document.key == self.pane.current_key for document in documents):
            self.preview_shown.emit(False)

    def _document(self, item: Attachment) -> EvidenceDocument:
        icon, role = media_look(item.media_type)
        return EvidenceDocument(_key(item), item.sha256, item.name, icon, role, self._uploads.bytes_of(item.sha256))

    def _forget(self, box: SlotBox) -> None:
        self._boxes = [one for one in self._boxes if one is not box]


def _key(item: Attachment) -> str:
    return "/".join((item.section, item.record or "", item.slot, item.name, item.sha256))
