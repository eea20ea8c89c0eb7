"""The line at the top of a panel: its title and count on the left, its controls on the right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.theme.metrics import PANE_PADDING

HEAD_HEIGHT = 45
BELOW_HEAD = HEAD_HEIGHT + 9
"""Where something can float over a panel without covering its head."""
_RIGHT = 12


class PanelHead(QWidget):
    """As high as the heads beside it, so that their lines meet."""

    def __init__(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget] = (),
        height: int = HEAD_HEIGHT,
        padding: int = PANE_PADDING,
    ) -> None:
        super().__init__()
        self.setFixedHeight(height)
        row = QHBoxLayout(self)
        row.setContentsMargins(padding, 0, _RIGHT, 0)
        row.setSpacing(8)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
