"""Text labels in the styles of the look."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.style_property import set_style_property


class LabelStyle(StrEnum):
    """Size, weight and colour of a label."""

    BODY = "body"
    SECONDARY = "secondary"
    MUTED = "muted"
    STRONG = "strong"
    SMALL = "small"
    SMALL_SECONDARY = "small-secondary"
    HEADING = "heading"
    TITLE = "title"
    FIGURE = "figure"
    BAD = "bad"
    WARN = "warn"
    SMALL_WARN = "small-warn"
    SMALL_BAD = "small-bad"


class Label(QLabel):
    """A label that shows its text as it is; names and comments from outside can never act as markup.

    With `rich=True` the caller vouches for the markup and escapes what it puts in (`html.escape`).
    """

    def __init__(
        self,
        text: str = "",
        style: LabelStyle = LabelStyle.BODY,
        *,
        wrap: bool = False,
        selectable: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)
        self.set_style(style)

    def set_style(self, style: LabelStyle) -> None:
        """Change the style, as when a value turns from right to wrong."""
        set_style_property(self, "label", style.value)
