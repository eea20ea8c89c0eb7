"""The connection is lost around every request and every answer of a decision in the open dialog: the person reads what
is the case, and keeps the comment for as long as nothing is on record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.domain.content import ApplicationContent
from desktop.domain.terms import Action
from desktop.preview.host import PreviewHost
from desktop.services.comments import load_comment_draft
from desktop.services.decisions import decide
from desktop.services.workspace import Workspace
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.details import decisions
from desktop.store.rows import DecisionRow
from desktop.work.runner import BackgroundRunner
from resources import ROOT
from tests.dialogs.detail.reader import Reader
from tests.dialogs.review_room import Room, services_of
from tests.postgres.cutting_proxy import Cut, How, Side
from tests.postgres.lost_line import Line, line_to
from tests.shared_postgres import PROGRAMS, ServerOf
from tests.store.shared import password_of

CONTROL = Qt.KeyboardModifier.ControlModifier
COMMENT = "同意推荐"
NOT_RECORDED, IN_DOUBT = "这个决定没有记录", "还不知道这个决定是否已经记录"
BOUNDARIES = ((Side.CLIENT, How.LOST), (Side.SERVER, How.TORN))
"""Before each request, and within each answer."""
ANSWER_TO_COMMIT = Cut(Side.SERVER, 1, How.LOST, turns=True, for_good=True, word=b"COMMIT")


@dataclass
class Screen:
    """Somebody at the unit's desk with an application open. Decisions go over the line, all else does not."""

    line: Line
    reader: Reader
    dialog: DetailDialog
    decided: int = 0

    def on_record(self) -> tuple[DecisionRow, ...]:
        with self.line.desk.store.read() as connection:
            return decisions(connection, self.line.application)

    def turn_to_next(self) -> None:
        """What was passed is taken back elsewhere, and a comment is typed."""
        if self.line.desk.situation(self.line.application).place != "unit":
            self.line.desk.decide(self.line.application, Action.WITHDRAW, "unit", "unit")
        seq = len(self.on_record())
        self.read_again()
        self.reader.wait(lambda: self.dialog.loaded is not None and self.dialog.loaded.detail.row.seq == seq)
        self.reader.comment(self.dialog).setPlainText(COMMENT)

    def read_again(self) -> None:
        self.dialog.refresh()
        self.reader.settle()

    def press(self) -> str:
        """Ctrl+Enter; what the person is told: "" that it is on record."""
        before = self.decided
        self.reader.press(self.dialog, Qt.Key.Key_Return, CONTROL)
        return self.told(before)

    def told(self, before: int) -> str:
        def heard() -> str:
            said = self.reader.banner(self.dialog)
            return "decided" if self.decided > before else next((w for w in (NOT_RECORDED, IN_DOUBT) if w in said), "")

        self.reader.settle()
        self.reader.wait(heard)
        found = heard()
        return "" if found == "decided" else found

    def draft(self) -> str:
        """What is kept in the database of what was typed."""
        kept = load_comment_draft(self.line.workspace, self.line.application)
        return "" if kept is None else kept.comment

    def click(self, text: str) -> None:
        """The button of that text, when it shows."""

        def shown() -> list[QAbstractButton]:
            buttons = self.dialog.findChildren(QAbstractButton)
            return [button for button in buttons if button.text() == text and button.isVisible()]

        self.reader.wait(shown)
        shown()[0].click()

    @property
    def comment(self) -> str:
        return self.reader.actions(self.dialog).comment


@pytest.fixture(scope="module")
def line(postgres_server_of: ServerOf) -> Iterator[Line]:
    with line_to(postgres_server_of(max(PROGRAMS))) as made:
        bring_catalogue(made)
        with made.workspace.store.write():
            pass  # the first connection has something of its own to commit
        yield made


@pytest.fixture
def screen(qtbot: QtBot, runner: BackgroundRunner, host: PreviewHost, line: Line, tmp_path: Path) -> Iterator[Screen]:
    line.application = file_without_evidence(line)
    store = SharedStore(line.desk.store.address, "unit", password_of("unit"))
    beside = Workspace(store, line.workspace.account, line.workspace.clock)
    services = replace(services_of(beside), decide=partial(decide, line.workspace))
    reader = Reader(qtbot, Room(tmp_path), runner, host)
    dialog = DetailDialog(line.application, services, runner, host)
    made = Screen(line, reader, dialog)

    def on_decided(_application: str) -> None:
        made.decided += 1

    dialog.application_decided.connect(on_decided)
    dialog.show()
    reader.wait(lambda: dialog.loaded is not None)
    yield made
    line.proxy.disarm()
    dialog.close()
    reader.settle()
    reader.leave()
    store.close()


def bring_catalogue(line: Line) -> None:
    """A real one in place of the few words that do for the store."""
    text = (ROOT / "catalogue" / "jilin-2024.toml").read_text("utf-8")
    with psycopg.connect(line.desk.store.address.conninfo(user="postgres")) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE talentdesk.catalogue SET content = %s", (text,))


def file_without_evidence(line: Line) -> str:
    content = line.desk.content("U1")
    identity = line.desk.draft("U1", f"screen-{next(line.desk.serial)}")
    line.desk.submit(identity, ApplicationContent(content.unit, content.sections, ()))
    return identity


@pytest.mark.slow
def test_at_every_boundary_the_person_is_told_what_is_on_record_and_keeps_the_comment(screen: Screen) -> None:
    proxy, seen = screen.line.proxy, set()
    for side, how in BOUNDARIES:
        for number in count(1):
            screen.turn_to_next()
            before = screen.on_record()
            proxy.arm(Cut(side, number, how, turns=True, for_good=True))
            told = screen.press()
            if told == IN_DOUBT:
                assert screen.press() == IN_DOUBT  # the server is still away
            if not proxy.disarm():
                break  # the decision needed no more than that
            recorded = len(screen.on_record()) - len(before)
            seen.add((told, recorded))
            assert recorded in (0, 1)
            if not recorded:
                assert screen.draft() == COMMENT
            if told == IN_DOUBT:
                assert screen.comment == COMMENT
                before_answer = screen.decided
                if recorded:
                    screen.read_again()
                else:
                    screen.click("再次提交")
                assert screen.told(before_answer) == ""
            else:
                assert (told, recorded) == (NOT_RECORDED, 0)
                assert screen.comment == COMMENT
                assert screen.press() == ""
            after = screen.on_record()
            assert [decision.comment for decision in after[len(before) :]] == [COMMENT]
            assert screen.comment == ""
    assert seen == {(NOT_RECORDED, 0), (IN_DOUBT, 0), (IN_DOUBT, 1)}


@pytest.mark.slow
def test_a_question_stays_open_while_nobody_knows_and_sent_again_the_decision_is_on_record_once(screen: Screen) -> None:
    proxy, reader = screen.line.proxy, screen.reader
    screen.turn_to_next()
    reader.click(screen.dialog, "action-terminate")
    frame = reader.asked(screen.dialog)
    reader.part(frame, QPlainTextEdit, "decisionComment").setPlainText("不符合条件")
    proxy.arm(ANSWER_TO_COMMIT)
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: IN_DOUBT in frame.error)
    assert reader.part(frame, QPlainTextEdit, "decisionComment").toPlainText() == "不符合条件"
    assert proxy.disarm()
    before = screen.decided
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    assert screen.told(before) == ""
    reader.wait(lambda: not isValid(frame) or not frame.isVisible())
    assert [(one.action, one.comment) for one in screen.on_record()] == [(Action.TERMINATE, "不符合条件")]


@pytest.mark.slow
def test_what_was_typed_after_a_decision_in_doubt_stays_when_that_is_found_on_record(screen: Screen) -> None:
    proxy = screen.line.proxy
    screen.turn_to_next()
    proxy.arm(ANSWER_TO_COMMIT)
    assert screen.press() == IN_DOUBT
    screen.reader.comment(screen.dialog).setPlainText("另一句话")
    assert proxy.disarm()
    before = screen.decided
    screen.read_again()
    assert screen.told(before) == ""
    assert screen.comment == "另一句话"
    assert [one.comment for one in screen.on_record()] == [COMMENT]
