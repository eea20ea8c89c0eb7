"""条件自检 once more, from the form: shows how the conditions stand, and keeps what is ticked then."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.content import ApplicationContent
from desktop.domain.self_check import Checked
from desktop.services.self_checks import form_self_check, keep_ticks
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.self_check_dialog import SelfCheckDialog
from desktop.views.session import Session


class CheckingAgain(QObject):
    """`kept()`: the ticks are with the application. `failed(Exception)`."""

    kept = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent
        self.dialog: SelfCheckDialog | None = None

    def show(self, view: FormView) -> None:
        """By what is filled in now, whether or not it is kept yet."""
        workspace, application_id = self._session.workspace, view.opened.application_id
        content: ApplicationContent = view.state.content
        self._session.runner.query(
            lambda: form_self_check(workspace, application_id, content),
            lambda checked: self._open(view, checked),
            self.failed.emit,
            owner=view,
        )

    def _open(self, view: FormView, checked: tuple[Checked, ...]) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        dialog = SelfCheckDialog(view.state.catalogue, checked, self._window)
        dialog.ticks_given.connect(lambda ticks: self._keep(view, ticks))
        dialog.finished.connect(self._close)
        self.dialog = dialog
        dialog.show()

    def _close(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _keep(self, view: FormView, ticks: frozenset[str]) -> None:
        workspace, application_id = self._session.workspace, view.opened.application_id
        by = view.opened.detail.notice.catalogue_hash
        self._session.runner.operation(
            lambda: keep_ticks(workspace, application_id, by, ticks),
            lambda _: self.kept.emit(),
            self.failed.emit,
            owner=view,
        )
