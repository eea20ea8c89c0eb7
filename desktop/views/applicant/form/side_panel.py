"""Beside the page: the portrait with 基本信息, what the reviewer asked for, and what is left to do on the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.domain.catalogue import BASIC
from desktop.models.form_state import FormState
from desktop.models.form_todo import TodoItem, todo_of_section
from desktop.views.applicant.form.portrait_box import PortraitBox
from desktop.views.applicant.form.todo_list import TodoList
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine

SIDE_WIDTH = 292


class SidePanel(QScrollArea):
    """`place_chosen(FormPlace)`. `remarks` are those of the whole form."""

    place_chosen = Signal(object)

    def __init__(
        self,
        state: FormState,
        portrait: PortraitBox | None,
        remarks: Sequence[TodoItem] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._portrait, self._section, self._all_remarks = state, portrait, BASIC, remarks
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(SIDE_WIDTH)
        self._remarks = TodoList(self.tr("退回意见"), "")
        self._remarks.setObjectName("formRemarks")
        self._todo = TodoList(self.tr("本页待办"), self.tr("本页没有待办。"))
        for listed in (self._remarks, self._todo):
            listed.place_chosen.connect(self.place_chosen)
        self._line, self._remarks_line = HorizontalLine(), HorizontalLine()
        inside = Panel(Surface.SURFACE)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        if portrait is not None:
            column.addWidget(portrait)
            column.addWidget(self._line)
        for part in (self._remarks, self._remarks_line, self._todo):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        state.checked.connect(self._show_todo)
        self.show_section(BASIC)

    @property
    def todo(self) -> TodoList:
        return self._todo

    def show_section(self, section: str) -> None:
        """Speak of this section."""
        self._section = section
        if self._portrait is not None:
            self._portrait.setVisible(section == BASIC)
            self._line.setVisible(section == BASIC)
        remarks = [remark for remark in self._all_remarks if remark.place.section == section]
        self._remarks.show_items(remarks)
        for part in (self._remarks, self._remarks_line):
            part.setVisible(bool(remarks))
        self._show_todo()

    def _show_todo(self) -> None:
        findings = self._state.findings_in(self._section)
        self._todo.show_items(todo_of_section(findings, self._state.content, self._state.catalogue))
