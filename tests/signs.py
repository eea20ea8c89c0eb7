"""The sign of waiting on a page or dialog, and the way out of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.busy_indicator import BusyIndicator

_PATIENCE_MS = 20_000


def sign(page: QWidget) -> str:
    """What is said to be waited for, "" for nothing."""
    return next((one.accessibleName() for one in page.findChildren(BusyIndicator) if one.isVisible()), "")


def give_up(qtbot: QtBot, page: QWidget) -> str:
    """Wait for 取消 and press it; what was waited for."""

    def ways_out() -> list[QPushButton]:
        signs = [one for one in page.findChildren(BusyIndicator) if one.isVisible()]
        return [button for one in signs for button in one.findChildren(QPushButton) if button.isVisible()]

    qtbot.waitUntil(lambda: bool(ways_out()), timeout=_PATIENCE_MS)
    (way_out,) = ways_out()
    assert way_out.text() == "取消"
    said = sign(page)
    QTest.mouseClick(way_out, Qt.MouseButton.LeftButton)
    return said
