"""Keeps a form while it is typed: a quarter of a second after a change, off the GUI thread, again if need be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.content import ApplicationContent
from desktop.services.drafting import DraftChanged, SavedForm
from desktop.services.problems import Unavailable
from desktop.text.errors import explain, is_expected
from desktop.work.runner import BackgroundRunner

PAUSE_MS = 250
RETRY_MS = 2000

Save = Callable[[ApplicationContent, str], SavedForm]


class Keeping(Enum):
    """How what is on the screen and what is kept stand to each other."""

    UNTOUCHED = auto()
    SAVING = auto()
    SAVED = auto()
    FAILED = auto()
    CONFLICT = auto()


@dataclass(slots=True)
class _Chain:
    """The state that the next write starts from. Only the writer thread changes it, between two writes."""

    base: str


class FormKeeper(QObject):
    """`keeping_changed()`: read `keeping`, `saved_at`, `sentence`. `conflicted(DraftChanged)`: the form was kept
    elsewhere since; nothing more is kept until `keep_mine` or the form is opened anew.
    """

    keeping_changed = Signal()
    conflicted = Signal(object)

    def __init__(
        self,
        content: Callable[[], ApplicationContent],
        save: Save,
        saved: SavedForm,
        runner: BackgroundRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._content, self._save, self._runner = content, save, runner
        self._chain = _Chain(saved.digest)
        self._kept: ApplicationContent | None = content()
        self._on_their_way = 0
        self._conflict: DraftChanged | None = None
        self.keeping = Keeping.UNTOUCHED if saved.saved_at is None else Keeping.SAVED
        self.saved_at: datetime | None = saved.saved_at
        self.sentence = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.flush)

    @property
    def holds_unkept(self) -> bool:
        """Whether something is on the screen that could not be kept."""
        return self.keeping in (Keeping.FAILED, Keeping.CONFLICT)

    @property
    def conflict(self) -> DraftChanged | None:
        """How it was kept elsewhere, until it is decided which of both stays."""
        return self._conflict

    @property
    def is_writing(self) -> bool:
        """Whether something is on its way to the store, so that nobody knows yet whether it is kept."""
        return self._on_their_way > 0

    @property
    def holds_all(self) -> bool:
        """Whether what is kept is what is on the screen."""
        return self.keeping is Keeping.SAVED and self._kept == self._content()

    def base(self) -> str:
        """What the form is kept as once all writes asked for before are done. To be asked on the writer thread."""
        return self._chain.base

    def change(self) -> None:
        """Something was typed."""
        if self._conflict is None and not self._pause.isActive():  # begun anew with every key, it would never end
            self._pause.start()

    def flush(self) -> None:
        """Keep now what is not kept; returns at once."""
        self._pause.stop()
        self._retry.stop()
        content, chain, save = self._content(), self._chain, self._save
        if content == self._kept or self._conflict is not None:
            return
        self._kept = content
        self._on_their_way += 1

        def write() -> SavedForm:
            saved = save(content, chain.base)
            chain.base = saved.digest
            return saved

        self._runner.operation(write, self._on_saved, self._on_failed, owner=self)
        if self.keeping is not Keeping.FAILED:
            self._say(Keeping.SAVING)

    def keep_mine(self) -> None:
        """After a conflict: put what is here over what was kept elsewhere."""
        if self._conflict is not None:
            self._chain.base = self._conflict.digest
            self._conflict, self._kept = None, None
            self.flush()

    def stop(self) -> None:
        """The form is gone, submitted or opened anew: keep nothing more."""
        self._pause.stop()
        self._retry.stop()
        self._kept = self._content()

    def _on_saved(self, saved: SavedForm) -> None:
        self._on_their_way -= 1
        self.saved_at = saved.saved_at
        if not self._on_their_way and self._conflict is None and self._kept is not None:
            self._say(Keeping.SAVED)

    def _on_failed(self, error: Exception) -> None:
        self._on_their_way -= 1
        self._kept = None
        if isinstance(error, DraftChanged):
            if self._conflict is None:
                self._conflict = error
                self._say(Keeping.CONFLICT, explain(error))
                self.conflicted.emit(error)
            return
        self._say(Keeping.FAILED, explain(error))
        if isinstance(error, Unavailable):
            self._retry.start()
        elif not is_expected(error):
            self._runner.failed.emit(error)

    def _say(self, keeping: Keeping, sentence: str = "") -> None:
        self.keeping, self.sentence = keeping, sentence
        self.keeping_changed.emit()
