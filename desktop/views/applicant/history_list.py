"""历史申报信息 (guide 3.2.12): the applicant's own applications, and what may be done with each."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.detail.status_look import status_look
from desktop.services.own_applications import OwnApplication
from desktop.text.moments import moment_text
from desktop.text.terms import stage_label, status_label
from desktop.views.administration.room_table import Cell, Line, RoomTable
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.palette import ColorRole


class HistoryList(QWidget):
    """`view_asked`, `progress_asked`, `edit_asked`, `delete_asked`, each with the id of the application."""

    view_asked = Signal(str)
    progress_asked = Signal(str)
    edit_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._applications: tuple[OwnApplication, ...] = ()
        self._sure = False
        self.setObjectName("history_list")
        self._count = Label("", LabelStyle.MUTED)
        self._view = KeyButton(self.tr("查看"), IconName.SEEN)
        self._progress = KeyButton(self.tr("进度跟踪"), IconName.HISTORY)
        self._edit = KeyButton(self.tr("编辑"), IconName.CHANGED)
        self._delete = KeyButton(self.tr("删除"), IconName.DELETE, kind=ButtonKind.DANGER, asks_twice=True)
        for button, name, act in (
            (self._view, "view_application", lambda: self._emit(self.view_asked)),
            (self._progress, "application_progress", lambda: self._emit(self.progress_asked)),
            (self._edit, "edit_application", lambda: self._emit(self.edit_asked)),
            (self._delete, "delete_application", self._on_delete),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
        headings = (
            (self.tr("通知"), 0),
            (self.tr("申报编号"), 150),
            (self.tr("推荐单位"), 190),
            (self.tr("符合标准"), 90),
            (self.tr("业务状态"), 180),
            (self.tr("当前环节"), 110),
            (self.tr("提交时间"), 140),
        )
        self.table = RoomTable(self.tr("历史申报信息"), headings)
        self.table.setObjectName("own_applications")
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemActivated.connect(lambda *_: self._open())
        self._empty = EmptyState(
            IconName.FILE_TEXT,
            self.tr("还没有申报"),
            self.tr("先做条件自检，再从通知公告中选择一份申报；填到一半的也会列在这里。"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        title = Label(self.tr("历史申报信息"), LabelStyle.HEADING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PanelHead([title, self._count], [self._delete, self._edit, self._view, self._progress]))
        column.addWidget(HorizontalLine())
        column.addWidget(self._stack, 1)
        self._on_selected()

    @property
    def selected(self) -> OwnApplication | None:
        key = self.table.selected_key
        return next((one for one in self._applications if one.row.id == key), None)

    def show_applications(self, applications: tuple[OwnApplication, ...]) -> None:
        """All of the person's own."""
        self._applications = applications
        self.table.show_lines([self._line(one) for one in applications])
        self._count.setText(self.tr("共 {0} 份").format(len(applications)) if applications else "")
        self._stack.setCurrentWidget(self.table if applications else self._empty)
        if applications and self.selected is None:
            self.table.choose(applications[0].row.id)
        self._on_selected()

    def choose(self, application_id: str) -> None:
        """Select that one."""
        self.table.choose(application_id)

    def _line(self, one: OwnApplication) -> Line:
        row = one.row
        icon, role = status_look(row.status)
        quiet = ColorRole.TEXT_SECONDARY
        return Line(
            row.id,
            (
                Cell(row.notice.title, icon=IconName.FILE_TEXT),
                Cell(row.number or "—", quiet),
                Cell(row.unit, quiet),
                Cell(row.standard or "—", quiet),
                Cell(status_label(row.status), role, icon, role),
                Cell(stage_label(row.stage) or "—", quiet),
                Cell(moment_text(row.submitted_at) or "—", quiet),
            ),
        )

    def _on_selected(self) -> None:
        one = self.selected
        self._sure = False
        self._delete.setText(self.tr("删除"))
        submitted = one is not None and one.was_submitted
        self._view.setEnabled(submitted)
        self._progress.setEnabled(submitted)
        nothing_yet = self.tr("还没有提交，没有可看的；用“编辑”继续填报")
        for button in (self._view, self._progress):
            button.set_hint("" if submitted or one is None else nothing_yet)
        self._edit.setEnabled(one is not None and one.may_edit)
        self._edit.set_hint("" if self._edit.isEnabled() or one is None else self.tr("未提交或被退回的才能修改"))
        self._delete.setEnabled(one is not None and one.may_delete)
        self._delete.set_hint("" if self._delete.isEnabled() or one is None else self.tr("未提交或被退回的才能删除"))

    def _open(self) -> None:
        if self._edit.isEnabled():
            self._emit(self.edit_asked)
        elif self._view.isEnabled():
            self._emit(self.view_asked)

    def _on_delete(self) -> None:
        if not self._sure:  # asked once, where one stands
            self._sure = True
            self._delete.setText(self.tr("确认删除，不能恢复"))
            return
        self._on_selected()  # to be asked again, should it not be deleted
        self._emit(self.delete_asked)

    def _emit(self, signal: SignalInstance) -> None:
        one = self.selected
        if one is not None:
            signal.emit(one.row.id)
