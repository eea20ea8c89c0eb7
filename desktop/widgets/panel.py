"""A plain container with one of the background surfaces of the look."""

from enum import StrEnum

from PySide6.QtWidgets import QFrame, QWidget

from desktop.widgets.style_property import set_style_property


class Surface(StrEnum):
    """Backgrounds by job: WINDOW for header and navigation, SURFACE for tables and panes, SUNKEN for the preview."""

    WINDOW = "window"
    SURFACE = "surface"
    SUNKEN = "sunken"
    SELECTED = "selected"


class Panel(QFrame):
    """A frame that paints a surface; put a layout into it."""

    def __init__(self, surface: Surface = Surface.SURFACE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_surface(surface)

    def set_surface(self, surface: Surface) -> None:
        """Change the background, as when a card becomes the selected one."""
        set_style_property(self, "surface", surface.value)
