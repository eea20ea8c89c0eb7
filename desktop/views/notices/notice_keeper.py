"""Keeps what is written of a notice: a moment after the last key, and before anything else is done with it.

Of two who write the same notice the second is told, and nothing more is kept until they have chosen.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.notice_writing import NoticeBase, NoticeDraftRow, WrittenNotice, save_notice
from desktop.views.session import Session

_PAUSE_MS = 800


class NoticeKeeper(QObject):
    """`kept(WrittenNotice)`, `failed(Exception)`: what was written is still on the page. `conflicted(Exception)`:
    somebody else has written it meanwhile.
    """

    kept = Signal(object)
    failed = Signal(object)
    conflicted = Signal(object)

    def __init__(self, session: Session, written: Callable[[], NoticeDraftRow | None], parent: QObject) -> None:
        """`written` gives what stands on the page now, None where there is nothing to be kept."""
        super().__init__(parent)
        self._session, self._written = session, written
        self.waiting = False
        self.held = False
        self._bases: dict[str, NoticeBase | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, written: WrittenNotice) -> None:
        """What stands on the page is this state of the store's."""
        self._bases[written.id] = written.base
        self.held = False

    def begun_by_files(self, written: WrittenNotice) -> None:
        """A file that was put beside a published notice has begun a draft of it."""
        if self._bases.get(written.id) == NoticeBase():
            self._bases[written.id] = written.base

    def note(self) -> None:
        """Something was written."""
        self.waiting = True
        if not self.held:
            self._timer.start()

    def drop(self) -> None:
        """What was written is not wanted any more."""
        self.waiting = self.held = False
        self._timer.stop()

    def keep(self) -> None:
        """Keep it now, if anything was written since; operations come one after another."""
        self._timer.stop()
        draft = self._written() if self.waiting and not self.held else None
        if draft is None:
            self.waiting = self.held
            return
        self.waiting = False
        workspace, bases = self._session.workspace, self._bases

        def save() -> WrittenNotice:
            written = save_notice(workspace, draft, bases.get(draft.id))
            bases[draft.id] = written.base  # of the next one, which may be waiting already
            return written

        self._session.runner.operation(save, self.kept.emit, self._on_failed, owner=self)

    def keep_mine(self) -> None:
        """In place of what the other has written."""
        draft = self._written()
        if draft is not None:
            self._bases[draft.id] = None
        self.held, self.waiting = False, True
        self.keep()

    def _on_failed(self, error: Exception) -> None:
        self.waiting = True  # kept with the next change, or when it is published
        if isinstance(error, Rejected) and error.code is RejectionCode.NOTICE_DRAFT_CHANGED:
            self.held = True
            self.conflicted.emit(error)
        else:
            self.failed.emit(error)
