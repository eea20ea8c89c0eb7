"""Two have written the same notice: the second is told, and chooses; until then the page stays as it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.text.errors import explain
from desktop.views.administration.room import Room
from desktop.views.notices.notice_keeper import NoticeKeeper
from desktop.widgets.tone import Tone


class NoticeConflict(QObject):
    """`theirs_wanted()`: what the other has written is to be shown in place of the page."""

    theirs_wanted = Signal()

    def __init__(self, keeper: NoticeKeeper, room: Room, stay: Callable[[], object]) -> None:
        """`stay` has the list choose the notice on the page again."""
        super().__init__(room)
        self._keeper, self._room, self._stay = keeper, room, stay
        self._error: Exception | None = None
        keeper.conflicted.connect(self._say)

    @property
    def holds(self) -> bool:
        """Whether it is to be chosen first what becomes of the page; that is said again."""
        if self._keeper.held and self._error is not None:
            self._say(self._error)
        return self._keeper.held

    def may_close(self) -> bool:
        """Whether the window can be closed; what would be lost by it is said."""
        if not self.holds:
            return True
        self._room.offer(self.tr("放弃这里的内容并关闭"), self._close_anyway)
        return False

    def _close_anyway(self) -> None:
        self._keeper.drop()
        self._room.window().close()

    def _say(self, error: Exception) -> None:
        self._error = error
        detail = self.tr("请选择保留哪一份；选择之前，这里的内容不再自动保存。")
        self._room.announce(explain(error), detail, Tone.WARN)
        self._room.offer(self.tr("采用对方的内容"), self._take_theirs)
        self._room.offer(self.tr("保留这里的内容"), self._keep_mine)
        self._stay()

    def _take_theirs(self) -> None:
        self._room.announce(self.tr("已采用对方的内容。"), tone=Tone.INFO)
        self.theirs_wanted.emit()

    def _keep_mine(self) -> None:
        self._room.announce(self.tr("已保留这里的内容，对方保存的内容被代替。"), tone=Tone.INFO)
        self._keeper.keep_mine()
