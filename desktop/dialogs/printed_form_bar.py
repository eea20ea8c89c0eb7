"""The tools above a printed form: page count, zoom, printing, saving, closing. Says what was pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.metrics import PANE_PADDING, TOOL_BAR_HEIGHT, TOOL_ICON_SIZE
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.zoom_tools import ZoomTools


class PrintedFormBar(Panel):
    """One row; every button's tool tip names the key that does the same. `zoom` works on whatever it is told to."""

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
        self.zoom = ZoomTools("form")
        print_it = KeyButton(self.tr("打印"), IconName.PRINT, "Ctrl+P", show_key=False)
        print_it.setObjectName("printForm")
        save = KeyButton(self.tr("另存为 PDF"), IconName.FILE_PDF, "Ctrl+S", kind=ButtonKind.PRIMARY, show_key=False)
        save.setObjectName("saveForm")
        close = KeyButton(self.tr("关闭"), None, "Esc", kind=ButtonKind.QUIET, show_key=False)
        close.setObjectName("closeForm")
        for button, signal in ((print_it, self.print_asked), (save, self.save_asked), (close, self.close_asked)):
            button.clicked.connect(signal)
        self._working: tuple[QWidget, ...] = (self.zoom, print_it, save)
        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 0, 12, 0)
        row.setSpacing(2)
        row.addWidget(icon)
        row.addSpacing(6)
        row.addWidget(name)
        row.addSpacing(8)
        row.addWidget(self._pages)
        row.addStretch(1)
        row.addWidget(self.zoom)
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
