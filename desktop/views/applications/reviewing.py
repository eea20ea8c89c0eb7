"""What a reviewer sets going from the list: detail dialogs, forms, passing many at once, taking a decision back."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.batch_pass_dialog import BatchPassDialog, BatchReport
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.withdraw_dialog import WithdrawDialog
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.printing.making import FormKind
from desktop.services import applications, comments, decisions
from desktop.services.rows import ApplicationDetail, ApplicationRow
from desktop.text.errors import explain
from desktop.text.terms import action_label
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.applications.detail_services import detail_services, walk_through
from desktop.views.applications.form_printing import FormPrinting
from desktop.views.navigation import basket_title
from desktop.views.session import Session
from desktop.widgets.tone import Tone


class Reviewing(QObject):
    """`decided()`: something was recorded, lists and counts should look again."""

    decided = Signal()

    def __init__(self, session: Session, page: ApplicationsPage, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._window = window
        self._services = detail_services(session.workspace)
        self._dialogs: list[DetailDialog] = []
        self.forms = FormPrinting(session, window)
        page.pass_requested.connect(self._on_pass_requested)
        page.withdraw_requested.connect(self._on_withdraw_requested)
        page.filters.form_requested.connect(self._on_list_form_requested)

    @property
    def dialogs(self) -> tuple[DetailDialog, ...]:
        """The detail dialogs that are open, oldest first."""
        return tuple(self._dialogs)

    def open_detail(self, application_id: str) -> DetailDialog:
        """Show an application; one that is open already comes to the front."""
        for dialog in self._dialogs:
            if dialog.application_id == application_id:
                dialog.raise_()
                dialog.activateWindow()
                return dialog
        query = self._page.query
        walk = walk_through(self._session.workspace, query, lambda: self._page.model.order_of(query))
        dialog = DetailDialog(application_id, self._services, self._session.runner, self._session.preview, walk)
        dialog.application_decided.connect(self._on_decided)
        dialog.application_shown.connect(self._page.select)
        dialog.form_asked.connect(partial(self._on_form_asked, dialog))
        dialog.finished.connect(partial(self._on_finished, dialog))
        self._dialogs.append(dialog)
        if self._window.isMaximized():
            dialog.showMaximized()
        else:
            dialog.resize(self._window.size())
            dialog.show()
        return dialog

    def refresh_dialogs(self) -> None:
        """Let every open dialog read its application again; nothing typed is lost."""
        for dialog in self._dialogs:
            dialog.refresh()

    def close_dialogs(self) -> None:
        self.forms.close_dialogs()
        for dialog in tuple(self._dialogs):
            dialog.close()

    def _on_finished(self, dialog: DetailDialog, result: int) -> None:
        if dialog in self._dialogs:
            self._dialogs.remove(dialog)
            self._page.refresh()

    def _on_form_asked(self, dialog: DetailDialog, kind: FormKind) -> None:
        loaded = dialog.loaded
        if loaded is not None:
            self.forms.show_form(kind, loaded.detail, loaded.catalogue)

    def _on_list_form_requested(self) -> None:
        query = self._page.query
        self.forms.show_list(query, basket_title(query.basket))

    def _on_decided(self, application_id: str) -> None:
        self.decided.emit()

    def _on_pass_requested(self, rows: tuple[ApplicationRow, ...]) -> None:
        sent = decisions.SentOnce(self._session.workspace)

        def pass_one(row: ApplicationRow, comment: str) -> None:
            sent.decide(row.id, DecisionRequest(Action.PASS, row.submission, row.seq, comment))

        dialog = BatchPassDialog(rows, pass_one, self._session.runner, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished_passing.connect(self._on_passed)
        dialog.open()

    def _on_passed(self, report: BatchReport) -> None:
        if not report.left:
            self._page.model.clear_checks()
        self.decided.emit()
        if len(report.passed) == 1:
            row = report.passed[0]
            self._page.announce(self.tr("已通过 {0}的申请。").format(row.name), undo=row.id)
        elif report.passed:
            self._page.announce(self.tr("已通过 {0} 份申请。").format(len(report.passed)))

    def _on_withdraw_requested(self, application_id: str) -> None:
        workspace = self._session.workspace
        self._page.waiting.read(
            lambda: (applications.application_detail(workspace, application_id), comments.phrases(workspace)),
            lambda read: self._ask_for_reason(*read),
            self._on_refused,
        )

    def _ask_for_reason(self, detail: ApplicationDetail, phrases: tuple[str, ...]) -> None:
        last = detail.decisions[-1] if detail.decisions else None
        if last is None:
            return
        dialog = WithdrawDialog(detail.row.name, action_label(last.action), phrases, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sent = decisions.SentOnce(self._session.workspace)
        dialog.accepted_by_person.connect(partial(self._withdraw, dialog, detail, sent))
        dialog.open()

    def _withdraw(self, dialog: WithdrawDialog, detail: ApplicationDetail, sent: decisions.SentOnce) -> None:
        missing = dialog.form.missing()
        if missing:
            dialog.show_error(missing)
            return
        row = detail.row
        request = DecisionRequest(Action.WITHDRAW, row.submission, row.seq, dialog.form.comment)

        def withdrawn(outcome: object) -> None:
            dialog.accept()
            self._page.announce(self.tr("已撤回对 {0}的申请的决定。").format(row.name), tone=Tone.INFO)
            self.decided.emit()

        dialog.send(
            self._session.runner,
            lambda: sent.decide(row.id, request),
            withdrawn,
            lambda error: dialog.show_error(explain(error)),
        )

    def _on_refused(self, error: Exception) -> None:
        self._page.announce(explain(error), tone=Tone.BAD)
