"""Where bindings are in the window: the desk's page with its live count, the applicant's own."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.terms import Role
from desktop.services import bindings
from desktop.services.bindings import BindingCounts
from desktop.views.administration.room import Room
from desktop.views.bindings.binding_room import BindingRoom
from desktop.views.bindings.bindings_page import BindingsPage
from desktop.views.session import Session
from desktop.widgets.icons import IconName
from desktop.widgets.navigation_entry import NavigationEntry, head
from desktop.widgets.theme.palette import ColorRole

BINDINGS, OWN_BINDING = "room:bindings", "room:binding"


class PeopleRooms(QObject):
    """`rooms` by their keys in the navigation. `counted()` when the entries say something else.

    `fill_in_asked(str application)`: the form of somebody who is beside the desk.
    """

    counted = Signal()
    fill_in_asked = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counts = BindingCounts(0, 0)
        self.rooms: dict[str, Room] = {}
        if Role.UNIT in session.roles:
            page = BindingsPage(session)
            page.changed.connect(self.count)
            page.fill_in_asked.connect(self.fill_in_asked)
            self.rooms[BINDINGS] = page
        if Role.APPLICANT in session.roles:
            self.rooms[OWN_BINDING] = BindingRoom(session)

    def count(self) -> None:
        """Read again how many wait for the desk."""
        workspace = self._session.workspace
        if BINDINGS in self.rooms:
            self._session.runner.query(
                lambda: bindings.binding_counts(workspace), self._show, lambda _: None, owner=self, background=True
            )

    def entries(self) -> list[NavigationEntry]:
        """What the navigation shows of them."""
        entries: list[NavigationEntry] = []
        if BINDINGS in self.rooms:
            waiting = self._counts.pending + self._counts.unseen
            told = self.tr("{0} 人申请绑定，{1} 人新近解除").format(self._counts.pending, self._counts.unseen)
            entries.append(
                NavigationEntry(
                    BINDINGS,
                    self.tr("绑定审核"),
                    IconName.BINDINGS,
                    f"{waiting:,}" if waiting else "",
                    count_role=ColorRole.ACCENT_TEXT if waiting else None,
                    tool_tip=told,
                )
            )
        if OWN_BINDING in self.rooms:
            entries.append(NavigationEntry(OWN_BINDING, self.tr("绑定单位"), IconName.BINDINGS))
        return [head(self.tr("人员")), *entries] if entries else []

    def _show(self, counts: BindingCounts) -> None:
        if counts != self._counts:
            self._counts = counts
            self.counted.emit()
