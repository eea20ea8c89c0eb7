"""The domain and the triggers of both databases say the same about every move of a binding, whoever makes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from desktop.domain.bindings import REASON_LENGTH, BindingAction, BindingActor, BindingState, moved
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.store.audit import verify
from desktop.store.problems import Protected
from desktop.store.queries.bindings import UNSEEN
from desktop.store.records.bindings import ask_binding, move_binding, see_bindings
from desktop.store.records.identity import new_id
from desktop.store.tables import account, audit, binding
from tests.shared_postgres import PROGRAMS, ServerOf
from tests.store.factory import NOW, Desk, make_workspace
from tests.store.shared import shared_workspace

LOCAL = "local"
UNDER_REVIEW = "under review"
WAYS = {
    BindingState.PENDING: (),
    BindingState.BOUND: (BindingState.BOUND,),
    BindingState.REFUSED: (BindingState.REFUSED,),
    BindingState.UNBOUND: (BindingState.BOUND, BindingState.UNBOUND),
    BindingState.WITHDRAWN: (BindingState.WITHDRAWN,),
}
TARGETS = {
    BindingAction.WITHDRAW: BindingState.WITHDRAWN,
    BindingAction.APPROVE: BindingState.BOUND,
    BindingAction.REFUSE: BindingState.REFUSED,
    BindingAction.UNBIND: BindingState.UNBOUND,
}
OTHERS = ("stranger", "unit-2", "department-1", "admin", "gone")
REASONS = ("不是本单位人员。", "", " \n", "长" * (REASON_LENGTH + 1))


class Undone(Exception):
    """Ends a write that is to leave nothing."""


@dataclass
class Bindings:
    """A workspace with an applicant of unit U1 in every state, and one whose application is reviewed."""

    desk: Desk[Any]
    ids: dict[str, str]


@pytest.fixture(scope="module", params=[LOCAL, *PROGRAMS], ids=str)
def bindings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server_of: ServerOf
) -> Iterator[Bindings]:
    if request.param == LOCAL:
        desk = make_workspace(tmp_path_factory.mktemp("bindings"))
        yield furnished(desk)
        desk.store.close()
    else:
        with shared_workspace(postgres_server_of(request.param)) as shared:
            yield furnished(shared)


def furnished(desk: Desk[Any]) -> Bindings:
    desk.organisation("U2", OrganisationKind.UNIT, "D1")
    for login, code in (("unit-2", "U2"), ("gone", "U1")):
        desk.person(login, Role.UNIT, code)
    desk.person("stranger", Role.APPLICANT)
    ids: dict[str, str] = {}
    for state in WAYS:
        desk.person(state.value, Role.APPLICANT)
        ids[state.value] = in_state(desk, state.value, state)
    desk.person(UNDER_REVIEW, Role.APPLICANT)
    ids[UNDER_REVIEW] = in_state(desk, UNDER_REVIEW, BindingState.BOUND)
    application = desk.draft("U1", "reviewed", applicant=UNDER_REVIEW)
    desk.submit(application, desk.content("U1"), login=UNDER_REVIEW, desk="applicant")
    with desk.store.write() as connection:
        gone = update(account).where(account.c.id == desk.ids["gone"])
        connection.execute(gone.values(disabled=True, changed_at=desk.now, changed_by=desk.ids["admin"]))
    return Bindings(desk, ids)


def in_state(desk: Desk[Any], login: str, state: BindingState) -> str:
    identity = new_id()
    with desk.store.write() as connection:
        ask_binding(connection, identity, desk.ids[login], desk.ids["U1"], NOW)
        for step, target in enumerate(WAYS[state], start=1):
            by = "unit" if target in (BindingState.BOUND, BindingState.REFUSED) else login
            reason = REASONS[0] if target is BindingState.REFUSED else ""
            at = NOW + timedelta(hours=step)
            move_binding(connection, identity, target, by=desk.ids[by], at=at, reason=reason)
    return identity


def attempted(bindings: Bindings, whose: str, actor: str, action: BindingAction, reason: str) -> Any:
    """What the database says to it: the state that follows, or why not. Nothing is left of it."""
    try:
        with bindings.desk.store.write() as connection:
            by, at = bindings.desk.ids[actor], NOW + timedelta(days=1)
            move_binding(connection, bindings.ids[whose], TARGETS[action], by=by, at=at, reason=reason)
            state = connection.scalar(select(binding.c.state).where(binding.c.id == bindings.ids[whose]))
            raise Undone
    except Undone:
        return BindingState(str(state))
    except Rejected as rejected:
        return rejected.code


def expected(whose: str, actor: BindingActor, action: BindingAction, reason: str) -> Any:
    state = BindingState.BOUND if whose == UNDER_REVIEW else BindingState(whose)
    try:
        return moved(state, actor, action, reason=reason, under_review=whose if whose == UNDER_REVIEW else "")
    except Rejected as rejected:
        return rejected.code


def test_every_move_by_everybody_is_decided_alike(bindings: Bindings) -> None:
    found: list[Any] = []
    for whose, action in product(bindings.ids, TARGETS):
        for reason in REASONS if action is BindingAction.REFUSE else ("",):
            for actor, login in (
                (BindingActor.APPLICANT, whose),
                (BindingActor.DESK, "unit"),
                *((BindingActor.OTHER, other) for other in OTHERS),
            ):
                said = attempted(bindings, whose, login, action, reason)
                assert said == expected(whose, actor, action, reason), (whose, login, action, reason)
                found.append(said)
    assert {*found} >= {
        *TARGETS.values(),
        RejectionCode.NO_SUCH_BINDING,
        RejectionCode.BINDING_OVER,
        RejectionCode.BINDING_REASON,
        RejectionCode.BINDING_SUBMITTED,
    }


def asked(bindings: Bindings, login: str, unit: str = "U2") -> RejectionCode | None:
    try:
        with bindings.desk.store.write() as connection:
            ask_binding(connection, new_id(), bindings.desk.ids[login], bindings.desk.ids[unit], NOW)
            raise Undone
    except Undone:
        return None
    except Rejected as rejected:
        return rejected.code


def test_one_unit_at_a_time(bindings: Bindings) -> None:
    open_ones = {BindingState.PENDING, BindingState.BOUND, UNDER_REVIEW}
    for whose in bindings.ids:
        assert asked(bindings, whose) == (RejectionCode.BINDING_OPEN if whose in open_ones else None), whose


def test_applicants_ask_and_units_are_asked(bindings: Bindings) -> None:
    assert asked(bindings, "unit") is RejectionCode.NO_SUCH_BINDING
    assert asked(bindings, "stranger", "D1") is RejectionCode.UNKNOWN_UNIT_CODE
    assert asked(bindings, "stranger") is None


DIRECT: tuple[dict[str, Any], ...] = (
    {"reason": "anders"},
    {"unit_id": "U2"},
    {"account_id": "stranger"},
    {"asked_at": NOW - timedelta(days=1)},
    {"state": "bound", "unseen": True},
    {"state": "bound", "decided_by": "unit-2"},
    {"state": "bound", "decided_at": NOW},
    {"state": "bound", "reason": "ja"},
    {"unseen": True},
)


@pytest.mark.parametrize("changed", DIRECT, ids=str)
def test_no_other_change_gets_through(bindings: Bindings, changed: dict[str, Any]) -> None:
    desk, at = bindings.desk, NOW + timedelta(days=1)
    values: dict[str, Any] = {key: desk.ids.get(value, value) for key, value in changed.items() if key}
    if "state" in changed:
        unit = desk.ids["unit"]
        values = {"changed_at": at, "changed_by": unit, "decided_at": at, "decided_by": unit} | values
    statement = binding.update().where(binding.c.id == bindings.ids[BindingState.PENDING]).values(values)
    with pytest.raises((Protected, Rejected)), desk.store.write() as connection:
        connection.execute(statement)


def test_no_binding_is_deleted(bindings: Bindings) -> None:
    with pytest.raises(Protected), bindings.desk.store.write() as connection:
        connection.execute(binding.delete().where(binding.c.id == bindings.ids[BindingState.REFUSED]))


def unseen(connection: Connection) -> list[str]:
    return list(connection.scalars(select(binding.c.state).where(UNSEEN)))


def test_the_desk_is_told_who_has_left_until_it_has_looked(bindings: Bindings) -> None:
    desk = bindings.desk
    with desk.store.write() as connection:
        assert unseen(connection) == [BindingState.UNBOUND]
        see_bindings(connection, frozenset({desk.ids["U2"]}))
        assert unseen(connection) == [BindingState.UNBOUND]
        see_bindings(connection, frozenset({desk.ids["U1"]}))
        assert unseen(connection) == []


def test_every_move_is_on_the_applicants_own_chain(bindings: Bindings) -> None:
    chain = f"bindings:{bindings.desk.ids[BindingState.UNBOUND]}"
    with bindings.desk.store.read() as connection:
        entries = list(
            connection.scalars(select(audit.c.entry).where(audit.c.chain == chain).order_by(audit.c.position))
        )
        assert verify(connection).sound
    assert [entry.split('"state":"')[1].split('"')[0] for entry in entries] == ["pending", "bound", "unbound"]
