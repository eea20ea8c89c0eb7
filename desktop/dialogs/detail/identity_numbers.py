"""Asks for whole identity numbers, each of which goes on record before it is shown."""

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.detail.reveal_button import RevealButton
from desktop.dialogs.detail.services import DetailServices
from desktop.services.rows import ApplicationDetail
from desktop.work.runner import BackgroundRunner


class IdentityNumbers(QObject):
    """`failed(Exception)` when a number is not to be had."""

    failed = Signal(object)

    def __init__(self, services: DetailServices, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._detail: ApplicationDetail | None = None

    def put(self, detail: ApplicationDetail) -> None:
        """Take the application that is shown."""
        self._detail = detail

    def ask(self, button: RevealButton) -> None:
        """Show the number of the submission that is shown beside this button."""
        detail = self._detail
        if detail is None:
            button.keep_masked()
            return
        services, application_id, submission = self._services, detail.row.id, detail.current.number

        def on_error(error: Exception) -> None:
            button.keep_masked()
            self.failed.emit(error)

        self._runner.query(
            lambda: services.identity_number(application_id, submission), button.show_whole, on_error, owner=button
        )
