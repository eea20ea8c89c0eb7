"""The window of the guide: contents on the left, one page, back and forward, search within the page."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from desktop.widgets.evidence.find_bar import FindBar
from desktop.widgets.guide.guide_page import GuidePage
from desktop.widgets.guide.headings import headings
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.tool_button import ToolButton
from resources import GUIDE_INDEX

PAGES = (
    GUIDE_INDEX,
    "getting-started.md",
    "applicant.md",
    "unit.md",
    "department.md",
    "reviewing.md",
    "administrator.md",
)
"""In the order of the contents."""
_USUAL_SIZE = QSize(1100, 720)
_SMALLEST = QSize(640, 420)
_CONTENTS_WIDTH = 248
_GEOMETRY_KEY = "guide/geometry"
_LISTED = 2
"""The level of the headings that the contents list."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where somebody was reading."""

    address: str
    scrolled: int | None = None


class GuideWindow(QDialog):
    """Not modal, and nobody's child: it can be read beside any window and any dialog."""

    def __init__(self, folder: Path, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self._texts = {name: (folder / name).read_text(encoding="utf-8") for name in PAGES}
        self._back: list[Stop] = []
        self._forward: list[Stop] = []
        self._address = ""
        self.setObjectName("guideWindow")
        self.setWindowFlags(Qt.WindowType.Window)
        self.setWindowTitle(self.tr("使用说明"))
        self.setMinimumSize(_SMALLEST)
        self.page = GuidePage(folder)
        self.contents = NavigationTree()
        self.contents.setObjectName("guideContents")
        self.contents.setAccessibleName(self.tr("目录"))
        self.contents.set_entries(self._entries())
        self.find_bar = FindBar(prompt=self.tr("在本页中查找"))
        self._go_back = ToolButton(IconName.BACK, self.tr("后退"), "Alt+Left")
        self._go_forward = ToolButton(IconName.GO_TO, self.tr("前进"), "Alt+Right")
        self._find = ToolButton(IconName.SEARCH, self.tr("在本页中查找"), "Ctrl+F")
        for button, name in (
            (self._go_back, "guideBack"),
            (self._go_forward, "guideForward"),
            (self._find, "guideFind"),
        ):
            button.setObjectName(name)
        self._title = Label("", LabelStyle.HEADING)
        self._lay_out()
        self.contents.chosen.connect(self.open_at)
        self.page.link_chosen.connect(self._on_link_chosen)
        self._go_back.clicked.connect(lambda: self._return_to(self._back, self._forward))
        self._go_forward.clicked.connect(lambda: self._return_to(self._forward, self._back))
        self._find.clicked.connect(self.find_bar.present)
        self.find_bar.text_wanted.connect(self._on_text_wanted)
        self.find_bar.next_asked.connect(lambda: self._on_turned(1))
        self.find_bar.previous_asked.connect(lambda: self._on_turned(-1))
        self.find_bar.closed.connect(self._on_find_closed)
        self._show_ways()

    @property
    def address(self) -> str:
        """The page that is shown, with the heading that was asked for: `page.md#anchor`."""
        return self._address

    def open_at(self, address: str) -> None:
        """Show `page.md#anchor`, remembering where one was. KeyError for a page that is none of the guide's."""
        if self._address and address != self._address:
            self._back.append(Stop(self._address, self.page.verticalScrollBar().value()))
            self._forward.clear()
        self._show(Stop(address))

    def present(self) -> None:
        """Bring the window to the front."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    def done(self, result: int) -> None:
        self._settings.setValue(_GEOMETRY_KEY, self.saveGeometry())
        super().done(result)

    def reject(self) -> None:
        """Esc puts the search away first."""
        if self.find_bar.isVisible():
            self.find_bar.dismiss()
        else:
            super().reject()

    # where one reads

    def _show(self, stop: Stop) -> None:
        name, _, anchor = stop.address.partition("#")
        if name != self._address.partition("#")[0]:
            self.page.show_markdown(self._texts[name])
            self.contents.collapseAll()
            self._on_find_closed()
        self._address = stop.address
        if stop.scrolled is not None:
            self.page.verticalScrollBar().setValue(stop.scrolled)
        elif not self.page.go_to(anchor):
            self.page.go_to("")
        self._title.setText(headings(self._texts[name])[0].title)
        self._mark(name, anchor)
        self._show_ways()

    def _mark(self, name: str, anchor: str) -> None:
        """Show in the contents where one is; a heading that is not listed there counts to the one above it."""
        listed, found = "", ""
        for heading in headings(self._texts[name]):
            if heading.level == _LISTED:
                listed = heading.anchor
            if heading.anchor == anchor:
                found = listed
        with QSignalBlocker(self.contents):
            self.contents.choose(f"{name}#{found}" if found else name)

    def _show_ways(self) -> None:
        self._go_back.setEnabled(bool(self._back))
        self._go_forward.setEnabled(bool(self._forward))

    def _return_to(self, stops: list[Stop], others: list[Stop]) -> None:
        if stops:
            others.append(Stop(self._address, self.page.verticalScrollBar().value()))
            self._show(stops.pop())

    def _on_link_chosen(self, link: str) -> None:
        name, _, anchor = link.partition("#")
        name = name or self._address.partition("#")[0]
        if name in self._texts:  # what lies outside of the guide is for whoever reads it as files
            self.open_at(f"{name}#{anchor}" if anchor else name)

    # searching

    def _on_text_wanted(self, text: str) -> None:
        found = self.page.find_all(text)
        self.find_bar.show_result(self.page.hit, found)

    def _on_turned(self, steps: int) -> None:
        hit = self.page.turn_to_hit(steps)
        if hit >= 0:
            self.find_bar.show_result(hit, self.page.hit_count)

    def _on_find_closed(self) -> None:
        self.find_bar.dismiss()
        self.page.find_all("")

    # building

    def _entries(self) -> list[NavigationEntry]:
        entries = []
        for name in PAGES:
            title, *others = headings(self._texts[name])
            children = [NavigationEntry(name, self.tr("概要"))]
            children += [NavigationEntry(f"{name}#{one.anchor}", one.title) for one in others if one.level == _LISTED]
            icon, kind = IconName.FILE_TEXT, EntryKind.GROUP
            entries.append(NavigationEntry(f"group:{name}", title.title, icon, kind=kind, children=tuple(children)))
        return entries

    def _lay_out(self) -> None:
        head = PanelHead([self._go_back, self._go_forward, self._title], [self._find])
        left = Panel(Surface.WINDOW)
        left.setFixedWidth(_CONTENTS_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.contents)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (head, HorizontalLine(), self.find_bar):
            right.addWidget(widget)
        right.addWidget(self.page, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(VerticalLine())
        row.addLayout(right, 1)
        self.resize(_USUAL_SIZE)
        geometry = self._settings.value(_GEOMETRY_KEY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
