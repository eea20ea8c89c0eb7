"""The first window: workspaces on the left, account and password on the right. Opens nothing on the GUI thread."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.dialogs.sign_in.attempt import Attempt
from desktop.dialogs.sign_in.demo_making import DemoMaking
from desktop.dialogs.sign_in.sign_in_form import SignInForm
from desktop.dialogs.sign_in.sign_in_services import SignInServices
from desktop.dialogs.sign_in.workspaces_side import WorkspacesSide
from desktop.models.workspaces_model import WorkspaceEntry, WorkspaceKind, WorkspacesModel
from desktop.services.demo_logins import DemoLogins
from desktop.services.places import Place
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import VerticalLine
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

if TYPE_CHECKING:
    from desktop.dialogs.sign_in.demo_logins_list import DemoLoginsList
    from desktop.dialogs.sign_in.recovery_dialog import RecoveryDialog
    from desktop.services.workspace import Workspace


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
        self._side = WorkspacesSide(workspaces, services.explain)
        self._attempt: Attempt | None = None
        self._form = SignInForm()
        self._local = Waiting(runner, self, self._form.busy)
        self._shared: Ticket | None = None
        self._title = Label(style=LabelStyle.TITLE)
        self._explanation = Label(style=LabelStyle.SMALL, wrap=True)
        self._demo_logins: DemoLoginsList | None = None
        self._demo = DemoMaking(services.make_demo, services.explain, runner)
        self._demo_place = QVBoxLayout()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addWidget(VerticalLine())
        layout.addWidget(self._right_side(version), 1)
        self._connect()
        self._side.choose_first()

    @property
    def entry(self) -> WorkspaceEntry | None:
        """The workspace that is chosen now."""
        return self._side.entry

    def choose(self, place: Place, login: str = "") -> None:
        """Choose a workspace, adding it to the list if need be, and fill in the account."""
        self._side.choose(place)
        if login:
            self._form.fill(login)

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
        layout.addWidget(self._demo)
        layout.addWidget(self._progress)
        layout.addSpacing(12)
        layout.addLayout(self._demo_place, 1)
        layout.addStretch()
        layout.addSpacing(8)
        layout.addLayout(foot)
        return side

    def _connect(self) -> None:
        self._side.chosen.connect(self._on_workspace_chosen)
        self._side.added.connect(self._form.focus_missing)
        self._form.submitted.connect(self._on_submitted)
        self._form.backup_requested.connect(self._on_backup_requested)
        self._form.recovery_requested.connect(self._on_recovery_requested)
        self._form.registration_requested.connect(self._on_registration_requested)
        self._form.cancel_requested.connect(self._on_cancelled)
        self._demo.busy_changed.connect(lambda busy: self._side.set_idle(not busy))
        self._demo.made.connect(self._on_workspace_chosen)

    def _on_workspace_chosen(self) -> None:
        entry = self.entry
        if entry is not None:
            self._show_entry(entry)

    def _show_entry(self, entry: WorkspaceEntry) -> None:
        demo = entry.kind is WorkspaceKind.DEMO
        logins = self._demo_logins_of(entry)
        self._title.setText(self.tr("登录到{0}").format(entry.title))
        self._explanation.setText(self._explain(entry))
        self._explanation.setVisible(bool(self._explanation.text()))
        self._form.setVisible(not (demo and entry.missing))
        self._progress.hide()
        if demo and entry.missing and entry.folder is not None:
            self._demo.offer(entry.folder)
        else:
            self._demo.hide()
        if logins is not None:
            self._demo_logins_list().show_logins(logins)
        if self._demo_logins is not None:
            self._demo_logins.setVisible(logins is not None)
        self._form.fill(entry.last_login)

    def _demo_logins_of(self, entry: WorkspaceEntry) -> DemoLogins | None:
        return None if entry.folder is None or entry.missing else self._services.demo_logins(entry.folder)

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
        return str(entry.place)

    def _on_submitted(self, login: str, password: str) -> None:
        entry = self.entry
        if entry is not None:
            self._open(entry, partial(self._services.open, entry.place, login, password), login)

    def _on_backup_requested(self) -> None:
        entry = self.entry
        if entry is not None and entry.folder is not None:
            login, password = self._form.login, self._form.password
            self._open(entry, partial(self._services.open_newest_backup, entry.folder, login, password), login)

    def _on_recovery_requested(self) -> None:
        entry = self.entry
        if entry is None:
            return
        from desktop.dialogs.sign_in.recovery_dialog import RecoveryDialog  # rarely needed, and the start is short

        recover, shared = partial(self._services.recover, entry.place), entry.folder is None
        dialog = RecoveryDialog(self._form.login, recover, self._services.explain, self._runner, self, shared=shared)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._on_recovered, dialog))
        dialog.open()

    def _on_registration_requested(self) -> None:
        entry = self.entry
        if entry is not None and not entry.missing:
            from desktop.dialogs.sign_in.newcomers import ask_registration

            ask_registration(entry, self._services.explain, self._runner, self, self._form.fill)

    def _on_recovered(self, dialog: "RecoveryDialog") -> None:
        self._form.fill(dialog.login)

    def _open(self, entry: WorkspaceEntry, verb: "Callable[[], Workspace]", login: str) -> None:
        """A server that does not answer can be given up at once; a local workspace that takes long, once it has."""
        attempt = self._attempt = Attempt(verb)
        shared = entry.folder is None
        self._form.set_busy(True, cancellable=shared)
        self._side.set_idle(False)

        def opened(workspace: "Workspace") -> None:
            if attempt.given_up:
                self._let_go(attempt)
                return
            self._set_idle()
            self._workspaces.remember(entry.place, login)
            if workspace.temporary_password:
                from desktop.dialogs.sign_in.newcomers import ask_new_password

                ask_new_password(workspace, self._runner, self, self.signed_in.emit)
            else:
                self.signed_in.emit(workspace)

        def refused(error: Exception) -> None:
            self._set_idle()
            self._form.show_problem(self._services.explain(error), offer_backup=self._services.is_damaged(error))

        # by a server two may be waited for at a time; local ones are brought up to date, one after the other
        if shared:
            self._progress.setRange(0, 0)
            self._progress.show()
            self._shared = self._runner.query(attempt.open, opened, refused, owner=self)
        else:
            words = self.tr("正在打开工作区")
            self._local.write(attempt.open, opened, refused, words, on_given_up=lambda: self._let_go(attempt))

    def _on_cancelled(self) -> None:
        """Whatever comes of it afterwards is closed again. What a local workspace is in the midst of ends first."""
        if self._attempt is None:
            return
        opened = self._attempt.give_up()
        if opened is not None:
            self._runner.operation(opened.close)
        if self._shared is not None:
            self._shared.cancel()
            self._let_go(self._attempt)

    def _let_go(self, attempt: Attempt) -> None:
        if self._attempt is attempt:
            self._set_idle()
            self._form.focus_missing()

    def _set_idle(self) -> None:
        self._attempt = self._shared = None
        self._progress.hide()
        self._form.set_busy(False)
        self._side.set_idle(True)

    def _on_demo_login_chosen(self, login: str) -> None:
        entry = self.entry
        logins = self._demo_logins_of(entry) if entry is not None else None
        if logins is not None:
            self._form.fill(login, logins.password)
