"""What there is to filter by: the years that have applications, and more units than a menu holds."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.dialogs.unit_chooser_dialog import UnitChooserDialog
from desktop.models.units_model import UnitItem
from desktop.services import applications, organisations
from desktop.services.rows import NavigationCounts
from desktop.text.errors import explain, is_expected
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.session import Session
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting
from desktop.work.ticket import Ticket


class FilterOffers(QObject):
    """What is chosen here narrows the list that is shown, as a filter of the menu would."""

    def __init__(self, session: Session, page: ApplicationsPage, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._window = window
        self._units: tuple[UnitItem, ...] = ()
        self._total: int | None = None
        self._years: Ticket | None = None
        page.filters.units_wanted.connect(self.choose_units)

    def set_counts(self, counts: NavigationCounts) -> None:
        """The units to choose from, in the order of their codes, and how many applications each has."""
        self._units = tuple(UnitItem(unit, name, count) for unit, name, count in counts.units)
        if counts.total != self._total:
            self._total = counts.total
            self._read_years()

    def choose_units(self) -> None:
        """Show the chooser; what is in force already is checked in it."""
        chosen = self._page.query.units
        known = {unit.id for unit in self._units}
        others = [UnitItem(unit, self._page.unit_names.get(unit, unit), 0) for unit in sorted(chosen - known)]
        dialog = UnitChooserDialog([*others, *self._units], chosen, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.units_chosen.connect(self._on_units_chosen)
        workspace, ids = self._session.workspace, known | chosen
        Waiting(self._session.runner, dialog.list).read(
            lambda: organisations.unit_codes(workspace, ids),
            dialog.set_codes,
            self._on_failed,
            self.tr("正在读取单位代码"),
        )
        dialog.open()

    def _read_years(self) -> None:
        if self._years is not None:
            self._years.cancel()
        workspace = self._session.workspace

        def read() -> tuple[int, ...]:
            return applications.submission_years(workspace)

        self._years = self._session.runner.query(
            read, self._page.filters.set_years, self._on_failed, owner=self, background=True
        )

    def _on_units_chosen(self, units: frozenset[str]) -> None:
        query = replace(self._page.query, units=units)
        if query != self._page.query:
            self._page.narrow(query)

    def _on_failed(self, error: Exception) -> None:
        self._page.announce(explain(error), tone=Tone.BAD)
        if not is_expected(error):
            raise error  # for the fault report
