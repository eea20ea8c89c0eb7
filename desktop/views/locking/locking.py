"""Locks the program when nobody has touched it for a while, or when its person says so; their password opens it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.unlocking import check_password
from desktop.text.errors import explain, is_expected
from desktop.views.locking.covered import CoveredWindows
from desktop.views.locking.idle_watch import IdleWatch
from desktop.views.locking.lock_time import NEVER, keep_lock_minutes, lock_choices, lock_minutes
from desktop.views.locking.lock_window import LockWindow
from desktop.views.main_window import MainWindow
from desktop.views.session import Session
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner


class Locking(QObject):
    """Of one signed-in person's windows. `sign_out_asked()` from the lock, once nothing would be lost by it.

    `runner` checks passwords: not that of the session, which a store that hangs holds up.
    """

    sign_out_asked = Signal()

    def __init__(self, session: Session, window: MainWindow, runner: BackgroundRunner, watch: IdleWatch) -> None:
        super().__init__(window)
        self._session, self._window, self._runner, self._watch = session, window, runner, watch
        application = QCoreApplication.instance()
        if application is None:
            raise RuntimeError("windows without an application")
        self._application = application
        self._shared = session.workspace.shared
        self._covered = CoveredWindows(self)
        self.screen: LockWindow | None = None
        watch.idle.connect(self.lock)
        window.header.lock_requested.connect(self.lock)
        window.closed.connect(self._on_window_closed)
        window.header.add_to_person_menu(self._menu())
        self._start_watching()

    def lock(self) -> None:
        """Cover everything; what is being typed goes its ordinary way to the store meanwhile."""
        if self.screen is not None:
            return
        self._watch.stop()
        try:
            self._keep_typed()
        finally:  # whatever goes wrong with it, nobody sees it
            self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes up while it is locked waits behind the lock."""
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self.screen:
            QTimer.singleShot(0, watched, lambda: self._hide_late(watched))
        return False

    def _keep_typed(self) -> None:
        if self._window.filling.page is not None:
            self._window.filling.page.flush()
        for dialog in self._window.reviewing.dialogs:
            dialog.keep_typed()

    def _cover(self) -> None:
        screen = LockWindow(self._session.workspace.account.login, self._session.workspace.monotonic)
        checking = Waiting(self._runner, screen, screen.busy)
        checking.given_up.connect(screen.ask_again)
        screen.password_given.connect(partial(self._check, checking))
        screen.sign_out_asked.connect(self._leave)
        screen.close_asked.connect(self._close)
        screen.setGeometry(self._window.geometry())
        if self._window.isMaximized():
            screen.showMaximized()
        else:
            screen.show()
        self.screen = screen
        self._covered.hide_all(screen)
        self._application.installEventFilter(self)
        screen.raise_()
        screen.activateWindow()
        screen.password.setFocus()

    def _hide_late(self, window: QObject) -> None:
        if self.screen is not None and isinstance(window, QWidget):
            self._covered.hide(window)

    def _check(self, checking: Waiting, password: str) -> None:
        workspace = self._session.workspace
        checking.read(
            lambda: check_password(workspace, password),
            lambda _: self._unlock(),
            self._on_refused,
            self.tr("正在核对密码"),
        )

    def _on_refused(self, error: Exception) -> None:
        if self.screen is not None:
            wrong = isinstance(error, Unavailable) and error.code is UnavailableCode.WRONG_PASSWORD
            self.screen.show_refused(self.tr("密码不正确。") if wrong else explain(error), wrong=wrong)
        if not is_expected(error):
            self._session.runner.failed.emit(error)

    def _unlock(self) -> None:
        if self.screen is not None:
            self._put_away()
            self._start_watching()
            self._covered.show_all()

    def _put_away(self) -> None:
        self._application.removeEventFilter(self)
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.end()

    def _may_leave(self) -> bool:
        window = self._window
        if window.filling.may_close() and window.applying.may_close(window.navigation):
            return True
        if self.screen is not None:
            self.screen.show_problem(self.tr("有内容还没有保存，离开就会丢失。请先解锁，看过以后再离开。"))
        return False

    def _leave(self) -> None:
        if self._may_leave():
            self.sign_out_asked.emit()

    def _close(self) -> None:
        if self._may_leave():
            self._window.close()

    def _on_window_closed(self) -> None:
        self._watch.stop()
        self._put_away()

    def _start_watching(self) -> None:
        minutes = lock_minutes(self._session.settings, shared=self._shared)
        self._watch.start(None if minutes == NEVER else 60 * minutes)

    def _menu(self) -> QMenu:
        menu = QMenu(self.tr("自动锁定"), self._window)
        menu.setObjectName("lock_times")
        group = QActionGroup(menu)
        chosen = lock_minutes(self._session.settings, shared=self._shared)
        for minutes in lock_choices(shared=self._shared):
            words = self.tr("从不") if minutes == NEVER else self.tr("{0} 分钟没有操作").format(minutes)
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(minutes == chosen)
            action.setData(minutes)
            group.addAction(action)
        group.triggered.connect(lambda action: self._choose(int(action.data())))
        return menu

    def _choose(self, minutes: int) -> None:
        keep_lock_minutes(self._session.settings, minutes)
        self._start_watching()
