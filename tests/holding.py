"""Holds a statement of a store on its thread until the test lets it go, and finds the way out of a long wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from desktop.widgets import busy_indicator
from desktop.widgets.busy_indicator import BusyIndicator

PATIENCE_S: Final = 20.0


@dataclass
class Hold:
    """`words`: how the statement begins that is held; the first one only."""

    words: str
    entered: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)


_holds: list[Hold] = []


def _on_statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    for hold in tuple(_holds):
        if statement.startswith(hold.words) and not hold.entered.is_set():
            hold.entered.set()
            assert hold.opened.wait(PATIENCE_S)


event.listen(Engine, "before_cursor_execute", _on_statement)  # for good: other threads may be in the midst


@contextmanager
def held(words: str) -> Iterator[Hold]:
    """The next statement that begins so waits until `opened`, at the latest until the end of the block."""
    hold = Hold(words)
    _holds.append(hold)
    try:
        yield hold
    finally:
        _holds.remove(hold)
        hold.opened.set()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of waiting come at once, their ways out soon."""
    monkeypatch.setattr(busy_indicator, "_SHOW_AFTER_MS", 0)
    monkeypatch.setattr(busy_indicator, "_CANCEL_AFTER_MS", 20)


def sign(page: QWidget) -> BusyIndicator | None:
    """The sign of waiting that is seen on a page."""
    return next((one for one in page.findChildren(BusyIndicator) if one.isVisible()), None)


def give_up(qtbot: QtBot, page: QWidget) -> str:
    """Press 取消 of the sign on the page once it is there; what the sign says."""

    def ways_out() -> list[QPushButton]:
        seen = sign(page)
        return [] if seen is None else [one for one in seen.findChildren(QPushButton) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(ways_out()), timeout=int(PATIENCE_S * 1000))
    (way_out,) = ways_out()
    assert way_out.text() == "取消"
    seen = sign(page)
    words = "" if seen is None else seen.accessibleName()
    QTest.mouseClick(way_out, Qt.MouseButton.LeftButton)
    return words
