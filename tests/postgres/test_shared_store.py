"""An opened shared database: what a local store promises, over a server that others write to and that may go away."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from desktop.domain.terms import Action
from desktop.store.interruption import Interrupt, ended_by
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Interrupted, Protected, Unavailable, UnavailableCode
from desktop.store.queries.settings import setting_of
from desktop.store.records.comments import load_comment_draft, phrases, save_comment_draft, save_phrases
from desktop.store.records.evidence import record_opened, record_view, set_verified
from desktop.store.records.settings import NAME, put_setting
from desktop.store.rows import CommentDraft
from desktop.store.tables import application_view, attachment_view, original_check, setting
from tests.postgres.server import Server
from tests.store.factory import NOW, Desk
from tests.store.shared import KEEPER, make_logins, password_of, shared_workspace


@pytest.fixture
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        yield desk


def test_the_change_number_rises_with_every_commit_of_anybody(shared: Desk[SharedStore]) -> None:
    watching = SharedStore(shared.store.address, KEEPER, None)
    identity = shared.file()
    before = watching.change_number()
    assert watching.change_number() == before
    shared.decide(identity, Action.PASS, "unit", "unit")
    after = watching.change_number()
    assert after > before
    assert watching.change_number() == after
    watching.close()


def test_a_commit_is_told_also_where_its_beginning_was_seen(shared: Desk[SharedStore]) -> None:
    watching = SharedStore(shared.store.address, KEEPER, None)
    with shared.store.write() as connection:
        connection.execute(setting.insert().values(key=NAME, value="省厅"))
        during = watching.change_number()
    assert watching.change_number() > during
    watching.close()


def test_the_owner_keeps_in_tables_what_functions_keep_for_people(shared: Desk[SharedStore]) -> None:
    """Written twice, everything is there once; what is replaced is the last of it."""
    identity, account = shared.file(), shared.ids["unit"]
    digest = shared.content("U1").attachments[0].sha256
    with shared.store.write() as connection:
        for step in (1, 2):
            put_setting(connection, NAME, f"省厅 {step}")
            record_opened(connection, identity, account, shared.tick())
            record_view(connection, identity, digest, account, shared.now)
            set_verified(connection, identity, digest, shared.ids["U1"], account, True, shared.now)
            save_comment_draft(connection, identity, account, CommentDraft(f"第 {step} 稿"), shared.now)
            save_phrases(connection, account, ["请补正"] * step)
    with shared.store.read() as connection:
        assert setting_of(connection, NAME) == "省厅 2"
        assert load_comment_draft(connection, identity, account) == CommentDraft("第 2 稿")
        assert phrases(connection, account) == ("请补正", "请补正")
        for kept in (application_view.c.opened_at, attachment_view.c.opened_at, original_check.c.verified_at):
            assert connection.scalars(select(kept)).all() == [NOW + timedelta(minutes=1)]


def test_an_administrator_gives_the_workspace_its_name(shared: Desk[SharedStore]) -> None:
    make_logins(shared, "admin")
    with closing(SharedStore(shared.store.address, "admin", password_of("admin"))) as store:
        for name in ("省厅", "人才工作领导小组"):
            with store.write() as connection:
                put_setting(connection, NAME, name)
            assert store.setting(NAME) == name


def test_a_reader_sees_one_state_and_writes_nothing(shared: Desk[SharedStore]) -> None:
    count = text("SELECT count(*) FROM decision")
    identity = shared.file()
    with shared.store.read() as connection:
        assert connection.scalar(count) == 0
        other = SharedStore(shared.store.address, KEEPER, None)
        Desk(other, shared.key, shared.now, shared.notice_id, shared.ids).decide(identity, Action.PASS, "unit", "unit")
        other.close()
        assert connection.scalar(count) == 0
    with pytest.raises(Unavailable) as refused, shared.store.read() as connection:
        connection.execute(setting.insert().values(key=NAME, value="x"))
    assert refused.value.code is UnavailableCode.READ_ONLY


def test_what_raises_in_a_write_leaves_nothing(shared: Desk[SharedStore]) -> None:
    def write_and_stumble() -> None:
        with shared.store.write() as connection:
            connection.execute(setting.insert().values(key=NAME, value="x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_stumble()
    assert shared.store.setting(NAME) is None


def test_a_running_query_is_interrupted_from_another_thread(shared: Desk[SharedStore]) -> None:
    interrupt, running = Interrupt(), threading.Event()
    told: list[type[BaseException]] = []

    def read() -> None:
        try:
            with ended_by(interrupt), shared.store.read() as connection:
                running.set()
                connection.execute(text("SELECT pg_sleep(60)"))
        except BaseException as error:
            told.append(type(error))

    reader = threading.Thread(target=read)
    reader.start()
    running.wait()
    interrupt.cancel()
    reader.join(30)
    assert told == [Interrupted]
    with shared.store.read() as one, shared.store.read() as other:  # and no query but that
        assert [connection.scalar(text("SELECT 1")) for connection in (one, other)] == [1, 1]


def test_what_a_cancelled_write_has_written_is_not_kept(shared: Desk[SharedStore]) -> None:
    interrupt = Interrupt()

    def write_and_cancel() -> None:
        with ended_by(interrupt), shared.store.write() as connection:
            put_setting(connection, NAME, "half a name")
            interrupt.cancel()

    with pytest.raises(Interrupted):
        write_and_cancel()
    assert shared.store.setting(NAME) is None
    with shared.store.write() as connection:
        put_setting(connection, NAME, "a whole one")
    assert shared.store.setting(NAME) == "a whole one"


def test_a_write_that_waits_for_the_server_is_ended_from_another_thread(shared: Desk[SharedStore]) -> None:
    interrupt = Interrupt()

    def write_and_wait() -> None:
        with ended_by(interrupt), shared.store.write() as connection:
            put_setting(connection, NAME, "half a name")
            threading.Timer(0.1, interrupt.cancel).start()
            connection.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(Interrupted):
        write_and_wait()
    assert shared.store.setting(NAME) is None


def test_whoever_interrupts_does_not_wait_for_a_server_that_hangs(
    shared: Desk[SharedStore], postgres_server: Server
) -> None:
    interrupt = Interrupt()

    def read_and_cancel() -> None:
        with ended_by(interrupt), shared.store.read() as connection:
            connection.scalar(text("SELECT 1"))
            os.kill(postgres_server.pid, signal.SIGSTOP)  # nobody is let in, also not to cancel
            try:
                began = time.monotonic()
                interrupt.cancel()
                assert time.monotonic() - began < 1
            finally:
                os.kill(postgres_server.pid, signal.SIGCONT)

    with pytest.raises(Interrupted):
        read_and_cancel()
    assert shared.store.change_number() > 0


def test_a_store_that_is_closed_while_somebody_reads_leaves_no_connection_behind(shared: Desk[SharedStore]) -> None:
    closing = SharedStore(shared.store.address, KEEPER, None)
    with closing.read() as connection:
        driver = connection.connection.driver_connection
        closing.close()
        assert connection.scalar(text("SELECT 1")) == 1
    assert driver is not None
    assert driver.closed


def test_when_all_connections_of_a_program_are_at_work_that_is_said(
    shared: Desk[SharedStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared.store._writers.pool, "_timeout", 0.1)
    with shared.store.write(), pytest.raises(Unavailable) as refused, shared.store.write():
        pass
    assert refused.value.code is UnavailableCode.TOO_MANY_CONNECTIONS


def test_what_goes_round_the_rules_is_a_mistake_of_the_program(shared: Desk[SharedStore]) -> None:
    identity = shared.file()
    statements: tuple[tuple[str, dict[str, Any]], ...] = (
        ("UPDATE application SET stage = 'committee' WHERE id = :id", {"id": identity}),
        ("DELETE FROM application WHERE id = :id", {"id": identity}),
        ("UPDATE audit SET entry = '{}'", {}),
        ("TRUNCATE decision CASCADE", {}),
        (
            "INSERT INTO verdict SELECT 9, status, stage, action, desk, to_status, to_stage, straight_back_stage,"
            " recorded_stage, condition, comment_required, meeting_required FROM verdict LIMIT 1",
            {},
        ),
    )
    for statement, values in statements:
        with pytest.raises(Protected), shared.store.write() as connection:
            connection.execute(text(statement), values)


def cut_off(desk: Desk[SharedStore], backend: int) -> None:
    """Ends a connection as the end of its server would."""
    killer = SharedStore(desk.store.address, KEEPER, None)
    with killer.write() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
    killer.close()


def test_a_connection_that_breaks_is_said_and_the_next_block_has_another(shared: Desk[SharedStore]) -> None:
    def read_and_lose() -> None:
        with shared.store.read() as connection:
            cut_off(shared, connection.scalar(text("SELECT pg_backend_pid()")) or 0)
            connection.execute(text("SELECT 1"))

    with pytest.raises(Unavailable) as refused:
        read_and_lose()
    assert refused.value.code is UnavailableCode.SERVER_UNREACHABLE
    assert shared.store.setting(NAME) is None


def test_a_connection_that_broke_while_nobody_used_it_is_made_anew(shared: Desk[SharedStore]) -> None:
    with shared.store.read() as connection:
        backend = connection.scalar(text("SELECT pg_backend_pid()")) or 0
    cut_off(shared, backend)
    assert shared.store.setting(NAME) is None
