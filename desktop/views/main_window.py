"""The window of one signed-in person: header, navigation, one page at a time, and the detail dialogs it opened."""

from PySide6.QtCore import QByteArray, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.clock import shanghai_day
from desktop.services import applications, catalogues, notices
from desktop.services.rows import ApplicationQuery, ApplicationSort, Basket, NavigationCounts
from desktop.text.errors import explain, is_expected
from desktop.text.problems import healed_sentence
from desktop.views.administration.room import Room
from desktop.views.administration.rooms import make_rooms
from desktop.views.applicant.filling import Filling
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.applications.exporting import Exporting
from desktop.views.applications.filter_offers import FilterOffers
from desktop.views.applications.kept_order import KeptOrder
from desktop.views.applications.reading import WorkspaceReader
from desktop.views.applications.reviewing import Reviewing
from desktop.views.applications.saved_filters import SavedFilters
from desktop.views.applying_rooms import MINE, ApplyingRooms
from desktop.views.change_watch import ChangeWatch
from desktop.views.header_bar import HeaderBar
from desktop.views.header_dialogs import open_password_dialog
from desktop.views.navigation import (
    MORE_UNITS,
    application_entries,
    basket_key,
    place_of,
    query_of,
    room_entries,
    unit_names,
)
from desktop.views.people_rooms import PeopleRooms
from desktop.views.session import Session
from desktop.views.store_state import StoreState
from desktop.widgets.navigation_delegate import ENTRY_ROLE
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.panel import Panel
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.splitter import Splitter
from desktop.widgets.theme.metrics import NAVIGATION_WIDTH
from desktop.widgets.tone import Tone
from desktop.work.ticket import Ticket

_GEOMETRY_KEY = "window/geometry"
_FIRST_YEAR = 2024
_START = ApplicationQuery(sort=ApplicationSort.DAYS_WAITING, descending=True)


class MainWindow(QMainWindow):
    """`sign_out_requested()`: the person wants to leave, the sign-in to come back. `help_requested()`. `closed()`."""

    sign_out_requested = Signal()
    help_requested = Signal()
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        workspace = session.workspace
        self._start_query: ApplicationQuery | None = None
        self._order = KeptOrder(session.settings, workspace.account.id)
        self._counting: Ticket | None = None
        self._count_again = False
        self._counts = NavigationCounts(0, 0, 0, 0, (), {}, {})
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("TalentDesk 人才评审工作台"))
        self.resize(1366, 768)
        place, dark = workspace.store.place, session.theme.is_dark
        self.header = HeaderBar(workspace.account, place, dark=dark, shared=workspace.shared)
        self.navigation = NavigationTree()
        self.navigation.setObjectName("navigation")
        self.navigation.setAccessibleName(self.tr("导航"))
        self._pages = QStackedWidget()
        self.filling = Filling(session, self.header, self)
        self._lay_out()
        years = range(shanghai_day(workspace.clock()).year, _FIRST_YEAR - 1, -1)
        self.applications = ApplicationsPage(
            WorkspaceReader(workspace), session.runner, session.settings, years, workspace.clock, self._pages
        )
        self._pages.addWidget(self.applications)
        self.people = PeopleRooms(session, self)
        self.applying = ApplyingRooms(session, self)
        self._rooms = self.applying.rooms | self.people.rooms | make_rooms(session)
        for room in self._rooms.values():
            self._pages.addWidget(room)
        self.reviewing = Reviewing(session, self.applications, self)
        self.exporting = Exporting(session, self.applications, self)
        self.saved_filters = SavedFilters(session, self.applications, self.navigation, self)
        self.offers = FilterOffers(session, self.applications, self)
        self._watch = ChangeWatch(lambda: applications.change_number(workspace), session.runner, self)
        geometry = session.settings.value(_GEOMETRY_KEY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._connect()
        self._start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is waited for here: what was typed is on its way to the store, whoever owns it waits for that."""
        if not (self.filling.may_close() and self.applying.may_close(self.navigation)):
            event.ignore()
            return
        self._session.settings.setValue(_GEOMETRY_KEY, self.saveGeometry())
        self._watch.stop()
        self.exporting.cancel()
        self.reviewing.close_dialogs()
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        """From the window inwards, and before the pages: whatever changes its parent has all within it styled anew."""
        centre = Panel(parent=self)
        self.setCentralWidget(centre)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(HorizontalLine())
        layout.addWidget(self.filling.stack, 1)
        splitter = Splitter(Qt.Orientation.Horizontal)
        self.filling.stack.addWidget(splitter)
        splitter.addWidget(self.navigation)
        splitter.addWidget(self._pages)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([NAVIGATION_WIDTH, 10_000])

    def _connect(self) -> None:
        self.navigation.chosen.connect(self._on_place_chosen)
        self.navigation.clicked.connect(self._on_place_clicked)
        self.applications.query_changed.connect(self._on_query_changed)
        self.applications.open_requested.connect(self.filling.open)
        self.filling.detail_wanted.connect(self.reviewing.open_detail)
        self.filling.said.connect(lambda sentence: self._say(sentence, Tone.INFO))
        self.filling.closed.connect(self._on_form_closed)
        self.reviewing.decided.connect(self._on_decided)
        self.saved_filters.changed.connect(self._on_filters_saved)
        self.header.theme_toggled.connect(self._session.theme.toggle)
        self.header.help_requested.connect(self.help_requested)
        self.header.sign_out_requested.connect(self.sign_out_requested)
        self.header.password_change_requested.connect(self._on_password_change_requested)
        self._session.theme.theme_changed.connect(self.header.show_theme)
        self.people.counted.connect(self._show_places)
        self.people.fill_in_asked.connect(self.filling.show_form)
        self.applying.connect_ways(self.navigation, self.filling.open, self.reviewing.open_detail)
        self._watch.changed.connect(self._on_changed_elsewhere)
        StoreState(self._watch, self.header, self._session.workspace.shared, self._say, self._on_read_failed, self)

    def _start(self) -> None:
        if self._session.reads_applications:
            self._show_places()
            basket = Basket.TO_REVIEW if self._session.decides else Basket.ALL
            self._start_query = self._order.applied_to(_START)
            self.navigation.choose(MINE if self._session.only_applies else basket_key(basket))
            self._read_counts()
            self.people.count()
            self.saved_filters.read()
            self._read_standards()
            if not self.applying.come_back():
                self.applications.focus_list()
        else:
            rooms = room_entries(administers=self._session.administers, audits=self._session.audits)
            self.navigation.set_entries(rooms)
            for room in list(self._rooms)[:1]:
                self.navigation.choose(room)
                self._rooms[room].setFocus()
        self._tell_of_healed_keys()
        self._watch.start()

    def _tell_of_healed_keys(self) -> None:
        healed = self._session.workspace.healed
        if healed:
            self.applications.announce(healed_sentence(healed), tone=Tone.WARN)
            for room in self._rooms.values():
                room.announce(healed_sentence(healed), tone=Tone.WARN)

    def _read_counts(self) -> None:
        workspace = self._session.workspace
        if self._counting is not None and self._counting.active:
            self._count_again = True  # or steady changes would never let it come to its end
            return
        self._count_again = False

        def count() -> NavigationCounts:
            return applications.navigation_counts(workspace)

        self._counting = self._session.runner.query(
            count, self._show_counts, self._on_read_failed, owner=self, background=True
        )

    def _read_standards(self) -> None:
        """The labels of all standards that notices refer to, for the table's cells."""
        workspace = self._session.workspace

        def read() -> dict[str, str]:
            labels: dict[str, str] = {}
            for notice in notices.notices(workspace):
                catalogue = catalogues.catalogue_of(workspace, notice.catalogue_hash)
                labels.update((standard.code, standard.label) for standard in catalogue.standards)
            return labels

        self._session.runner.query(read, self.applications.set_standards, self._on_read_failed, owner=self)

    def _show_counts(self, counts: NavigationCounts) -> None:
        self._counts = counts
        self.offers.set_counts(counts)
        self._show_places()
        self.saved_filters.count()
        if self._count_again:
            self._read_counts()

    def _show_places(self) -> None:
        self.applications.set_unit_names({**self.saved_filters.unit_names, **unit_names(self._counts)})
        places = self.applying.first_entries()
        if not self._session.only_applies:
            places += application_entries(self._counts, decides=self._session.decides)
            places += self.saved_filters.entries()
        rooms = room_entries(administers=self._session.administers, audits=self._session.audits)
        self.navigation.set_entries([*places, *self.people.entries(), *self.applying.entries(), *rooms])

    def _on_filters_saved(self) -> None:
        self._show_places()
        if self._pages.currentWidget() is self.applications:
            self._mark_place(self.applications.query)

    def _on_place_chosen(self, key: str) -> None:
        room = self._rooms.get(key)
        if room is not None:
            self._pages.setCurrentWidget(room)
            return
        self._pages.setCurrentWidget(self.applications)
        if key == MORE_UNITS:
            self._mark_place(self.applications.query)
            self.offers.choose_units()
            return
        query = self.saved_filters.choose(key) or query_of(key, self._start_query or self.applications.query)
        if query is None:  # a saved filter that this version does not understand
            self._mark_place(self.applications.query)
            return
        self._start_query = None
        self.applications.show_query(query)

    def _on_place_clicked(self, index: QModelIndex) -> None:
        """A click on the place one is in already takes its filters away."""
        entry = index.data(ENTRY_ROLE)
        query = self.saved_filters.query_of(entry.key) or query_of(entry.key, self.applications.query)
        if entry.key == self.navigation.current_key and query is not None and query != self.applications.query:
            self.applications.show_query(query)

    def _on_query_changed(self, query: ApplicationQuery) -> None:
        self._mark_place(query)
        self._order.keep(query)

    def _mark_place(self, query: ApplicationQuery) -> None:
        """Filters narrow the place one is in; taking the last one away leads back to it."""
        place = self.saved_filters.place_of(query) or place_of(query)
        with QSignalBlocker(self.navigation):
            try:
                self.navigation.choose(place)
            except KeyError:  # a unit beyond those that are listed
                self.navigation.choose(basket_key(query.basket))

    def _on_decided(self) -> None:
        self._read_counts()
        self.applications.refresh()

    def _on_form_closed(self, sentence: str) -> None:
        self._on_decided()
        if not self.applying.come_back():
            self.applications.focus_list()
        if sentence:
            self._say(sentence)

    def _on_changed_elsewhere(self) -> None:
        if self._session.reads_applications:
            self._read_counts()
            self.people.count()
            self.saved_filters.read()
            self.applications.refresh()
            self.reviewing.refresh_dialogs()
        room = self._pages.currentWidget()
        if isinstance(room, Room):
            room.refresh()

    def _on_read_failed(self, error: Exception) -> None:
        if not is_expected(error):
            raise error  # for the fault report
        self._say(explain(error), Tone.BAD)

    def _say(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say it on the page that is shown."""
        page = self._pages.currentWidget()
        if isinstance(page, ApplicationsPage | Room):
            page.announce(text, tone=tone)

    def _on_password_change_requested(self) -> None:
        open_password_dialog(self._session, self, lambda: self._say(self.tr("密码已修改，下次登录请用新密码。")))
