"""How large a page is shown: smaller, as it is, larger, as wide as the view, as a whole. One group of quiet buttons."""

from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.evidence.place import ZoomMode
from desktop.widgets.icons import IconName
from desktop.widgets.separators import VerticalLine
from desktop.widgets.tool_button import ToolButton

_ZOOM_WIDTH = 54


class Zoomable(Protocol):
    """What shows pages; 1.0 is 100 %."""

    def zoom_in(self) -> None: ...
    def zoom_out(self) -> None: ...
    def set_zoom(self, zoom: float) -> None: ...
    def set_mode(self, mode: ZoomMode) -> None: ...


class ZoomTools(QWidget):
    """`kind` begins the object names: evidenceZoomIn. Every tool tip names the key that does the same."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._out = ToolButton(IconName.ZOOM_OUT, self.tr("缩小"), "Ctrl+-")
        self._zoom = ToolButton(None, self.tr("原始大小"), "Ctrl+0")
        self._zoom.setFixedWidth(_ZOOM_WIDTH)
        self._in = ToolButton(IconName.ZOOM_IN, self.tr("放大"), "Ctrl+=")
        self._fit_width = ToolButton(IconName.FIT_WIDTH, self.tr("适合宽度"), "W")
        self._fit_page = ToolButton(IconName.FIT_PAGE, self.tr("整页显示"), "E")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for name, button in (("ZoomOut", self._out), ("Zoom", self._zoom), ("ZoomIn", self._in)):
            button.setObjectName(kind + name)
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(VerticalLine(18, self))
        row.addSpacing(4)
        for name, button in (("FitWidth", self._fit_width), ("FitPage", self._fit_page)):
            button.setObjectName(kind + name)
            row.addWidget(button)

    def work_on(self, pages: Zoomable) -> None:
        """Let the buttons change how large `pages` are shown."""
        self._out.clicked.connect(lambda: pages.zoom_out())
        self._zoom.clicked.connect(lambda: pages.set_zoom(1.0))
        self._in.clicked.connect(lambda: pages.zoom_in())
        self._fit_width.clicked.connect(lambda: pages.set_mode(ZoomMode.FIT_WIDTH))
        self._fit_page.clicked.connect(lambda: pages.set_mode(ZoomMode.FIT_PAGE))

    def show_zoom(self, zoom: float | None) -> None:
        """1.0 is 100 %; None where there is no page."""
        self._zoom.setText("—" if zoom is None else f"{round(zoom * 100)}%")
