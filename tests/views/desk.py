"""The real window on a real workspace, for tests that click and type: who signed in, and where things are."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.application_columns import Column
from desktop.models.application_reader import ApplicationReader
from desktop.models.applications_table_model import ApplicationsTableModel
from desktop.preview.host import PreviewHost
from desktop.services.applications import list_applications
from desktop.services.rows import ApplicationRow
from desktop.services.workspace import Workspace
from desktop.views.applications.applications_table import ApplicationsTable
from desktop.views.main_window import MainWindow
from desktop.views.session import Session
from desktop.widgets.banner import Banner
from desktop.widgets.labels import Label
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.dialogs.review_room import Room

PartT = TypeVar("PartT", bound=QWidget)


def find_part(parent: QWidget, kind: type[PartT], name: str = "") -> PartT:
    """The one descendant of that kind and name."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert found is not None, name or kind
    return found


def type_in(field: QWidget, text: str) -> None:
    """Type as through an input method: Chinese has no keys of its own."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def read_from(model: ApplicationsTableModel, reader: ApplicationReader) -> None:
    """Let the list be read from elsewhere from now on."""
    model._reader = model._reading._reader = reader


@dataclass
class OpenWindow:
    """A window and what stands behind it."""

    window: MainWindow
    workspace: Workspace
    runner: BackgroundRunner
    qtbot: QtBot
    tester: QAbstractItemModelTester

    @property
    def table(self) -> ApplicationsTable:
        return self.window.applications.table

    @property
    def rows(self) -> list[ApplicationRow]:
        model = self.window.applications.model
        return [row for row in map(model.row_at, range(model.rowCount())) if row is not None]

    @property
    def listed(self) -> list[str]:
        """The ids as they are shown."""
        return [row.id for row in self.rows]

    @property
    def stored(self) -> list[str]:
        """The ids as the store gives them for the query of the window."""
        return [row.id for row in list_applications(self.workspace, self.window.applications.query)]

    @property
    def current(self) -> ApplicationRow | None:
        return self.window.applications.model.row_at(self.table.currentIndex().row())

    @property
    def checked(self) -> set[str]:
        return {row.id for row in self.window.applications.model.checked}

    @property
    def summary(self) -> str:
        return find_part(self.window, Label, "list_summary").text()

    @property
    def banner(self) -> Banner:
        return find_part(self.window, Banner, "list_banner")

    def part(self, kind: type[PartT], name: str = "") -> PartT:
        return find_part(self.window, kind, name)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def until_read(self) -> None:
        """Wait until the list shows what the store has."""
        self.until(lambda: not self.window.applications.model.loading)

    def reading(self, act: Callable[[], object]) -> None:
        """Do something that makes the list be read anew, and wait for it."""
        with self.qtbot.waitSignal(self.window.applications.model.loaded, timeout=10_000):
            act()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.table, key, modifiers)

    def click(self, part: QWidget) -> None:
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)

    def click_cell(self, row: int, column: Column) -> None:
        place = self.table.visualRect(self.table.model().index(row, column)).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def click_heading(self, column: Column) -> None:
        header = self.table.horizontalHeader()
        place = QPoint(header.sectionViewportPosition(column) + 14, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def click_place(self, text: str) -> None:
        """Click a place of the navigation by its words, opening its group first."""
        tree = self.window.navigation
        index = next(found for found in self._places(QModelIndex()) if found.data() == text)
        tree.expand(index.parent())
        tree.scrollTo(index)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())

    @property
    def place_names(self) -> list[str]:
        """The words of all places that lead somewhere, groups included."""
        return [str(found.data()) for found in self._places(QModelIndex()) if found.data()]

    def _places(self, parent: QModelIndex) -> list[QModelIndex]:
        model = self.window.navigation.model()
        found = []
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            found += [index, *self._places(index)]
        return found


class WindowDesk:
    """Opens windows on copies of the demo workspace, and closes them in the end."""

    def __init__(self, qtbot: QtBot, room: Room, theme: Theme, settings_file: Path) -> None:
        self.qtbot, self.room, self.theme, self.settings_file = qtbot, room, theme, settings_file
        self._open: list[OpenWindow] = []

    def open(self, login: str, *, show: bool = True, workspace: Workspace | None = None) -> OpenWindow:
        """Sign in and show the window with its first list read."""
        workspace = workspace or self.room.open(login)
        settings = QSettings(str(self.settings_file), QSettings.Format.IniFormat)
        runner = BackgroundRunner()
        window = MainWindow(Session(workspace, runner, PreviewHost(), self.theme, settings))
        tester = QAbstractItemModelTester(
            window.applications.model, QAbstractItemModelTester.FailureReportingMode.Warning
        )
        made = OpenWindow(window, workspace, runner, self.qtbot, tester)
        self._open.append(made)
        if show:
            window.show()
            window.activateWindow()
            made.until(window.isActiveWindow)
            made.until_read()
        return made

    def close(self) -> None:
        for made in self._open:
            made.window.close()
            made.window.deleteLater()
            made.runner.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def hold(event: threading.Event) -> None:
    """Wait at a barrier, not longer than a test may take."""
    assert event.wait(30)
