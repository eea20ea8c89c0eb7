"""The first window: workspaces on the left, account and password on the right. Opens nothing on the GUI thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListView, QProgressBar, QVBoxLayout, QWidget

from desktop.dialogs.sign_in.sign_in_form import SignInForm
from desktop.dialogs.sign_in.sign_in_services import SignInServices
from desktop.dialogs.sign_in.workspace_delegate import WorkspaceDelegate
from desktop.models.workspaces_model import WORKSPACE_ROLE, WorkspaceEntry, WorkspaceKind, WorkspacesModel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.logo import Logo
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton
from desktop.work.runner import BackgroundRunner

if TYPE_CHECKING:
    from desktop.dialogs.sign_in.demo_logins_list import DemoLoginsList
    from desktop.dialogs.sign_in.recovery_dialog import RecoveryDialog
    from desktop.services.workspace import Workspace

_LEFT_WIDTH = 340


class SignInDialog(QDialog):
    """`signed_in(Workspace)` once a workspace is open; the dialog stays until its owner closes it."""

    signed_in = Signal(object)

    def __init__(
        self,
        services: SignInServices,
        runner: BackgroundRunner,
        workspaces: WorkspacesModel,
        version: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._workspaces = workspaces
        self.setObjectName("sign_in_dialog")
        self.setWindowTitle(self.tr("TalentDesk 人才评审工作台"))
        self.resize(860, 600)
        self._list = QListView()
        self._form = SignInForm()
        self._title = Label(style=LabelStyle.TITLE)
        self._explanation = Label(style=LabelStyle.SMALL, wrap=True)
        self._demo_logins: DemoLoginsList | None = None
        self._make_demo = KeyButton(self.tr("生成演示工作区"), IconName.DEMO, kind=ButtonKind.PRIMARY)
        self._make_demo.setObjectName("make_demo")
        self._demo_place = QVBoxLayout()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._demo_problem = Label(style=LabelStyle.BAD, wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left_side())
        layout.addWidget(VerticalLine())
        layout.addWidget(self._right_side(version), 1)
        self._connect()
        self._list.setCurrentIndex(self._workspaces.index(0))

    @property
    def entry(self) -> WorkspaceEntry | None:
        """The workspace that is chosen now."""
        index = self._list.currentIndex()
        return index.data(WORKSPACE_ROLE) if index.isValid() else None

    def choose(self, location: Path, login: str = "") -> None:
        """Choose a workspace, adding it to the list if need be, and fill in the account."""
        self._list.setCurrentIndex(self._workspaces.index(self._workspaces.offer(location)))
        if login:
            self._form.fill(login)

    def _left_side(self) -> QWidget:
        side = Panel(Surface.WINDOW)
        side.setFixedWidth(_LEFT_WIDTH)
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
        self._list.setObjectName("workspaces")
        self._list.setAccessibleName(self.tr("工作区"))
        self._list.setModel(self._workspaces)
        self._list.setItemDelegate(WorkspaceDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setProperty("surface", "window")
        open_folder = ToolButton(
            IconName.FOLDER_OPEN, self.tr("打开本机上的工作区文件夹"), "Ctrl+O", text=self.tr("打开工作区")
        )
        open_folder.clicked.connect(self._on_open_clicked)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(open_folder)
        foot.addStretch()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(brand)
        layout.addWidget(caption)
        layout.addWidget(self._list, 1)
        layout.addWidget(HorizontalLine())
        layout.addLayout(foot)
        return side

    def _right_side(self, version: str) -> QWidget:
        side = Panel(Surface.SURFACE)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(IconLabel(IconName.LOCK, ColorRole.MUTED, 14))
        foot.addWidget(Label(self.tr("密码不保存，也不写入日志"), LabelStyle.SMALL))
        foot.addStretch()
        foot.addWidget(Label(self.tr("版本 {0}").format(version), LabelStyle.SMALL))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(32, 28, 32, 16)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._explanation)
        layout.addSpacing(12)
        layout.addWidget(self._form)
        layout.addWidget(self._make_demo, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._progress)
        layout.addWidget(self._demo_problem)
        layout.addSpacing(12)
        layout.addLayout(self._demo_place, 1)
        layout.addStretch()
        layout.addSpacing(8)
        layout.addLayout(foot)
        return side

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._on_workspace_chosen)
        self._form.submitted.connect(self._on_submitted)
        self._form.backup_requested.connect(self._on_backup_requested)
        self._form.recovery_requested.connect(self._on_recovery_requested)
        self._make_demo.clicked.connect(self._on_make_demo_clicked)

    def _on_workspace_chosen(self, current: QModelIndex, previous: QModelIndex) -> None:
        entry = self.entry
        if entry is not None:
            self._show_entry(entry)

    def _show_entry(self, entry: WorkspaceEntry) -> None:
        demo = entry.kind is WorkspaceKind.DEMO
        logins = self._services.demo_logins(entry.location) if not entry.missing else None
        self._title.setText(self.tr("登录到{0}").format(entry.title))
        self._explanation.setText(self._explain(entry))
        self._explanation.setVisible(bool(self._explanation.text()))
        self._form.setVisible(not (demo and entry.missing))
        self._make_demo.setVisible(demo and entry.missing)
        self._progress.hide()
        self._demo_problem.hide()
        if logins is not None:
            self._demo_logins_list().show_logins(logins)
        if self._demo_logins is not None:
            self._demo_logins.setVisible(logins is not None)
        self._form.fill(entry.last_login)

    def _demo_logins_list(self) -> "DemoLoginsList":
        """Made for the first demo: who has none starts the sooner."""
        if self._demo_logins is None:
            from desktop.dialogs.sign_in.demo_logins_list import DemoLoginsList

            self._demo_logins = DemoLoginsList()
            self._demo_logins.chosen.connect(self._on_demo_login_chosen)
            self._demo_place.addWidget(self._demo_logins)
        return self._demo_logins

    def _explain(self, entry: WorkspaceEntry) -> str:
        if entry.kind is WorkspaceKind.DEMO:
            if entry.missing:
                return self.tr("生成一个全部虚构的工作区：约 60 份申请、证书扫描件和各级账号，用时约半分钟。")
            return self.tr("数据全部虚构，关闭后保留。")
        if entry.missing:
            return self.tr("这个文件夹现在不在：可能是移动硬盘未接入，或已改名。")
        return str(entry.location)

    def _on_submitted(self, login: str, password: str) -> None:
        self._open(self._services.open, login, password)

    def _on_backup_requested(self) -> None:
        self._open(self._services.open_newest_backup, self._form.login, self._form.password)

    def _on_recovery_requested(self) -> None:
        from desktop.dialogs.sign_in.recovery_dialog import RecoveryDialog  # rarely needed, and the start is short

        entry = self.entry
        if entry is None:
            return
        recover = partial(self._services.recover, entry.location)
        dialog = RecoveryDialog(self._form.login, recover, self._services.explain, self._runner, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._on_recovered, dialog))
        dialog.open()

    def _on_recovered(self, dialog: "RecoveryDialog") -> None:
        self._form.fill(dialog.login)

    def _open(self, verb: "Callable[[Path, str, str], Workspace]", login: str, password: str) -> None:
        entry = self.entry
        if entry is None:
            return
        self._form.set_busy(True)
        self._list.setEnabled(False)

        def opened(workspace: "Workspace") -> None:
            self._set_idle()
            self._workspaces.remember(entry.location, login)
            self.signed_in.emit(workspace)

        def refused(error: Exception) -> None:
            self._set_idle()
            self._form.show_problem(self._services.explain(error), offer_backup=self._services.is_damaged(error))

        self._runner.operation(lambda: verb(entry.location, login, password), opened, refused, owner=self)

    def _set_idle(self) -> None:
        self._form.set_busy(False)
        self._list.setEnabled(True)

    def _on_demo_login_chosen(self, login: str) -> None:
        entry = self.entry
        logins = self._services.demo_logins(entry.location) if entry is not None else None
        if logins is not None:
            self._form.fill(login, logins.password)

    def _on_make_demo_clicked(self) -> None:
        entry = self.entry
        if entry is None:
            return
        self._make_demo.setEnabled(False)
        self._list.setEnabled(False)
        self._demo_problem.hide()
        self._progress.setRange(0, 0)
        self._progress.show()

        def work(progress: Callable[[int, int], None]) -> None:
            self._services.make_demo(entry.location, progress)

        self._runner.operation(
            work, self._on_demo_made, self._on_demo_refused, owner=self, on_progress=self._on_demo_progress
        )

    def _on_demo_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_demo_made(self, result: object) -> None:
        self._make_demo.setEnabled(True)
        self._list.setEnabled(True)
        entry = self.entry
        if entry is not None:
            self._show_entry(entry)

    def _on_demo_refused(self, error: Exception) -> None:
        self._make_demo.setEnabled(True)
        self._list.setEnabled(True)
        self._progress.hide()
        self._demo_problem.setText(self._services.explain(error))
        self._demo_problem.show()

    def _on_open_clicked(self) -> None:
        chooser = QFileDialog(self, self.tr("打开工作区文件夹"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(lambda chosen: self.choose(Path(chosen)))
        chooser.open()
