"""The one place that puts the program together: application, look, background work, sign-in, window.

The sign-in is shown first; what only the window needs is imported behind it.
"""

import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    QStandardPaths,
    QTimer,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.dialogs.guide.guide import Guide
from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.dialogs.sign_in.sign_in_services import SignInServices
from desktop.models.workspaces_model import WorkspacesModel
from desktop.preview.font_cache import cached_font
from desktop.services.demo_logins import read_demo_logins
from desktop.services.places import Place
from desktop.views.fault_report import FaultReport, fault_log
from desktop.views.leaving import Leaving
from desktop.views.locking.idle_watch import IdleWatch
from desktop.views.locking.lock_time import LOCK_KEY, LOCK_SHORTCUT
from desktop.widgets.logo import window_icon
from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.widgets.window_key import WindowKey
from desktop.work.garbage import GarbageCollector
from desktop.work.runner import BackgroundRunner, keep_turns_short

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace
    from desktop.views.main_window import MainWindow
    from desktop.views.session import Session

_THEME_KEY = "window/theme"
_CLOSING_SECONDS = 3
_IMPORT_AFTER_MS = 100  # the sign-in is painted by then; importing before would hold it up


def run_window(store: Place | None, login: str | None) -> int:
    """Show the sign-in for `store` (or the chooser) and run until the last window is closed; the exit status."""
    application = make_application(sys.argv[:1])
    program = Program(application)
    program.start(store, login or "")
    status = application.exec()
    program.close()
    return status


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application with its names, language and icon; one a process."""
    application = QApplication(arguments)
    application.setOrganizationName("TalentDesk")
    application.setApplicationName("talentdesk")
    application.setDesktopFileName("talentdesk")
    application.setWindowIcon(window_icon())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def standard_directory(kind: QStandardPaths.StandardLocation) -> Path:
    """The program's own directory of that kind, made if need be, closed to other accounts of the machine."""
    directory = Path(QStandardPaths.writableLocation(kind))
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    return directory


def demo_location() -> Path:
    """Where the demo workspace lies that the sign-in offers."""
    data = os.environ.get("XDG_DATA_HOME")
    if data or sys.platform.startswith("linux"):
        return Path(data or Path.home() / ".local" / "share") / "talentdesk" / "demo"
    return (
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "talentdesk/demo"
    )


def make_theme(application: QApplication, mode: ThemeMode) -> Theme:
    """The look, with a Chinese font of our own where the system has none."""
    cache = standard_directory(QStandardPaths.StandardLocation.CacheLocation)
    family = None if has_chinese_font() else _fallback_family(cache / "fonts")
    images = cache / "images"
    images.mkdir(exist_ok=True)
    return Theme(application, images, mode=mode, fallback_family=family)


def _fallback_family(cache: Path) -> str | None:
    """The family of our own Chinese font; None where it cannot be had, and boxes are shown."""
    font = cached_font(cache)
    try:
        if font is None:
            from desktop.preview.fonts import cjk_font_bytes

            font = cjk_font_bytes(cache)
        return register_fallback_font(font)
    except Exception:
        logging.getLogger(__name__).exception("no Chinese font")
        return None


class Program(QObject):
    """Holds what lives as long as the program, and shows sign-in or window, never both."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.setQuitOnLastWindowClosed(False)
        keep_turns_short()
        self._garbage = GarbageCollector(self)
        log_file = standard_directory(QStandardPaths.StandardLocation.AppLocalDataLocation) / "talentdesk.log"
        self._log = fault_log(log_file)
        logging.getLogger().addHandler(self._log)
        self._faults = FaultReport(application, str(log_file))
        self._faults.install()
        config = standard_directory(QStandardPaths.StandardLocation.AppConfigLocation)
        self.settings = QSettings(str(config / "talentdesk.ini"), QSettings.Format.IniFormat, self)
        self.theme = make_theme(application, _stored_mode(self.settings))
        self.theme.mode_changed.connect(lambda mode: self.settings.setValue(_THEME_KEY, mode.value))
        self.guide = Guide(application, self.settings)
        self._lock_key = WindowKey(application, LOCK_KEY, LOCK_SHORTCUT, self)
        self._idle = IdleWatch(parent=self)
        self.runner = self._make_runner()
        self._workspaces = WorkspacesModel(self.settings, demo_location(), self)
        self._closings: list[threading.Thread] = []
        self._sessions: list[Session] = []
        self.sign_in: SignInDialog | None = None
        self.window: MainWindow | None = None

    def start(self, store: Place | None, login: str) -> None:
        """Show the sign-in; `store` and `login` fill it in."""
        self._show_sign_in()
        if store is not None and self.sign_in is not None:
            self.sign_in.choose(store.absolute() if isinstance(store, Path) else store, login)
        QTimer.singleShot(_IMPORT_AFTER_MS, self, lambda: threading.Thread(target=_import_ahead, daemon=True).start())

    def close(self) -> None:
        """Let go of everything; stores and children that hang are waited for 3 seconds, all together."""
        if self.window is not None:
            self.window.close()
        if self.sign_in is not None:
            self.sign_in.close()
        self.guide.close()
        self.runner.close()
        for session in tuple(self._sessions):
            self._leave_session(session)
        deadline = time.monotonic() + _CLOSING_SECONDS
        for closing in self._closings:
            closing.join(max(0.0, deadline - time.monotonic()))
        self._closings.clear()
        self._garbage.stop()
        self._faults.uninstall()
        logging.getLogger().removeHandler(self._log)
        self._log.close()

    def _show_sign_in(self) -> None:
        self.guide.roles = ()
        self.sign_in = SignInDialog(sign_in_services(), self.runner, self._workspaces, __version__)
        self.sign_in.signed_in.connect(self._on_signed_in)
        self.sign_in.finished.connect(self._on_sign_in_closed)
        self.sign_in.show()

    def _on_signed_in(self, workspace: "Workspace") -> None:
        from desktop.preview.host import PreviewHost
        from desktop.views.locking.locking import Locking
        from desktop.views.main_window import MainWindow
        from desktop.views.session import Session

        self._garbage.spare_what_is_there()  # everything is imported now
        preview = PreviewHost(self)
        # its own runner: a workspace that hangs must not hold up the next one
        session = Session(workspace, self._make_runner(), preview, self.theme, self.settings)
        self._sessions.append(session)
        self.guide.roles = session.roles
        self.window = MainWindow(session)
        self.window.help_requested.connect(self.guide.open_here)
        self.window.sign_out_requested.connect(self._on_sign_out)
        locking = Locking(session, self.window, self.runner, self._idle)
        locking.sign_out_asked.connect(self._on_sign_out)
        self._lock_key.pressed.connect(locking.lock)
        self.window.closed.connect(partial(self._on_window_closed, session))
        self.window.show()
        if self.sign_in is not None:
            self.sign_in.close()

    def _on_sign_in_closed(self) -> None:
        if self.sign_in is not None:
            self.sign_in.deleteLater()
            self.sign_in = None
        self._end_when_deserted()

    def _on_sign_out(self) -> None:
        self._show_sign_in()
        if self.window is not None:
            self.window.close()

    def _on_window_closed(self, session: "Session") -> None:
        """What was written last reaches the store before it is closed; the program ends after that."""
        if self.window is None:
            return
        self.window.deleteLater()
        self.window = None
        leaving = Leaving(session.runner, self)
        leaving.finished.connect(partial(self._leave_session, session))
        leaving.finished.connect(leaving.deleteLater)
        leaving.start()

    def _leave_session(self, session: "Session") -> None:
        """Close the store on a thread of its own: it may have much to move, or hang."""
        if session not in self._sessions:
            return
        self._sessions.remove(session)
        session.preview.close()
        session.runner.close()
        session.preview.deleteLater()
        session.runner.deleteLater()
        closing = threading.Thread(target=session.workspace.close, daemon=True)
        closing.start()
        self._closings = [*(thread for thread in self._closings if thread.is_alive()), closing]
        self._end_when_deserted()

    def _end_when_deserted(self) -> None:
        """Instead of Qt's end with the last window, which would not wait for what is still being written."""
        if self.window is None and self.sign_in is None and not self._sessions:
            QApplication.quit()

    def _make_runner(self) -> BackgroundRunner:
        runner = BackgroundRunner(self)
        runner.failed.connect(self._faults.report)
        return runner


def sign_in_services() -> SignInServices:
    """The sign-in's verbs, importing what they need when they are first called, on a background thread."""

    def open_it(place: Place, login: str, password: str) -> "Workspace":
        from desktop.services.opening import open_store

        return open_store(place, login, password)

    def open_backup(location: Path, login: str, password: str) -> "Workspace":
        from desktop.services.workspace import open_newest_backup

        return open_newest_backup(location, login, password)

    def make_demo(location: Path, progress: Callable[[int, int], None]) -> None:
        from desktop.demo.workspace import make_demo_workspace

        make_demo_workspace(location, progress=progress)

    def explain(error: Exception) -> str:
        from desktop.text.errors import explain

        return explain(error)

    def is_damaged(error: Exception) -> bool:
        from desktop.services.problems import Unavailable, UnavailableCode

        return isinstance(error, Unavailable) and error.code is UnavailableCode.DAMAGED

    def recover(place: Place, code: str, login: str, new_password: str) -> None:
        from desktop.services.passwords import recover_with

        recover_with(place, code, login, new_password)

    return SignInServices(open_it, open_backup, make_demo, read_demo_logins, explain, is_damaged, recover)


def _import_ahead() -> None:
    """Import what the window will need while the person types the password."""
    for module in ("desktop.services.opening", "desktop.views.main_window"):
        importlib.import_module(module)


def _stored_mode(settings: QSettings) -> ThemeMode:
    stored = str(settings.value(_THEME_KEY, ThemeMode.SYSTEM.value))
    return ThemeMode(stored) if stored in set(ThemeMode) else ThemeMode.SYSTEM
