"""Beside the page: the portrait with 基本信息, and what is left to do on the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.domain.catalogue import BASIC
from desktop.models.form_state import FormState
from desktop.models.form_todo import todo_of_section
from desktop.views.applicant.form.portrait_box import PortraitBox
from desktop.views.applicant.form.todo_list import TodoList
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine

SIDE_WIDTH = 292


class SidePanel(QScrollArea):
    """`place_chosen(FormPlace)`."""

    place_chosen = Signal(object)

    def __init__(self, state: FormState, portrait: PortraitBox | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._portrait, self._section = state, portrait, BASIC
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(SIDE_WIDTH)
        self._todo = TodoList()
        self._todo.place_chosen.connect(self.place_chosen)
        self._line = HorizontalLine()
        inside = Panel(Surface.SURFACE)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        if portrait is not None:
            column.addWidget(portrait)
            column.addWidget(self._line)
        column.addWidget(self._todo)
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
        self._show_todo()

    def _show_todo(self) -> None:
        findings = self._state.findings_in(self._section)
        self._todo.show_items(todo_of_section(findings, self._state.content, self._state.catalogue))
