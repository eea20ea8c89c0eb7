"""A field for a whole number. QSpinBox, except that its text keeps the padding of the other fields."""

from PySide6.QtWidgets import QSpinBox, QWidget

from desktop.widgets.theme.metrics import CONTROL_HEIGHT

_TEXT_LEFT = 10  # the style sheet's padding reaches the frame of a QSpinBox, not the line edit in it


class NumberField(QSpinBox):
    """`name`: what the number is, for screen readers."""

    def __init__(self, name: str, minimum: int = 0, maximum: int = 99, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(minimum, maximum)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.lineEdit().setTextMargins(_TEXT_LEFT, 0, 0, 0)
