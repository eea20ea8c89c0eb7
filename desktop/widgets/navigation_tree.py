"""The column on the left: where a person can go, with counts; also the list of sections of an application."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.navigation_delegate import ENTRY_ROLE, NavigationDelegate
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.metrics import ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole


class NavigationTree(QTreeView):
    """Shows NavigationEntry rows. `chosen(key)`: an item was selected, by mouse, key or `choose`, or an action wanted.

    Groups open and close by click, Enter, Space, Left and Right; they are never chosen. `menu_requested(key, QPoint)`:
    the right button or the menu key asked what can be done with an item, at that place of the screen.
    `rename_requested(key)`, `remove_requested(key)`: F2 and Delete on an item.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    rename_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, row_height: int = ROW_HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_style_property(self, "kind", "navigation")
        self.setItemDelegate(NavigationDelegate(row_height, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def current_key(self) -> str | None:
        """Key of the chosen item; None when nothing or a group is current."""
        entry = next(map(_entry, self.selectionModel().selectedIndexes()), None)
        return entry.key if entry is not None and entry.kind is EntryKind.ITEM else None

    def set_entries(self, entries: Sequence[NavigationEntry]) -> None:
        """Show other rows. What was chosen and open stays so, silently, if it is still there."""
        current = self.current_key
        opened = {entry.key: self.isExpanded(index) for index, entry in self._rows() if entry.kind is EntryKind.GROUP}
        with QSignalBlocker(self):
            self._items.clear()
            for entry in entries:
                self._items.appendRow(_standard_item(entry))
            for index, entry in self._rows():
                if entry.kind is EntryKind.GROUP:
                    self.setExpanded(index, opened.get(entry.key, entry.expanded))
            if current is not None and (kept := self._index_of(current)) is not None:
                self.setCurrentIndex(kept)

    def choose(self, key: str) -> None:
        """Make an item current, opening its group. KeyError when there is no such key."""
        index = self._index_of(key)
        if index is None:
            raise KeyError(key)
        self.expand(index.parent())
        self.setCurrentIndex(index)

    def set_count(self, key: str, count: str, role: ColorRole | None = None) -> None:
        """Change the count of one row. KeyError when there is no such key."""
        self._change(key, lambda entry: replace(entry, count=count, count_role=role))

    def set_icon(self, key: str, icon: IconName | None, role: ColorRole | None = None) -> None:
        """Change the icon of one row, as when a section is done. KeyError when there is no such key."""
        self._change(key, lambda entry: replace(entry, icon=icon, icon_role=role))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = _entry(self.currentIndex())
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if entry is not None and entry.kind is EntryKind.GROUP and event.key() in keys:
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
            return
        if entry is not None and entry.kind is EntryKind.ACTION and event.key() in keys:
            self.chosen.emit(entry.key)
            return
        wishes = {Qt.Key.Key_F2: self.rename_requested, Qt.Key.Key_Delete: self.remove_requested}
        wish = wishes.get(Qt.Key(event.key()))
        if entry is not None and entry.kind is EntryKind.ITEM and wish is not None:
            wish.emit(entry.key)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.RightButton:  # which asks for a menu and goes nowhere
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        entry = _entry(index)
        if entry is not None and entry.kind is EntryKind.ITEM:
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_requested.emit(entry.key, place)

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = _entry(index)
        if entry is not None and entry.kind is EntryKind.GROUP:
            self.setExpanded(index, not self.isExpanded(index))
        if entry is not None and entry.kind is EntryKind.ACTION:
            self.chosen.emit(entry.key)

    def _on_selection_changed(self, selected: QItemSelection) -> None:
        # the selection, not the current index: Qt makes the first row current when the tree gets the focus
        entry = next(map(_entry, selected.indexes()), None)
        if entry is not None and entry.kind is EntryKind.ITEM:
            self.chosen.emit(entry.key)

    def _change(self, key: str, change: Callable[[NavigationEntry], NavigationEntry]) -> None:
        index = self._index_of(key)
        entry = _entry(index) if index is not None else None
        if index is None or entry is None:
            raise KeyError(key)
        _fill(self._items.itemFromIndex(index), change(entry))

    def _index_of(self, key: str) -> QModelIndex | None:
        return next((index for index, entry in self._rows() if key and entry.key == key), None)

    def _rows(self) -> Iterator[tuple[QModelIndex, NavigationEntry]]:
        return self._rows_under(QModelIndex())

    def _rows_under(self, parent: QModelIndex) -> Iterator[tuple[QModelIndex, NavigationEntry]]:
        for row in range(self._items.rowCount(parent)):
            index = self._items.index(row, 0, parent)
            entry = _entry(index)
            if entry is not None:
                yield index, entry
            yield from self._rows_under(index)


def _entry(index: QModelIndex) -> NavigationEntry | None:
    entry = index.data(ENTRY_ROLE)
    return entry if isinstance(entry, NavigationEntry) else None


def _fill(item: QStandardItem, entry: NavigationEntry) -> None:
    item.setText(entry.text)
    item.setData(entry, ENTRY_ROLE)
    item.setData(" ".join(filter(None, (entry.text, entry.count))), Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(entry.tool_tip)


def _standard_item(entry: NavigationEntry) -> QStandardItem:
    item = QStandardItem()
    _fill(item, entry)
    if entry.kind in (EntryKind.HEAD, EntryKind.LINE):
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    else:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    for child in entry.children:
        item.appendRow(_standard_item(child))
    return item
