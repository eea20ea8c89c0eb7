"""账号: who may sign in, as what, and taking that right away at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from desktop.dialogs.person_dialog import PersonDialog
from desktop.dialogs.sending import send
from desktop.services import accounts, organisations, passwords, registration
from desktop.services.rows import AccountRow, OrganisationRow
from desktop.text.language import phrase
from desktop.text.terms import role_label
from desktop.views.administration.room import Room
from desktop.views.administration.room_table import Cell, Line, RoomTable
from desktop.views.session import Session
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.theme.palette import ColorRole


class AccountsPage(Room):
    """A table of accounts with adding, disabling and enabling."""

    def __init__(self, session: Session) -> None:
        self._add = KeyButton("", IconName.ADD, "Ctrl+N", kind=ButtonKind.PRIMARY)
        self._toggle = KeyButton("", IconName.LOCK, kind=ButtonKind.DANGER)
        self._temporary = KeyButton("", IconName.SHOW_PASSWORD)
        self._registration = KeyButton("", IconName.PERSON, kind=ButtonKind.QUIET)
        super().__init__(
            session.runner,
            self.tr("账号"),
            self.tr("停用后，该账号的密码不再能打开工作区"),
            (self._registration, self._add),
            (self._toggle, self._temporary),
        )
        self._session = session
        self._accounts: tuple[AccountRow, ...] = ()
        self._organisations: tuple[OrganisationRow, ...] = ()
        self._add.setText(self.tr("添加账号"))
        self._add.setObjectName("add_account")
        self._add.setEnabled(False)  # until the organisations that can be chosen are here
        self._toggle.setObjectName("toggle_account")
        self._temporary.setText(self.tr("设临时密码"))
        self._temporary.setObjectName("temporary_password")
        self._temporary.set_hint(self.tr("核对本人证件后，给忘记密码的人一个临时密码，登录时须换成自己的"))
        self._registration.setObjectName("toggle_registration")
        self._registration.setEnabled(False)
        self._is_open = True
        headings = (
            (self.tr("登录名"), 180),
            (self.tr("姓名"), 150),
            (self.tr("角色"), 180),
            (self.tr("单位或部门"), 0),
            (self.tr("状态"), 150),
        )
        self._table = RoomTable(self.tr("账号"), headings)
        self._table.setObjectName("accounts")
        self._table.itemSelectionChanged.connect(self._show_toggle)
        self._add.clicked.connect(self._on_add)
        self._toggle.clicked.connect(self._on_toggle)
        self._temporary.clicked.connect(self._on_temporary)
        self._registration.clicked.connect(self._on_registration)
        self.content.addWidget(self._table)
        self.setFocusProxy(self._table)
        self._show_toggle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the accounts again."""
        workspace = self._session.workspace
        self.waiting.read(
            lambda: (
                accounts.accounts(workspace),
                organisations.organisations(workspace),
                registration.registration_is_open(workspace),
            ),
            self._show,
            self.show_error,
        )

    @property
    def selected(self) -> AccountRow | None:
        key = self._table.selected_key
        return next((account for account in self._accounts if account.id == key), None)

    def _show(self, read: tuple[tuple[AccountRow, ...], tuple[OrganisationRow, ...], bool]) -> None:
        self._accounts, self._organisations, self._is_open = read
        self._add.setEnabled(True)
        self._registration.setEnabled(True)
        self._registration.setText(self.tr("关闭自行注册") if self._is_open else self.tr("开放自行注册"))
        self._table.show_lines([self._line(account) for account in self._accounts])
        disabled = sum(account.disabled for account in self._accounts)
        summary = self.tr("共 {0} 个账号 · {1} 个已停用") if disabled else self.tr("共 {0} 个账号")
        self.show_summary(summary.format(f"{len(self._accounts):,}", f"{disabled:,}"))
        self._show_toggle()

    def _line(self, account: AccountRow) -> Line:
        own = account.id == self._session.workspace.account.id
        roles = dict.fromkeys(role_label(membership.role) for membership in account.memberships)
        places = dict.fromkeys(one.organisation.name for one in account.memberships if one.organisation)
        separator = phrase("list.separator")
        ink = ColorRole.MUTED if account.disabled else ColorRole.TEXT
        if account.disabled:
            state = Cell(self.tr("已停用"), ColorRole.MUTED, IconName.TERMINATED, ColorRole.BAD)
        else:
            words = self.tr("可登录（本人）") if own else self.tr("可登录")
            state = Cell(words, ColorRole.TEXT_SECONDARY, IconName.APPROVED, ColorRole.OK)
        return Line(
            account.id,
            (
                Cell(account.login, ink, IconName.PERSON, bold=own),
                Cell(account.name, ink),
                Cell(separator.join(roles), ink),
                Cell(separator.join(places) or "—", ColorRole.MUTED if account.disabled else ColorRole.TEXT_SECONDARY),
                state,
            ),
        )

    def _show_toggle(self) -> None:
        account = self.selected
        own = account is not None and account.id == self._session.workspace.account.id
        self._toggle.setEnabled(account is not None and not own)
        enabling = account is not None and account.disabled
        self._toggle.setText(self.tr("启用账号") if enabling else self.tr("停用账号"))
        self._toggle.set_kind(ButtonKind.NORMAL if enabling else ButtonKind.DANGER)
        self._toggle.set_hint(self.tr("不能停用自己的账号") if own else "")
        self._temporary.setEnabled(account is not None and not own and not account.disabled)

    def _on_add(self) -> None:
        self._open_dialog(PersonDialog(self._organisations, parent=self))

    def _on_toggle(self) -> None:
        account = self.selected
        if account is None:
            return
        if account.disabled:
            self._open_dialog(PersonDialog(self._organisations, account, parent=self))
            return
        workspace, login = self._session.workspace, account.login
        self.waiting.write(
            lambda: accounts.disable_account(workspace, login),
            lambda _: self._on_changed(self.tr("已停用账号 {0}，其密码不再能打开工作区。").format(login)),
            self.show_error,
        )

    def _on_temporary(self) -> None:
        """The password is shown this once, to be said or written down for the person."""
        account = self.selected
        if account is None:
            return
        workspace, login, password = self._session.workspace, account.login, passwords.new_temporary_password()
        self.waiting.write(
            lambda: passwords.set_temporary_password(workspace, login, password),
            lambda _: self.announce(
                self.tr("{0} 的临时密码：{1}").format(login, password),
                self.tr("只显示这一次，请告知本人；登录时须换成自己的密码，原来的密码和恢复码已作废。"),
            ),
            self.show_error,
        )

    def _on_registration(self) -> None:
        workspace, wanted = self._session.workspace, not self._is_open
        words = self.tr("申报人可以自行注册账号了。") if wanted else self.tr("已关闭自行注册，账号由管理员添加。")
        self.waiting.write(
            lambda: registration.set_registration_open(workspace, wanted),
            lambda _: self._on_changed(words),
            self.show_error,
        )

    def _open_dialog(self, dialog: PersonDialog) -> None:
        workspace = self._session.workspace
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def save() -> None:
            person = dialog.person

            def write() -> None:
                if dialog.enabling is not None:
                    accounts.enable_account(workspace, person.login, person.password)
                else:
                    accounts.add_person(
                        workspace,
                        person.login,
                        person.password,
                        roles=(person.role,),
                        organisation_code=person.organisation_code,
                        name=person.name,
                    )

            def saved(_: None) -> None:
                dialog.accept()
                self._on_changed(self.tr("账号 {0} 可以登录了。").format(person.login))

            send(dialog, self._session.runner, write, saved)

        dialog.save_requested.connect(save)
        dialog.open()

    def _on_changed(self, words: str) -> None:
        self.announce(words)
        self.refresh()
