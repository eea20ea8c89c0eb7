"""Keeps what is being typed: saved a quarter of a second after it was typed, off the GUI thread."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.dialogs.detail.services import DetailServices
from desktop.services.rows import CommentDraft
from desktop.work.runner import BackgroundRunner

PAUSE_MS = 250


class CommentKeeper(QObject):
    """One draft at a time. `failed(Exception)`: it could not be saved; the text is still in the dialog."""

    failed = Signal(object)

    def __init__(self, services: DetailServices, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._application_id = ""
        self._draft = CommentDraft()
        self._saved = CommentDraft()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    @property
    def draft(self) -> CommentDraft:
        """What has been typed so far."""
        return self._draft

    def begin(self, application_id: str, draft: CommentDraft) -> None:
        """Keep the comments on another application; those on the one before are saved first."""
        self.flush()
        self._application_id = application_id
        self._draft = self._saved = draft

    def set_comment(self, comment: str) -> None:
        """The text in the action bar changed."""
        self._change(replace(self._draft, comment=comment))

    def set_return(self, comment: str, deadline: date | None, *, straight_back: bool, chosen: frozenset[str]) -> None:
        """Something in the return dialog changed."""
        self._change(
            replace(
                self._draft,
                return_comment=comment,
                correction_deadline=deadline,
                straight_back=straight_back,
                chosen_findings=chosen,
            )
        )

    def flush(self) -> None:
        """Save now what has not been saved; returns at once."""
        self._pause.stop()
        if self._draft == self._saved or not self._application_id:
            return
        services, application_id, draft = self._services, self._application_id, self._draft
        self._saved = draft
        if draft == CommentDraft():
            self._run(lambda: services.discard_comment_draft(application_id))
        else:
            self._run(lambda: services.save_comment_draft(application_id, draft))

    def save_again(self) -> None:
        """Save even what was saved before, for the case that somebody else's decision has swept it away."""
        self._saved = CommentDraft()
        self.flush()

    def discard(self, application_id: str) -> None:
        """The comments on this application have become part of a decision: nothing is left to keep."""
        if application_id == self._application_id:
            self._pause.stop()
            self._draft = self._saved = CommentDraft()
        services = self._services
        self._run(lambda: services.discard_comment_draft(application_id))

    def _change(self, draft: CommentDraft) -> None:
        if draft != self._draft:
            self._draft = draft
            if not self._pause.isActive():  # begun anew with every key, it would never end for a steady typist
                self._pause.start()

    def _run(self, save: Callable[[], object]) -> None:
        self._runner.operation(save, None, self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        self._saved = CommentDraft()
        self.failed.emit(error)
