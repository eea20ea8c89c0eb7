"""The tools above a printed form: page count, zoom, printing, saving, closing. Says what was pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import VerticalLine
from desktop.widgets.shortcuts import Keys
from desktop.widgets.theme.metrics import PANE_PADDING, TOOL_BAR_HEIGHT, TOOL_ICON_SIZE
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton

_ZOOM_WIDTH = 54


class PrintedFormBar(Panel):
    """One row; every button's tool tip names the key that does the same."""

    zoom_in_asked = Signal()
    zoom_out_asked = Signal()
    actual_size_asked = Signal()
    fit_width_asked = Signal()
    fit_page_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    close_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("printedFormBar")
        self.setFixedHeight(TOOL_BAR_HEIGHT)
        icon = IconLabel(IconName.FILE_TEXT, ColorRole.MUTED, TOOL_ICON_SIZE, parent=self)
        name = ElidedLabel(title, LabelStyle.STRONG, mode=Qt.TextElideMode.ElideMiddle)
        name.setObjectName("formTitle")
        self._pages = Label("", LabelStyle.MUTED)
        self._pages.setObjectName("formPages")
        zoom_out = self._tool("formZoomOut", IconName.ZOOM_OUT, self.tr("缩小"), "Ctrl+-")
        self._zoom = self._tool("formZoom", None, self.tr("原始大小"), "Ctrl+0")
        self._zoom.setFixedWidth(_ZOOM_WIDTH)
        zoom_in = self._tool("formZoomIn", IconName.ZOOM_IN, self.tr("放大"), "Ctrl+=")
        fit_width = self._tool("formFitWidth", IconName.FIT_WIDTH, self.tr("适合宽度"), "W")
        fit_page = self._tool("formFitPage", IconName.FIT_PAGE, self.tr("整页显示"), "E")
        print_it = KeyButton(self.tr("打印"), IconName.PRINT, "Ctrl+P", show_key=False)
        print_it.setObjectName("printForm")
        save = KeyButton(self.tr("另存为 PDF"), IconName.FILE_PDF, "Ctrl+S", kind=ButtonKind.PRIMARY, show_key=False)
        save.setObjectName("saveForm")
        close = KeyButton(self.tr("关闭"), None, "Esc", kind=ButtonKind.QUIET, show_key=False)
        close.setObjectName("closeForm")
        for button, signal in (
            (zoom_out, self.zoom_out_asked),
            (self._zoom, self.actual_size_asked),
            (zoom_in, self.zoom_in_asked),
            (fit_width, self.fit_width_asked),
            (fit_page, self.fit_page_asked),
            (print_it, self.print_asked),
            (save, self.save_asked),
            (close, self.close_asked),
        ):
            button.clicked.connect(signal)
        self._working = (zoom_out, self._zoom, zoom_in, fit_width, fit_page, print_it, save)
        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 0, 12, 0)
        row.setSpacing(2)
        row.addWidget(icon)
        row.addSpacing(6)
        row.addWidget(name)
        row.addSpacing(8)
        row.addWidget(self._pages)
        row.addStretch(1)
        for tool in (zoom_out, self._zoom, zoom_in):
            row.addWidget(tool)
        row.addSpacing(4)
        row.addWidget(VerticalLine(18, self))
        row.addSpacing(4)
        for tool in (fit_width, fit_page):
            row.addWidget(tool)
        row.addSpacing(10)
        for command in (print_it, save, close):
            row.addWidget(command)
            row.addSpacing(4)

    def offer(self, offered: bool) -> None:
        """Whether there is a form to work on; closing is always possible."""
        for tool in self._working:
            tool.setEnabled(offered)

    def show_page(self, page: int, pages: int) -> None:
        """`page` counts from 0; nothing is said without pages."""
        self._pages.setText(self.tr("第 {0} 页，共 {1} 页").format(page + 1, pages) if pages else "")

    def show_zoom(self, zoom: float) -> None:
        """1.0 is 100 %."""
        self._zoom.setText(f"{round(zoom * 100)}%")

    def _tool(self, object_name: str, name: IconName | None, text: str, keys: Keys) -> ToolButton:
        button = ToolButton(name, text, keys, parent=self)
        button.setObjectName(object_name)
        return button
