"""条件自检 as the applicant confirmed it: each condition that no program can check, in its words, and when."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.catalogue import Catalogue
from desktop.text.moments import moment_text
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import PANE_PADDING
from desktop.widgets.theme.palette import ColorRole

_HEIGHT = 220


class TicksPanel(Panel):
    """Hidden where nobody ticked anything, as with a dossier. `beside`: by the desk, with the applicant present."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("ticks")
        self._title = Label(self.tr("条件自检"), LabelStyle.HEADING)
        self._whose = Label("", LabelStyle.SMALL)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(PANE_PADDING, 6, PANE_PADDING, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        inside = Panel(Surface.SURFACE)
        inside.setLayout(self._grid)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setMaximumHeight(_HEIGHT)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HorizontalLine())
        column.addWidget(PanelHead([self._title, self._whose]))
        column.addWidget(area)
        self.hide()

    def show_ticks(self, ticked: Sequence[tuple[str, datetime]], catalogue: Catalogue, *, beside: bool) -> None:
        """`ticked` are keys of conditions and when; one that the catalogue no longer has is shown by its key."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = {one.key: one.text for one in catalogue.conditions}
        for number, (key, at) in enumerate(ticked):
            self._grid.addWidget(IconLabel(IconName.CHECKED, ColorRole.OK, 14), 2 * number, 0)
            text = Label(words.get(key, key), LabelStyle.BODY, wrap=True)
            text.setObjectName(f"tick_{key}")
            self._grid.addWidget(text, 2 * number, 1)
            self._grid.addWidget(Label(moment_text(at), LabelStyle.SMALL), 2 * number + 1, 1)
        self._whose.setText(self.tr("经办人在本人在场时勾选") if beside else self.tr("由本人勾选确认"))
        self.setVisible(bool(ticked))
