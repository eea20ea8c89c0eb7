"""The filters in force as chips in one row; those that do not fit wait in a menu at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.views.applications.filters import ActiveFilter
from desktop.widgets.chip import Chip
from desktop.widgets.icons import IconName, icon
from desktop.widgets.theme.metrics import CONTROL_HEIGHT, GAP
from desktop.widgets.tool_button import ToolButton

_VALUE_WIDTH = 132


class ChipRow(QWidget):
    """`removed(ActiveFilter)`: the person took a filter away, by its cross, Delete, or in the menu of the rest."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters: tuple[ActiveFilter, ...] = ()
        self._chips: list[Chip] = []
        self._rest = ToolButton(None, self.tr("其余筛选，点一项即去掉"), text=" ", parent=self)
        self._rest.setObjectName("more_filters")
        self._rest.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self._rest.setMenu(QMenu(self))
        self._rest.hide()
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_filters(self, filters: Sequence[ActiveFilter]) -> None:
        """Show these filters and no others."""
        if tuple(filters) == self._filters:
            return
        self._filters = tuple(filters)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(one) for one in self._filters]
        self.setVisible(bool(self._chips))
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() for chip in self._chips]
        return QSize(sum(widths) + GAP * max(len(widths) - 1, 0), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._rest_width()), CONTROL_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _chip(self, one: ActiveFilter) -> Chip:
        value = self.fontMetrics().elidedText(one.value, Qt.TextElideMode.ElideMiddle, _VALUE_WIDTH)
        chip = Chip(one.name, value, self)
        chip.setToolTip(f"{one.name}: {one.value}")
        chip.setAccessibleName(f"{one.name}: {one.value}")
        chip.removed.connect(lambda: self.removed.emit(one))
        return chip

    def _arrange(self) -> None:
        shown = self._fitting(self.width())
        left = 0
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < shown)
            if number < shown:
                chip.setGeometry(left, (self.height() - chip.height()) // 2, chip.sizeHint().width(), chip.height())
                left += chip.sizeHint().width() + GAP
        rest = self._filters[shown:]
        self._rest.setVisible(bool(rest))
        menu = self._rest.menu()
        menu.clear()
        for one in rest:
            text = f"{one.name}: {one.value}".replace("&", "&&")
            menu.addAction(icon(IconName.REMOVE), text, lambda one=one: self.removed.emit(one))
        self._rest.setText(self.tr("另 {0} 项").format(len(rest)))
        self._rest.setGeometry(left, 0, self._rest.sizeHint().width(), self.height())

    def _fitting(self, width: int) -> int:
        """How many chips fit, leaving room for the menu when not all do."""
        if self.sizeHint().width() <= width:
            return len(self._chips)
        room, fitting = width - self._rest_width(), 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + GAP
            if room < 0:
                break
            fitting += 1
        return fitting

    def _rest_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.tr("另 {0} 项").format(99)) + 24
