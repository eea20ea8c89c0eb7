"""忘记密码: the recovery sheet of a workspace gives an account a new password."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.work.runner import BackgroundRunner

Recover = Callable[[str, str, str], None]
"""`recover(recovery key, login, new password)` runs on a background thread and raises what services raise."""


class RecoveryDialog(QDialog):
    """Accepted once the new password opens the workspace."""

    def __init__(
        self,
        login: str,
        recover: Recover,
        explain: Callable[[Exception], str],
        runner: BackgroundRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recover = recover
        self._explain = explain
        self._runner = runner
        self.setObjectName("recovery_dialog")
        self.setWindowTitle(self.tr("忘记密码"))
        self.setModal(True)
        self.setMinimumWidth(520)
        self._key, self._login = QLineEdit(), QLineEdit(login)
        self._key.setPlaceholderText(self.tr("恢复单上的 14 组字符，可以不输连字符"))
        self._new, self._again = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.setSpacing(8)
        for name, words, field in (
            ("recovery_key", self.tr("恢复密钥"), self._key),
            ("recovery_login", self.tr("登录名"), self._login),
            ("recovery_password", self.tr("新密码"), self._new),
            ("recovery_password_again", self.tr("再输一次"), self._again),
        ):
            field.setObjectName(name)
            form.addRow(words, field)
        for field in (self._new, self._again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("recovery_problem")
        self._problem.hide()
        cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self._save = KeyButton(self.tr("设定新密码"), None, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._save.setObjectName("recovery_save")
        self._save.clicked.connect(self._on_save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        explanation = self.tr(
            "建立工作区时打印的恢复单可以重设任何账号的密码。没有恢复单时，请管理员在“账号”中为您停用并重新启用账号。"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Label(explanation, LabelStyle.SECONDARY, wrap=True))
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)

    @property
    def login(self) -> str:
        """Whose password is set."""
        return self._login.text().strip()

    def _on_save(self) -> None:
        key, login, password = self._key.text(), self._login.text().strip(), self._new.text()
        if not key.strip() or not login:
            self._say(self.tr("请输入恢复密钥和登录名。"))
        elif password != self._again.text():
            self._say(self.tr("两次输入的新密码不一样。"))
        else:
            self._save.setEnabled(False)
            self._runner.operation(
                lambda: self._recover(key, login, password),
                lambda _: self.accept(),
                lambda error: self._say(self._explain(error)),
                owner=self,
            )

    def _say(self, sentence: str) -> None:
        self._save.setEnabled(True)
        self._problem.setText(sentence)
        self._problem.show()
