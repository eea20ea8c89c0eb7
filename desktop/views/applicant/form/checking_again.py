"""条件自检 once more, from the form: shows how the conditions stand, and keeps what is ticked then."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.content import ApplicationContent
from desktop.domain.self_check import Checked
from desktop.services.self_checks import form_self_check, keep_ticks
from desktop.text.errors import explain, is_expected
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
        view.waiting.read(
            lambda: form_self_check(workspace, application_id, content),
            lambda checked: self._open(view, checked),
            self.failed.emit,
            self.tr("正在核对申报条件"),
        )

    def _open(self, view: FormView, checked: tuple[Checked, ...]) -> None:
        if self.dialog is not None:
            if self.dialog.sending:
                self.dialog.raise_()
                return
            self.dialog.reject()
        dialog = SelfCheckDialog(view.state.catalogue, checked, self._window)
        dialog.ticks_given.connect(partial(self._keep, view, dialog))
        dialog.finished.connect(self._close)
        self.dialog = dialog
        dialog.show()

    def _close(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _keep(self, view: FormView, dialog: SelfCheckDialog, ticks: frozenset[str]) -> None:
        """The dialog stays until they are kept, with what was ticked."""
        workspace, application_id = self._session.workspace, view.opened.application_id
        by = view.opened.detail.notice.catalogue_hash

        def kept(_: None) -> None:
            dialog.accept()
            self.kept.emit()

        def refused(error: Exception) -> None:
            dialog.show_problem(explain(error))
            if not is_expected(error):
                self._session.runner.failed.emit(error)

        dialog.set_busy()
        dialog.waiting(self._session.runner).write(
            lambda: keep_ticks(workspace, application_id, by, ticks),
            kept,
            refused,
            on_given_up=lambda: dialog.show_problem(self.tr("已取消，勾选没有保存。")),
        )
