"""Adding an account, or enabling one again with a new password."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.domain.terms import OrganisationKind, Role
from desktop.services.rows import AccountRow, OrganisationRow
from desktop.text.terms import role_label
from desktop.widgets.form_dialog import FormDialog

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


class PersonDialog(FormDialog):
    """`save_requested()` when everything is filled in; the owner saves, then calls `accept` or `show_error`."""

    save_requested = Signal()

    def __init__(
        self,
        organisations: Sequence[OrganisationRow],
        enabling: AccountRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("启用账号") if enabling else self.tr("添加账号")
        super().__init__("person", title, self.tr("保存"), 540, parent)
        self.enabling = enabling
        self._organisations = tuple(organisations)
        self._role, self._organisation = QComboBox(), QComboBox()
        self._role.setObjectName("person_role")
        self._organisation.setObjectName("person_organisation")
        for role in Role:
            self._role.addItem(role_label(role), role)
        self._login = self.add_field("person_login", self.tr("登录名"), enabling.login if enabling else "")
        self._login.setReadOnly(enabling is not None)
        self._name: QLineEdit | None = None
        if enabling is None:
            self._name = self.add_field("person_name", self.tr("姓名"))
            self.form.addRow(self.tr("角色"), self._role)
            self.form.addRow(self.tr("单位或部门"), self._organisation)
        self._password = self.add_field("person_password", self.tr("新密码"), secret=True)
        self._again = self.add_field("person_password_again", self.tr("再输一次"), secret=True)
        self.note_below(self.tr("密码至少 8 个字符。请本人登录后在右上角的菜单里改成自己的密码。"))
        self._role.currentIndexChanged.connect(self._offer_organisations)
        self.asked.connect(self._on_asked)
        self._offer_organisations()

    @property
    def person(self) -> NewPerson:
        """What is filled in now."""
        code = self._organisation.currentData()
        return NewPerson(
            self._login.text().strip(),
            self._name.text().strip() if self._name is not None else "",
            Role(self._role.currentData()),
            str(code) if code is not None else None,
            self._password.text(),
        )

    def _offer_organisations(self) -> None:
        kind = _NEEDS.get(Role(self._role.currentData()))
        self._organisation.clear()
        for organisation in self._organisations:
            if organisation.kind is kind:
                label = self.tr("{0}（{1}）").format(organisation.name, organisation.code)
                self._organisation.addItem(label, organisation.code)
        self._organisation.setEnabled(kind is not None)

    def _on_asked(self) -> None:
        if not self._login.text().strip():
            self._login.setFocus()
            self.show_problem(self.tr("请输入登录名。"))
        elif self._password.text() != self._again.text():
            self._again.setFocus()
            self.show_problem(self.tr("两次输入的密码不一样。"))
        else:
            self.save_requested.emit()
