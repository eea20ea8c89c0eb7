"""A server that is lost while many are being passed: what is the case is told, and the rest can be passed again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.batch_pass_dialog import BatchPassDialog, BatchReport
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Status
from desktop.services.applications import list_applications
from desktop.services.decisions import SentOnce
from desktop.services.rows import ApplicationQuery, ApplicationRow
from desktop.store.queries.details import decisions
from desktop.work.runner import BackgroundRunner
from tests.postgres.cutting_proxy import Cut, How, Side
from tests.postgres.lost_line import Line, line_to
from tests.shared_postgres import PROGRAMS, ServerOf
from tests.views.desk import find_part
from tests.work.conftest import gate, runner

__all__ = ["gate", "runner"]

COMMENT = "同意推荐"
CUTS = {
    "before the second decision": Cut(Side.CLIENT, 2, How.LOST, turns=True, for_good=True, word=COMMENT.encode()),
    "before the answer to its commit": Cut(Side.SERVER, 2, How.LOST, turns=True, for_good=True, word=b"COMMIT"),
}


@pytest.fixture
def line(postgres_server_of: ServerOf) -> Iterator[Line]:
    with line_to(postgres_server_of(max(PROGRAMS))) as made:
        for _ in range(2):
            made.desk.file()
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_a_lost_server_stops_all_and_passed_again_each_is_on_record_once(
    qtbot: QtBot, runner: BackgroundRunner, line: Line, cut: Cut
) -> None:
    rows = list_applications(line.workspace, ApplicationQuery(statuses=frozenset({Status.SUBMITTED})))
    assert len(rows) == 3
    sent = SentOnce(line.workspace)

    def pass_one(row: ApplicationRow, comment: str) -> None:
        sent.decide(row.id, DecisionRequest(Action.PASS, row.submission, row.seq, comment))

    dialog = BatchPassDialog(rows, pass_one, runner)
    qtbot.addWidget(dialog)
    reports: list[BatchReport] = []
    dialog.finished_passing.connect(reports.append)
    dialog.show()
    told, go = find_part(dialog, QLabel, "batch_report"), find_part(dialog, QPushButton, "batch_go")
    find_part(dialog, QPlainTextEdit, "batch_comment").setPlainText(COMMENT)
    line.proxy.arm(cut)
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(reports) == 1, timeout=30_000)
    assert [len(reports[0].passed), len(reports[0].left)] == [1, 2]
    assert rows[1].name in told.text()
    assert "还有 2 份没有办理，审核意见已保留" in told.text()
    assert go.text() == "再试这 2 份"
    assert line.proxy.disarm()
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(reports) == 2, timeout=30_000)
    assert (len(reports[1].passed), reports[1].left, dialog.isVisible()) == (2, (), False)
    with line.desk.store.read() as connection:
        recorded = [[done.comment for done in decisions(connection, row.id)] for row in rows]
    assert recorded == [[COMMENT]] * 3
