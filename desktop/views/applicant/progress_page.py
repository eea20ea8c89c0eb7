"""进度跟踪 of one application (guide 3.2.12): the desk that has it, every step with its time and released comment."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.detail.status_look import status_look
from desktop.dialogs.detail.timeline_panel import TimelinePanel
from desktop.services.rows import ApplicationDetail
from desktop.services.self_checks import Tick
from desktop.text.moments import moment_text
from desktop.text.terms import stage_label, status_label
from desktop.text.timeline import days_taken, desk_names, timeline
from desktop.views.applicant.page_foot import PageFoot
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import VerticalLine
from desktop.widgets.status_mark import StatusMark

_SIDE_WIDTH = 400


class ProgressPage(QWidget):
    """`back_asked()`, `view_asked(str application)`."""

    back_asked = Signal()
    view_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress_page")
        self._application_id = ""
        self.timeline = TimelinePanel()
        self._side = QVBoxLayout()
        self._side.setContentsMargins(20, 14, 20, 14)
        self._side.setSpacing(10)
        self.foot = PageFoot(self.tr("查看申报内容"))
        self.foot.back_asked.connect(self.back_asked)
        self.foot.go_asked.connect(lambda: self.view_asked.emit(self._application_id))
        side = Panel(Surface.WINDOW)
        side.setFixedWidth(_SIDE_WIDTH)
        side.setLayout(self._side)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.timeline, 1)
        columns.addWidget(VerticalLine())
        columns.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(columns, 1)
        column.addWidget(self.foot)

    def show_progress(self, detail: ApplicationDetail, ticks: tuple[Tick, ...], now: datetime) -> None:
        """The steps, newest first, and beside them what the application is."""
        self._application_id = detail.row.id
        self.timeline.show_entries(timeline(detail, now), days_taken(detail, now))
        while (item := self._side.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = detail.row
        icon, role = status_look(row.status)
        self._side.addWidget(StatusMark(icon, role, status_label(row.status)))
        desk = desk_names(detail).get(row.stage, detail.notice.issuer.name) if row.stage else ""
        facts = (
            (self.tr("申报编号"), row.number),
            (self.tr("通知"), detail.notice.title),
            (self.tr("推荐单位"), row.unit),
            (self.tr("当前环节"), stage_label(row.stage)),
            (self.tr("办理部门"), desk),
            (self.tr("提交时间"), moment_text(row.submitted_at)),
        )
        self._side.addWidget(_grid([(label, text) for label, text in facts if text]))
        if ticks:
            self._side.addSpacing(8)
            self._side.addWidget(Label(self.tr("条件自检"), LabelStyle.STRONG))
            when = self.tr("{0} 由本人勾选确认：").format(moment_text(ticks[0].ticked_at))
            self._side.addWidget(Label(when, LabelStyle.SMALL))
            for tick in ticks:
                self._side.addWidget(Label(f"· {tick.text}", LabelStyle.SMALL_SECONDARY, wrap=True))
        self._side.addStretch(1)
        self.foot.show_state("", ready=True)
        self.timeline.focus_list()


def _grid(facts: list[tuple[str, str]]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for number, (label, text) in enumerate(facts):
        grid.addWidget(Label(label, LabelStyle.MUTED), number, 0)
        grid.addWidget(Label(text, LabelStyle.BODY, wrap=True), number, 1)
    holder = QWidget()
    holder.setLayout(grid)
    return holder
