"""Changing one's own password: the old one, the new one twice."""

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services import accounts
from desktop.services.workspace import Workspace
from desktop.text.errors import explain, is_expected
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.work.runner import BackgroundRunner


class PasswordDialog(QDialog):
    """Accepted once the new password opens the workspace; until then the old one does."""

    def __init__(self, workspace: Workspace, runner: BackgroundRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self.setObjectName("password_dialog")
        self.setWindowTitle(self.tr("修改密码"))
        self.setModal(True)
        self.setMinimumWidth(420)
        self._old, self._new, self._again = QLineEdit(), QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.setSpacing(8)
        for name, words, field in (
            ("old_password", self.tr("现在的密码"), self._old),
            ("new_password", self.tr("新密码"), self._new),
            ("new_password_again", self.tr("再输一次"), self._again),
        ):
            field.setObjectName(name)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow(words, field)
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("password_problem")
        self._problem.hide()
        cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self._save = KeyButton(self.tr("修改"), None, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._save.setObjectName("change_password")
        self._save.clicked.connect(self._on_save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(Label(self.tr("密码至少 8 个字符。"), LabelStyle.SMALL))
        layout.addWidget(self._problem)
        layout.addLayout(buttons)

    def _on_save(self) -> None:
        old, new = self._old.text(), self._new.text()
        if new != self._again.text():
            self._say(self.tr("两次输入的新密码不一样。"))
            return
        self._save.setEnabled(False)
        self._runner.operation(
            lambda: accounts.change_password(self._workspace, old, new),
            lambda _: self.accept(),
            self._on_refused,
            owner=self,
        )

    def _on_refused(self, error: Exception) -> None:
        self._say(explain(error))
        if not is_expected(error):
            raise error  # for the fault report

    def _say(self, sentence: str) -> None:
        self._save.setEnabled(True)
        self._problem.setText(sentence)
        self._problem.show()
