"""The domain and the database's triggers give the same answer to everything that can be asked of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from desktop.domain.decisions import (
    DecisionRequest,
    Refused,
    Situation,
    check_action,
    check_decision,
    correction_due,
)
from desktop.domain.terms import DECISIONS, Action, Role, Status, department_stage, stages
from desktop.domain.visible_text import forbidden_character, shows_something
from desktop.domain.workflow import verdict, verdict_table
from desktop.store.queries.situations import situation_of
from desktop.store.records.decisions import NewDecision, record_decision
from desktop.store.records.filing import NewSubmission, file_submission
from desktop.store.records.identity import new_id
from desktop.store.tables import application, deletion
from desktop.store.tables import verdict as stored_verdict
from tests.postgres.programs import OLDEST
from tests.shared_postgres import PROGRAMS, ServerOf
from tests.store.factory import CATALOGUE_HASH, CLOSES, Desk, make_workspace
from tests.store.shared import shared_workspace

LEVELS = (1, 2, 3)
LOCAL = "local"
STORES = [(LOCAL, levels) for levels in LEVELS] + [
    (f"postgresql-{version}", levels) for version in PROGRAMS for levels in ((2,) if version == OLDEST else (1, 3))
]


@dataclass
class Places:
    """An open workspace with one application for every place of its route."""

    desk: Desk[Any]
    levels: int
    kind: str
    applications: dict[tuple[Status, str], str]

    @property
    def desks(self) -> tuple[str, ...]:
        return "applicant", *stages(self.levels)[:-1], "secretary"


@pytest.fixture(scope="module", params=STORES, ids=lambda param: f"{param[0]} of {param[1]}")
def places(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server_of: ServerOf
) -> Iterator[Places]:
    """In a local workspace, and in a shared database on every PostgreSQL that is tested here."""
    kind, levels = request.param
    if kind == LOCAL:
        desk = make_workspace(tmp_path_factory.mktemp("places"), levels=levels)
        yield make_places(desk, levels, kind)
        desk.store.close()
    else:
        with shared_workspace(postgres_server_of(int(kind.removeprefix("postgresql-"))), levels=levels) as shared:
            yield make_places(shared, levels, kind)


def make_places(desk: Desk[Any], levels: int, kind: str) -> Places:
    route = stages(levels)[:-1]
    last = department_stage(levels)
    found: dict[tuple[Status, str], str] = {(Status.DRAFT, ""): desk.draft("U1", "draft", applicant="applicant")}

    def at(stage: str) -> str:
        identity = desk.draft("U1", f"a-{next(desk.serial)}", applicant="applicant")
        desk.submit(identity, desk.content("U1"), login="applicant", desk="applicant")
        for passing in (*route, "committee")[: (*route, "committee").index(stage)]:
            desk.decide(identity, Action.PASS, passing, passing)
        return identity

    for stage in route:
        found[Status.SUBMITTED, stage] = at(stage)
        for status, action in ((Status.RETURNED, Action.RETURN), (Status.TERMINATED, Action.TERMINATE)):
            found[status, stage] = at(stage)
            desk.decide(found[status, stage], action, stage, stage)
    found[Status.SUBMITTED, "committee"] = at("committee")
    found[Status.TERMINATED, "committee"] = at("committee")
    desk.decide(found[Status.TERMINATED, "committee"], Action.TERMINATE, last, last)
    found[Status.APPROVED, ""] = at("committee")
    desk.decide(found[Status.APPROVED, ""], Action.CONFIRM, "secretary", "secretary")
    return Places(desk, levels, kind, found)


def outcome(act: Callable[..., object], *arguments: object) -> str:
    """`done`, or the code of the refusal."""
    try:
        act(*arguments)
    except Refused as refused:
        return refused.refusal.code.value
    return "done"


def attempt(
    connection: Connection, identity: str, act: Callable[..., object], *arguments: object
) -> tuple[str, Situation]:
    """What the database says to an act, and how the application stood afterwards; then as if it had not been."""

    def acting() -> None:
        with connection.begin_nested():  # after a refusal PostgreSQL goes on from a savepoint only
            act(*arguments)

    with connection.begin_nested() as savepoint:
        answer = outcome(acting)
        after = situation_of(connection, identity)
        savepoint.rollback()
    assert after is not None
    return answer, after


def test_every_decision_at_every_place_is_answered_alike(places: Places) -> None:
    desk = places.desk
    moments = desk.now, desk.now + timedelta(hours=23), CLOSES + timedelta(days=1)
    cases = product(places.applications, sorted(DECISIONS), places.desks, moments)
    with desk.store.write() as connection:
        for (status, place), action, seat, now in cases:
            identity = places.applications[status, place]
            situation = situation_of(connection, identity)
            assert situation is not None
            assert (situation.status, situation.place) == (status, place)
            row = verdict(places.levels, status, place, action, seat)
            request = DecisionRequest(
                action,
                situation.submission,
                situation.seq,
                comment="理由",
                meeting="会议" if row is not None and row.meeting_required else "",
                correction_deadline=date(2027, 1, 1) if action is Action.RETURN else None,
            )
            expected = outcome(check_decision, situation, request, frozenset({seat}), now)
            new = decision(places, identity, situation, request, seat, now)
            answer, after = attempt(connection, identity, record_decision, connection, new)
            assert answer == expected, (status, place, action, seat, now)
            if row is not None and answer == "done":
                assert (after.status, after.stage) == (row.to_status, row.to_stage)
                assert after.seq == situation.seq + 1
            else:
                assert after == situation


def test_every_submission_at_every_place_is_answered_alike(places: Places) -> None:
    desk = places.desk
    content = desk.content("U1")
    cases = product(places.applications, places.desks, (desk.now, CLOSES + timedelta(days=1)))
    with desk.store.write() as connection:
        for (status, place), seat, now in cases:
            identity = places.applications[status, place]
            situation = situation_of(connection, identity)
            assert situation is not None
            expected = outcome(check_action, situation, Action.SUBMIT, frozenset({seat}), now)
            new = NewSubmission(
                id=new_id(),
                application_id=identity,
                number=situation.submission + 1,
                content=content,
                catalogue_hash=CATALOGUE_HASH,
                grading_class="C",
                findings=(),
                search_text="",
                person_key=connection.scalar(select(application.c.person_key).where(application.c.id == identity)),
                account_id=desk.ids[seat],
                desk=seat,
                submitted_at=now,
                recorded_at=now,
            )
            answer, after = attempt(connection, identity, file_submission, connection, new)
            assert answer == expected, (status, place, seat, now)
            if answer == "done":
                assert (after.status, after.stage, after.seq) == (Status.SUBMITTED, "unit", situation.seq)
            else:
                assert after == situation


def test_every_deletion_at_every_place_is_answered_alike(places: Places) -> None:
    desk = places.desk
    with desk.store.write() as connection:
        for ((status, place), identity), seat in product(places.applications.items(), places.desks):
            situation = situation_of(connection, identity)
            assert situation is not None
            expected = outcome(check_action, situation, Action.DELETE, frozenset({seat}), desk.now)
            row = {"application_id": identity, "desk": seat, "account_id": desk.ids[seat], "recorded_at": desk.now}
            statement = deletion.insert().values(row)
            answer, after = attempt(connection, identity, connection.execute, statement)
            assert answer == expected, (status, place, seat)
            assert after.deleted == (answer == "done")


def decision(
    places: Places,
    identity: str,
    situation: Situation,
    request: DecisionRequest,
    seat: str,
    now: datetime,
) -> NewDecision:
    """The decision as whoever sits at `seat` would record it."""
    row = verdict(places.levels, situation.status, situation.place, request.action, seat)
    code = f"D{places.levels}" if seat == Role.SECRETARY else f"D{seat[-1]}" if seat.startswith("department") else "U1"
    return NewDecision(
        id=new_id(),
        application_id=identity,
        request=request,
        stage=situation.place if row is None else row.recorded_stage,
        desk=seat,
        organisation_id=places.desk.ids[code],
        account_id=places.desk.ids[seat],
        decided_at=now,
        recorded_at=now,
    )


SPACES = st.sampled_from(["", " ", "\t\n", "　 ", "\x1c\x85", "\u2028\u200a", "​", "x", " 意见 ", "a\0b"])
TEXTS = st.one_of(SPACES, st.sampled_from(["意" * 100, "意" * 101, "意" * 2000, "意" * 2001, "𠮷" * 2000, "𠮷" * 101]))


def unreadable(request: DecisionRequest) -> bool:
    """Whether only the domain would have refused the texts: the database knows characters, not what can be seen."""
    texts = request.comment, request.meeting
    hidden = any(text and not shows_something(text) for text in texts)
    return bool(hidden or forbidden_character(texts[0], lines=True) or forbidden_character(texts[1]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_request_is_answered_alike(places: Places, data: st.DataObject) -> None:
    desk = places.desk
    status, place = data.draw(st.sampled_from(sorted(places.applications)))
    identity = places.applications[status, place]
    known = [row for row in verdict_table() if (row.levels, row.status, row.stage) == (places.levels, status, place)]
    likely = [(row.action, row.desk) for row in known if row.action in DECISIONS]
    anything = st.tuples(st.sampled_from(sorted(DECISIONS)), st.sampled_from(places.desks))
    action, seat = data.draw(st.one_of(st.sampled_from(likely), anything) if likely else anything)
    now = desk.now + data.draw(st.timedeltas(timedelta(0), timedelta(days=200)).map(_to_milliseconds))
    with desk.store.write() as connection:
        situation = situation_of(connection, identity)
        assert situation is not None
        request = DecisionRequest(
            action,
            situation.submission + data.draw(st.sampled_from([0, 0, 0, 0, 1, -1])),
            situation.seq + data.draw(st.sampled_from([0, 0, 0, 0, 1, -1])),
            comment=data.draw(TEXTS),
            meeting=data.draw(TEXTS),
            correction_deadline=data.draw(st.none() | st.dates(date(2026, 3, 1), date(2026, 12, 31))),
            straight_back=data.draw(st.booleans()),
        )
        new = decision(places, identity, situation, request, seat, now)
        expected = outcome(check_decision, situation, request, frozenset({seat}), now)
        answer, after = attempt(connection, identity, record_decision, connection, new)
    if places.kind != LOCAL and "\0" in request.comment + request.meeting:
        # such a text cannot even be sent to a server, so that nothing else is asked
        assert (answer, expected == "done") == ("bad_text", False)
    else:
        assert answer == expected or (answer == "done" and unreadable(request))
    if answer == "done" and after.status is Status.RETURNED:
        assert after.correction_due == correction_due(request.correction_deadline, situation.notice_closes)


def test_the_stored_verdicts_are_the_domains(places: Places) -> None:
    with places.desk.store.read() as connection:
        stored = {tuple(row) for row in connection.execute(select(stored_verdict))}
    columns = [column.name for column in stored_verdict.c]
    assert stored == {tuple(getattr(row, name) for name in columns) for row in verdict_table()}


def _to_milliseconds(delta: timedelta) -> timedelta:
    return timedelta(milliseconds=delta // timedelta(milliseconds=1))
