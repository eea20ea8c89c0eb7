"""审计: recompute every hash chain, compare with a root kept elsewhere, say what does not fit."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout

from desktop.services import audit
from desktop.services.audit import AuditReport
from desktop.text.audit import audit_sentences
from desktop.views.administration.room import Room
from desktop.views.session import Session
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.tone import Tone


class AuditPage(Room):
    """One button, and beside the newest root a field for an earlier one."""

    def __init__(self, session: Session) -> None:
        self._verify = KeyButton("", IconName.AUDIT, kind=ButtonKind.PRIMARY)
        super().__init__(self.tr("审计"), self.tr("逐条重算全部记录的摘要链"), (self._verify,))
        self._session = session
        self._verify.setText(self.tr("开始核验"))
        self._verify.setObjectName("verify_audit")
        self._verify.clicked.connect(self._on_verify)
        self._against = QLineEdit()
        self._against.setObjectName("audit_against")
        self._against.setPlaceholderText(self.tr("可以不填：以前记下的根，用来证明那以前的记录没有变"))
        self._root = Label(self.tr("尚未核验"), LabelStyle.SECONDARY, wrap=True, selectable=True)
        self._root.setObjectName("audit_root")
        self._busy = BusyIndicator()
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("对照的根"), self._against)
        form.addRow(self.tr("现在的根"), self._root)
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(12)
        body.addLayout(form)
        body.addWidget(self._busy)
        note = self.tr("把“现在的根”抄进会议纪要或另行保存：以后据此可以发现任何被改动或删去的旧记录。")
        body.addWidget(Label(note, LabelStyle.SMALL, wrap=True))
        body.addStretch(1)
        self.content.addLayout(body)

    def _on_verify(self) -> None:
        workspace, against = self._session.workspace, self._against.text().strip() or None
        self._verify.setEnabled(False)
        self._busy.start(self.tr("正在核验"))
        self._session.runner.query(
            lambda: audit.verify_audit(workspace, against), self._on_verified, self._on_failed, owner=self
        )

    def _on_verified(self, report: AuditReport) -> None:
        self._busy.stop()
        self._verify.setEnabled(True)
        self._root.setText(report.root)
        verdict, *details = audit_sentences(report)
        self.announce(verdict, "；".join(details), Tone.OK if report.sound else Tone.BAD)

    def _on_failed(self, error: Exception) -> None:
        self._busy.stop()
        self._verify.setEnabled(True)
        self.show_error(error)
