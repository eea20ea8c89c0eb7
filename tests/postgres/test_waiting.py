"""Who waits for whom in a shared database: for another's decision on the same application, and for nothing else."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, text

from desktop.domain.decisions import RefusalCode, Refused
from desktop.domain.rejections import Rejected
from desktop.domain.terms import Action, Role
from desktop.store.audit import order, verify
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Protected, Unavailable, UnavailableCode
from desktop.store.queries.notices import notice_by_key
from desktop.store.records.comments import save_comment_draft, save_phrases
from desktop.store.records.decisions import NewDecision, record_decision
from desktop.store.records.evidence import record_opened, record_view, set_verified
from desktop.store.records.filing import NewApplication, create_application
from desktop.store.records.identity import new_id
from desktop.store.records.notices import put_notice
from desktop.store.records.saved_filters import add_saved_filter
from desktop.store.rows import CommentDraft, SavedFilterRow
from tests.postgres.server import Server
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import Desk
from tests.store.shared import make_logins, password_of, shared_workspace

pytestmark = NEWEST_ONLY

Shared = Desk[SharedStore]
PATIENCE = 30.0


@pytest.fixture
def shared(postgres_server: Server) -> Iterator[Shared]:
    """With a second person at the unit's desk."""
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        desk.person("colleague", Role.UNIT, "U1")
        make_logins(desk)
        yield desk


@pytest.fixture
def stores(shared: Shared) -> Iterator[dict[str, SharedStore]]:
    """Of those who decide here, each with their own login."""
    with ExitStack() as stack:
        logins = ("unit", "colleague", "department-1")
        yield {
            login: stack.enter_context(closing(SharedStore(shared.store.address, login, password_of(login))))
            for login in logins
        }


class GivenUp(Exception):
    """Takes back what was not committed."""


class Attempt:
    """Decisions, or other writing, in a thread of its own; `outcome` is `done` or why not."""

    def __init__(self, store: SharedStore, *writing: NewDecision | Callable[[Connection], None]) -> None:
        self._store, self._writing = store, writing
        self.outcome = "still waiting"
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> str:
        self._thread.join(timeout=PATIENCE)
        return self.outcome

    def _run(self) -> None:
        try:
            with self._store.write() as connection:
                for new in self._writing:
                    record_decision(connection, new) if isinstance(new, NewDecision) else new(connection)
            self.outcome = "done"
        except Refused as refused:
            self.outcome = refused.refusal.code.value
        except Unavailable as unavailable:
            self.outcome = unavailable.code.value
        except Protected as protected:
            self.outcome = protected.reason
        except Rejected as rejected:
            self.outcome = rejected.code.value


def wait_until_waiting(desk: Shared, login: str) -> None:
    """Until this person's connection waits for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND wait_event_type = 'Lock'"
    with psycopg.connect(desk.store.address.conninfo(user="postgres"), autocommit=True) as watching:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            row = watching.execute(waiting, (login,)).fetchone()
            if row is not None and row[0]:
                return
    raise AssertionError(f"{login} waits for nobody")


def decide_at_once(store: SharedStore, *decisions: NewDecision) -> None:
    """Waits for nobody: the least wait is an error."""
    with store.write() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '20ms'"))
        for new in decisions:
            record_decision(connection, new)


def test_an_open_decision_holds_up_nobody_elsewhere(shared: Shared, stores: dict[str, SharedStore]) -> None:
    first, second, third = (shared.file() for _ in range(3))
    shared.decide(third, Action.PASS, "unit", "unit")
    with stores["unit"].write() as connection:
        record_decision(connection, shared.decision(first, Action.PASS, "unit", "unit"))
        decide_at_once(stores["colleague"], shared.decision(second, Action.TERMINATE, "colleague", "unit"))
        decide_at_once(stores["department-1"], shared.decision(third, Action.PASS, "department-1", "department-1"))
    assert [shared.situation(one).seq for one in (first, second, third)] == [1, 1, 2]


def test_what_somebody_writes_for_themselves_holds_up_no_decision(
    shared: Shared, stores: dict[str, SharedStore]
) -> None:
    """Nor that an administrator closes them, and gives their unit another name."""
    identity, other = shared.file(), shared.file()
    unit, me = shared.ids["U1"], shared.ids["colleague"]
    digest = shared.content("U1").attachments[0].sha256
    with stores["colleague"].write() as connection:
        record_opened(connection, identity, me, shared.now)
        record_view(connection, identity, digest, me, shared.now)
        set_verified(connection, identity, digest, unit, me, True, shared.now)
        save_comment_draft(connection, identity, me, CommentDraft("还没写完"), shared.now)
        save_phrases(connection, me, ["请补正"])
        add_saved_filter(connection, me, SavedFilterRow(new_id(), "我的", "{}", shared.now))
        decide_at_once(stores["unit"], shared.decision(identity, Action.PASS, "unit", "unit"))
        decide_at_once(stores["unit"], shared.decision(other, Action.PASS, "unit", "unit"))
        with shared.store.write() as owner:
            owner.execute(text("SET LOCAL lock_timeout = '20ms'"))
            owner.execute(text("UPDATE account SET disabled = 1 WHERE id = :me"), {"me": me})
            owner.execute(text("UPDATE organisation SET name = '新名' WHERE id = :unit"), {"unit": unit})
    assert shared.situation(identity).seq == shared.situation(other).seq == 1


def test_a_notice_waits_for_who_files_the_first_application_under_it(
    shared: Shared, stores: dict[str, SharedStore]
) -> None:
    """Or it would be another one by the time that the application is there."""
    shared.notice("D1", "2026-02")
    with shared.store.write() as filing:
        row = notice_by_key(filing, "2026-02")
        assert row is not None
        new = NewApplication(
            id=new_id(),
            key="first",
            unit_id=shared.ids["U1"],
            notice_id=row.id,
            issuer_id=row.issuer.id,
            route=(row.issuer.id,),
            person_key=shared.store.person_key("first"),
            applicant_id=None,
            created_at=shared.now,
        )
        create_application(filing, new)
        changing = Attempt(stores["department-1"], lambda connection: put_notice(connection, row, by="", at=shared.now))
        wait_until_waiting(shared, "department-1")
    assert changing.end() == "notice_over"  # as of a notice that is filed under, whose window is over


@pytest.mark.parametrize("same_id", [False, True], ids=["another id", "the same id"])
def test_of_two_at_once_one_wins_and_the_other_is_told_why(
    shared: Shared, stores: dict[str, SharedStore], same_id: bool
) -> None:
    identity = shared.file()
    mine = shared.decision(identity, Action.PASS, "unit", "unit")
    theirs = shared.decision(identity, Action.TERMINATE, "colleague", "unit")
    with stores["unit"].write() as connection:
        record_decision(connection, mine)
        rival = Attempt(stores["colleague"], replace(theirs, id=mine.id) if same_id else theirs)
        wait_until_waiting(shared, "colleague")
    assert rival.end() == (RefusalCode.DUPLICATE if same_id else RefusalCode.STALE)
    assert shared.situation(identity).stage == "department-1"


def test_the_same_id_elsewhere_holds_up_nobody(shared: Shared, stores: dict[str, SharedStore]) -> None:
    """Or it would tell that somebody is deciding under it, on an application that may be hidden."""
    first, second = shared.file(), shared.file()
    mine = shared.decision(first, Action.PASS, "unit", "unit")
    with stores["unit"].write() as connection:
        record_decision(connection, mine)
        theirs = shared.decision(second, Action.PASS, "colleague", "unit")
        rival = Attempt(stores["colleague"], replace(theirs, id=mine.id))
        assert rival.end() == "done"
    assert shared.situation(first).seq == shared.situation(second).seq == 1


def test_whoever_waited_in_vain_wins(shared: Shared, stores: dict[str, SharedStore]) -> None:
    identity = shared.file()
    theirs = shared.decision(identity, Action.TERMINATE, "colleague", "unit")
    with suppress(GivenUp), stores["unit"].write() as connection:
        record_decision(connection, shared.decision(identity, Action.PASS, "unit", "unit"))
        rival = Attempt(stores["colleague"], theirs)
        wait_until_waiting(shared, "colleague")
        raise GivenUp
    assert rival.end() == "done"


def test_who_waits_too_long_is_told_that_another_is_at_it(shared: Shared, stores: dict[str, SharedStore]) -> None:
    identity = shared.file()
    theirs = shared.decision(identity, Action.TERMINATE, "colleague", "unit")
    with stores["unit"].write() as connection:
        record_decision(connection, shared.decision(identity, Action.PASS, "unit", "unit"))
        with pytest.raises(Unavailable) as refused:
            decide_at_once(stores["colleague"], theirs)
    assert refused.value.code is UnavailableCode.LOCKED


@pytest.mark.slow  # PostgreSQL looks for a deadlock after a second
def test_of_two_that_wait_for_each_other_one_is_told_and_the_other_goes_on(
    shared: Shared, stores: dict[str, SharedStore]
) -> None:
    first, second = shared.file(), shared.file()
    mine, last = (shared.decision(one, Action.PASS, "unit", "unit") for one in (first, second))
    theirs = [shared.decision(one, Action.TERMINATE, "colleague", "unit") for one in (second, first)]
    outcome = "done"
    try:
        with stores["unit"].write() as connection:
            record_decision(connection, mine)
            rival = Attempt(stores["colleague"], *theirs)
            wait_until_waiting(shared, "colleague")
            record_decision(connection, last)
    except Unavailable as unavailable:
        outcome = unavailable.code.value
    assert sorted((outcome, rival.end())) == ["done", UnavailableCode.LOCKED]
    assert shared.situation(first).seq == shared.situation(second).seq == 1


def test_a_decision_that_waited_is_recorded_when_its_turn_came(shared: Shared, stores: dict[str, SharedStore]) -> None:
    identity = shared.file()
    with stores["unit"].write() as connection:
        record_decision(connection, shared.decision(identity, Action.PASS, "unit", "unit"))
        ahead = shared.request(identity, Action.PASS, seq=1)
        new = shared.decision(identity, Action.PASS, "department-1", "department-1", request=ahead)
        rival = Attempt(stores["department-1"], replace(new, stage="department-1"))
        wait_until_waiting(shared, "department-1")
        while_waiting = connection.scalar(text("SELECT date_trunc('milliseconds', clock_timestamp())"))
    assert rival.end() == "done"
    last = shared.situation(identity).last
    assert last is not None
    assert last.recorded_at >= while_waiting


def test_verifying_meets_others_at_work_and_finds_all_sound(shared: Shared, stores: dict[str, SharedStore]) -> None:
    first, second, third = (shared.file() for _ in range(3))
    with stores["unit"].write() as connection:
        record_decision(connection, shared.decision(first, Action.PASS, "unit", "unit"))
        with shared.store.write() as ordering:
            order(ordering)
        with shared.store.read() as reading:
            before = verify(reading)
        decide_at_once(stores["colleague"], shared.decision(second, Action.PASS, "colleague", "unit"))
        with shared.store.read() as reading:  # one entry without a place, and one that is not there yet
            unordered = verify(reading)
            decide_at_once(stores["colleague"], shared.decision(third, Action.PASS, "colleague", "unit"))
            assert verify(reading) == unordered
    assert before.sound
    assert unordered == before
    with shared.store.write() as ordering:
        order(ordering)
    with shared.store.read() as reading:
        after = verify(reading, before.root)
    assert after.sound
    assert after.against_ok
    assert after.count == before.count + 3


@pytest.mark.slow
def test_verifying_again_and_again_beside_a_desk_at_work_never_fails(
    shared: Shared, stores: dict[str, SharedStore]
) -> None:
    applications = [shared.file() for _ in range(30)]
    decisions = [shared.decision(one, Action.PASS, "unit", "unit") for one in applications]
    working = [Attempt(stores["unit"], new) for new in decisions[:1]]
    roots: list[Any] = []
    for new in decisions[1:]:
        working.append(Attempt(stores["unit"], new))
        with shared.store.write() as connection:
            order(connection)
        with shared.store.read() as connection:
            found = verify(connection, roots[-1].root if roots else None)
        assert found.sound
        roots.append(found)
    assert {attempt.end() for attempt in working} == {"done"}
    assert len({found.root for found in roots}) > 1
