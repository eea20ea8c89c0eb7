"""账号: who may sign in, as what, and taking that right away at once."""

from PySide6.QtGui import QShowEvent

from desktop.dialogs.person_dialog import PersonDialog
from desktop.services import accounts, organisations
from desktop.services.rows import AccountRow, OrganisationRow
from desktop.text.terms import role_label
from desktop.views.administration.room import Room, fill_table, plain_table
from desktop.views.session import Session
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton


class AccountsPage(Room):
    """A table of accounts with adding, disabling and enabling."""

    def __init__(self, session: Session) -> None:
        self._add = KeyButton("", IconName.ADD, "Ctrl+N", kind=ButtonKind.PRIMARY)
        self._toggle = KeyButton("", IconName.LOCK, kind=ButtonKind.DANGER)
        super().__init__(self.tr("账号"), self.tr("停用后，该账号的密码不再能打开工作区"), (self._toggle, self._add))
        self._session = session
        self._accounts: tuple[AccountRow, ...] = ()
        self._organisations: tuple[OrganisationRow, ...] = ()
        self._add.setText(self.tr("添加账号"))
        self._add.setObjectName("add_account")
        self._toggle.setObjectName("toggle_account")
        self._table = plain_table(
            self.tr("账号"), (self.tr("登录名"), self.tr("姓名"), self.tr("角色"), self.tr("状态")), stretched=2
        )
        self._table.setObjectName("accounts")
        self._table.itemSelectionChanged.connect(self._show_toggle)
        self._add.clicked.connect(self._on_add)
        self._toggle.clicked.connect(self._on_toggle)
        self.content.addWidget(self._table)
        self._show_toggle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the accounts again."""
        workspace = self._session.workspace
        self._session.runner.query(
            lambda: (accounts.accounts(workspace), organisations.organisations(workspace)),
            self._show,
            self.show_error,
            owner=self,
        )

    @property
    def selected(self) -> AccountRow | None:
        row = self._table.currentRow()
        return self._accounts[row] if 0 <= row < len(self._accounts) else None

    def _show(self, read: tuple[tuple[AccountRow, ...], tuple[OrganisationRow, ...]]) -> None:
        self._accounts, self._organisations = read
        fill_table(
            self._table,
            [
                (
                    account.login,
                    account.name,
                    _roles(account),
                    self.tr("已停用") if account.disabled else self.tr("可登录"),
                )
                for account in self._accounts
            ],
        )
        self._show_toggle()

    def _show_toggle(self) -> None:
        account = self.selected
        own = account is not None and account.id == self._session.workspace.account.id
        self._toggle.setEnabled(account is not None and not own)
        enabling = account is not None and account.disabled
        self._toggle.setText(self.tr("启用账号") if enabling else self.tr("停用账号"))
        self._toggle.set_kind(ButtonKind.NORMAL if enabling else ButtonKind.DANGER)
        self._toggle.set_hint(self.tr("不能停用自己的账号") if own else "")

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
        self._session.runner.operation(
            lambda: accounts.disable_account(workspace, login),
            lambda _: self._on_changed(self.tr("已停用账号 {0}，其密码不再能打开工作区。").format(login)),
            self.show_error,
            owner=self,
        )

    def _open_dialog(self, dialog: PersonDialog) -> None:
        workspace = self._session.workspace

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

            self._session.runner.operation(write, saved, dialog.show_error, owner=dialog)

        dialog.save_requested.connect(save)
        dialog.open()

    def _on_changed(self, words: str) -> None:
        self.announce(words)
        self.refresh()


def _roles(account: AccountRow) -> str:
    return "、".join(
        role_label(membership.role) + (f"（{membership.organisation.name}）" if membership.organisation else "")
        for membership in account.memberships
    )
