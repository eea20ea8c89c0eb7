"""Locked when nobody is there: nothing of a dossier stays in sight, and everything comes back as it was."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from desktop.demo.workspace import PASSWORD
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.views.locking.idle_watch import SLEPT_SECONDS, TICK_SECONDS, IdleWatch
from desktop.views.locking.lock_time import LOCK_KEY, LOCK_SHORTCUT, lock_choices, lock_minutes
from desktop.views.locking.lock_window import LockWindow, seconds_to_wait
from desktop.views.locking.locking import Locking
from desktop.widgets.growing_edit import GrowingEdit
from desktop.widgets.window_key import WindowKey
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in


@dataclass
class Clocks:
    """The machine's two clocks, which stand still unless a test moves them."""

    monotonic: float = 1000.0
    wall: float = 5_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += seconds


@dataclass
class Guarded:
    """A window with its lock."""

    opened: OpenWindow
    clocks: Clocks
    watch: IdleWatch
    locking: Locking

    @property
    def screen(self) -> LockWindow:
        assert self.locking.screen is not None
        return self.locking.screen

    def leave_alone(self, seconds: float) -> None:
        """Time goes by with the watch looking now and then."""
        while seconds > 0 and self.locking.screen is None:
            self.clocks.pass_by(min(seconds, TICK_SECONDS))
            seconds -= TICK_SECONDS
            self.watch.look()

    def touch(self) -> None:
        window = self.opened.window.windowHandle()
        assert window is not None
        QTest.mouseMove(window, QPoint(40, 40))
        QTest.keyClick(window, Qt.Key.Key_Shift)

    def give(self, password: str) -> None:
        self.screen.password.clear()
        QTest.keyClicks(self.screen.password, password)
        QTest.keyClick(self.screen.password, Qt.Key.Key_Return)

    def unlock(self) -> None:
        self.give(PASSWORD)
        self.opened.until(lambda: self.locking.screen is None)

    def in_sight(self) -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def broken() -> None:
    raise ZeroDivisionError


@pytest.fixture
def guarded(desk: WindowDesk) -> Iterator[Guarded]:
    opened, clocks = desk.open("changchun"), Clocks()
    session = opened.window._session
    session.workspace.monotonic = lambda: clocks.monotonic
    watch = IdleWatch(lambda: clocks.monotonic, lambda: clocks.wall)
    yield Guarded(opened, clocks, watch, Locking(session, opened.window, opened.runner, watch))
    watch.stop()


def commented(guarded: Guarded) -> DetailDialog:
    """An application open beside the window, with a word typed about it."""
    dialog = guarded.opened.window.reviewing.open_detail(guarded.opened.rows[0].id)
    guarded.opened.until(lambda: dialog.loaded is not None)
    dialog.activateWindow()
    guarded.opened.until(dialog.isActiveWindow)
    field = find_part(dialog, GrowingEdit, "comment")
    field.setFocus()
    type_in(field, "材料还要再看")
    return dialog


def test_a_window_left_alone_shows_nothing_of_a_dossier_and_comes_back_as_it_was(guarded: Guarded) -> None:
    dialog = commented(guarded)
    name = guarded.opened.rows[0].name
    field = find_part(dialog, GrowingEdit, "comment")
    where = dialog.geometry()
    guarded.leave_alone(14 * 60)
    guarded.touch()
    guarded.leave_alone(14 * 60)
    assert guarded.locking.screen is None
    guarded.leave_alone(61)
    assert guarded.in_sight() == [guarded.screen]
    said = [guarded.screen.windowTitle(), *(one.text() for one in guarded.screen.findChildren(QLabel))]
    assert not any(name in words or guarded.opened.workspace.account.name in words for words in said)
    guarded.unlock()
    assert set(guarded.in_sight()) == {guarded.opened.window, dialog}
    assert field.toPlainText() == "材料还要再看"
    assert dialog.geometry() == where
    guarded.opened.until(lambda: QApplication.focusWidget() is field)
    guarded.leave_alone(15 * 60)
    assert guarded.locking.screen is not None
    guarded.unlock()


def test_who_wakes_a_machine_that_slept_meets_the_lock(guarded: Guarded) -> None:
    guarded.leave_alone(30)
    guarded.clocks.wall += TICK_SECONDS + SLEPT_SECONDS  # the other clock stood still
    guarded.touch()
    assert guarded.locking.screen is not None
    guarded.unlock()
    guarded.clocks.wall -= 3600  # set back: it is the other one that counts then
    guarded.leave_alone(15 * 60)
    assert guarded.locking.screen is not None
    guarded.unlock()


def test_wrong_passwords_are_said_and_waited_for(guarded: Guarded) -> None:
    guarded.locking.lock()
    problem = find_part(guarded.screen, QLabel, "unlock_problem")
    button = find_part(guarded.screen, QPushButton, "unlock")
    for _ in range(3):
        guarded.give("nonsense")
        guarded.opened.until(lambda: problem.isVisible() and guarded.screen.password.isEnabled())
        assert problem.text() == "密码不正确。"
    assert not button.isEnabled()
    guarded.give(PASSWORD)
    assert button.text() == "请等 3 秒"
    guarded.clocks.pass_by(seconds_to_wait(3))
    guarded.screen.look()
    guarded.unlock()
    assert [seconds_to_wait(wrong) for wrong in (2, 3, 4, 9, 99)] == [0, 2, 4, 60, 60]


def test_a_key_locks_from_any_dialog_and_what_comes_up_later_waits(guarded: Guarded) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    key = WindowKey(application, LOCK_KEY, LOCK_SHORTCUT)
    key.pressed.connect(guarded.locking.lock)
    dialog = commented(guarded)
    find_part(dialog, GrowingEdit, "comment").clearFocus()
    find_part(dialog, GrowingEdit, "comment").setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert guarded.in_sight() == [guarded.screen]
    late = guarded.opened.window.reviewing.open_detail(guarded.opened.rows[1].id)
    guarded.opened.until(lambda: not late.isVisible())
    dialog.reject()  # as what a dialog waited for may end it
    guarded.unlock()
    assert set(guarded.in_sight()) == {guarded.opened.window, late}
    key.stop()


def test_nothing_that_goes_wrong_leaves_a_window_in_sight_or_the_watch_asleep(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = guarded.opened.window
    dialog = commented(guarded)
    passing = QPushButton(window)
    passing.show()
    window.activateWindow()
    guarded.opened.until(window.isActiveWindow)
    passing.setFocus()
    with monkeypatch.context() as patched:
        patched.setattr(dialog, "keep_typed", broken)
        with pytest.raises(ZeroDivisionError):
            guarded.locking.lock()
    assert guarded.in_sight() == [guarded.screen]
    shiboken6.delete(passing)  # the field that had the cursor has gone meanwhile
    guarded.unlock()
    assert set(guarded.in_sight()) == {window, dialog}
    guarded.leave_alone(15 * 60)
    assert guarded.in_sight() == [guarded.screen]
    guarded.unlock()


def test_the_time_is_chosen_and_never_is_for_local_workspaces(guarded: Guarded) -> None:
    settings = guarded.opened.window._session.settings
    menu = find_part(guarded.opened.window, QMenu, "lock_times")
    *_, never = menu.actions()
    assert (never.text(), lock_minutes(settings, shared=False)) == ("从不", 15)
    never.trigger()
    guarded.leave_alone(8 * 3600)
    assert guarded.locking.screen is None
    assert lock_minutes(settings, shared=False) == 0
    assert lock_minutes(settings, shared=True) == 15
    assert lock_choices(shared=True) == (5, 10, 15, 30, 60)
    menu.actions()[0].trigger()
    guarded.leave_alone(5 * 60)
    assert guarded.locking.screen is not None
    left: list[bool] = []
    guarded.locking.sign_out_asked.connect(lambda: left.append(True))
    QTest.mouseClick(find_part(guarded.screen, QWidget, "lock_sign_out"), Qt.MouseButton.LeftButton)
    assert left == [True]
    guarded.screen.close()  # who closes the lock leaves the program
    assert guarded.locking.screen is None
    assert guarded.in_sight() == []
