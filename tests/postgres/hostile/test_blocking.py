"""Nobody holds up anybody else's decision, and nobody listens in on it."""

import psycopg
import pytest

from desktop.domain.terms import Action
from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import insert
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import LOGINS, OWNER
from tests.postgres.hostile.requests import row_for
from tests.store.factory import CATALOGUE_HASH

MILLISECONDS = 2000
HELD = (
    "SELECT pg_advisory_lock(0)",
    "SELECT pg_advisory_lock(n) FROM generate_series(1, 200) n",
    "SELECT pg_advisory_xact_lock(hashtext('talentdesk'))",
    "BEGIN ISOLATION LEVEL SERIALIZABLE",
    "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE",
    "SELECT talentdesk.me()",
    "LISTEN talentdesk",
    "NOTIFY talentdesk, 'noise'",
    "SELECT pg_notify(n::text, repeat('x', 7000)) FROM generate_series(1, 100) n",
)
STRANGERS = [login for login in LOGINS if login != "unit"]


def decided(siege: Siege, **changed: str) -> str:
    """Whether the unit still decides while others hold what they can; undone."""
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.PASS, "unit", **changed)
    return siege.attackers.attack("unit", f"SET LOCAL lock_timeout = {MILLISECONDS}", insert(row)).code


def tried(connection: psycopg.Connection[object], statement: str) -> None:
    """What is refused still holds what it took before, as long as its transaction stands."""
    connection.execute("SAVEPOINT tried")
    try:
        connection.execute(statement.encode())
    except psycopg.Error:
        connection.execute("ROLLBACK TO tried")


@pytest.mark.parametrize("login", STRANGERS)
def test_no_open_transaction_of_a_stranger_holds_up_a_decision(siege: Siege, login: str) -> None:
    """Locks that everybody may take, and attempts at the same application, under the same id and as the same desk."""
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.PASS, "unit")
    mine = row | {"account_id": siege.furnished.account(login)}
    with siege.attackers.connect(login) as stranger:
        stranger.execute("SET lock_timeout = 1000")
        stranger.execute("BEGIN")
        for statement in HELD:
            if not statement.startswith("BEGIN"):
                tried(stranger, statement)
        for table in ("application", "decision", "account", "audit", "verdict"):
            for mode in ("ACCESS SHARE", "ROW EXCLUSIVE", "SHARE", "ACCESS EXCLUSIVE"):
                tried(stranger, f"LOCK TABLE talentdesk.{table} IN {mode} MODE")
        if login != "two-roles":  # who sits at that desk may decide first
            tried(stranger, insert(row))
            tried(stranger, insert(mine))
            tried(stranger, insert(mine | {"desk": "secretary", "action": "confirm", "stage": "committee"}))
        for call in (
            'draft_save(\'{}\', \'{{"unit":"","sections":{{}},"attachments":[]}}\', \'\')',
            "application_delete('{}')",
        ):
            tried(stranger, f"SELECT talentdesk.{call.format(row['application_id'])}")
        tried(stranger, "SELECT talentdesk.upload_chunk('x')")
        assert decided(siege, id=row["id"]) == "done"
        stranger.execute("ROLLBACK")
        for statement in HELD:
            if statement.startswith("BEGIN"):
                stranger.execute(statement.encode())
                stranger.execute("SELECT talentdesk.me()")
                assert decided(siege) == "done"
                stranger.execute("ROLLBACK")


def test_the_id_of_a_decision_being_made_elsewhere_holds_up_nobody(siege: Siege) -> None:
    """And tells nobody that it is being made."""
    row = row_for(siege.furnished, "other-unit", "of another unit", Action.PASS, "unit")
    with siege.attackers.connect("other-unit") as stranger, stranger.transaction(force_rollback=True):
        stranger.execute(insert(row).encode())
        assert decided(siege, id=row["id"]) == "done"


def test_who_decides_first_holds_up_only_the_same_application(siege: Siege) -> None:
    row = row_for(siege.furnished, "two-roles", "submitted at unit", Action.PASS, "unit")
    other = row_for(siege.furnished, "secretary", "submitted at committee", Action.CONFIRM, "secretary")
    with siege.attackers.connect("two-roles") as first, first.transaction(force_rollback=True):
        first.execute(insert(row).encode())
        assert siege.attackers.attack("secretary", "SET LOCAL lock_timeout = 2000", insert(other)).code == "done"
        hidden = row_for(siege.furnished, "secretary", "submitted at unit", Action.PASS, "unit")
        assert siege.attackers.attack("secretary", "SET LOCAL lock_timeout = 100", insert(hidden)).code == "not_found"


def test_what_is_put_on_record_of_one_holds_up_nobody_else(siege: Siege) -> None:
    """What somebody takes with them, and that an application is about to be filed under a notice."""
    ids = siege.furnished.desk.ids
    owner = siege.attackers.connection(OWNER)
    ((notice,),) = owner.execute("SELECT id FROM talentdesk.notice WHERE key = 'in time'").fetchall()
    taken = ("SELECT talentdesk.list_exported(1)", "SELECT talentdesk.form_exported('application_list', 1)")
    changed = (
        f"SELECT talentdesk.notice_put('{notice}', 'in time', '通知', '正文', 1, 2, 'sample', '{CATALOGUE_HASH}', "
        f"'{ids['D2']}', 30)"
    )
    with siege.attackers.connect("applicant") as stranger, stranger.transaction(force_rollback=True):
        for statement in taken:
            stranger.execute(statement.encode())
        stranger.execute("SELECT talentdesk.filing_announce(%s, %s, 'k', NULL)", [ids["U1"], notice])
        for statement in taken:
            assert siege.attackers.attack("unit", f"SET LOCAL lock_timeout = {MILLISECONDS}", statement).code == "done"
        # an application is filed under it: that is what the server says, after it has the notice's row
        assert siege.attackers.attack("department-2", "SET LOCAL lock_timeout = 2000", changed).code == "direct"


def test_nobody_overhears_a_decision(siege: Siege) -> None:
    channels = ("talentdesk", "decision", "application", "audit", "unit", siege.furnished.ids["submitted at unit"])
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.PASS, "unit", id=new_id())
    with siege.attackers.connect("secretary") as listening:
        for channel in channels:
            listening.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(channel)))
        siege.attackers.attack("unit", insert(row))
        listening.execute("SELECT 1")
        assert [note.payload for note in listening.notifies(timeout=0.05)] == []
    ((notifying,),) = (
        siege.attackers.connection("postgres")
        .execute("SELECT count(*) FROM pg_proc WHERE pronamespace = 'talentdesk'::regnamespace AND prosrc ~* 'notify'")
        .fetchall()
    )
    assert notifying == 0
