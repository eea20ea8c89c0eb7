"""The saved filters of one person at the window: their places in the navigation, saving, renaming, removing, counting.

What is saved under which rules is `services.saved_filters`'.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dialogs.filter_name_dialog import FilterNameDialog
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services import saved_filters as services
from desktop.services.rows import ApplicationQuery
from desktop.services.saved_filters import SavedFilter
from desktop.text.errors import explain, is_expected
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.applications.filter_counts import FilterCounts
from desktop.views.applications.filter_words import sentence_of, suggested_name
from desktop.views.applications.reading import WorkspaceReader
from desktop.views.session import Session
from desktop.widgets.icons import IconName, icon
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.tone import Tone

_KIND = "saved"


class SavedFilters(QObject):
    """`changed()`: others are saved, or under other names; the navigation is to be shown anew."""

    changed = Signal()

    def __init__(self, session: Session, page: ApplicationsPage, navigation: NavigationTree, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._navigation = navigation
        self._window = window
        self._filters: tuple[SavedFilter, ...] = ()
        self._numbers: dict[str, int] = {}
        self._chosen: str | None = None
        """The key of the filter that the query in force goes back to, changed or not."""
        self._counting = False
        self._counts = FilterCounts(session.runner, WorkspaceReader(session.workspace).count, self)
        self._connect()

    @property
    def unit_names(self) -> Mapping[str, str]:
        """The names of the units that saved filters name, by id."""
        return {unit: name for one in self._filters for unit, name in one.unit_names.items()}

    def read(self) -> None:
        """Look again at what is saved, which nobody waits for."""
        workspace = self._session.workspace
        self._session.runner.query(lambda: services.saved_filters(workspace), self._show, self._on_failed, owner=self)

    def count(self) -> None:
        """Count again what each of them finds, once the list leaves time for it."""
        self._counting = True
        self._counts.start({_key(one): one.query for one in self._filters if one.query is not None})

    def entries(self) -> list[NavigationEntry]:
        """The group for the navigation; none while nothing is saved."""
        if not self._filters:
            return []
        group = self.tr("保存的筛选")
        children = tuple(map(self._entry, self._filters))
        kind = EntryKind.GROUP
        return [NavigationEntry("group:saved", group, IconName.SAVED, kind=kind, expanded=True, children=children)]

    def choose(self, key: str) -> ApplicationQuery | None:
        """The person goes to a place of the navigation: its query, if it is one of these and can be used."""
        saved = self._find(key)
        self._chosen = key if saved is not None and saved.query is not None else None
        if saved is not None and saved.query is None:
            words = self.tr("“{0}”由更新版本的程序保存，这里不能使用；可以改名或删除。")
            self._page.announce(words.format(saved.name), tone=Tone.WARN)
        self._page.filters.show_changed_filter(None)
        return saved.query if saved is not None else None

    def query_of(self, key: str) -> ApplicationQuery | None:
        """What a key of the navigation stands for here."""
        saved = self._find(key)
        return saved.query if saved is not None else None

    def place_of(self, query: ApplicationQuery) -> str | None:
        """The key of the filter that is exactly this one in whatever order; the one that was chosen, if it is."""
        same = [_key(one) for one in self._filters if one.query is not None and _same(one.query, query)]
        return self._chosen if self._chosen in same else next(iter(same), None)

    def _read_anew(self) -> None:
        """After what the person has done themselves, who looks for it in the navigation."""
        workspace = self._session.workspace
        self._page.waiting.read(lambda: services.saved_filters(workspace), self._show, self._on_failed)

    def _connect(self) -> None:
        self._page.filters.save_requested.connect(self._on_save_requested)
        self._page.query_changed.connect(self._on_query_changed)
        self._page.reading_started.connect(self._counts.pause)
        model = self._page.model
        model.loaded.connect(self._on_list_read)
        for signal in (model.counted, model.refreshed, model.failed):
            signal.connect(self._counts.resume)
        self._counts.counted.connect(self._on_counted)
        self._counts.failed.connect(self._on_failed)
        self._navigation.menu_requested.connect(self._on_menu_requested)
        self._navigation.rename_requested.connect(lambda key: self._rename(self._find(key)))
        self._navigation.remove_requested.connect(lambda key: self._remove(self._find(key)))

    def _entry(self, saved: SavedFilter) -> NavigationEntry:
        number = self._numbers.get(_key(saved)) if saved.query is not None else None
        if saved.query is None:
            about = self.tr("由更新版本的程序保存，这里不能使用")
        else:
            about = sentence_of(saved.query, {**self._page.unit_names, **saved.unit_names})
        return NavigationEntry(
            _key(saved), saved.name, count="" if number is None else f"{number:,}", tool_tip=f"{saved.name}\n{about}"
        )

    def _find(self, key: str | None) -> SavedFilter | None:
        return next((one for one in self._filters if _key(one) == key), None)

    def _show(self, filters: tuple[SavedFilter, ...]) -> None:
        if filters == self._filters:
            return
        before = {_key(one): one.query for one in self._filters}
        self._filters = filters
        self._numbers = {key: number for key, number in self._numbers.items() if before.get(key) == self.query_of(key)}
        self.changed.emit()
        if self._counting:
            self.count()

    def _on_list_read(self) -> None:
        if self._page.model.complete:
            self._counts.resume()

    def _on_counted(self, key: str, number: int) -> None:
        self._numbers[key] = number
        if self._find(key) is not None:
            self._navigation.set_count(key, f"{number:,}")

    def _on_query_changed(self, query: ApplicationQuery) -> None:
        if not self._page.model.loading:  # a reading was given up
            self._counts.resume()
        saved = self._find(self._chosen)
        if saved is None or not sentence_of(replace(query, basket=ApplicationQuery().basket), {}):
            self._chosen = saved = None
        changed = saved is not None and saved.query is not None and not _same(saved.query, query)
        self._page.filters.show_changed_filter(saved.name if changed and saved is not None else None)

    def _on_save_requested(self) -> None:
        query, names = self._page.query, self._page.unit_names
        taken = [one.name for one in self._filters]
        place = self._find(self._chosen) or self._find(self.place_of(query))
        name = place.name if place is not None else suggested_name(query, names, taken)
        dialog = FilterNameDialog(sentence_of(query, names), name, taken, parent=self._window)
        workspace = self._session.workspace

        def save(name: str, replacing: bool) -> None:
            def saved(filter_id: str) -> None:
                dialog.accept()
                self._chosen = f"{_KIND}:{filter_id}"
                self._page.filters.show_changed_filter(None)
                self._page.announce(self.tr("已保存筛选“{0}”。").format(name))
                self._read_anew()

            def refused(error: Exception) -> None:
                if isinstance(error, Rejected) and error.code is RejectionCode.FILTER_NAME_TAKEN:
                    dialog.note_taken(name)
                dialog.show_error(error)

            dialog.send(
                self._session.runner,
                lambda: services.save_filter(workspace, name, query, replace=replacing),
                saved,
                refused,
            )

        dialog.save_requested.connect(save)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_menu_requested(self, key: str, place: QPoint) -> None:
        saved = self._find(key)
        if saved is None:
            return
        menu = QMenu(self._navigation)
        menu.setObjectName("saved_filter_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon(IconName.CHANGED), self.tr("改名…\tF2"), lambda: self._rename(saved))
        menu.addAction(icon(IconName.DELETE), self.tr("删除\tDelete"), lambda: self._remove(saved))
        menu.popup(place)

    def _rename(self, saved: SavedFilter | None) -> None:
        if saved is None:
            return
        about = sentence_of(saved.query, {**self._page.unit_names, **saved.unit_names}) if saved.query else "—"
        dialog = FilterNameDialog(about, saved.name, (), renaming=True, parent=self._window)
        workspace = self._session.workspace

        def rename(name: str) -> None:
            def renamed(_: None) -> None:
                dialog.accept()
                self._read_anew()

            dialog.send(
                self._session.runner,
                lambda: services.rename_filter(workspace, saved.id, name),
                renamed,
                dialog.show_error,
            )

        dialog.save_requested.connect(rename)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _remove(self, saved: SavedFilter | None) -> None:
        if saved is None:
            return
        workspace = self._session.workspace

        def removed(row: services.SavedFilterRow) -> None:
            words = self.tr("已删除保存的筛选“{0}”。").format(row.name)
            self._page.announce(words, take_back=lambda: self._restore(row))
            self._read_anew()

        self._page.waiting.write(
            lambda: services.remove_filter(workspace, saved.id),
            removed,
            self._on_failed,
            self.tr("正在删除“{0}”").format(saved.name),
        )

    def _restore(self, row: services.SavedFilterRow) -> None:
        workspace = self._session.workspace

        def restored(_: None) -> None:
            self._page.announce(self.tr("保存的筛选“{0}”已恢复。").format(row.name))
            self._read_anew()

        self._page.waiting.write(
            lambda: services.restore_filter(workspace, row),
            restored,
            self._on_failed,
            self.tr("正在恢复“{0}”").format(row.name),
        )

    def _on_failed(self, error: Exception) -> None:
        self._page.announce(explain(error), tone=Tone.BAD)
        if not is_expected(error):
            raise error  # for the fault report


def _key(saved: SavedFilter) -> str:
    return f"{_KIND}:{saved.id}"


def _same(one: ApplicationQuery, other: ApplicationQuery) -> bool:
    """Whether both find the same applications, in whatever order."""
    return one == replace(other, sort=one.sort, descending=one.descending)
