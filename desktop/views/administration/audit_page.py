"""审计: recompute every hash chain, compare with a root kept elsewhere, say what does not fit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services import audit
from desktop.services.audit import AuditReport
from desktop.text.audit import audit_sentences
from desktop.views.administration.room import Room
from desktop.views.session import Session
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.metrics import FORM_PADDING
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting

_FORM_WIDTH = 760


class AuditPage(Room):
    """One button; an earlier root to compare with, and the newest to copy."""

    def __init__(self, session: Session) -> None:
        explanation = self.tr("逐条重算全部记录的摘要链，找出被改动或删去的记录")
        super().__init__(session.runner, self.tr("审计"), explanation, ())
        self._session = session
        self._verify = KeyButton(self.tr("开始核验"), IconName.AUDIT, kind=ButtonKind.PRIMARY)
        self._verify.setObjectName("verify_audit")
        self._verify.clicked.connect(self._on_verify)
        self._against = QLineEdit()
        self._against.setObjectName("audit_against")
        self._against.setAccessibleName(self.tr("以前记下的根"))
        self._against.setPlaceholderText(self.tr("可以不填"))
        self._against.returnPressed.connect(self._verify.click)
        self._root = QLineEdit()
        self._root.setObjectName("audit_root")
        self._root.setAccessibleName(self.tr("现在的根"))
        self._root.setReadOnly(True)
        self._root.setPlaceholderText(self.tr("尚未核验"))
        self._copy = KeyButton(self.tr("复制"), IconName.COPY)
        self._copy.setObjectName("copy_root")
        self._copy.setEnabled(False)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._root.text()))
        self._busy = BusyIndicator()
        self._verifying = Waiting(session.runner, self, self._busy)
        self._verifying.given_up.connect(self._on_stopped)
        self.setFocusProxy(self._against)
        self.content.addWidget(self._form(), 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)

    def _form(self) -> QWidget:
        against, root = QHBoxLayout(), QHBoxLayout()
        for row, field, button in ((against, self._against, self._verify), (root, self._root, self._copy)):
            row.setSpacing(8)
            row.addWidget(field, 1)
            row.addWidget(button)
        form = QWidget()
        form.setFixedWidth(_FORM_WIDTH)
        layout = QVBoxLayout(form)
        layout.setContentsMargins(FORM_PADDING, FORM_PADDING, FORM_PADDING, FORM_PADDING)
        layout.setSpacing(6)
        layout.addWidget(Label(self.tr("以前记下的根"), LabelStyle.STRONG))
        layout.addLayout(against)
        words = self.tr("填入后，还会证明那以前的记录一条也没有变。")
        layout.addWidget(Label(words, LabelStyle.SMALL, wrap=True))
        layout.addSpacing(16)
        layout.addWidget(Label(self.tr("现在的根"), LabelStyle.STRONG))
        layout.addLayout(root)
        words = self.tr("抄进会议纪要或另行保存，以后核验时填在上面。")
        layout.addWidget(Label(words, LabelStyle.SMALL, wrap=True))
        layout.addSpacing(8)
        layout.addWidget(self._busy)
        return form

    def _on_verify(self) -> None:
        workspace, against = self._session.workspace, self._against.text().strip() or None
        self._verify.setEnabled(False)
        self._verifying.read(
            lambda: audit.verify_audit(workspace, against), self._on_verified, self._on_failed, self.tr("正在核验")
        )

    def _on_verified(self, report: AuditReport) -> None:
        self._set_idle()
        self._root.setText(report.root)
        self._root.setCursorPosition(0)
        self._copy.setEnabled(True)
        verdict, *details = audit_sentences(report)
        self.announce(verdict, " ".join(details), Tone.OK if report.sound else Tone.BAD)
        self.show_summary(self.tr("共 {0} 条记录").format(f"{report.count:,}"))

    def _on_stopped(self) -> None:
        self._set_idle()
        self.announce(self.tr("已取消核验，结果未知。"), tone=Tone.INFO)

    def _on_failed(self, error: Exception) -> None:
        self._set_idle()
        self.show_error(error)

    def _set_idle(self) -> None:
        self._verify.setEnabled(True)
