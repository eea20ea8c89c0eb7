"""Login and password, the button, and what went wrong: the right half of the sign-in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.tool_button import ToolButton, ToolButtonKind


class SignInForm(QWidget):
    """`submitted(login, password)` when the button or Enter is pressed with both filled in.

    `backup_requested()` when the person wants the newest backup opened in place of a damaged file.
    `recovery_requested()` when the password is forgotten, `registration_requested()` by who has no account.
    `cancel_requested()` while it takes long.
    """

    submitted = Signal(str, str)
    backup_requested = Signal()
    recovery_requested = Signal()
    registration_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = QLineEdit()
        self._login.setObjectName("login")
        self._login.setAccessibleName(self.tr("登录名"))
        self._password = QLineEdit()
        self._password.setObjectName("password")
        self._password.setAccessibleName(self.tr("密码"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setTextMargins(0, 0, 28, 0)
        self._reveal = ToolButton(
            IconName.SHOW_PASSWORD, self.tr("显示密码"), kind=ToolButtonKind.FIELD, checkable=True
        )
        self._reveal.toggled.connect(self._on_reveal_toggled)
        inside = QHBoxLayout(self._password)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addStretch()
        inside.addWidget(self._reveal)
        words = self.tr("忘记密码？")
        self._forgotten = ToolButton(None, words, text=words, kind=ToolButtonKind.LINK)
        self._forgotten.setObjectName("forgotten")
        self._forgotten.clicked.connect(self.recovery_requested)
        words = self.tr("没有账号？立即注册")
        self._register = ToolButton(None, words, text=words, kind=ToolButtonKind.LINK)
        self._register.setObjectName("register")
        self._register.clicked.connect(self.registration_requested)
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("sign_in_problem")
        self._problem.hide()
        self._note = Label(style=LabelStyle.SECONDARY, wrap=True)
        self._note.setObjectName("sign_in_note")
        self._note.hide()
        self._cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        self._cancel.setObjectName("cancel_sign_in")
        self._cancel.hide()
        self._cancel.clicked.connect(self.cancel_requested)
        self.busy = BusyIndicator()
        """While a local workspace is being opened; whoever opens it starts and stops this."""
        self.busy.cancel_requested.connect(self.cancel_requested)
        self._backup = KeyButton(self.tr("打开最近的备份"), IconName.HISTORY)
        self._backup.setObjectName("open_backup")
        self._backup.hide()
        self._button = KeyButton(self.tr("登录"), IconName.SIGN_IN, kind=ButtonKind.PRIMARY)
        self._button.setObjectName("sign_in")
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.setDefault(True)
        self._button.clicked.connect(self._on_submitted)
        self._backup.clicked.connect(self.backup_requested)
        for field in (self._login, self._password):
            field.returnPressed.connect(self._on_submitted)
            field.textEdited.connect(self._on_edited)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Label(self.tr("登录名"), LabelStyle.SECONDARY))
        layout.addWidget(self._login)
        password_row = QHBoxLayout()
        password_row.addWidget(Label(self.tr("密码"), LabelStyle.SECONDARY), 1)
        password_row.addWidget(self._forgotten)
        layout.addLayout(password_row)
        layout.addWidget(self._password)
        layout.addSpacing(12)
        layout.addWidget(self._button)
        layout.addWidget(self._register, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.busy)
        layout.addWidget(self._problem)
        layout.addWidget(self._note)
        layout.addWidget(self._backup, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def login(self) -> str:
        return self._login.text().strip()

    @property
    def password(self) -> str:
        return self._password.text()

    def fill(self, login: str, password: str = "") -> None:
        """Put an account in; the cursor goes to what is missing."""
        self._login.setText(login)
        self._password.setText(password)
        self.clear_problem()
        self.focus_missing()

    def focus_missing(self) -> None:
        """Put the cursor where something is to be typed."""
        target = self._login if not self.login else self._password if not self.password else self._button
        target.setFocus()

    def set_busy(self, busy: bool, *, cancellable: bool = False) -> None:
        """While the workspace is being opened: what was typed stays, nothing can be pressed twice."""
        self._cancel.setVisible(busy and cancellable)
        self._forgotten.setEnabled(not busy)
        self._register.setEnabled(not busy)
        self._button.setEnabled(not busy)
        self._button.setText(self.tr("正在登录") if busy else self.tr("登录"))
        self._login.setEnabled(not busy)
        self._password.setEnabled(not busy)

    def show_problem(self, sentence: str, *, offer_backup: bool = False) -> None:
        """Say what went wrong, in place; typed words stay."""
        self._problem.setText(sentence)
        self._problem.show()
        self._backup.setVisible(offer_backup)
        self._password.setFocus()
        self._password.selectAll()

    def show_note(self, sentence: str) -> None:
        """Say in place what to do; nothing went wrong."""
        self.clear_problem()
        self._note.setText(sentence)
        self._note.show()

    def clear_problem(self) -> None:
        self._problem.hide()
        self._note.hide()
        self._backup.hide()

    def _on_submitted(self) -> None:
        if not self.login:
            self._login.setFocus()
            self.show_missing(self.tr("请输入登录名。"))
        elif not self.password:
            self._password.setFocus()
            self.show_missing(self.tr("请输入密码。"))
        elif self._button.isEnabled():
            self.clear_problem()
            self.submitted.emit(self.login, self.password)

    def show_missing(self, sentence: str) -> None:
        """Say what is still to be filled in, leaving the cursor where it is."""
        self._problem.setText(sentence)
        self._problem.show()

    def _on_edited(self) -> None:
        self.clear_problem()

    def _on_reveal_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._password.setEchoMode(mode)
        self._reveal.set_icon(IconName.HIDE_PASSWORD if shown else IconName.SHOW_PASSWORD)
        self._reveal.set_name(self.tr("隐藏密码") if shown else self.tr("显示密码"))
