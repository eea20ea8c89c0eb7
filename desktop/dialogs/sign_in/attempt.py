"""One try at opening a workspace, which can be given up at any moment."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.work.cancellation import CancelledError

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace


class Attempt:
    """Whatever comes of it once it is given up is closed again: here, or by whoever gives it up."""

    def __init__(self, verb: "Callable[[], Workspace]") -> None:
        self._verb = verb
        self._lock = threading.Lock()
        self._given_up = False
        self._opened: Workspace | None = None

    @property
    def given_up(self) -> bool:
        return self._given_up

    def open(self) -> "Workspace":
        """On a background thread. Raises `CancelledError` where it was given up, and what the verb raises."""
        workspace = self._verb()
        with self._lock:
            if not self._given_up:
                self._opened = workspace
                return workspace
        workspace.close()
        raise CancelledError

    def give_up(self) -> "Workspace | None":
        """The workspace that is open by now, which is then the caller's to close."""
        with self._lock:
            self._given_up = True
            opened, self._opened = self._opened, None
        return opened
