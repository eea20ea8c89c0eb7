"""忘记密码 (guide 2.3): a recovery code, or the sheet of a local workspace, gives an account a new password."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.widgets.form_dialog import FormDialog
from desktop.work.runner import BackgroundRunner

Recover = Callable[[str, str, str], None]
"""`recover(code or key, login, new password)` runs on a background thread and raises what services raise."""


class RecoveryDialog(FormDialog):
    """Accepted once the new password opens the workspace."""

    def __init__(
        self,
        login: str,
        recover: Recover,
        explain: Callable[[Exception], str],
        runner: BackgroundRunner,
        parent: QWidget | None = None,
        *,
        shared: bool = False,
    ) -> None:
        """`shared`: in a shared database, which has no sheet."""
        super().__init__("recovery", self.tr("忘记密码"), self.tr("设定新密码"), 520, parent)
        self._recover = recover
        self._explain = explain
        self._runner = runner
        by_code = self.tr("注册时抄录的恢复码可以重设自己的密码，每个只能用一次。")
        by_sheet = self.tr("建立工作区时打印的恢复单可以重设任何账号的密码。")
        otherwise = self.tr("都没有时，请带证件请管理员在“账号”中设一个临时密码。")
        self.explain_above(by_code + ("" if shared else by_sheet) + otherwise)
        self._key = self.add_field("recovery_key", self.tr("恢复码") if shared else self.tr("恢复码或恢复密钥"))
        self._key.setPlaceholderText(
            self.tr("恢复码 4 组，每组 5 位") if shared else self.tr("恢复码 4 组，或恢复单上的 14 组，可以不输连字符")
        )
        self._login = self.add_field("recovery_login", self.tr("登录名"), login)
        self._new = self.add_field("recovery_password", self.tr("新密码"), secret=True)
        self._again = self.add_field("recovery_password_again", self.tr("再输一次"), secret=True)
        self.asked.connect(self._on_asked)

    @property
    def login(self) -> str:
        """Whose password is set."""
        return self._login.text().strip()

    def _on_asked(self) -> None:
        key, login, password = self._key.text(), self.login, self._new.text()
        if not key.strip() or not login:
            self.show_problem(self.tr("请输入恢复码和登录名。"))
        elif password != self._again.text():
            self.show_problem(self.tr("两次输入的新密码不一样。"))
        else:
            self.send(
                self._runner,
                lambda: self._recover(key, login, password),
                lambda _: self.accept(),
                lambda error: self.show_problem(self._explain(error)),
            )
