"""Keeps what is written of a notice: a moment after the last key, and before anything else is done with it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.notice_writing import NoticeDraftRow, save_notice
from desktop.views.session import Session

_PAUSE_MS = 800


class NoticeKeeper(QObject):
    """`kept(WrittenNotice)`, `failed(Exception)`: what was written is still on the page."""

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, written: Callable[[], NoticeDraftRow | None], parent: QObject) -> None:
        """`written` gives what stands on the page now, None where there is nothing to be kept."""
        super().__init__(parent)
        self._session, self._written = session, written
        self.waiting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def note(self) -> None:
        """Something was written."""
        self.waiting = True
        self._timer.start()

    def drop(self) -> None:
        """What was written is not wanted any more."""
        self.waiting = False
        self._timer.stop()

    def keep(self) -> None:
        """Keep it now, if anything was written since; operations come one after another."""
        self._timer.stop()
        draft = self._written() if self.waiting else None
        self.waiting = False
        if draft is None:
            return
        workspace = self._session.workspace
        self._session.runner.operation(
            lambda: save_notice(workspace, draft), self.kept.emit, self._on_failed, owner=self
        )

    def _on_failed(self, error: Exception) -> None:
        self.waiting = True  # kept with the next change, or when it is published
        self.failed.emit(error)
