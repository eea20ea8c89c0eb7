"""通知公告 as applicants find them: a year, 查询, the list, 通知查看 and 申报."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.reading import AnnouncedNotice
from desktop.text.notices import window_text
from desktop.views.administration.room_table import Cell, Line, RoomTable
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import CONTROL_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_YEARS = 6
_Look = tuple[str, IconName, ColorRole]


class NoticeList(QWidget):
    """`asked(year)`: 查询. `view_asked`, `apply_asked` with a notice's id, `continue_asked` with an application's."""

    asked = Signal(int)
    view_asked = Signal(str)
    apply_asked = Signal(str)
    continue_asked = Signal(str)

    def __init__(self, clock: Callable[[], datetime], this_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._notices: tuple[AnnouncedNotice, ...] = ()
        self.setObjectName("notice_list")
        self._year = QComboBox()
        self._year.setObjectName("notice_year")
        self._year.setAccessibleName(self.tr("年度"))
        self._year.setFixedHeight(CONTROL_HEIGHT)
        for year in range(this_year + 1, this_year - _YEARS, -1):
            self._year.addItem(self.tr("{0} 年度").format(year), year)
        self._year.setCurrentIndex(1)
        self._query = KeyButton(self.tr("查询"), IconName.SEARCH)
        self._query.setObjectName("query_notices")
        self._query.clicked.connect(self.query)
        self._view = KeyButton(self.tr("通知查看"), IconName.FILE_TEXT)
        self._view.setObjectName("view_notice")
        self._view.clicked.connect(lambda: self._emit(self.view_asked))
        self._apply = KeyButton(self.tr("申报"), IconName.SUBMIT, kind=ButtonKind.PRIMARY)
        self._apply.setObjectName("apply_notice")
        self._apply.clicked.connect(self._on_apply)
        headings = (
            (self.tr("通知"), 0),
            (self.tr("发布部门"), 210),
            (self.tr("申报时间"), 280),
            (self.tr("状态"), 130),
        )
        self.table = RoomTable(self.tr("通知公告"), headings)
        self.table.setObjectName("notices")
        self.table.itemSelectionChanged.connect(self._show_actions)
        self.table.itemActivated.connect(lambda *_: self._emit(self.view_asked))
        self._empty = EmptyState(IconName.NOTICES, self.tr("正在查询通知公告"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        title = Label(self.tr("通知公告"), LabelStyle.HEADING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PanelHead([title, self._year, self._query], [self._view, self._apply]))
        column.addWidget(HorizontalLine())
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)
        self._show_actions()

    @property
    def year(self) -> int:
        return int(self._year.currentData())

    @property
    def selected(self) -> AnnouncedNotice | None:
        key = self.table.selected_key
        return next((one for one in self._notices if one.notice.id == key), None)

    def query(self) -> None:
        """查询."""
        self.asked.emit(self.year)

    def show_notices(self, notices: tuple[AnnouncedNotice, ...]) -> None:
        """What the year has; the first that is open is chosen where none was."""
        self._notices = notices
        self.table.show_lines([self._line(one) for one in notices])
        if not notices:
            self._empty.set_message(
                IconName.NOTICES,
                self.tr("{0} 年度还没有通知公告").format(self.year),
                self.tr("管理部门发布开展申报的通知后，会列在这里；也可以换一个年度查询。"),
            )
        self._stack.setCurrentWidget(self.table if notices else self._empty)
        if notices and self.selected is None:
            self.table.choose(next(filter(self._is_open, notices), notices[0]).notice.id)
        self._show_actions()

    def _line(self, one: AnnouncedNotice) -> Line:
        words, icon, role = self._look(one)
        return Line(
            one.notice.id,
            (
                Cell(one.notice.title, icon=IconName.NOTICES),
                Cell(one.notice.issuer.name, ColorRole.TEXT_SECONDARY),
                Cell(window_text(one.notice), ColorRole.TEXT_SECONDARY),
                Cell(words, role, icon, role),
            ),
        )

    def _is_open(self, one: AnnouncedNotice) -> bool:
        return one.notice.opens <= self._clock() < one.notice.closes

    def _look(self, one: AnnouncedNotice) -> _Look:
        if one.mine:
            return self.tr("已有申报"), IconName.CHECK_CIRCLE, ColorRole.INFO
        if one.closing is not None:
            return self.tr("已提前关闭"), IconName.TERMINATED, ColorRole.MUTED
        if self._clock() < one.notice.opens:
            return self.tr("未开始"), IconName.CLOCK, ColorRole.MUTED
        if self._clock() >= one.notice.closes:
            return self.tr("已截止"), IconName.CLOCK, ColorRole.MUTED
        return self.tr("申报中"), IconName.SUBMITTED, ColorRole.OK

    def _show_actions(self) -> None:
        one = self.selected
        self._view.setEnabled(one is not None)
        self._apply.setText(self.tr("打开申报") if one is not None and one.mine else self.tr("申报"))
        self._apply.setEnabled(one is not None)
        self._apply.set_hint("" if one is not None else self.tr("先在列表中选择一份通知"))

    def _on_apply(self) -> None:
        one = self.selected
        if one is not None and one.mine:
            self.continue_asked.emit(one.mine)
        else:
            self._emit(self.apply_asked)

    def _emit(self, signal: SignalInstance) -> None:
        one = self.selected
        if one is not None:
            signal.emit(one.notice.id)

    def keyboard_focus(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
