"""Whatever the child does, real or not, the program says what happened by a code, lives on and shows the next page."""

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.preview.protocol import Limits, PageRequest, PreviewErrorCode
from tests.log_watch import ExpectLog
from tests.preview.desk import SHORT, Desk, misbehaving
from tests.preview.sample_documents import text_pdf

MISDEEDS = {
    "hang": PreviewErrorCode.TIMED_OUT,
    "crash": PreviewErrorCode.CRASHED,
    "break off": PreviewErrorCode.CRASHED,
    "nonsense": PreviewErrorCode.NONSENSE,
    "over-long": PreviewErrorCode.NONSENSE,
    "flood": PreviewErrorCode.NONSENSE,
    "wrong number": PreviewErrorCode.NONSENSE,
    "wrong kind": PreviewErrorCode.NONSENSE,
    "too many pixels": PreviewErrorCode.NONSENSE,
    "shrunken pixels": PreviewErrorCode.NONSENSE,
    "foreign code": PreviewErrorCode.NONSENSE,
    "out of memory": PreviewErrorCode.OUT_OF_MEMORY,
}
FALSE_STARTS = ["dies at start", "silent at start", "babbles at start", "of another version"]


@pytest.mark.parametrize("command", [None, misbehaving()], ids=["real", "dummy"])
def test_a_child_that_keeps_to_the_contract_shows_pages(qtbot: QtBot, command: list[str] | None) -> None:
    with Desk(qtbot, command) as desk:
        assert len(desk.open("good", text_pdf(*"123456789012")).pages) == 12
        assert not desk.page("good", 3).isNull()
        desk.host.search("good", "4")
        desk.wait(lambda: desk.searches)
        assert desk.searches[0].complete
        assert desk.host.request_thumbnails("good", [0, 1], 20)
        desk.wait(lambda: len(desk.thumbnails) == 2)
        assert not desk.failures


@pytest.mark.parametrize("moment", ["", "opening "])
@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_a_misbehaving_child_is_named_and_the_next_document_is_shown(qtbot: QtBot, misdeed: str, moment: str) -> None:
    with Desk(qtbot, misbehaving(), SHORT) as desk:
        ticks = QTimer()
        turns: list[int] = []
        ticks.timeout.connect(lambda: turns.append(1))
        ticks.start(0)
        desk.host.open_document("bad", f"{moment}{misdeed}".encode)
        if not moment:
            desk.host.request_page(PageRequest("bad", 0, 100))
        assert desk.failure() is MISDEEDS[misdeed]
        assert len(turns) > 10, "the event loop stood still"
        desk.open("good", b"well")
        assert desk.page("good").pixelColor(5, 5).green() == 128


def test_every_kind_of_failure_while_opening_fails_the_pages_that_wait_for_it(qtbot: QtBot) -> None:
    with Desk(qtbot, misbehaving(), SHORT) as desk:
        desk.host.open_document("bad", lambda: b"opening hang")
        desk.host.request_page(PageRequest("bad", 0, 100))
        desk.host.request_thumbnails("bad", [1, 2], 20)
        desk.wait(lambda: len(desk.failures) == 4)
        assert {failure.code for failure in desk.failures} == {PreviewErrorCode.TIMED_OUT}
        assert sorted(failure.page or 0 for failure in desk.failures) == [0, 0, 1, 2]


@pytest.mark.parametrize("manner", FALSE_STARTS)
def test_a_child_that_does_not_start_is_named_as_often_as_one_asks(qtbot: QtBot, manner: str) -> None:
    limits = Limits(start_seconds=1.0)
    with Desk(qtbot, misbehaving(manner), limits) as desk:
        for _ in range(2):
            desk.host.open_document("any", lambda: b"well")
            assert desk.failure() is PreviewErrorCode.NOT_STARTED


def test_a_child_that_has_no_cage_shows_nothing_and_why_is_said(qtbot: QtBot) -> None:
    with Desk(qtbot, misbehaving("without a cage")) as desk:
        for _ in range(2):
            desk.host.open_document("any", lambda: b"well")
            assert desk.failure() is PreviewErrorCode.NOT_CAGED


def test_a_program_that_is_not_there_is_named(qtbot: QtBot, expect_log: ExpectLog) -> None:
    with expect_log("could not be started", level=logging.ERROR), Desk(qtbot, ["/nowhere/talentdesk"]) as desk:
        desk.host.open_document("any", lambda: b"well")
        assert desk.failure() is PreviewErrorCode.NOT_STARTED


def test_a_child_that_ends_at_once_is_named(qtbot: QtBot) -> None:
    with Desk(qtbot, [sys.executable, "-I", "-c", "pass"]) as desk:
        desk.host.open_document("any", lambda: b"well")
        assert desk.failure() is PreviewErrorCode.NOT_STARTED


@pytest.mark.parametrize("misdeed", ["crash", "nonsense"])
def test_a_single_mishap_is_mended_by_the_reserve_unnoticed(qtbot: QtBot, tmp_path: Path, misdeed: str) -> None:
    flag = tmp_path / "has happened"
    with Desk(qtbot, misbehaving(), SHORT) as desk:
        desk.open("shaky", f"once {misdeed} {flag}".encode())
        assert not desk.page("shaky").isNull()
        assert flag.exists()
        assert not desk.failures


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is one of Linux")
def test_a_document_that_asks_for_a_forbidden_call_is_put_on_record(qtbot: QtBot, expect_log: ExpectLog) -> None:
    with expect_log("no document needs"), Desk(qtbot, misbehaving(), SHORT) as desk:
        desk.open("bad", b"forbidden call")
        desk.host.request_page(PageRequest("bad", 0, 100))
        assert desk.failure() is PreviewErrorCode.CRASHED


def test_a_document_that_has_ended_two_children_is_tried_again_only_when_asked(qtbot: QtBot) -> None:
    with Desk(qtbot, misbehaving(), SHORT) as desk:
        desk.open("bad", b"crash")
        desk.host.request_page(PageRequest("bad", 0, 100))
        assert desk.failure() is PreviewErrorCode.CRASHED
        # pictures nobody has asked for by name are refused without a try
        desk.host.request_thumbnails("bad", [0, 1], 20)
        assert [desk.failure(), desk.failure()] == [PreviewErrorCode.CRASHED] * 2
        desk.host.request_page(PageRequest("bad", 0, 100))
        assert desk.failure() is PreviewErrorCode.CRASHED


def test_a_refused_document_is_tried_again_after_a_pardon(qtbot: QtBot) -> None:
    contents = [b"well", b""]
    with Desk(qtbot, misbehaving()) as desk:
        desk.host.open_document("late", contents.pop)
        assert desk.failure() is PreviewErrorCode.EMPTY
        desk.host.open_document("late", contents.pop)
        assert desk.failure() is PreviewErrorCode.EMPTY
        desk.host.retry("late")
        desk.host.open_document("late", contents.pop)
        desk.wait(lambda: desk.opened)
