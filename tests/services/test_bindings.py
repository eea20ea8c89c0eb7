"""An applicant and the HR desk of a unit: asking, deciding, leaving (guide 3.1)."""

import pytest

from desktop.domain.document_types import IDENTITY_CARD
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.bindings import (
    BindingCounts,
    BindingState,
    approve_binding,
    ask_binding,
    binding_counts,
    desk_bindings,
    find_unit,
    own_bindings,
    refuse_binding,
    see_bindings,
    unbind,
    withdraw_binding,
)
from desktop.services.registration import Registration, register
from desktop.text.errors import explain
from tests.desk import PASSWORD, Desk
from tests.dossiers import OTHER_UNIT, UNIT

PERSON = Registration("沈砚秋", IDENTITY_CARD, "11010519491231002X", "13800001111", "shen", PASSWORD)
REASON = "经核对，您不是本单位人员。"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    register(desk.as_login("hr"), PERSON)
    return desk


def code_of(verb: object, *arguments: object) -> RejectionCode:
    assert callable(verb)
    with pytest.raises(Rejected) as refused:
        verb(*arguments)
    assert explain(refused.value)
    return refused.value.code


def newest(desk: Desk, login: str = "shen") -> str:
    return own_bindings(desk.as_login(login))[0].id


def states(desk: Desk, login: str = "shen") -> list[BindingState]:
    return [row.state for row in own_bindings(desk.as_login(login))]


def test_a_unit_is_found_by_its_whole_code_alone(desk: Desk) -> None:
    shen = desk.as_login("shen")
    assert find_unit(shen, f" {UNIT[:9].lower()} {UNIT[9:]}").name == "长春光电研究院"
    for code in (UNIT[:-1], "长春光电研究院", "2201", "", "%", OTHER_UNIT[:17] + "?"):
        assert code_of(find_unit, shen, code) is RejectionCode.UNKNOWN_UNIT_CODE
    assert code_of(find_unit, desk.as_login("hr"), UNIT) is RejectionCode.ROLE_NOT_HELD


def test_the_desk_of_the_unit_sees_who_asks_with_a_masked_number(desk: Desk) -> None:
    ask_binding(desk.as_login("shen"), UNIT)
    (row,) = desk_bindings(desk.as_login("hr"))
    assert (row.name, row.masked_number, row.mobile) == ("沈砚秋", "1101**********002X", "13800001111")
    assert (row.state, row.asked_at) == (BindingState.PENDING, desk.clock())
    assert binding_counts(desk.as_login("hr")) == BindingCounts(1, 0)
    for login in ("hr2", "city", "admin", "shen"):
        assert desk_bindings(desk.as_login(login)) == ()
        assert binding_counts(desk.as_login(login)) == BindingCounts(0, 0)


def test_a_request_is_approved_and_the_applicant_leaves_again(desk: Desk) -> None:
    ask_binding(desk.as_login("shen"), UNIT)
    approve_binding(desk.as_login("hr"), newest(desk))
    assert states(desk) == [BindingState.BOUND]
    assert code_of(ask_binding, desk.as_login("shen"), OTHER_UNIT) is RejectionCode.BINDING_OPEN
    unbind(desk.as_login("shen"), newest(desk))
    assert states(desk) == [BindingState.UNBOUND]
    assert binding_counts(desk.as_login("hr")) == BindingCounts(0, 1)
    see_bindings(desk.as_login("hr2"))
    assert binding_counts(desk.as_login("hr")) == BindingCounts(0, 1)
    see_bindings(desk.as_login("hr"))
    assert binding_counts(desk.as_login("hr")) == BindingCounts(0, 0)
    desk.clock.tick()
    ask_binding(desk.as_login("shen"), OTHER_UNIT)
    assert states(desk) == [BindingState.PENDING, BindingState.UNBOUND]


def test_a_refusal_says_why_and_another_request_may_follow(desk: Desk) -> None:
    ask_binding(desk.as_login("shen"), UNIT)
    for reason in ("", "  ", "长" * 301):
        assert code_of(refuse_binding, desk.as_login("hr"), newest(desk), reason) is RejectionCode.BINDING_REASON
    refuse_binding(desk.as_login("hr"), newest(desk), f" {REASON} ")
    (row,) = own_bindings(desk.as_login("shen"))
    assert (row.state, row.reason) == (BindingState.REFUSED, REASON)
    desk.clock.tick()
    ask_binding(desk.as_login("shen"), UNIT)
    withdraw_binding(desk.as_login("shen"), newest(desk))
    assert states(desk) == [BindingState.WITHDRAWN, BindingState.REFUSED]
    assert code_of(approve_binding, desk.as_login("hr"), newest(desk)) is RejectionCode.BINDING_OVER


def test_a_binding_of_others_is_as_one_that_is_not_there(desk: Desk) -> None:
    ask_binding(desk.as_login("shen"), UNIT)
    add_person(desk.as_login("admin"), "lin", PASSWORD, [Role.APPLICANT])
    asked, missing = newest(desk), "0" * 36
    for binding_id in (asked, missing):
        for login in ("hr2", "city", "admin", "lin"):
            assert code_of(approve_binding, desk.as_login(login), binding_id) is RejectionCode.NO_SUCH_BINDING
            assert code_of(refuse_binding, desk.as_login(login), binding_id, REASON) is RejectionCode.NO_SUCH_BINDING
            assert code_of(withdraw_binding, desk.as_login(login), binding_id) is RejectionCode.NO_SUCH_BINDING
            assert code_of(unbind, desk.as_login(login), binding_id) is RejectionCode.NO_SUCH_BINDING
    assert states(desk) == [BindingState.PENDING]
