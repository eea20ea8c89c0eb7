"""A small picture that stands beside words; not a button."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.metrics import ICON_SIZE
from desktop.widgets.theme.palette import ColorRole


class IconLabel(QWidget):
    """Paints one icon. It says nothing to a screen reader unless it is given an accessible name."""

    def __init__(
        self,
        name: IconName,
        role: ColorRole = ColorRole.TEXT_SECONDARY,
        size: int = ICON_SIZE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self.setFixedSize(size, size)

    def set_icon(self, name: IconName, role: ColorRole) -> None:
        """Show another icon or colour."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        role = self._role if self.isEnabled() else ColorRole.DISABLED
        draw_icon(QPainter(self), 0, 0, self._name, role, self.width())
