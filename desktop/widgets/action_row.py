"""The buttons that a message offers, from left to right; a new message takes them all away."""

from PySide6.QtWidgets import QHBoxLayout

_GAP = 8


class ActionRow(QHBoxLayout):
    """A row of widgets that can be emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(_GAP)

    def clear(self) -> None:
        """Take the widgets away and delete them."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
