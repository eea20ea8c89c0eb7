"""The left half of the sign-in: the workspaces one can choose from, and the two ways to others."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.dialogs.sign_in.workspace_delegate import WorkspaceDelegate
from desktop.models.workspaces_model import WORKSPACE_ROLE, WorkspaceEntry, WorkspacesModel
from desktop.services.places import Place
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.logo import Logo
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.tool_button import ToolButton

_WIDTH = 340


class WorkspacesSide(Panel):
    """`chosen()`: another workspace is the current one; `added()`: by naming its folder or address."""

    chosen = Signal()
    added = Signal()

    def __init__(
        self, workspaces: WorkspacesModel, explain: Callable[[Exception], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(Surface.WINDOW, parent)
        self.setFixedWidth(_WIDTH)
        self._workspaces = workspaces
        self._explain = explain
        self._list = QListView()
        self._list.setObjectName("workspaces")
        self._list.setAccessibleName(self.tr("工作区"))
        self._list.setModel(workspaces)
        self._list.setItemDelegate(WorkspaceDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setProperty("surface", "window")
        self._list.selectionModel().currentChanged.connect(lambda current, previous: self.chosen.emit())
        self._open = ToolButton(
            IconName.FOLDER_OPEN, self.tr("打开本机上的工作区文件夹"), "Ctrl+O", text=self.tr("打开工作区")
        )
        self._open.clicked.connect(self._on_open_clicked)
        self._connect = ToolButton(
            IconName.DATABASE, self.tr("连接服务器上的共享数据库"), "Ctrl+Shift+O", text=self.tr("连接共享数据库")
        )
        self._connect.setObjectName("connect_shared")
        self._connect.clicked.connect(self._on_connect_clicked)
        self._lay_out()

    @property
    def entry(self) -> WorkspaceEntry | None:
        """The workspace that is chosen now."""
        index = self._list.currentIndex()
        return index.data(WORKSPACE_ROLE) if index.isValid() else None

    def choose_first(self) -> None:
        self._list.setCurrentIndex(self._workspaces.index(0))

    def choose(self, place: Place) -> None:
        """Make it the current one, adding it to the list if need be."""
        self._list.setCurrentIndex(self._workspaces.index(self._workspaces.offer(place)))

    def set_idle(self, idle: bool) -> None:
        """While a workspace is being opened no other can be chosen."""
        for part in (self._list, self._open, self._connect):
            part.setEnabled(idle)

    def _lay_out(self) -> None:
        brand = QHBoxLayout()
        brand.setContentsMargins(20, 24, 16, 16)
        brand.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(Label("TalentDesk", LabelStyle.HEADING))
        names.addWidget(Label(self.tr("人才评审工作台"), LabelStyle.SMALL_SECONDARY))
        brand.addWidget(Logo(36))
        brand.addLayout(names)
        brand.addStretch()
        caption = Label(self.tr("工作区"), LabelStyle.SMALL)
        caption.setContentsMargins(20, 0, 0, 4)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self._open)
        foot.addWidget(self._connect)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(brand)
        layout.addWidget(caption)
        layout.addWidget(self._list, 1)
        layout.addWidget(HorizontalLine())
        layout.addLayout(foot)

    def _on_open_clicked(self) -> None:
        chooser = QFileDialog(self, self.tr("打开工作区文件夹"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(lambda chosen: self._add(Path(chosen)))
        chooser.open()

    def _on_connect_clicked(self) -> None:
        from desktop.dialogs.sign_in.address_dialog import AddressDialog  # rarely needed, and the start is short

        dialog = AddressDialog(self._explain, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._add)
        dialog.open()

    def _add(self, place: Place) -> None:
        self.choose(place)
        self.added.emit()
