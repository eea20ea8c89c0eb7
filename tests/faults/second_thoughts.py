"""Somebody who turns back from a long wait now and then, and afterwards does once more what led to it."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from shiboken6 import isValid

from desktop.tour import hands
from desktop.tour.hands import shown
from desktop.widgets.busy_indicator import BusyIndicator

_DECIDING_KEYS: Final = ("Return", "Ctrl+Return")
_READ_AGAIN: Final = "重新读取"


class _Act:
    """A button that was clicked, or a key that says yes; `again` does the same once more."""

    def __init__(self, target: QWidget | None, again: Callable[[], object] | None) -> None:
        self.target, self._again = target, again

    @property
    def possible(self) -> bool:
        return self.target is not None and isValid(self.target) and self.target.isVisible()

    def again(self) -> bool:
        """Whether it could be done."""
        if not self.possible or self.target is None or self._again is None or not self.target.isEnabled():
            return False
        self._again()
        return True


class SecondThoughts:
    """Notes what the hands do. `turn_back` says whether it has pressed; `carry_on` does the thing once more."""

    def __init__(self, seed: int, share: float = 0.7) -> None:
        self._chance, self._share = random.Random(seed), share
        self.last: _Act | None = None
        self.turned_back: list[str] = []

    @contextmanager
    def watching_hands(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(hands, "QTest", _NotingHands(self))
            yield

    def turn_back(self, name: str, act: _Act | None, window: QWidget | None, *, can_be_read_again: bool) -> bool:
        """Press the way out of a wait that `act` led to, where what led to it can be done again."""
        can_be_done_again = act is not None and act is self.last and act.possible
        if not (can_be_read_again or can_be_done_again) or self._chance.random() >= self._share:
            return False
        button = next(_ways_out(window), None)
        if button is None:
            return False
        self.turned_back.append(name)
        button.click()
        return True

    def carry_on(self, act: _Act | None, window: QWidget | None, *, by_hand: bool) -> bool:
        """Once it is known that nothing came of it: what was read is read again where that is offered, what has to be
        done `by_hand` is done once more.
        """
        offered = next((one for one in shown(QAbstractButton, "", window) if one.text() == _READ_AGAIN), None)
        if offered is not None and not by_hand:
            offered.click()
            return True
        return act is None or act is not self.last or act.again()


def _ways_out(window: QWidget | None) -> Iterator[QPushButton]:
    for indicator in shown(BusyIndicator, "", window):
        yield from shown(QPushButton, "", indicator)


class _NotingHands:
    """Qt's own hands, which tell what decides something."""

    def __init__(self, thoughts: SecondThoughts) -> None:
        self._thoughts = thoughts

    def __getattr__(self, name: str) -> Any:
        own: dict[str, Callable[..., None]] = {"mouseClick": self._click, "keySequence": self._press}
        return own[name] if name in own else getattr(QTest, name)

    def _click(self, handle: QWindow, button: Any, modifiers: Any, point: QPoint) -> None:
        window = next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is handle), None)
        target = None if window is None else window.childAt(point) or window
        clicked = target if isinstance(target, QAbstractButton) else None
        # it may stand elsewhere by then, below what is said of the first time
        self._thoughts.last = _Act(clicked, None if clicked is None else clicked.click)
        QTest.mouseClick(handle, button, modifiers, point)

    def _press(self, handle: QWindow, keys: QKeySequence) -> None:
        decides = keys.toString() in _DECIDING_KEYS
        window = next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is handle), None)
        self._thoughts.last = _Act(window if decides else None, lambda: QTest.keySequence(handle, keys))
        QTest.keySequence(handle, keys)
