"""Asked at the sign-in with a temporary password, before anything else: a password of one's own."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.sending import send
from desktop.services.passwords import replace_temporary_password
from desktop.services.registration import RecoveryCodes
from desktop.services.workspace import Workspace
from desktop.widgets.form_dialog import FormDialog
from desktop.work.runner import BackgroundRunner


class NewPasswordDialog(FormDialog):
    """Accepted once the new password opens the workspace; `codes` are then new recovery codes, where there are any."""

    def __init__(self, workspace: Workspace, runner: BackgroundRunner, parent: QWidget | None = None) -> None:
        super().__init__("new_password", self.tr("设定自己的密码"), self.tr("设定并登录"), 460, parent)
        self._workspace = workspace
        self._runner = runner
        self.codes: RecoveryCodes | None = None
        self.explain_above(self.tr("您用管理员给的临时密码登录，请先换成只有自己知道的密码。"))
        self._temporary = self.add_field("temporary_password", self.tr("临时密码"), secret=True)
        self._new = self.add_field("own_password", self.tr("新密码"), secret=True)
        self._again = self.add_field("own_password_again", self.tr("再输一次"), secret=True)
        self.note_below(self.tr("密码至少 8 个字符。"))
        self.asked.connect(self._on_asked)

    def _on_asked(self) -> None:
        temporary, new = self._temporary.text(), self._new.text()
        if new != self._again.text():
            self.show_problem(self.tr("两次输入的新密码不一样。"))
            return
        send(
            self,
            self._runner,
            lambda: replace_temporary_password(self._workspace, temporary, new),
            self._on_replaced,
        )

    def _on_replaced(self, codes: RecoveryCodes | None) -> None:
        self.codes = codes
        self.accept()
