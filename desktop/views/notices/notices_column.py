"""The notices of a department one below the other, and the button for a new one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.domain.notices import NoticeState
from desktop.services.notice_writing import WrittenNotice
from desktop.services.rows import OrganisationRow
from desktop.text.notices import notice_state_label
from desktop.views.administration.room_table import Cell, Line, RoomTable
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import TOOL_BAR_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_WIDTH, _NARROWEST = 300, 220
_LOOK = {
    NoticeState.DRAFT: (IconName.DRAFT, ColorRole.DRAFT),
    NoticeState.UPCOMING: (IconName.CLOCK, ColorRole.INFO),
    NoticeState.OPEN: (IconName.SUBMITTED, ColorRole.OK),
    NoticeState.USED: (IconName.SUBMITTED, ColorRole.OK),
    NoticeState.OVER: (IconName.APPROVED, ColorRole.MUTED),
    NoticeState.ENDED: (IconName.APPROVED, ColorRole.MUTED),
    NoticeState.CLOSED: (IconName.TERMINATED, ColorRole.MUTED),
}


class NoticesColumn(QWidget):
    """`chosen(str notice)`, `new_asked()`."""

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self._notices: dict[str, WrittenNotice] = {}
        self._new = KeyButton(self.tr("新建"), IconName.ADD, "Ctrl+N")
        self._new.setObjectName("new_notice")
        self._new.setEnabled(False)  # until it is known for which department
        self._new.clicked.connect(self.new_asked)
        self.table = RoomTable(self.tr("通知公告"), ((self.tr("标题"), 0), (self.tr("状态"), 112)))
        self.table.setObjectName("written_notices")
        self.table.itemSelectionChanged.connect(self._on_selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            PanelHead([Label(self.tr("通知公告"), LabelStyle.HEADING)], [self._new], height=TOOL_BAR_HEIGHT)
        )
        column.addWidget(HorizontalLine())
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def show_notices(self, notices: tuple[WrittenNotice, ...], choose: str) -> None:
        """All of the department's; the one to choose is chosen, else the first."""
        self._notices = {one.id: one for one in notices}
        self._new.setEnabled(True)
        with QSignalBlocker(self.table):
            self._show_lines()
            place = next((number for number, one in enumerate(notices) if one.id == choose), 0)
            if notices:
                self.table.choose(notices[place].id)
        if notices:
            self.chosen.emit(notices[place].id)

    def ask_issuer(self, issuers: Sequence[OrganisationRow], begin: Callable[[OrganisationRow], object]) -> None:
        """Below the button: which of these departments issues the new notice."""
        menu = QMenu(self)
        menu.setObjectName("notice_issuers")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for issuer in issuers:
            menu.addAction(self.tr("由 {0} 发布").format(issuer.name), partial(begin, issuer))
        if issuers:
            menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))
            menu.setActiveAction(menu.actions()[0])

    def stay_with(self, written: WrittenNotice | None) -> None:
        """Choose it, silently."""
        if written is not None:
            with QSignalBlocker(self.table):
                self.table.choose(written.id)

    def show_title(self, written: WrittenNotice) -> None:
        """The title has become another one."""
        if written.id in self._notices:
            self._notices[written.id] = written
            with QSignalBlocker(self.table):
                self._show_lines()

    def _show_lines(self) -> None:
        self.table.show_lines([self._line(one) for one in self._notices.values()])

    def _line(self, one: WrittenNotice) -> Line:
        icon, role = _LOOK[one.state]
        words = notice_state_label(one.state)
        if one.notice is not None and one.draft is not None:
            words = self.tr("{0} *").format(words)
        return Line(
            one.id,
            (
                Cell(one.title or self.tr("（没有标题）"), ColorRole.TEXT if one.title else ColorRole.MUTED),
                Cell(words, role, icon, role),
            ),
        )

    def _on_selected(self) -> None:
        key = self.table.selected_key
        if key is not None:
            self.chosen.emit(key)
