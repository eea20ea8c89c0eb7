"""Asks for whole identity numbers, each of which goes on record before it is shown."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.dialogs.detail.reveal_button import RevealButton
from desktop.dialogs.detail.services import DetailServices
from desktop.services.rows import ApplicationDetail
from desktop.widgets.panel_head import BELOW_HEAD
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner


class IdentityNumbers(QObject):
    """`failed(Exception)` when a number is not to be had."""

    failed = Signal(object)

    def __init__(self, services: DetailServices, runner: BackgroundRunner, page: QWidget) -> None:
        """`page` shows the fields."""
        super().__init__(page)
        self._services = services
        self.waiting = Waiting(runner, page, from_top=BELOW_HEAD)
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

        def keep_masked() -> None:
            if isValid(button):  # the fields may be another application's by now
                button.keep_masked()

        def show_whole(number: str) -> None:
            if isValid(button):
                button.show_whole(number)

        def on_error(error: Exception) -> None:
            keep_masked()
            self.failed.emit(error)

        self.waiting.read(
            lambda: services.identity_number(application_id, submission),
            show_whole,
            on_error,
            self.tr("正在读取完整号码"),
            on_given_up=keep_masked,
        )
