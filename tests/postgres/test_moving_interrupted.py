"""A move that is struck in the middle, or that would arrive otherwise than it left, leaves nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from desktop.store.problems import Unavailable, UnavailableCode
from tests.postgres.moving_house import LOCAL, lived_in, moved_in
from tests.postgres.server import Database
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import PASSWORD
from tests.store.shared import address_of

pytestmark = [pytest.mark.slow, NEWEST_ONLY]
PATIENCE = 60
# Tables come into being within the move, so what spoils them has to lie in wait until the move has made them.
LIES_IN_WAIT = sql.SQL("""
CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS {body};
CREATE FUNCTION lie_in_wait() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'spoiled')
    AND EXISTS (SELECT 1 FROM pg_event_trigger_ddl_commands() c WHERE c.object_identity = 'talentdesk.decision')
    AND EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'decision_check' AND tgenabled = 'D')
  THEN
    CREATE TRIGGER spoiled BEFORE INSERT ON talentdesk.decision FOR EACH ROW EXECUTE FUNCTION public.spoil();
  END IF;
END $$;
CREATE EVENT TRIGGER lie_in_wait ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION lie_in_wait();
""")
LOSES_A_ROW = "BEGIN RETURN CASE NEW.action WHEN 'confirm' THEN NULL ELSE NEW END; END"
WAITS = "BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END"
CHANGES_A_ROW = "BEGIN NEW.comment := NEW.comment || '。'; RETURN NEW; END"
WAITING = sql.SQL("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
LEFT = sql.SQL("SELECT to_regnamespace('talentdesk') IS NULL AND to_regrole('talentdesk_owner') IS NULL")
BUSY = sql.SQL("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'TalentDesk'")


def spoil(database: Database, body: str) -> None:
    with psycopg.connect(database.dsn()) as connection:
        connection.execute(LIES_IN_WAIT.format(body=sql.Literal(body)))


def nothing_is_left(database: Database) -> bool:
    with psycopg.connect(database.dsn()) as connection:
        return connection.execute(LEFT).fetchall() == [(True,)]


@pytest.fixture
def no_other_shared_database(database: Database) -> None:
    """Roles belong to the whole server: what a template or another test has left would hide what this one leaves."""
    if "talentdesk_owner" in database.server.roles():
        pytest.fail("a test before this one has left the roles of a shared database")


@pytest.mark.parametrize(("body", "what"), [(LOSES_A_ROW, "decision"), (CHANGES_A_ROW, "audit")])
def test_what_would_arrive_otherwise_is_taken_back(database: Database, tmp_path: Path, body: str, what: str) -> None:
    lived_in(tmp_path).store.close()
    spoil(database, body)
    with pytest.raises(Unavailable) as refused:
        moved_in(tmp_path, database)
    assert refused.value.code is UnavailableCode.MOVED_DIFFERENTLY
    assert refused.value.argument("what") == what
    assert nothing_is_left(database)


@contextmanager
def moving(database: Database, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`talentdesk server move-in` in a process of its own, which waits in the middle of the decisions."""
    lived_in(folder).store.close()
    spoil(database, WAITS)
    words = ["server", "move-in", str(address_of(database)), "--as", "postgres", "--store", str(folder / LOCAL)]
    with psycopg.connect(database.dsn(), autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(1)")
        with subprocess.Popen(
            [sys.executable, "-m", "desktop", *words, "--administrator", "admin"],
            env={**os.environ, "TALENTDESK_LOCAL_PASSWORD": PASSWORD},
            stderr=subprocess.PIPE,
            text=True,
        ) as mover:
            try:
                while holder.execute(WAITING).fetchone() != (True,):
                    with pytest.raises(subprocess.TimeoutExpired):
                        mover.wait(0.05)
                yield mover
            finally:
                mover.kill()


@pytest.mark.usefixtures("no_other_shared_database")
def test_a_mover_who_is_killed_in_the_middle_leaves_nothing(database: Database, tmp_path: Path) -> None:
    with moving(database, tmp_path) as mover:
        mover.kill()
        mover.wait(PATIENCE)
    with psycopg.connect(database.dsn(), autocommit=True) as connection:
        while connection.execute(BUSY).fetchone() != (0,):  # the server notices when it next listens
            pass
    assert nothing_is_left(database)


@pytest.mark.usefixtures("no_other_shared_database")
def test_a_server_that_is_lost_in_the_middle_has_nothing_afterwards_and_it_is_said(
    database: Database, tmp_path: Path
) -> None:
    with moving(database, tmp_path) as mover:
        database.server.stop_immediately()
        _, said = mover.communicate(timeout=PATIENCE)
        database.server.start()
        assert mover.returncode == 1
        assert f"连接不上服务器 {address_of(database)}" in said
    assert nothing_is_left(database)
