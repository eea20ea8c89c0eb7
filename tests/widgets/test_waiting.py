"""What a page waits for: shown on it, given up by the person, ended for good."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.waiting import Waiting
from desktop.work.cancellation import Cancellation
from desktop.work.runner import BackgroundRunner

Show = Callable[..., QWidget]
PATIENCE_MS = 10_000


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    result = BackgroundRunner()
    yield result
    result.close()


class Held:
    """A callable that ends when it is let go, or by raising when its cancellation is requested."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun = threading.Event()
        self.ended = ""

    def __call__(self, cancellation: Cancellation) -> str:
        cancellation.on_request(self.go_on.set)
        self.begun.set()
        assert self.go_on.wait(PATIENCE_MS / 1000)
        self.ended = "given up" if cancellation.requested else "done"
        cancellation.raise_if_requested()
        return "answer"


class Ear(QObject):
    """What a page was told."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__()
        self.heard: list[object] = []
        waiting.given_up.connect(lambda: self.heard.append("given up"))


def indicator_on(page: QWidget) -> BusyIndicator:
    found = page.findChild(BusyIndicator)
    assert found is not None
    return found


def way_out(page: QWidget) -> QPushButton:
    return next(button for button in indicator_on(page).findChildren(QPushButton) if button.text() == "取消")


def test_a_wait_is_seen_on_its_page_until_the_answer_comes(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page, held = QWidget(), Held()
    show(page)
    waiting = Waiting(runner, page)
    ear = Ear(waiting)
    waiting.read(held, ear.heard.append, text="正在读取通知")
    qtbot.waitUntil(indicator_on(page).isVisible, timeout=PATIENCE_MS)
    assert indicator_on(page).accessibleName() == "正在读取通知"
    held.go_on.set()
    qtbot.waitUntil(lambda: ear.heard == ["answer"], timeout=PATIENCE_MS)
    assert not indicator_on(page).isVisible()
    assert not waiting.under_way


def test_a_short_wait_is_not_seen(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page = QWidget()
    show(page)
    waiting = Waiting(runner, page)
    ear = Ear(waiting)
    waiting.read(lambda: 1, ear.heard.append)
    qtbot.waitUntil(lambda: ear.heard == [1], timeout=PATIENCE_MS)
    assert not indicator_on(page).waiting


def test_a_read_that_is_given_up_ends_and_says_so_once(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page, held, other = QWidget(), Held(), Held()
    show(page)
    waiting = Waiting(runner, page)
    ear = Ear(waiting)
    for one in (held, other):
        waiting.read(one, ear.heard.append)
    qtbot.waitUntil(way_out(page).isVisible, timeout=PATIENCE_MS)
    way_out(page).click()
    assert ear.heard == ["given up"]
    qtbot.waitUntil(lambda: (held.ended, other.ended) == ("given up", "given up"), timeout=PATIENCE_MS)
    assert not indicator_on(page).isVisible()


def test_a_write_that_is_given_up_tells_once_it_has_ended(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page, held = QWidget(), Held()
    show(page)
    waiting = Waiting(runner, page)
    ear = Ear(waiting)
    waiting.write(held, ear.heard.append, on_given_up=lambda: ear.heard.append("undone"))
    qtbot.waitUntil(way_out(page).isVisible, timeout=PATIENCE_MS)
    way_out(page).click()
    qtbot.waitUntil(lambda: ear.heard == ["undone", "given up"], timeout=PATIENCE_MS)
    assert not indicator_on(page).isVisible()


def test_a_write_that_could_not_be_stopped_any_more_answers(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page, begun, go_on = QWidget(), threading.Event(), threading.Event()
    show(page)
    waiting = Waiting(runner, page)
    ear = Ear(waiting)

    def written() -> str:
        begun.set()
        assert go_on.wait(PATIENCE_MS / 1000)
        return "on record"

    waiting.write(written, ear.heard.append)
    qtbot.waitUntil(way_out(page).isVisible, timeout=PATIENCE_MS)
    way_out(page).click()
    assert indicator_on(page).accessibleName() == "正在取消"
    assert not way_out(page).isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: ear.heard == ["on record"], timeout=PATIENCE_MS)


def test_what_a_page_drops_itself_is_not_shown_any_more(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page, held = QWidget(), Held()
    show(page)
    waiting = Waiting(runner, page)
    ear = Ear(waiting)
    ticket = waiting.read(held, ear.heard.append)
    qtbot.waitUntil(indicator_on(page).isVisible, timeout=PATIENCE_MS)
    waiting.drop(ticket)
    assert not indicator_on(page).isVisible()
    assert ear.heard == []


def test_an_error_ends_the_wait_before_it_is_told(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page = QWidget()
    show(page)
    waiting = Waiting(runner, page)
    seen: list[tuple[Exception, bool]] = []
    failure = ValueError("x")

    def fail() -> None:
        raise failure

    waiting.read(fail, lambda _: None, lambda error: seen.append((error, waiting.under_way)))
    qtbot.waitUntil(lambda: seen == [(failure, False)], timeout=PATIENCE_MS)


def test_the_sign_floats_in_the_middle_of_its_page(qtbot: QtBot, show: Show, runner: BackgroundRunner) -> None:
    page, held = QWidget(), Held()
    host = show(page)
    host.resize(800, 400)
    waiting = Waiting(runner, page)
    waiting.read(held, lambda _: None)
    qtbot.waitUntil(way_out(page).isVisible, timeout=PATIENCE_MS)
    floating = indicator_on(page).parentWidget()
    assert floating is not None
    qtbot.waitUntil(lambda: abs(floating.geometry().center().x() - page.rect().center().x()) <= 1)
    assert page.rect().contains(floating.geometry())
    host.resize(600, 400)
    qtbot.waitUntil(lambda: abs(floating.geometry().center().x() - page.rect().center().x()) <= 1)
    held.go_on.set()


def test_a_form_that_is_given_up_says_so_and_can_be_sent_again(qtbot: QtBot, runner: BackgroundRunner) -> None:
    dialog = FormDialog("name", "标题", "保存", 400)
    qtbot.addWidget(dialog)
    field = dialog.add_field("word", "名称", "甲")
    dialog.show()
    held, done, errors = Held(), list[str](), list[Exception]()
    dialog.send(runner, held, done.append, errors.append)
    save = dialog.findChild(QPushButton, "name_save")
    problem = dialog.findChild(QLabel, "name_problem")
    assert save is not None
    assert problem is not None
    assert not save.isEnabled()
    qtbot.waitUntil(way_out(dialog).isVisible, timeout=PATIENCE_MS)
    way_out(dialog).click()
    qtbot.waitUntil(save.isEnabled, timeout=PATIENCE_MS)
    assert problem.text() == "已取消，什么也没有改变。"
    assert (field.text(), done) == ("甲", [])
    dialog.send(runner, lambda: "sent", done.append, errors.append)
    qtbot.waitUntil(lambda: done == ["sent"], timeout=PATIENCE_MS)


def test_leaving_a_form_that_is_on_its_way_takes_it_back_first(qtbot: QtBot, runner: BackgroundRunner) -> None:
    dialog = FormDialog("name", "标题", "保存", 400)
    qtbot.addWidget(dialog)
    dialog.show()
    held, done = Held(), list[str]()
    dialog.send(runner, held, done.append, lambda _: None)
    qtbot.waitUntil(held.begun.is_set, timeout=PATIENCE_MS)
    dialog.reject()
    assert dialog.isVisible()
    problem = dialog.findChild(QLabel, "name_problem")
    assert problem is not None
    qtbot.waitUntil(problem.isVisible, timeout=PATIENCE_MS)
    assert (held.ended, done) == ("given up", [])
    dialog.reject()
    assert not dialog.isVisible()
