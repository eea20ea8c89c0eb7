"""A page of the form that scrolls, and brings what is wanted into view."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.models.form_todo import FormPlace
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.metrics import FORM_PADDING

_MARGIN = 48


class ScrollPage(QScrollArea):
    """Put widgets into `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = Panel(Surface.SURFACE)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(FORM_PADDING, 18, FORM_PADDING, FORM_PADDING)
        self.column.setSpacing(12)
        self.setWidget(inside)

    def show_place(self, place: FormPlace) -> None:
        """Go to a place of this page and put the cursor there."""

    def begin(self) -> None:
        """The page was turned to: the cursor goes to its beginning."""

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so far that the whole of it can be seen."""
        self.column.activate()
        self.ensureWidgetVisible(widget, 0, _MARGIN)
