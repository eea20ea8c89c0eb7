"""On a shared database a decision is given up while it waits for somebody else's, and nothing of it is kept."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.decision_frame import DecisionFrame
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.domain.terms import Action
from desktop.preview.host import PreviewHost
from desktop.services.workspace import Workspace
from desktop.store.queries.details import decisions
from desktop.work.runner import BackgroundRunner
from tests.demo.sample import sample_catalogue
from tests.dialogs.review_room import services_of
from tests.postgres.office import Office, shared_office
from tests.postgres.server import Server
from tests.shared_postgres import NEWEST_ONLY
from tests.signs import give_up
from tests.store.factory import CATALOGUE_HASH
from tests.views.desk import find_part
from tests.work.gate import settle

pytestmark = [NEWEST_ONLY, pytest.mark.usefixtures("impatient")]

PATIENCE_MS = 20_000
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'unit' AND wait_event_type = 'Lock'"


@pytest.fixture
def office(postgres_server: Server) -> Iterator[Office]:
    with shared_office(postgres_server) as made:
        yield made


@pytest.fixture
def unit(office: Office) -> Workspace:
    workspace = office.as_login("unit")
    workspace.catalogues[CATALOGUE_HASH] = sample_catalogue()
    return workspace


def test_a_decision_that_waits_for_a_lock_is_given_up_and_taken_again_is_on_record_once(
    qtbot: QtBot, office: Office, unit: Workspace, runner: BackgroundRunner, host: PreviewHost
) -> None:
    def on_record() -> list[tuple[Action, str]]:
        with office.desk.store.read() as connection:
            return [(one.action, one.comment) for one in decisions(connection, office.application_id)]

    dialog = DetailDialog(office.application_id, services_of(unit), runner, host)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.loaded is not None, timeout=PATIENCE_MS)
    settle(qtbot, runner)
    QTest.mouseClick(find_part(dialog, QPushButton, "action-terminate"), Qt.MouseButton.LeftButton)
    frame = find_part(dialog, DecisionFrame)
    comment, send = (
        find_part(frame, QPlainTextEdit, "decisionComment"),
        find_part(frame, QPushButton, "confirmDecision"),
    )
    comment.setPlainText("不符合条件")
    with closing(psycopg.connect(office.desk.store.address.conninfo(user="postgres"))) as other:
        other.execute("SELECT 1 FROM talentdesk.application WHERE id = %s FOR UPDATE", (office.application_id,))
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        with closing(psycopg.connect(office.desk.store.address.conninfo(user="postgres"), autocommit=True)) as watching:
            qtbot.waitUntil(lambda: watching.execute(WAITING).fetchone() == (1,), timeout=PATIENCE_MS)
        assert give_up(qtbot, frame) == "正在记录"
        qtbot.waitUntil(lambda: frame.error != "", timeout=PATIENCE_MS)  # while the other still holds the lock
    assert frame.error == "已取消，决定没有记录。意见已保留。"
    assert (comment.toPlainText(), send.isEnabled(), on_record()) == ("不符合条件", True, [])
    with qtbot.waitSignal(dialog.application_decided, timeout=PATIENCE_MS):
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
    settle(qtbot, runner)
    assert on_record() == [(Action.TERMINATE, "不符合条件")]
