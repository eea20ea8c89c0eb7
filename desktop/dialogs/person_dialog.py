"""Adding an account, or enabling one again with a new password."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.terms import OrganisationKind, Role
from desktop.services.rows import AccountRow, OrganisationRow
from desktop.text.errors import explain, is_expected
from desktop.text.terms import role_label
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle

_NEEDS = {
    Role.UNIT: OrganisationKind.UNIT,
    Role.DEPARTMENT: OrganisationKind.DEPARTMENT,
    Role.SECRETARY: OrganisationKind.DEPARTMENT,
    Role.MEMBER: OrganisationKind.DEPARTMENT,
}


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What was filled in; `organisation_code` is None for roles that belong to none."""

    login: str
    name: str
    role: Role
    organisation_code: str | None
    password: str


class PersonDialog(QDialog):
    """`save_requested()` when everything is filled in; the owner saves, then calls `accept` or `show_error`."""

    save_requested = Signal()

    def __init__(
        self,
        organisations: Sequence[OrganisationRow],
        enabling: AccountRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.enabling = enabling
        self._organisations = tuple(organisations)
        self.setObjectName("person_dialog")
        self.setWindowTitle(self.tr("启用账号") if enabling else self.tr("添加账号"))
        self.setModal(True)
        self.setMinimumWidth(540)
        self._login = QLineEdit(enabling.login if enabling else "")
        self._login.setObjectName("person_login")
        self._login.setReadOnly(enabling is not None)
        self._name = QLineEdit(enabling.name if enabling else "")
        self._name.setObjectName("person_name")
        self._role = QComboBox()
        self._role.setObjectName("person_role")
        for role in Role:
            self._role.addItem(role_label(role), role)
        self._organisation = QComboBox()
        self._organisation.setObjectName("person_organisation")
        self._password, self._again = QLineEdit(), QLineEdit()
        self._password.setObjectName("person_password")
        self._again.setObjectName("person_password_again")
        for field in (self._password, self._again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("person_problem")
        self._problem.hide()
        cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self._save = KeyButton(self.tr("保存"), None, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._save.setObjectName("person_save")
        self._save.clicked.connect(self._on_save)
        self._role.currentIndexChanged.connect(self._offer_organisations)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("登录名"), self._login)
        if enabling is None:
            form.addRow(self.tr("姓名"), self._name)
            form.addRow(self.tr("角色"), self._role)
            form.addRow(self.tr("单位或部门"), self._organisation)
        form.addRow(self.tr("新密码"), self._password)
        form.addRow(self.tr("再输一次"), self._again)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(Label(self.tr("密码至少 8 个字符，由本人保管；管理员也看不到。"), LabelStyle.SMALL, wrap=True))
        layout.addWidget(self._problem)
        layout.addLayout(buttons)
        self._offer_organisations()

    @property
    def person(self) -> NewPerson:
        """What is filled in now."""
        code = self._organisation.currentData()
        return NewPerson(
            self._login.text().strip(),
            self._name.text().strip(),
            Role(self._role.currentData()),
            str(code) if code is not None else None,
            self._password.text(),
        )

    def show_error(self, error: Exception) -> None:
        """Say why it was not saved; everything typed stays. A fault of the program goes on to the fault report."""
        self._say(explain(error))
        if not is_expected(error):
            raise error

    def _offer_organisations(self) -> None:
        kind = _NEEDS.get(Role(self._role.currentData()))
        self._organisation.clear()
        for organisation in self._organisations:
            if organisation.kind is kind:
                self._organisation.addItem(f"{organisation.name}（{organisation.code}）", organisation.code)
        self._organisation.setEnabled(kind is not None)

    def _on_save(self) -> None:
        if not self._login.text().strip():
            self._login.setFocus()
            self._say(self.tr("请输入登录名。"))
        elif self._password.text() != self._again.text():
            self._again.setFocus()
            self._say(self.tr("两次输入的密码不一样。"))
        else:
            self._save.setEnabled(False)
            self.save_requested.emit()

    def _say(self, sentence: str) -> None:
        self._save.setEnabled(True)
        self._problem.setText(sentence)
        self._problem.show()
