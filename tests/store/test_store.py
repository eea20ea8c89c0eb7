"""An opened store: readers see one state and write nothing, writers all or nothing, and long reads can be ended."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, func, select

from desktop.domain.terms import Action
from desktop.store.engine import Mode, connect
from desktop.store.interruption import Interrupt, ended_by
from desktop.store.problems import Interrupted, Protected, Unavailable, UnavailableCode
from desktop.store.records.decisions import record_decision
from desktop.store.records.settings import NAME, put_setting
from desktop.store.store import CHECKPOINT_BYTES
from desktop.store.tables import decision
from tests.store.factory import Desk

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_reader_sees_one_state_while_others_write(desk: Desk) -> None:
    identity = desk.file()
    with desk.store.read() as connection:
        before = connection.scalar(select(func.count()).select_from(decision))
        writer = threading.Thread(target=desk.decide, args=(identity, Action.PASS, "unit", "unit"))
        writer.start()
        writer.join()
        assert connection.scalar(select(func.count()).select_from(decision)) == before == 0
    with desk.store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(decision)) == 1


def test_a_reader_writes_nothing(desk: Desk) -> None:
    with pytest.raises(Unavailable) as refused, desk.store.read() as connection:
        put_setting(connection, NAME, "x")
    assert refused.value.code is UnavailableCode.READ_ONLY
    assert desk.store.setting(NAME) is None


def test_a_write_that_raises_leaves_nothing(desk: Desk) -> None:
    number = desk.store.change_number()
    with pytest.raises(Protected), desk.store.write() as connection:
        _put_and_break_off(connection)
    assert desk.store.setting(NAME) is None
    assert desk.store.change_number() == number
    with desk.store.write() as connection:
        put_setting(connection, NAME, "old")
        put_setting(connection, NAME, "new")
    assert desk.store.setting(NAME) == "new"
    assert desk.store.change_number() == number + 1


def test_many_threads_write_one_after_the_other(desk: Desk) -> None:
    applications = [desk.file() for _ in range(8)]
    new = [desk.decision(identity, Action.PASS, "unit", "unit") for identity in applications]
    failures: list[BaseException] = []

    def attempt(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            failures.append(error)

    def record(which: int) -> None:
        with desk.store.write() as connection:
            record_decision(connection, new[which])

    threads = [threading.Thread(target=attempt, args=(lambda which=which: record(which),)) for which in range(len(new))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert all(desk.situation(identity).seq == 1 for identity in applications)


def test_a_running_read_is_ended_by_another_thread(desk: Desk) -> None:
    interrupt, running = Interrupt(), threading.Event()

    def cancel() -> None:
        running.wait()
        while thread_at_work.is_set():
            interrupt.cancel()

    thread_at_work = threading.Event()
    thread_at_work.set()
    canceller = threading.Thread(target=cancel)
    canceller.start()
    with pytest.raises(Interrupted), ended_by(interrupt), desk.store.read() as connection:
        _run_endlessly(connection, running)
    thread_at_work.clear()
    canceller.join()
    with desk.store.read() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_read_that_was_cancelled_before_does_not_begin(desk: Desk) -> None:
    interrupt = Interrupt()
    interrupt.cancel()
    with pytest.raises(Interrupted), ended_by(interrupt), desk.store.read():
        pytest.fail("began all the same")


def test_what_a_cancelled_write_has_written_is_not_kept(desk: Desk) -> None:
    interrupt = Interrupt()

    def write_and_cancel() -> None:
        with ended_by(interrupt), desk.store.write() as connection:
            put_setting(connection, NAME, "half a name")
            interrupt.cancel()

    with pytest.raises(Interrupted):
        write_and_cancel()
    assert desk.store.setting(NAME) is None


def test_no_statement_follows_a_cancellation(desk: Desk) -> None:
    interrupt, answered = Interrupt(), []

    def ask_twice() -> None:
        with ended_by(interrupt), desk.store.read() as connection:
            for _ in range(2):
                answered.append(connection.exec_driver_sql("SELECT 1").scalar())
                interrupt.cancel()

    with pytest.raises(Interrupted):
        ask_twice()
    assert answered == [1]


def test_a_running_write_is_ended_by_another_thread_and_the_next_one_is_kept(desk: Desk) -> None:
    interrupt, running, over = Interrupt(), threading.Event(), threading.Event()

    def cancel() -> None:
        running.wait()
        while not over.wait(0.001):
            interrupt.cancel()

    def write_endlessly() -> None:
        with ended_by(interrupt), desk.store.write() as connection:
            put_setting(connection, NAME, "half a name")
            _run_endlessly(connection, running)

    canceller = threading.Thread(target=cancel)
    canceller.start()
    with pytest.raises(Interrupted):
        write_endlessly()
    with desk.store.write() as connection:
        put_setting(connection, NAME, "a whole one")
    over.set()
    canceller.join()
    assert desk.store.setting(NAME) == "a whole one"


def test_the_log_is_moved_into_the_data_file_in_the_background(desk: Desk) -> None:
    data = desk.store.files.data
    desk.content("U1", evidence=b"x" * (CHECKPOINT_BYTES * 2))
    for number in range(2000):
        if data.stat().st_size > CHECKPOINT_BYTES:
            break
        with desk.store.write() as connection:
            put_setting(connection, NAME, str(number))
    assert data.stat().st_size > CHECKPOINT_BYTES


def test_what_stands_for_a_person_tells_nothing_and_is_the_same_each_time(desk: Desk) -> None:
    number = "11010519491231002X"
    key = desk.store.person_key(number)
    assert key == desk.store.person_key(" 110105 19491231－002ｘ ")
    assert key != desk.store.person_key("E12345678")
    assert number not in key
    assert len(key) == 64


def test_a_write_within_a_write_is_a_mistake_and_no_deadlock(desk: Desk) -> None:
    with desk.store.write() as connection:
        put_setting(connection, NAME, "outer")
        with pytest.raises(RuntimeError, match="within a write"), desk.store.write():
            pytest.fail("began all the same")
    assert desk.store.setting(NAME) == "outer"


def test_closing_twice_is_closing_once(desk: Desk) -> None:
    desk.store.close()
    desk.store.close()
    assert not desk.store.files.data.with_name("data.db-wal").exists()


def test_every_connection_keeps_the_promises_of_durability(desk: Desk) -> None:
    for mode, cache in ((Mode.READ, 12), (Mode.WRITE, 64)):
        connection = connect(desk.store.files.data, desk.key, mode)
        asked = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "cipher_page_size", "cache_size")
        }
        connection.close()
        assert asked == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "cipher_page_size": "4096",
            "cache_size": -1024 * cache,
        }


def _put_and_break_off(connection: Connection) -> None:
    put_setting(connection, NAME, "half")
    connection.exec_driver_sql("DELETE FROM account")


def _run_endlessly(connection: Connection, running: threading.Event) -> None:
    running.set()
    connection.exec_driver_sql(ENDLESS).scalar()
