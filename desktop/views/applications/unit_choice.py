"""Filtering by units that no menu holds: opens the chooser over the units that have applications."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.dialogs.unit_chooser_dialog import UnitChooserDialog
from desktop.models.units_model import UnitItem
from desktop.services import organisations
from desktop.services.rows import NavigationCounts
from desktop.text.errors import explain, is_expected
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.session import Session
from desktop.widgets.tone import Tone


class UnitChoice(QObject):
    """What is chosen narrows the list that is shown, as a filter of the menu would."""

    def __init__(self, session: Session, page: ApplicationsPage, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._window = window
        self._units: tuple[UnitItem, ...] = ()
        page.filters.units_wanted.connect(self.open)

    def set_counts(self, counts: NavigationCounts) -> None:
        """The units to choose from, in the order of their codes, and how many applications each has."""
        self._units = tuple(UnitItem(unit, name, count) for unit, name, count in counts.units)

    def open(self) -> None:
        """Show the chooser; what is in force already is checked in it."""
        chosen = self._page.query.units
        known = {unit.id for unit in self._units}
        others = [UnitItem(unit, self._page.unit_names.get(unit, unit), 0) for unit in sorted(chosen - known)]
        dialog = UnitChooserDialog([*others, *self._units], chosen, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.units_chosen.connect(self._on_chosen)
        workspace, ids = self._session.workspace, known | chosen
        self._session.runner.query(
            lambda: organisations.unit_codes(workspace, ids), dialog.set_codes, self._on_failed, owner=dialog
        )
        dialog.open()

    def _on_chosen(self, units: frozenset[str]) -> None:
        query = replace(self._page.query, units=units)
        if query != self._page.query:
            self._page.narrow(query)

    def _on_failed(self, error: Exception) -> None:
        self._page.announce(explain(error), tone=Tone.BAD)
        if not is_expected(error):
            raise error  # for the fault report
