"""Python's cyclic garbage is collected on the GUI thread, and nowhere else.

Left to itself, Python collects on whichever thread happens to allocate. A timer or an animation that was part of a
dropped cycle is then destroyed by a worker, which Qt answers with a crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250
_MANY = 2_000
"""Containers allocated and not freed since the last look that make a collection worth its time."""

_YOUNG_PER_OLDER = 10
"""Collections of the young before one that looks at the older as well, and of those before one of everything."""


class GarbageCollector(QObject):
    """Collects on the thread it was made on, from its event loop, until `stop` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._automatic_before = gc.isenabled()
        self._spared = False
        gc.disable()
        self._schedule = CollectionSchedule()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._schedule.collect_if_due)
        self._timer.start()

    def spare_what_is_there(self) -> None:
        """Look never again at what exists by now, such as every module: looking through all that takes many frames.

        Once: what a second call would spare may be garbage.
        """
        if not self._spared:
            gc.freeze()
            self._spared = True

    def stop(self) -> None:
        """Collect no more; Python does again what it did before."""
        self._timer.stop()
        if self._automatic_before:
            gc.enable()


class CollectionSchedule:
    """Which generation is due: the young often, everything seldom, as with Python's own collector."""

    def __init__(self) -> None:
        self._collections = 0

    def collect_if_due(self) -> int | None:
        """Collect on this thread where enough was allocated; the generation, None where nothing was due."""
        if gc.get_count()[0] < _MANY:
            return None
        self._collections += 1
        generation = 0
        while generation < 2 and self._collections % _YOUNG_PER_OLDER ** (generation + 1) == 0:
            generation += 1
        gc.collect(generation)
        return generation
