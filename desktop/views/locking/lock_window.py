"""What is seen while the program is locked: that it is, whose password opens it, and the way out."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.views.locking.lock_time import LOCK_SHORTCUT
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.logo import Logo
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton, ToolButtonKind

_WIDTH: Final = 360
_FREE: Final = 2
"""Wrong passwords that are not waited for."""
_LONGEST: Final = 60


def seconds_to_wait(wrong: int) -> int:
    """After so many wrong passwords: twice as long each time, a minute at most."""
    return 0 if wrong <= _FREE else min(_LONGEST, 2 ** (wrong - _FREE))


class LockWindow(Panel):
    """`password_given(str)`. `sign_out_asked()`: the person leaves, or another comes. `close_asked()`."""

    password_given = Signal(str)
    sign_out_asked = Signal()
    close_asked = Signal()

    def __init__(self, login: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(Surface.WINDOW)
        self._monotonic = monotonic
        self._wrong, self._until, self._busy = 0, 0.0, False
        self.setObjectName("lock_window")
        self.setProperty(LOCK_SHORTCUT, False)
        self.setWindowTitle(self.tr("TalentDesk 人才评审工作台（已锁定）"))
        self.resize(1366, 768)
        self.setMinimumSize(420, 400)
        self.password = QLineEdit()
        self.password.setObjectName("unlock_password")
        self.password.setAccessibleName(self.tr("密码"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._give)
        self._unlock = KeyButton(self.tr("解锁"), IconName.LOCK, kind=ButtonKind.PRIMARY)
        self._unlock.setObjectName("unlock")
        self._unlock.clicked.connect(self._give)
        self.busy = BusyIndicator()
        """Whoever checks the password starts and stops it."""
        self._problem = Label("", LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("unlock_problem")
        self._problem.hide()
        words = self.tr("退出登录，换人使用")
        self._sign_out = ToolButton(None, words, text=words, kind=ToolButtonKind.LINK)
        self._sign_out.setObjectName("lock_sign_out")
        self._sign_out.clicked.connect(self.sign_out_asked)
        self._wait = QTimer(self, interval=500)
        self._wait.timeout.connect(self.look)
        self._lay_out(login)

    def look(self) -> None:
        """Whether the next password may be tried by now."""
        left = self._until - self._monotonic()
        self._wait.stop() if left <= 0 else self._wait.start()
        self._unlock.setEnabled(left <= 0 and not self._busy)
        self._unlock.setText(self.tr("请等 {0} 秒").format(int(left) + 1) if left > 0 else self.tr("解锁"))

    def show_refused(self, sentence: str, *, wrong: bool) -> None:
        """Why it stays locked; each wrong password makes the next one wait longer."""
        self._wrong += wrong
        self._until = self._monotonic() + (seconds_to_wait(self._wrong) if wrong else 0)
        self.show_problem(sentence)
        self.ask_again()

    def ask_again(self) -> None:
        """The password that was given is not being checked any more."""
        self._busy = False
        self.password.setEnabled(True)
        self.password.selectAll()
        self.password.setFocus()
        self.look()

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    def end(self) -> None:
        """Put it away; it is no person's act."""
        self.password.clear()
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever closes it wants to leave the program, which may have a reason to stay."""
        event.ignore()
        self.close_asked.emit()

    def _give(self) -> None:
        if not self._unlock.isEnabled():
            return
        if not self.password.text():
            self.show_problem(self.tr("请输入密码。"))
            return
        self._busy = True
        self.setFocus()  # or it would go on to what is next, 退出登录
        self._unlock.setEnabled(False)
        self.password.setEnabled(False)
        self._problem.hide()
        self.password_given.emit(self.password.text())

    def _lay_out(self, login: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(IconName.LOCK, ColorRole.MUTED, 20))
        head.addWidget(Label(self.tr("已锁定"), LabelStyle.TITLE))
        head.addStretch(1)
        label = Label(self.tr("密码"), LabelStyle.SECONDARY)
        label.setBuddy(self.password)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        column.addLayout(head)
        said = self.tr("窗口和打开的对话框都在，输入的内容已保留。请输入账号 {0} 的密码。").format(login)
        column.addWidget(Label(said, LabelStyle.SECONDARY, wrap=True))
        column.addSpacing(10)
        column.addWidget(label)
        column.addWidget(self.password)
        column.addSpacing(8)
        column.addWidget(self._unlock)
        column.addWidget(self.busy)
        column.addWidget(self._sign_out, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._problem)
        inside = QWidget()
        inside.setFixedWidth(_WIDTH)
        inside.setLayout(column)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inside)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(middle)
        layout.addStretch(3)
