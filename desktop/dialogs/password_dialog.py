"""Changing one's own password: the old one, the new one twice."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.sending import send
from desktop.services import accounts
from desktop.services.workspace import Workspace
from desktop.widgets.form_dialog import FormDialog
from desktop.work.runner import BackgroundRunner


class PasswordDialog(FormDialog):
    """Accepted once the new password opens the workspace; until then the old one does."""

    def __init__(self, workspace: Workspace, runner: BackgroundRunner, parent: QWidget | None = None) -> None:
        super().__init__("password", self.tr("修改密码"), self.tr("修改"), 420, parent)
        self._workspace = workspace
        self._runner = runner
        self._old = self.add_field("old_password", self.tr("现在的密码"), secret=True)
        self._new = self.add_field("new_password", self.tr("新密码"), secret=True)
        self._again = self.add_field("new_password_again", self.tr("再输一次"), secret=True)
        self.note_below(self.tr("密码至少 8 个字符。"))
        self.asked.connect(self._on_asked)

    def _on_asked(self) -> None:
        old, new = self._old.text(), self._new.text()
        if new != self._again.text():
            self.show_problem(self.tr("两次输入的新密码不一样。"))
            return
        send(self, self._runner, lambda: accounts.change_password(self._workspace, old, new), lambda _: self.accept())
