"""Bindings under attack: everybody tries every move of each, and what is not theirs is as what is not there."""

from itertools import product

import pytest

from desktop.domain.bindings import BindingAction, BindingActor, BindingState, moved
from desktop.domain.rejections import Rejected
from desktop.store.records.identity import new_id
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import ASKED, BINDINGS, CLOSED, LOGINS, NOBODY
from tests.postgres.hostile.probes import VERIFIER

TARGETS = {
    "bound": BindingAction.APPROVE,
    "refused": BindingAction.REFUSE,
    "withdrawn": BindingAction.WITHDRAW,
    "unbound": BindingAction.UNBIND,
}
DESKS = {"U1": {"unit", "two-roles"}, "U2": {"other-unit"}}
OF = {name: (login, DESKS[unit]) for name, (login, unit) in BINDINGS.items()}
EVERYBODY = (*LOGINS, "asking")
UNDER_REVIEW = {"applicant"}
"""Whose application a desk has before it."""


def move(identity: str, target: str, reason: str = "不是本单位人员。") -> str:
    return f"SELECT talentdesk.binding_move('{identity}', '{target}', '{reason}')"


def expected(binding: str, login: str, target: str) -> str:
    whose, desks = OF[binding]
    if login in {CLOSED, NOBODY}:
        return "no_such_binding"
    actor = BindingActor.APPLICANT if login == whose else BindingActor.DESK if login in desks else BindingActor.OTHER
    try:
        state = BindingState.BOUND if "bound" in binding else BindingState.PENDING
        moved(state, actor, TARGETS[target], reason="x", under_review="x" if whose in UNDER_REVIEW else "")
    except Rejected as rejected:
        return rejected.code.value
    return "done"


@pytest.mark.parametrize("login", EVERYBODY)
def test_every_move_is_as_the_domain_says_and_what_is_hidden_is_missing(siege: Siege, login: str) -> None:
    for binding, target in product(OF, TARGETS):
        reason = "" if target == "bound" else "不是本单位人员。"
        answer = siege.attackers.attack(login, move(siege.furnished.bindings[binding], target, reason))
        wanted = expected(binding, login, target)
        assert answer.code == wanted, (binding, target, answer)
        if wanted == "no_such_binding":
            assert answer == siege.attackers.attack(login, move(new_id(), target, reason))
    for target in ("pending", "", "x"):
        assert siege.attackers.attack(login, move(siege.furnished.bindings[ASKED], target)).code == "no_such_binding"


@pytest.mark.parametrize("login", EVERYBODY)
def test_only_applicants_ask_and_one_unit_at_a_time(siege: Siege, login: str) -> None:
    ids = siege.furnished.desk.ids
    for unit in (ids["U1"], ids["D1"], new_id()):
        answer = siege.attackers.attack(login, f"SELECT talentdesk.binding_ask('{unit}')")
        known = unit == ids["U1"]
        wanted = (
            ("binding_open" if known else "unknown_unit_code")
            if login in {"applicant", "other-applicant", "asking"}
            else None
        )
        assert answer.code == (wanted or "no_such_binding"), unit


@pytest.mark.parametrize("login", EVERYBODY)
def test_everybody_reads_of_bindings_what_is_theirs(siege: Siege, login: str) -> None:
    bindings = siege.furnished.bindings
    own = {name for name, (whose, _) in OF.items() if whose == login}
    desk = {name for name, (_, desks) in OF.items() if login in desks}
    for function, names in (("read_own_bindings", own), ("read_desk_bindings", desk)):
        answer = siege.attackers.attack(login, f"SELECT id FROM talentdesk.{function}()")
        assert {row[0] for row in answer.rows} == {bindings[name] for name in names}, function
    shown = siege.attackers.attack(login, "SELECT * FROM talentdesk.read_desk_bindings()")
    assert "11010519491231002X" not in str(shown.rows)
    counted = siege.attackers.attack(login, "SELECT * FROM talentdesk.read_desk_binding_counts()")
    assert counted.rows == ((("pending", 1),) if desk else ())


@pytest.mark.parametrize("login", [login for login in LOGINS if login != "admin"])
def test_only_an_administrator_gives_passwords_and_opens_registration(siege: Siege, login: str) -> None:
    ids = siege.furnished.desk.ids
    for statement in (
        f"SELECT talentdesk.password_temporary('{ids['other-applicant']}', '{VERIFIER}')",
        f"SELECT talentdesk.registration_set(false, '{VERIFIER}')",
    ):
        assert siege.attackers.attack(login, statement).code == "administrator_only"


def test_nobody_fills_a_desks_list_by_asking_and_taking_back(siege: Siege) -> None:
    unit = siege.furnished.desk.ids["U2"]
    asked = f"SELECT talentdesk.binding_ask('{unit}')"
    taken_back = (
        "SELECT talentdesk.binding_move(b.id, 'withdrawn', '') FROM talentdesk.read_own_bindings() b "
        "WHERE b.state = 'pending'"
    )
    often = [statement for _ in range(19) for statement in (taken_back, asked)]
    assert siege.attackers.attack("asking-beside", *often).code == "done"
    assert siege.attackers.attack("asking-beside", *often, taken_back, asked).code == "too_many_attempts"
