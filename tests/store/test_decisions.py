"""Decisions on a real file: where they lead, whose they are, and what is refused."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desktop.domain.decisions import RefusalCode, Refused
from desktop.domain.terms import Action
from desktop.store.records.accounts import close_account
from desktop.store.records.decisions import record_decision
from tests.store.factory import Desk


def test_a_return_straight_back_comes_back_to_the_desk_that_said_so(desk: Desk) -> None:
    identity = desk.file()
    desk.decide(identity, Action.PASS, "unit", "unit")
    desk.decide(identity, Action.RETURN, "department-1", "department-1", straight_back=True)
    desk.tick()
    desk.submit(identity, desk.content("U1", name="王建国二"))
    assert desk.situation(identity).stage == "department-1"
    desk.decide(identity, Action.RETURN, "department-1", "department-1")
    desk.submit(identity, desk.content("U1", name="王建国三"))
    assert desk.situation(identity).stage == "unit"


def test_a_return_cannot_be_taken_back_once_the_applicant_has_changed_something(desk: Desk) -> None:
    identity = desk.file()
    desk.decide(identity, Action.RETURN, "unit", "unit")
    with desk.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO draft VALUES (?, '{}', 0)", (identity,))
    with pytest.raises(Refused) as refused:
        desk.decide(identity, Action.WITHDRAW, "unit", "unit")
    assert refused.value.refusal.code is RefusalCode.APPLICANT_HAS_CHANGED


def test_nobody_decides_from_a_desk_they_do_not_sit_at(desk: Desk) -> None:
    identity = desk.file()
    new = desk.decision(identity, Action.PASS, "unit", "unit")
    elsewhere = desk.ids["D1"]
    for wrong in (
        replace(new, account_id=desk.ids["department-1"]),
        replace(new, account_id=desk.ids["admin"]),
        replace(new, organisation_id=elsewhere),
        replace(new, desk="department-1", organisation_id=elsewhere),
    ):
        with pytest.raises(Refused) as refused, desk.store.write() as connection:
            record_decision(connection, wrong)
        assert refused.value.refusal.code is RefusalCode.NOT_ALLOWED


def test_a_disabled_account_decides_nothing(desk: Desk) -> None:
    identity = desk.file()
    new = desk.decision(identity, Action.PASS, "unit", "unit")
    with desk.store.write() as connection:
        close_account(connection, desk.ids["unit"], by=desk.ids["admin"], at=desk.now)
    with pytest.raises(Refused) as refused, desk.store.write() as connection:
        record_decision(connection, new)
    assert refused.value.refusal.code is RefusalCode.NOT_ALLOWED


def test_a_repeated_decision_is_recognised_and_written_once(desk: Desk) -> None:
    identity = desk.file()
    new = desk.decide(identity, Action.PASS, "unit", "unit")
    with pytest.raises(Refused) as refused, desk.store.write() as connection:
        record_decision(connection, new)
    assert refused.value.refusal.code is RefusalCode.DUPLICATE
    assert desk.situation(identity).seq == 1


def test_a_deleted_application_takes_no_decision(desk: Desk) -> None:
    identity = desk.draft("U1", "mine", applicant="applicant")
    desk.submit(identity, desk.content("U1"), login="applicant", desk="applicant")
    desk.decide(identity, Action.RETURN, "unit", "unit")
    new = desk.decision(identity, Action.WITHDRAW, "unit", "unit")
    desk.delete(identity, "applicant")
    with pytest.raises(Refused) as refused, desk.store.write() as connection:
        record_decision(connection, new)
    assert refused.value.refusal.code is RefusalCode.DELETED


def test_moments_are_compared_to_the_millisecond(desk: Desk) -> None:
    identity = desk.file()
    desk.decide(identity, Action.TERMINATE, "unit", "unit")
    ended: datetime = desk.now
    too_late = desk.decision(identity, Action.WITHDRAW, "unit", "unit")
    with pytest.raises(Refused) as refused, desk.store.write() as connection:
        record_decision(connection, replace(too_late, recorded_at=ended + timedelta(hours=24)))
    assert refused.value.refusal.code is RefusalCode.WITHDRAWAL_TOO_LATE
    in_time = ended + timedelta(hours=24) - timedelta(milliseconds=1)
    with desk.store.write() as connection:
        record_decision(connection, replace(too_late, recorded_at=in_time))
    assert desk.situation(identity).stage == "unit"
