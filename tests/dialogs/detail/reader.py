"""Somebody who reads applications: opens dialogs, presses keys, waits for what should appear."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.dialogs.decision_frame import DecisionFrame
from desktop.dialogs.detail.action_bar import ActionBar
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.detail.section_pane import SectionPane
from desktop.dialogs.detail.services import DetailServices
from desktop.preview.host import PreviewHost
from desktop.services.applications import application_detail
from desktop.services.rows import ApplicationDetail, ApplicationQuery
from desktop.services.workspace import Workspace
from desktop.widgets.banner import Banner
from desktop.widgets.evidence.pane import EvidencePane
from desktop.widgets.labels import Label
from desktop.widgets.navigation_tree import NavigationTree
from desktop.work.runner import BackgroundRunner
from tests.dialogs.review_room import Room, find, services_of, walk_of
from tests.work.gate import settle

PATIENCE_MS = 20_000
T = TypeVar("T", bound=QObject)


class Reader:
    """Signs in, opens one application after the other."""

    def __init__(self, qtbot: QtBot, room: Room, runner: BackgroundRunner, host: PreviewHost) -> None:
        self.qtbot = qtbot
        self.room = room
        self.runner = runner
        self.host = host
        self.workspace: Workspace | None = None
        self._dialogs: list[DetailDialog] = []

    def sign_in(self, login: str) -> Workspace:
        self.workspace = self.room.open(login)
        return self.workspace

    def open(
        self,
        login: str,
        *,
        change: Callable[[DetailServices], DetailServices] = lambda services: services,
        query: ApplicationQuery | None = None,
        loaded: bool = True,
        host: PreviewHost | None = None,
        **wanted: object,
    ) -> DetailDialog:
        """A dialog on the first application that fits; `change` puts a fault into the services."""
        workspace = self.sign_in(login)
        row = find(workspace, **wanted)
        services = change(services_of(workspace))
        dialog = DetailDialog(row.id, services, self.runner, host or self.host, walk_of(workspace, query))
        self._dialogs.append(dialog)
        dialog.show()
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        if loaded:
            self.wait(lambda: dialog.loaded is not None)
        return dialog

    def wait(self, happened: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Until everything asked for in the background has been heard."""
        settle(self.qtbot, self.runner)

    def leave(self) -> None:
        """Close what is still open, and let it go: the dialogs delete themselves."""
        for dialog in self._dialogs:
            if isValid(dialog):
                dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.runner.close()

    # what is on the screen

    def part(self, dialog: QWidget, kind: type[T], name: str = "") -> T:
        found = dialog.findChild(kind, name) if name else dialog.findChild(kind)
        assert found is not None, (kind, name)
        return found

    def press(self, widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        window = widget.window()
        if not window.isActiveWindow():  # shortcuts work in the active window only, as with a person
            window.activateWindow()
            self.wait(window.isActiveWindow)
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(widget, key, held)

    def click(self, dialog: QWidget, name: str) -> None:
        QTest.mouseClick(self.part(dialog, QAbstractButton, name), Qt.MouseButton.LeftButton)

    def go_to(self, dialog: DetailDialog, section: str) -> None:
        self.part(dialog, NavigationTree, "sections").choose(section)

    def records(self, dialog: DetailDialog) -> SectionPane:
        return self.part(dialog, SectionPane)

    def evidence(self, dialog: DetailDialog) -> EvidencePane:
        return self.part(dialog, EvidencePane)

    def actions(self, dialog: DetailDialog) -> ActionBar:
        return self.part(dialog, ActionBar)

    def comment(self, dialog: DetailDialog) -> QPlainTextEdit:
        return self.part(dialog, QPlainTextEdit, "comment")

    def banner(self, dialog: DetailDialog) -> str:
        banner = self.part(dialog, Banner, "detailBanner")
        return "" if banner.isHidden() else banner.accessibleName()

    def label(self, dialog: QWidget, name: str) -> str:
        return self.part(dialog, Label, name).text()

    def asked(self, dialog: DetailDialog) -> DecisionFrame:
        """The decision dialog that is open."""
        self.wait(lambda: [frame for frame in dialog.findChildren(DecisionFrame) if frame.isVisible()])
        return next(frame for frame in dialog.findChildren(DecisionFrame) if frame.isVisible())

    def on_record(self, dialog: DetailDialog) -> ApplicationDetail:
        """The application as the store has it."""
        assert self.workspace is not None
        return application_detail(self.workspace, dialog.application_id)

    def see_page(self, dialog: DetailDialog) -> None:
        self.wait(lambda: self.evidence(dialog).canvas.shows_page)
