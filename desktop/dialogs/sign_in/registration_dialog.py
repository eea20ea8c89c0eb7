"""没有账号？立即注册 (guide 2.2): who one is, who opens the workspace, and the recovery codes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.sign_in.recovery_codes_page import RecoveryCodesPage
from desktop.domain.document_types import DOCUMENT_TYPES
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.registration import RecoveryCodes, Registration, checked
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.sending_dialog import SendingDialog
from desktop.work.runner import BackgroundRunner

Register = Callable[[Registration, tuple[str, str]], RecoveryCodes]
"""`register(registration, (login, password) of who opens a local workspace)`, on a background thread."""


class RegistrationDialog(SendingDialog):
    """Accepted once there is an account and its codes are kept; then `login` and `password` sign in."""

    def __init__(
        self,
        register: Register,
        explain: Callable[[Exception], str],
        runner: BackgroundRunner,
        *,
        hosted: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`hosted`: a local workspace, which an account of it has to open."""
        super().__init__(parent)
        self._register = register
        self._explain = explain
        self._hosted = hosted
        self._finished = False
        self.setObjectName("registration_dialog")
        self.setWindowTitle(self.tr("注册账号"))
        self.setModal(True)
        self.setMinimumWidth(640)
        self._step = Label(style=LabelStyle.SMALL)
        self._step.setObjectName("registration_step")
        self._title = Label(style=LabelStyle.TITLE)
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("registration_problem")
        self._problem.hide()
        self._fields: dict[str, QLineEdit] = {}
        self._kind = QComboBox()
        self._kind.setObjectName("document_type")
        self._kind.addItems(list(DOCUMENT_TYPES))
        self._codes = RecoveryCodesPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._person_page())
        self._pages.addWidget(self._host_page())
        self._pages.addWidget(self._codes)
        self._runner = runner
        self._back = KeyButton(self.tr("上一步"), IconName.BACK, "Alt+Left", kind=ButtonKind.QUIET)
        self._back.setObjectName("registration_back")
        self._cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        self.busy.cancel_offered.connect(lambda offered: self._cancel.setVisible(not offered and not self._finished))
        self._next = KeyButton("", IconName.NEXT, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._next.setObjectName("registration_next")
        self._lay_out()
        self._back.clicked.connect(lambda: self._show_page(0))
        self._cancel.clicked.connect(self.reject)
        self._next.clicked.connect(self._on_next)
        self._codes.done.connect(self.accept)
        self._show_page(0)

    @property
    def login(self) -> str:
        return self._fields["new_login"].text()

    @property
    def password(self) -> str:
        return self._fields["first_password"].text()

    def reject(self) -> None:
        """What cannot be seen again is left by its own button alone."""
        if not self._finished:
            super().reject()

    def _person_page(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        self._add(form, "person_name", self.tr("姓名"), self.tr("与证件上的一致"))
        form.addRow(self.tr("证件类型"), self._kind)
        self._add(form, "document_number", self.tr("证件号码"))
        self._add(form, "mobile", self.tr("手机号码"), self.tr("11 位，单位和评审部门用来联系您"))
        self._add(form, "new_login", self.tr("登录名"), self._login_rule())
        self._add(form, "first_password", self.tr("密码"), self.tr("至少 8 个字符"), secret=True)
        self._add(form, "first_password_again", self.tr("再输一次"), secret=True)
        note = self.tr("一人只能注册一个账号。证件号码用来核对身份，列表中只显示首尾几位。")
        form.addRow(Label(note, LabelStyle.SMALL, wrap=True))
        return page

    def _host_page(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        explanation = self.tr(
            "这个工作区是加密的，须由已有账号的人打开一次，新账号才能加入。请工作区的任何一位同事在这里输入自己的登录名和密码；"
            "密码不会保存，也不会显示给您。"
        )
        form.addRow(Label(explanation, LabelStyle.SECONDARY, wrap=True))
        self._add(form, "host_login", self.tr("同事的登录名"))
        self._add(form, "host_password", self.tr("同事的密码"), secret=True)
        return page

    def _login_rule(self) -> str:
        return self.tr("以后用它登录") if self._hosted else self.tr("小写字母开头，可用小写字母、数字和 . _ -")

    def _add(self, form: QFormLayout, name: str, label: str, hint: str = "", *, secret: bool = False) -> None:
        field = QLineEdit()
        field.setObjectName(name)
        field.setPlaceholderText(hint)
        field.setAccessibleName(label)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textEdited.connect(self._problem.hide)
        field.returnPressed.connect(self._on_next)
        form.addRow(label, field)
        self._fields[name] = field

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addWidget(self.busy)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._step)
        layout.addWidget(self._title)
        layout.addSpacing(4)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._problem)
        layout.addLayout(foot)

    def _show_page(self, number: int) -> None:
        self._problem.hide()
        self._pages.setCurrentIndex(number)
        steps = 3 if self._hosted else 2
        step = number + 1 if self._hosted or number == 0 else 2
        self._step.setText(self.tr("第 {0} 步，共 {1} 步").format(step, steps))
        titles = (self.tr("您是谁"), self.tr("请同事打开工作区"), self.tr("抄录恢复码"))
        self._title.setText(titles[number])
        self._back.setVisible(number == 1)
        last = number == 1 or not self._hosted
        self._next.setText(self.tr("注册") if last else self.tr("下一步"))
        for button in (self._next, self._cancel):
            button.setVisible(number < 2)
        page = self._pages.widget(number)
        first = next((field for field in page.findChildren(QLineEdit) if not field.text()), None) if page else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _registration(self) -> Registration:
        texts = {name: field.text() for name, field in self._fields.items()}
        return Registration(
            texts["person_name"],
            self._kind.currentText(),
            texts["document_number"],
            texts["mobile"],
            texts["new_login"].strip(),
            texts["first_password"],
        )

    def _on_next(self) -> None:
        if not self._next.isEnabled() or self._finished:
            return
        if self._pages.currentIndex() == 0 and not self._person_is_well():
            return
        if self._hosted and self._pages.currentIndex() == 0:
            self._show_page(1)
            return
        registration = self._registration()
        host = (self._fields["host_login"].text().strip(), self._fields["host_password"].text())
        self._set_idle(False)
        self.waiting(self._runner).write(
            lambda: self._register(registration, host),
            self._on_registered,
            self._on_refused,
            self.tr("正在注册"),
            on_given_up=self._on_given_up,
        )

    def _person_is_well(self) -> bool:
        """What can be said without the workspace is said at once, at the field it is about."""
        try:
            checked(self._registration())
        except Rejected as rejected:
            self._on_refused(rejected)
            return False
        if self.password != self._fields["first_password_again"].text():
            self._say(self.tr("两次输入的密码不一样。"), "first_password_again")
            return False
        return True

    def _on_registered(self, codes: RecoveryCodes) -> None:
        self._finished = True
        self._set_idle(True)
        self._codes.show_codes(codes)
        self._show_page(2)

    def _on_refused(self, error: Exception) -> None:
        self._set_idle(True)
        field = _FIELDS.get(error.code) if isinstance(error, Rejected) else "host_password"
        if field is not None and field in _OF_PERSON:
            self._show_page(0)
        self._say(self._explain(error), field)

    def _on_given_up(self) -> None:
        self._set_idle(True)
        self._say(self.tr("已取消，没有注册。"), None)

    def _set_idle(self, idle: bool) -> None:
        self._next.setEnabled(idle)
        self._back.setEnabled(idle)

    def _say(self, sentence: str, field: str | None) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        if field is not None:
            self._fields[field].setFocus()
            self._fields[field].selectAll()


_FIELDS = {
    RejectionCode.NAME_MISSING: "person_name",
    RejectionCode.BAD_NAME: "person_name",
    RejectionCode.BAD_IDENTITY_NUMBER: "document_number",
    RejectionCode.BAD_DOCUMENT_NUMBER: "document_number",
    RejectionCode.PERSON_REGISTERED: "document_number",
    RejectionCode.BAD_MOBILE: "mobile",
    RejectionCode.BAD_LOGIN: "new_login",
    RejectionCode.BAD_SHARED_LOGIN: "new_login",
    RejectionCode.LOGIN_TAKEN: "new_login",
    RejectionCode.PASSWORD_TOO_SHORT: "first_password",
    RejectionCode.PASSWORD_TOO_LONG: "first_password",
    RejectionCode.BAD_PASSWORD: "first_password",
}
"""Which field a refusal is about."""
_OF_PERSON = frozenset(_FIELDS.values())
