"""Thin lines between parts of a window."""

from PySide6.QtWidgets import QFrame, QWidget

from desktop.widgets.style_property import set_style_property


class HorizontalLine(QFrame):
    """A line one pixel high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        set_style_property(self, "surface", "line")


class VerticalLine(QFrame):
    """A line one pixel wide; `height` pixels, or as high as its place."""

    def __init__(self, height: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)
        if height is not None:
            self.setFixedHeight(height)
        set_style_property(self, "surface", "line")
