"""Where applying is in the window: an applicant's own room, and the department's room of notices."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.terms import Role
from desktop.views.administration.room import Room
from desktop.views.applicant.applicant_room import ApplicantRoom
from desktop.views.notices.notices_room import NoticesRoom
from desktop.views.people_rooms import OWN_BINDING
from desktop.views.session import Session
from desktop.widgets.icons import IconName
from desktop.widgets.navigation_entry import NavigationEntry, head
from desktop.widgets.navigation_tree import NavigationTree

MINE, NOTICES = "room:mine", "room:notices"


class ApplyingRooms(QObject):
    """`rooms` by their keys in the navigation."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rooms: dict[str, Room] = {}
        self.applicant = ApplicantRoom(session) if Role.APPLICANT in session.roles else None
        if self.applicant is not None:
            self.rooms[MINE] = self.applicant
        if Role.DEPARTMENT in session.roles:
            self.rooms[NOTICES] = NoticesRoom(session)

    def connect_ways(
        self, navigation: NavigationTree, fill_in: Callable[[str], object], show: Callable[[str], object]
    ) -> None:
        """Where the applicant's room leads: 去绑定, the form of an application, its contents to be read."""
        if self.applicant is not None:
            self.applicant.binding_asked.connect(partial(navigation.choose, OWN_BINDING))
            self.applicant.fill_in_asked.connect(fill_in)
            self.applicant.detail_asked.connect(show)

    def may_close(self, navigation: NavigationTree) -> bool:
        """Whether the window can be closed; a notice of which it is to be chosen what is kept is shown."""
        notices = self.rooms.get(NOTICES)
        if not isinstance(notices, NoticesRoom) or notices.conflict.may_close():
            return True
        navigation.choose(NOTICES)
        return False

    def come_back(self) -> bool:
        """Put the keyboard into the applicant's room and read it anew, where that is shown."""
        if self.applicant is None or self.applicant.isHidden():  # another room is chosen
            return False
        self.applicant.show_home()
        return True

    def first_entries(self) -> list[NavigationEntry]:
        """What stands before everything else: an applicant comes for nothing else."""
        if self.applicant is None:
            return []
        mine = NavigationEntry(MINE, self.tr("我的申报"), IconName.FILE_TEXT)
        return [head(self.tr("申报")), mine]

    def entries(self) -> list[NavigationEntry]:
        """What stands among the other rooms."""
        if NOTICES not in self.rooms:
            return []
        return [head(self.tr("发布")), NavigationEntry(NOTICES, self.tr("通知公告"), IconName.NOTICES)]
