"""Comparing two submissions of the application that is shown, at once for the newest, for others when asked."""

from PySide6.QtCore import QObject

from desktop.dialogs.detail.history_page import HistoryPage
from desktop.dialogs.detail.loading import LoadedApplication
from desktop.dialogs.detail.reading import Reading
from desktop.dialogs.detail.services import DetailServices
from desktop.widgets.panel_head import BELOW_HEAD
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner, ErrorHandler
from desktop.work.ticket import Ticket


class Comparing(QObject):
    """Given up or refused, the comparison that was shown stays, and is the one that is chosen."""

    def __init__(
        self,
        services: DetailServices,
        runner: BackgroundRunner,
        history: HistoryPage,
        reading: Reading,
        failed: ErrorHandler,
    ) -> None:
        super().__init__(history)
        self._services = services
        self._reading = reading
        self._failed = failed
        self._panel = history.comparison
        self.waiting = Waiting(runner, self._panel, from_top=BELOW_HEAD)
        self._application_id = ""
        self._under_way: Ticket | None = None
        history.timeline.comparison_asked.connect(self._on_asked)
        self._panel.versions_chosen.connect(self._compare)

    def begin(self, loaded: LoadedApplication) -> None:
        """Show what the newest submission of another application, or another newest one, has changed."""
        self._drop()
        self._application_id = loaded.detail.row.id
        submissions = loaded.detail.submissions
        if len(submissions) > 1:
            self._reading.show_changes(submissions[-2].number, submissions[-1].number, loaded.changes)

    def _on_asked(self, submission: int) -> None:
        self._compare(submission - 1, submission)
        self._reading.go_to_comparison()

    def _compare(self, older: int, newer: int) -> None:
        self._drop()
        services, wanted = self._services, self._application_id
        self._under_way = self.waiting.read(
            lambda: services.compare_submissions(wanted, older, newer),
            lambda changes: self._reading.show_changes(older, newer, changes),
            self._on_refused,
            self.tr("正在对比第 {0} 次与第 {1} 次提交").format(older, newer),
            on_given_up=self._panel.keep_shown,
        )

    def _on_refused(self, error: Exception) -> None:
        self._panel.keep_shown()
        self._failed(error)

    def _drop(self) -> None:
        if self._under_way is not None:
            self.waiting.drop(self._under_way)
