from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitterHandle, QTableView, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.check_header import CheckHeader
from desktop.widgets.splitter import Splitter
from desktop.widgets.theme.palette import LIGHT, ColorRole

Show = Callable[..., QWidget]


@pytest.fixture
def header(show: Show) -> CheckHeader:
    view = QTableView()
    model = QStandardItemModel(3, 3, view)
    model.setHorizontalHeaderLabels(["", "姓名", "停留"])
    view.setModel(model)
    result = CheckHeader()
    view.setHorizontalHeader(result)
    show(view).resize(600, 300)
    return result


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (Qt.CheckState.Unchecked, True),
        (Qt.CheckState.PartiallyChecked, True),
        (Qt.CheckState.Checked, False),
    ],
)
def test_a_click_on_the_box_asks_for_all_or_none(
    qtbot: QtBot, header: CheckHeader, state: Qt.CheckState, wanted: bool
) -> None:
    header.set_check_state(state)
    with qtbot.waitSignal(header.check_toggled) as toggled:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, 16))
    assert toggled.args == [wanted]
    assert header.check_state == state


def test_a_click_elsewhere_sorts(qtbot: QtBot, header: CheckHeader) -> None:
    place = QPoint(header.sectionViewportPosition(2) + 30, 16)
    with qtbot.waitSignal(header.sectionClicked) as clicked, qtbot.assertNotEmitted(header.check_toggled):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [2]


def test_the_box_shows_its_state(header: CheckHeader) -> None:
    seen = set()
    for state in Qt.CheckState:
        header.set_check_state(state)
        picture = header.viewport().grab().toImage()
        seen.add(bytes(picture.copy(18, 8, 16, 16).constBits()))
        filled = picture.pixelColor(20, 16).name().upper() == LIGHT[ColorRole.ACCENT]
        assert filled is (state != Qt.CheckState.Unchecked)
    assert len(seen) == 3


def test_a_splitter_moves_by_keys(show: Show) -> None:
    splitter = Splitter()
    for _side in range(2):
        splitter.addWidget(QTextEdit())
    show(splitter).resize(600, 200)
    QTest.qWait(0)
    handle = splitter.handle(1)
    assert isinstance(handle, QSplitterHandle)
    before = splitter.sizes()[0]
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Right)
    assert splitter.sizes()[0] == before + 16
