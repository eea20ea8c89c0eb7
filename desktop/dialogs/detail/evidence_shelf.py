"""The evidence pane of one application: which attachments there are, which one is shown, opened or verified."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.detail.attachment_pill import media_look
from desktop.dialogs.detail.portrait import Portrait
from desktop.dialogs.detail.services import DetailServices
from desktop.models.application_outline import PORTRAIT, AttachmentOutline, RecordOutline
from desktop.preview.host import PreviewHost
from desktop.services.rows import ApplicationDetail
from desktop.text.preview import may_retry, preview_failure_sentence
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.pane import EvidencePane
from desktop.widgets.icons import IconName
from desktop.widgets.panel_head import BELOW_HEAD
from desktop.widgets.tool_button import ToolButton
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner


class EvidenceShelf(QObject):
    """`attachment_opened(str sha256)` once a page of it was painted and that is on record;
    `attachment_turned_to(str key)` when the reader leafed to it; `verification_changed` when that is on record;
    `failed(Exception)` when something could not be recorded.
    """

    attachment_opened = Signal(str)
    attachment_turned_to = Signal(str)
    verification_changed = Signal()
    failed = Signal(object)

    def __init__(
        self, services: DetailServices, runner: BackgroundRunner, host: PreviewHost, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._host = host
        self._application_id = ""
        self._attachments: dict[str, AttachmentOutline] = {}
        self._marking: set[tuple[str, str]] = set()
        empty = self.tr("选择一条有附件的记录，材料显示在这里。")
        self.pane = EvidencePane(host, preview_failure_sentence, may_retry, empty_text=empty)
        self.waiting = Waiting(runner, self.pane, from_top=BELOW_HEAD)
        self._verified = ToolButton(
            IconName.CHECK_CIRCLE,
            self.tr("原件已核验"),
            "V",
            text=self.tr("原件已核验"),
            checkable=True,
        )
        self._verified.setObjectName("originalVerified")
        self._verified.clicked.connect(self._on_verified_clicked)
        self.pane.tool_bar.add_tool(self._verified)
        self.pane.page_painted.connect(self.record_seen)
        self.pane.document_changed.connect(self._on_document_changed)
        self._show_verification()

    @property
    def current(self) -> AttachmentOutline | None:
        """The attachment that is shown."""
        return self._attachments.get(self.pane.current_key)

    def put(self, detail: ApplicationDetail, attachments: tuple[AttachmentOutline, ...]) -> None:
        """Take the attachments of an application; what is shown of the same application stays."""
        if detail.row.id != self._application_id:
            self._application_id = detail.row.id
            self._attachments = {}
            self._marking.clear()
            self.pane.set_documents(())
            self.pane.forget_places()
        self._attachments = {attachment.key: attachment for attachment in attachments}
        self.pane.set_documents([self.document_of(attachment) for attachment in attachments])
        self._show_verification()

    def document_of(self, attachment: AttachmentOutline) -> EvidenceDocument:
        """The attachment as the preview knows it."""
        row = attachment.row
        icon, role = media_look(row.media_type)
        return EvidenceDocument(attachment.key, row.sha256, row.name, icon, role, self._loader(row.sha256))

    def portrait_of(self, record: RecordOutline) -> QWidget | None:
        """The picture that stands beside a record's fields, None for a record without one."""
        found = (item for item in record.attachments if (item.row.section, item.row.slot) == PORTRAIT)
        attachment = next(found, None)
        if attachment is None:
            return None
        portrait = Portrait(self._host, self.document_of(attachment))
        portrait.painted.connect(self.record_seen, Qt.ConnectionType.QueuedConnection)
        return portrait

    def show(self, key: str) -> None:
        """Show an attachment where the reader left it."""
        self.pane.show_document(key)
        self._show_verification()

    def show_nothing(self, why: str) -> None:
        """Show none, and say why."""
        self.pane.show_nothing(why)
        self._show_verification()

    def record_seen(self, key: str) -> None:
        """The attachment reached the screen: put on record that the reader has opened it, once."""
        attachment = self._attachments.get(key)
        if attachment is None or attachment.row.opened:
            return
        services, application_id, sha256 = self._services, self._application_id, attachment.row.sha256
        if (application_id, sha256) in self._marking:
            return
        self._marking.add((application_id, sha256))
        self._runner.operation(
            lambda: services.mark_opened(application_id, sha256),
            lambda _: self._on_marked(application_id, sha256),
            self.failed.emit,
            owner=self,
        )

    def _loader(self, sha256: str) -> Callable[[], bytes]:
        services, application_id = self._services, self._application_id
        return lambda: services.attachment_bytes(application_id, sha256)

    def _on_document_changed(self, key: str) -> None:
        self._show_verification()
        self.attachment_turned_to.emit(key)

    def _on_marked(self, application_id: str, sha256: str) -> None:
        if application_id == self._application_id:
            self.attachment_opened.emit(sha256)

    def _show_verification(self) -> None:
        attachment = self.current
        self._verified.setEnabled(attachment is not None)
        self._verified.setChecked(attachment is not None and bool(attachment.row.verified_by))
        by = attachment.row.verified_by if attachment is not None else ""
        self._verified.set_name(self.tr("原件已核验：{0}").format(by) if by else self.tr("原件已核验"))

    def _on_verified_clicked(self, verified: bool) -> None:
        attachment = self.current
        if attachment is None:
            return
        services, application_id, sha256 = self._services, self._application_id, attachment.row.sha256
        self.waiting.write(
            lambda: services.set_original_verified(application_id, sha256, verified),
            lambda _: self.verification_changed.emit(),
            self._on_verification_failed,
            self.tr("正在记录核验") if verified else self.tr("正在撤回核验"),
            on_given_up=self._show_verification,
        )

    def _on_verification_failed(self, error: Exception) -> None:
        self._show_verification()
        self.failed.emit(error)


def with_opened(detail: ApplicationDetail, sha256: str) -> ApplicationDetail:
    """The detail as it is once these bytes have been looked at."""
    attachments = tuple(replace(row, opened=True) if row.sha256 == sha256 else row for row in detail.attachments)
    return replace(detail, attachments=attachments)
