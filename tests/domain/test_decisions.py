"""When a row of the workflow applies: stale views, comments, deadlines and withdrawals."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import end_of_day, from_milliseconds, shanghai_day, to_milliseconds
from desktop.domain.decisions import (
    COMMENT_LENGTH,
    DecisionRequest,
    LastDecision,
    RefusalCode,
    Refused,
    Situation,
    allowed_actions,
    check_action,
    check_decision,
    correction_due,
)
from desktop.domain.route import NoRoute, RouteTooLong, route
from desktop.domain.terms import Action, Status

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
CLOSES = NOW + timedelta(days=30)
UNIT, FIRST, SECOND = frozenset({"unit"}), frozenset({"department-1"}), frozenset({"department-2"})
AT_UNIT = Situation(2, Status.SUBMITTED, "unit", "", 1, 0, CLOSES)
AT_FIRST = replace(AT_UNIT, stage="department-1", seq=1, last=LastDecision(Action.PASS, "unit", 1, NOW))
RETURNED = Situation(
    2, Status.RETURNED, "", "unit", 1, 1, CLOSES, LastDecision(Action.RETURN, "unit", 1, NOW), correction_due=CLOSES
)
TERMINATED = Situation(2, Status.TERMINATED, "", "unit", 1, 1, CLOSES, LastDecision(Action.TERMINATE, "unit", 1, NOW))
AT_COMMITTEE = replace(AT_UNIT, stage="committee", seq=3, last=LastDecision(Action.PASS, "department-2", 1, NOW))


def request(
    action: Action,
    situation: Situation,
    comment: str = "请补充材料。",
    *,
    submission: int | None = None,
    seq: int | None = None,
    meeting: str = "",
    correction_deadline: date | None = None,
    straight_back: bool = False,
) -> DecisionRequest:
    return DecisionRequest(
        action,
        situation.submission if submission is None else submission,
        situation.seq if seq is None else seq,
        comment,
        meeting,
        correction_deadline,
        straight_back,
    )


def refusal(situation: Situation, wanted: DecisionRequest, desks: frozenset[str], now: datetime = NOW) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        check_decision(situation, wanted, desks, now)
    return caught.value.refusal.code


def test_the_unit_passes_its_own_application_on() -> None:
    row = check_decision(AT_UNIT, request(Action.PASS, AT_UNIT, ""), UNIT, NOW)
    assert (row.to_status, row.to_stage) == (Status.SUBMITTED, "department-1")


@pytest.mark.parametrize(("submission", "seq"), [(2, 0), (1, 1), (0, 0), (1, -1)])
def test_a_stale_decision_is_refused(submission: int, seq: int) -> None:
    wanted = request(Action.PASS, AT_UNIT, submission=submission, seq=seq)
    assert refusal(AT_UNIT, wanted, UNIT) is RefusalCode.STALE


def test_a_refusal_says_who_may_do_what_now() -> None:
    with pytest.raises(Refused) as caught:
        check_decision(AT_FIRST, request(Action.RETURN, AT_FIRST), UNIT, NOW)
    assert caught.value.refusal.code is RefusalCode.NOT_ALLOWED
    assert caught.value.refusal.allowed_now == (
        (Action.WITHDRAW, "unit"),
        (Action.PASS, "department-1"),
        (Action.RETURN, "department-1"),
        (Action.TERMINATE, "department-1"),
    )


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_a_return_without_a_comment_is_refused(comment: str) -> None:
    assert refusal(AT_UNIT, request(Action.RETURN, AT_UNIT, comment), UNIT) is RefusalCode.COMMENT_REQUIRED


def test_texts_that_no_database_can_keep_are_refused() -> None:
    for text in ("a\0b", "a\x1b[31mb", "a\u202eb", "a\udc80b"):
        assert refusal(AT_UNIT, request(Action.PASS, AT_UNIT, text), UNIT) is RefusalCode.BAD_TEXT
    assert check_decision(AT_UNIT, request(Action.PASS, AT_UNIT, "一\n\t二"), UNIT, NOW).to_stage == "department-1"
    assert refusal(AT_UNIT, request(Action.RETURN, AT_UNIT, "\u200b"), UNIT) is RefusalCode.COMMENT_REQUIRED
    long = request(Action.PASS, AT_UNIT, "长" * (COMMENT_LENGTH + 1))
    assert refusal(AT_UNIT, long, UNIT) is RefusalCode.COMMENT_TOO_LONG


def test_confirming_names_the_meeting_and_nothing_else_does() -> None:
    secretary = frozenset({"secretary"})
    assert refusal(AT_COMMITTEE, request(Action.CONFIRM, AT_COMMITTEE), secretary) is RefusalCode.MEETING_REQUIRED
    row = check_decision(AT_COMMITTEE, request(Action.CONFIRM, AT_COMMITTEE, meeting="第 3 次会议"), secretary, NOW)
    assert row.to_status is Status.APPROVED
    too_long = request(Action.CONFIRM, AT_COMMITTEE, meeting="会" * 101)
    assert refusal(AT_COMMITTEE, too_long, secretary) is RefusalCode.MEETING_TOO_LONG
    assert refusal(AT_UNIT, request(Action.PASS, AT_UNIT, meeting="会"), UNIT) is RefusalCode.MEETING_NOT_ALLOWED


def test_the_last_department_ends_what_the_committee_did_not_pass() -> None:
    wanted = request(Action.TERMINATE, AT_COMMITTEE, meeting="第 3 次会议")
    assert check_decision(AT_COMMITTEE, wanted, SECOND, NOW).to_status is Status.TERMINATED
    assert refusal(AT_COMMITTEE, wanted, FIRST) is RefusalCode.NOT_ALLOWED


def test_only_a_return_carries_a_deadline_or_goes_straight_back() -> None:
    with_deadline = request(Action.PASS, AT_UNIT, correction_deadline=date(2026, 9, 9))
    assert refusal(AT_UNIT, with_deadline, UNIT) is RefusalCode.DEADLINE_NOT_ALLOWED
    straight = request(Action.TERMINATE, AT_UNIT, straight_back=True)
    assert refusal(AT_UNIT, straight, UNIT) is RefusalCode.STRAIGHT_BACK_NOT_ALLOWED


def test_a_deadline_may_be_today_but_not_yesterday() -> None:
    today = shanghai_day(NOW)
    assert check_decision(AT_UNIT, request(Action.RETURN, AT_UNIT, correction_deadline=today), UNIT, NOW)
    past = request(Action.RETURN, AT_UNIT, correction_deadline=today - timedelta(days=1))
    assert refusal(AT_UNIT, past, UNIT) is RefusalCode.DEADLINE_PAST


def test_once_the_notice_has_closed_a_return_needs_a_deadline() -> None:
    later = CLOSES + timedelta(days=1)
    assert refusal(AT_UNIT, request(Action.RETURN, AT_UNIT), UNIT, later) is RefusalCode.DEADLINE_REQUIRED
    dated = request(Action.RETURN, AT_UNIT, correction_deadline=shanghai_day(later))
    assert check_decision(AT_UNIT, dated, UNIT, later)


def test_a_return_runs_until_its_deadline_is_over_and_then_only_its_stage_can_end_it() -> None:
    applicant = frozenset({"applicant"})
    before, after = CLOSES - timedelta(milliseconds=1), CLOSES
    assert check_action(RETURNED, Action.SUBMIT, applicant, before)
    with pytest.raises(Refused, match="correction_overdue"):
        check_action(RETURNED, Action.SUBMIT, applicant, after)
    ending = request(Action.TERMINATE, RETURNED)
    assert refusal(RETURNED, ending, UNIT, before) is RefusalCode.CORRECTION_NOT_OVERDUE
    assert refusal(RETURNED, ending, FIRST, after) is RefusalCode.NOT_ALLOWED
    assert check_decision(RETURNED, ending, UNIT, after).to_status is Status.TERMINATED


def test_a_pass_is_withdrawn_by_the_same_desk_until_the_next_one_decides() -> None:
    wanted = request(Action.WITHDRAW, AT_FIRST)
    assert check_decision(AT_FIRST, wanted, UNIT, NOW + timedelta(days=9)).to_stage == "unit"
    returned_again = replace(AT_FIRST, last=LastDecision(Action.WITHDRAW, "department-1", 1, NOW))
    assert refusal(returned_again, wanted, UNIT) is RefusalCode.NOT_LAST_DECISION


def test_a_pass_of_an_earlier_submission_cannot_be_withdrawn() -> None:
    resubmitted = replace(AT_FIRST, submission=2)
    assert refusal(resubmitted, request(Action.WITHDRAW, resubmitted), UNIT) is RefusalCode.NOT_LAST_DECISION


def test_a_return_is_withdrawn_until_the_applicant_changes_something() -> None:
    assert check_decision(RETURNED, request(Action.WITHDRAW, RETURNED), UNIT, NOW).to_stage == "unit"
    changed = replace(RETURNED, changed_since_return=True)
    assert refusal(changed, request(Action.WITHDRAW, changed), UNIT) is RefusalCode.APPLICANT_HAS_CHANGED


def test_a_termination_is_withdrawn_for_24_hours() -> None:
    wanted = request(Action.WITHDRAW, TERMINATED)
    assert check_decision(TERMINATED, wanted, UNIT, NOW + timedelta(hours=24, milliseconds=-1))
    assert refusal(TERMINATED, wanted, UNIT, NOW + timedelta(hours=24)) is RefusalCode.WITHDRAWAL_TOO_LATE


def test_nothing_can_be_done_to_a_deleted_application() -> None:
    deleted = replace(RETURNED, deleted=True)
    assert allowed_actions(deleted, UNIT, NOW) == ()
    assert refusal(deleted, request(Action.WITHDRAW, deleted), UNIT) is RefusalCode.DELETED


def test_submitting_is_no_decision() -> None:
    with pytest.raises(ValueError, match="submit is no decision"):
        check_decision(RETURNED, request(Action.SUBMIT, RETURNED), UNIT, NOW)


@given(st.sampled_from(Action), st.sampled_from([AT_UNIT, AT_FIRST, RETURNED, TERMINATED, AT_COMMITTEE]))
def test_what_a_desk_is_offered_is_what_is_accepted(action: Action, situation: Situation) -> None:
    for desk in ("applicant", "unit", "department-1", "department-2", "secretary", "member", "administrator"):
        offered = {row.action for row in allowed_actions(situation, frozenset({desk}), NOW)}
        try:
            check_action(situation, action, frozenset({desk}), NOW)
        except Refused:
            assert action not in offered
        else:
            assert action in offered


def test_somebody_at_two_desks_acts_from_the_one_that_may() -> None:
    assert check_decision(AT_FIRST, request(Action.PASS, AT_FIRST), UNIT | FIRST, NOW).desk == "department-1"


def test_a_deadline_ends_with_its_day_in_shanghai() -> None:
    assert correction_due(date(2026, 9, 1), CLOSES) == datetime(2026, 9, 1, 16, 0, tzinfo=UTC)
    assert correction_due(None, CLOSES) == CLOSES


@given(st.timedeltas(timedelta(0), timedelta(days=40_000)))
def test_moments_survive_being_stored_to_the_millisecond(since: timedelta) -> None:
    moment = datetime(1990, 1, 1, tzinfo=UTC) + since
    assert abs(from_milliseconds(to_milliseconds(moment)) - moment) <= timedelta(microseconds=500)
    assert end_of_day(shanghai_day(moment)) > moment


PARENTS = {"unit": "city", "city": "province", "province": None, "loop": "loop"}


def test_the_route_runs_from_the_units_department_to_the_issuer() -> None:
    assert route("unit", "province", PARENTS) == ("city", "province")
    assert route("unit", "city", PARENTS) == ("city",)


@pytest.mark.parametrize(("unit", "issuer"), [("unit", "elsewhere"), ("province", "city"), ("loop", "city"), ("", "x")])
def test_a_unit_that_does_not_answer_to_the_issuer_has_no_route(unit: str, issuer: str) -> None:
    with pytest.raises(NoRoute):
        route(unit, issuer, PARENTS)


def test_a_route_has_at_most_five_departments_and_a_longer_one_is_said_to_be_that() -> None:
    parents: dict[str, str | None] = {"unit": "d1", **{f"d{level}": f"d{level + 1}" for level in range(1, 6)}}
    assert route("unit", "d5", parents) == ("d1", "d2", "d3", "d4", "d5")
    with pytest.raises(RouteTooLong) as raised:
        route("unit", "d6", parents)
    assert raised.value.levels == 6
