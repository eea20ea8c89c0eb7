"""One person at the program: signs in, finds applications in the list, opens them. Sees what the screen says."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QTableView, QTreeView, QWidget

from desktop.bootstrap import Program
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.models.applications_table_model import ROW_ROLE
from desktop.services.rows import ApplicationRow
from desktop.tour.hands import (
    choose_from_menu,
    click,
    click_item,
    entry,
    open_group,
    press,
    shown,
    the,
    type_text,
    wait_for,
    wait_for_index,
)
from desktop.tour.open_application import OpenApplication
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.main_window import MainWindow
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.navigation_delegate import ENTRY_ROLE
from desktop.widgets.navigation_entry import NavigationEntry

_TEXT = int(Qt.ItemDataRole.DisplayRole)


class Reviewer:
    """Works the windows of `program`; every verb returns once its effect can be seen."""

    def __init__(self, program: Program) -> None:
        self._program = program

    @property
    def window(self) -> MainWindow:
        """The window, waited for."""
        return wait_for(lambda: self._program.window, "the window is open")

    @property
    def page(self) -> ApplicationsPage:
        return self.window.applications

    @property
    def table(self) -> QTableView:
        return self.page.table

    # signing in and out

    def choose_workspace(self, location: Path) -> None:
        """Click a workspace in the sign-in's list, where its folder's name stands."""
        workspaces = the(QListView, "workspaces")
        click_item(workspaces, entry(workspaces, location.name))

    def sign_in(self, login: str, password: str) -> MainWindow:
        """Type an account into the sign-in and press Enter; returns the window with its first rows."""
        for name, text in (("login", login), ("password", password)):
            type_text(the(QLineEdit, name), text, over=True)
        press("Return")
        window = self.window
        wait_for(lambda: window.isVisible() and self._program.sign_in is None, f"{login} is signed in")
        wait_for(lambda: QApplication.activeWindow() is window, "the window is in front")
        if self.page.isVisible():
            self.wait_for_list()
        return window

    def sign_out(self) -> None:
        """Leave by the menu of the account."""
        choose_from_menu(the(QWidget, "person_menu", self.window), "退出登录")
        wait_for(lambda: self._program.sign_in is not None and self._program.window is None, "the sign-in is back")

    # the list

    def go_to(self, place: str, group: str = "") -> None:
        """Click a place of the navigation, opening its group first."""
        tree = the(QTreeView, "navigation", self.window)
        if group:
            open_group(tree, group)
        click_item(tree, entry(tree, place, group))
        if self.page.isVisible():
            self.wait_for_list()

    def search(self, text: str) -> None:
        """Type into the search field, over what stood there."""
        field = the(QLineEdit, "search", self.window)
        press("Ctrl+F", self.window)
        wait_for(field.hasFocus, "the search has the focus")
        type_text(field, text, over=True)
        press("Return")
        wait_for(lambda: self.page.query.search == text, f"the list is searched for {text}")
        self.wait_for_list()

    def clear_filters(self) -> None:
        """Take all filters and the search away."""
        click(the(QWidget, "clear_filters", self.window))
        self.wait_for_list()

    def sort_by(self, heading: str) -> None:
        """Click the heading of a column."""
        header = self.table.horizontalHeader()
        model = self.table.model()
        column = next(
            section
            for section in range(model.columnCount())
            if model.headerData(section, Qt.Orientation.Horizontal) == heading
        )
        x = header.sectionViewportPosition(column) + header.sectionSize(column) // 3
        click(header.viewport(), QPoint(x, header.height() // 2))
        self.wait_for_list()

    def wait_for_list(self) -> None:
        """Until the rows of the list that was asked for are here; nobody waits for them to be read once more."""
        model = self.page.model
        wait_for(lambda: model.refreshing or not model.loading, "the list is read")

    def rows(self) -> list[dict[str, str]]:
        """The rows of the list as they are shown, by the headings of the visible columns."""
        model = self.table.model()
        columns = {
            column: str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for column in range(model.columnCount())
            if not self.table.isColumnHidden(column)
        }
        return [
            {heading: str(model.index(row, column).data(_TEXT)) for column, heading in columns.items() if heading}
            for row in range(model.rowCount())
        ]

    def application_of(self, name: str) -> ApplicationRow:
        """The listed application of that person."""
        row: ApplicationRow = self._index_of(name).data(ROW_ROLE)
        return row

    def counts(self) -> dict[str, str]:
        """The places of the navigation with the numbers beside them."""
        tree = the(QTreeView, "navigation", self.window)
        entries = (tree.model().index(row, 0).data(ENTRY_ROLE) for row in range(tree.model().rowCount()))
        return {one.text: one.count for one in entries if isinstance(one, NavigationEntry) and one.count}

    def summary(self) -> str:
        """The line below the list."""
        return the(QLabel, "list_summary", self.window).text()

    def banner(self) -> str:
        """The message above the list, "" for none."""
        return next((banner.text for banner in shown(Banner, "", self.page)), "")

    def why_empty(self) -> list[str]:
        """What an empty list says about itself."""
        empty = the(EmptyState, "", self.page)
        return [label.text() for label in shown(QLabel, "", empty) if label.text()]

    # applications

    def open(self, name: str) -> OpenApplication:
        """Double-click the row of a person; returns once the dialog shows that application."""
        index = self._index_of(name)
        row: ApplicationRow = index.data(ROW_ROLE)
        click_item(self.table, index, double=True)
        dialog = wait_for(lambda: self._dialog_of(row.id), f"the application of {name} is opened")
        opened = OpenApplication(dialog)
        opened.wait_for_application(row.id)
        return opened

    def _dialog_of(self, application_id: str) -> DetailDialog | None:
        dialogs = self.window.reviewing.dialogs
        return next((dialog for dialog in dialogs if dialog.application_id == application_id), None)

    def _index_of(self, name: str) -> QModelIndex:
        def find() -> QModelIndex | None:
            model = self.table.model()
            for row in range(model.rowCount()):
                application = model.index(row, 2).data(ROW_ROLE)
                if isinstance(application, ApplicationRow) and application.name == name:
                    return model.index(row, 2)
            return None

        return wait_for_index(find, f"{name} is in the list")
