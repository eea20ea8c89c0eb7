"""The tools above the canvas: title, page count, zoom, fit, rotation, finding, full screen. Says what was pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.shortcuts import Keys
from desktop.widgets.theme.metrics import PANE_PADDING, TOOL_ICON_SIZE
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton
from desktop.widgets.zoom_tools import ZoomTools

HEIGHT = 45


class EvidenceToolBar(Panel):
    """One row of quiet buttons; every tooltip names the key that does the same. `zoom` works on what it is told to."""

    rotation_asked = Signal()
    finding_asked = Signal()
    full_screen_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("evidenceToolBar")
        self.setFixedHeight(HEIGHT)
        self._icon = IconLabel(IconName.FILE, ColorRole.MUTED, TOOL_ICON_SIZE, parent=self)
        self._title = ElidedLabel("", LabelStyle.STRONG, mode=Qt.TextElideMode.ElideMiddle)
        self._title.setObjectName("evidenceTitle")
        self._pages = Label("", LabelStyle.MUTED)
        self._pages.setObjectName("evidencePages")
        self.zoom = ZoomTools("evidence")
        rotate = self._tool("evidenceRotate", IconName.ROTATE, self.tr("顺时针旋转"), "R")
        find = self._tool("evidenceFind", IconName.FIND_IN_FILE, self.tr("在材料中查找"), "Ctrl+F")
        full_screen = self._tool("evidenceFullScreen", IconName.FULL_SCREEN, self.tr("全屏看材料"), "F11")
        for button, signal in (
            (rotate, self.rotation_asked),
            (find, self.finding_asked),
            (full_screen, self.full_screen_asked),
        ):
            button.clicked.connect(signal)
        self._tools: tuple[QWidget, ...] = (self.zoom, rotate, find)

        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 0, 12, 0)
        row.setSpacing(2)
        row.addWidget(self._icon)
        row.addSpacing(6)
        row.addWidget(self._title)
        row.addSpacing(6)
        row.addWidget(self._pages)
        row.addStretch(1)
        row.addSpacing(8)
        for tool in (self.zoom, rotate, find):
            row.addWidget(tool)
        self._extra = QHBoxLayout()
        self._extra.setContentsMargins(2, 0, 2, 0)
        row.addLayout(self._extra)
        row.addWidget(full_screen)
        self.show_document(None)

    def add_tool(self, tool: QWidget) -> None:
        """A place for what only the surrounding dialog knows."""
        self._extra.addWidget(tool)

    def show_document(self, document: EvidenceDocument | None) -> None:
        """Name the document; its pages and zoom follow."""
        self._title.setText(document.title if document is not None else "")
        self._icon.setVisible(document is not None)
        if document is not None:
            self._icon.set_icon(document.icon, document.icon_role)
        self.show_page(0, 0)
        self.set_page_tools_enabled(False)

    def show_page(self, page: int, pages: int) -> None:
        """`page` counts from 0; nothing is said without pages."""
        self._pages.setText(f"{page + 1} / {pages}" if pages else "")
        self._pages.setAccessibleName(self.tr("第 {0} 页，共 {1} 页").format(page + 1, pages) if pages else "")

    def set_page_tools_enabled(self, enabled: bool) -> None:
        """Whether there is a page that the tools could work on."""
        for tool in self._tools:
            tool.setEnabled(enabled)
        if not enabled:
            self.zoom.show_zoom(None)

    def _tool(self, object_name: str, name: IconName | None, text: str, keys: Keys) -> ToolButton:
        button = ToolButton(name, text, keys, parent=self)
        button.setObjectName(object_name)
        return button
