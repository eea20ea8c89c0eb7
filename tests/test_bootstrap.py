"""The program put together: sign-in, window, sign-out, and an end that waits for the last writes, not for ever."""

import logging
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.bootstrap import Program
from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.services.applications import change_number
from desktop.services.places import Place, parse_address
from desktop.services.workspace import Workspace, open_workspace
from desktop.store.store import Store
from desktop.views.fault_report import FaultReport, describe_fault, fault_log
from desktop.views.leaving import Leaving
from desktop.views.main_window import MainWindow
from desktop.widgets.theme.palette import ThemeMode
from desktop.work.runner import BackgroundRunner
from tests.desk import PASSWORD, make_desk
from tests.log_watch import ExpectLog
from tests.postgres.programs import Programs
from tests.shared_postgres import ServerOf
from tests.store.shared import make_logins, password_of, shared_workspace

SECRET = "王建国 22010119800101001X"


@pytest.fixture(scope="session")
def workspace_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("bootstrap") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def program(qapp: QApplication, own_home: Path) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    for window in (made.window, made.sign_in):
        if window is not None:
            window.close()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def sign_in(qtbot: QtBot, program: Program, place: Place, login: str = "city", password: str = PASSWORD) -> MainWindow:
    """Type the password and press Enter."""
    program.start(place, login)
    dialog = cast("SignInDialog", program.sign_in)
    return type_password(qtbot, program, dialog, password)


def type_password(qtbot: QtBot, program: Program, dialog: SignInDialog, password: str = PASSWORD) -> MainWindow:
    field = cast("QLineEdit", dialog.findChild(QLineEdit, "password"))
    field.setText(password)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
    assert program.sign_in is None
    return cast("MainWindow", program.window)


def is_closed(workspace: Workspace) -> bool:
    try:
        change_number(workspace)
    except Exception:
        return True
    return False


def test_a_shared_database_is_opened_remembered_and_left_without_a_connection(
    qtbot: QtBot, program: Program, postgres_server_of: ServerOf, postgres_versions: dict[int, Programs]
) -> None:
    server = postgres_server_of(max(postgres_versions))
    with server.own_roles(), shared_workspace(server) as desk:
        make_logins(desk, "admin")
        window = sign_in(qtbot, program, desk.store.address, "admin", password_of("admin"))
        assert str(desk.store.address) in cast("QWidget", window.findChild(QWidget, "workspace_place")).accessibleName()
        window.sign_out_requested.emit()
        qtbot.waitUntil(lambda: program.sign_in is not None)
        entry = cast("SignInDialog", program.sign_in).entry
        assert entry is not None
        assert (entry.place, entry.last_login) == (parse_address(str(desk.store.address)), "admin")

        def connections() -> int:
            with desk.store.read() as connection:
                asked = text("SELECT count(*) FROM pg_stat_activity WHERE usename = 'admin'")
                return int(connection.scalar(asked) or 0)

        qtbot.waitUntil(lambda: connections() == 0, timeout=10_000)


def test_signing_out_closes_the_workspace_and_shows_the_sign_in(
    qtbot: QtBot, program: Program, workspace_template: Path
) -> None:
    window = sign_in(qtbot, program, workspace_template)
    workspace = program._sessions[0].workspace
    assert window.isVisible()
    window.sign_out_requested.emit()
    assert program.window is None
    assert program.sign_in is not None
    assert program.sign_in.isVisible()
    qtbot.waitUntil(lambda: is_closed(workspace), timeout=5_000)
    again = type_password(qtbot, program, program.sign_in)
    assert again.isVisible()


def test_what_is_being_written_is_waited_for(qtbot: QtBot, program: Program, workspace_template: Path) -> None:
    window = sign_in(qtbot, program, workspace_template)
    (session,) = program._sessions
    gate, done = threading.Event(), threading.Event()

    def write() -> None:
        assert gate.wait(10)
        done.set()

    session.runner.operation(write)
    window.close()
    assert program.window is None
    assert session in program._sessions
    gate.set()
    qtbot.waitUntil(lambda: session not in program._sessions, timeout=2_000)
    assert done.is_set()


def test_a_write_that_hangs_is_not_waited_for_for_ever(qtbot: QtBot) -> None:
    runner, gate = BackgroundRunner(), threading.Event()
    runner.operation(lambda: gate.wait(30))
    leaving = Leaving(runner)
    started = time.monotonic()
    with qtbot.waitSignal(leaving.finished, timeout=5_000):
        leaving.start()
    assert 1.5 < time.monotonic() - started < 4
    gate.set()
    runner.close()


def test_without_writes_nothing_is_waited_for(qtbot: QtBot) -> None:
    runner = BackgroundRunner()
    leaving = Leaving(runner)
    with qtbot.waitSignal(leaving.finished, timeout=100):
        leaving.start()
    runner.close()


class StuckStore(Store):
    """A disk that does not answer: closing hangs."""

    gate = threading.Event()

    def close(self) -> None:
        self.gate.wait(30)
        super().close()


def test_the_program_ends_within_seconds_whatever_hangs(
    qtbot: QtBot, program: Program, workspace_template: Path
) -> None:
    workspace = open_workspace(workspace_template, "city", PASSWORD)
    workspace.store.__class__ = StuckStore
    program._on_signed_in(workspace)
    program._sessions[0].runner.operation(lambda: StuckStore.gate.wait(30))
    started = time.monotonic()
    program.close()
    assert time.monotonic() - started < 4
    StuckStore.gate.set()
    qtbot.waitUntil(lambda: is_closed(workspace), timeout=5_000)


def test_the_theme_is_remembered(qapp: QApplication, program: Program) -> None:
    program.theme.set_mode(ThemeMode.DARK)
    program.close()
    again = Program(qapp)
    assert again.theme.mode is ThemeMode.DARK
    again.theme.set_mode(ThemeMode.LIGHT)
    again.close()
    again.deleteLater()


def failing() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


def fault() -> KeyError:
    with pytest.raises(KeyError) as caught:
        failing()
    return caught.value


def test_a_fault_is_described_without_its_words() -> None:
    text = describe_fault(fault())
    assert text.startswith("KeyError\n")
    assert "caused by ValueError" in text
    assert "in failing" in text
    assert "王建国" not in text


def test_the_log_holds_no_words_of_an_exception(tmp_path: Path, expect_log: ExpectLog) -> None:
    file = tmp_path / "talentdesk.log"
    handler = fault_log(file)
    logger = logging.getLogger("tests.faults")
    logger.addHandler(handler)
    with expect_log("something failed", level=logging.ERROR):
        try:
            failing()
        except KeyError:
            logger.exception("something failed")
    logger.removeHandler(handler)
    handler.close()
    written = file.read_text(encoding="utf-8")
    assert "something failed" in written
    assert "KeyError" in written
    assert "王建国" not in written


def test_nothing_is_written_where_nothing_went_wrong(tmp_path: Path) -> None:
    handler = fault_log(tmp_path / "talentdesk.log")
    handler.close()
    assert list(tmp_path.iterdir()) == []


def boxes() -> list[QMessageBox]:
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


def test_a_fault_from_any_thread_is_shown_once_and_the_program_lives_on(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, expect_log: ExpectLog
) -> None:
    report = FaultReport(qapp, str(tmp_path / "talentdesk.log"))
    error = fault()
    with expect_log("KeyError", logger="talentdesk.fault", level=logging.ERROR):
        for thread in [threading.Thread(target=report.report, args=(error,)) for _ in range(2)]:
            thread.start()
            thread.join()
        qtbot.waitUntil(lambda: bool(boxes()))
    (box,) = boxes()
    assert "王建国" not in box.text() + box.informativeText() + box.detailedText()
    box.accept()
    assert boxes() == []
    with expect_log("KeyError", logger="talentdesk.fault", level=logging.ERROR):
        report.report(error)
        qtbot.waitUntil(lambda: bool(boxes()))
    boxes()[0].accept()


def test_exceptions_nobody_caught_reach_the_report_while_it_is_installed(qapp: QApplication, tmp_path: Path) -> None:
    report = FaultReport(qapp, str(tmp_path / "talentdesk.log"))
    before, thread_before = sys.excepthook, threading.excepthook
    report.install()
    assert sys.excepthook == report._on_exception
    assert threading.excepthook == report._on_exception_of_thread
    report.uninstall()
    assert sys.excepthook == before
    assert threading.excepthook == thread_before
