"""Every (status, stage, action, desk) of every route length, against the process as it is told in words."""

from collections import Counter

import pytest

from desktop.domain.terms import COMMITTEE_STAGE, MAX_LEVELS, Action, Role, Status, department_stage, desk_role, stages
from desktop.domain.workflow import Condition, verdict, verdict_table, verdicts_at

LEVELS = range(1, MAX_LEVELS + 1)
OTHER_DESKS = (Role.APPLICANT, Role.SECRETARY, Role.MEMBER, Role.ADMINISTRATOR, Role.AUDITOR)


def every_case() -> list[tuple[int, Status, str, Action, str]]:
    return [
        (levels, status, stage, action, desk)
        for levels in LEVELS
        for status in Status
        for stage in ("", *stages(levels))
        for action in Action
        for desk in (*stages(levels)[:-1], *OTHER_DESKS)
    ]


def expected(levels: int, status: Status, stage: str, action: Action, desk: str) -> tuple[str, ...] | None:
    """The process in words: where the act leads and on what condition; None where nobody said it is allowed."""
    if action in (Action.SUBMIT, Action.DELETE):
        return expected_filing(levels, status, stage, action, desk)
    last = department_stage(levels)
    own_stage = desk == stage and stage in stages(levels)[:-1]
    after_the_vote = stage == COMMITTEE_STAGE and desk == last
    match status, action:
        case Status.SUBMITTED, Action.PASS if own_stage:
            following = {"unit": "department-1", last: COMMITTEE_STAGE}
            return "submitted", following.get(stage) or f"department-{int(stage[-1]) + 1}", Condition.ALWAYS
        case Status.SUBMITTED, Action.RETURN if own_stage:
            return "returned", "", Condition.ALWAYS
        case Status.SUBMITTED, Action.TERMINATE if own_stage or after_the_vote:
            return "terminated", "", Condition.ALWAYS
        case Status.SUBMITTED, Action.CONFIRM if stage == COMMITTEE_STAGE and desk == Role.SECRETARY:
            return "approved", "", Condition.ALWAYS
        case Status.RETURNED, Action.TERMINATE if own_stage:
            return "terminated", "", Condition.OVERDUE
        case Status.SUBMITTED, Action.WITHDRAW if stage not in ("", "unit"):
            before = stages(levels)[stages(levels).index(stage) - 1]
            return ("submitted", desk, Condition.UNDOES_PASS) if desk == before else None
        case Status.RETURNED, Action.WITHDRAW if own_stage:
            return "submitted", stage, Condition.UNDOES_RETURN
        case Status.TERMINATED, Action.WITHDRAW if own_stage or after_the_vote:
            return "submitted", stage, Condition.UNDOES_TERMINATION
    return None


def expected_filing(levels: int, status: Status, stage: str, action: Action, desk: str) -> tuple[str, ...] | None:
    reviewing = stages(levels)[:-1]
    may_be_filed = {Status.DRAFT: stage == "", Status.RETURNED: stage in reviewing}
    if not may_be_filed.get(status):
        return None
    if action is Action.DELETE:
        return (status, "", Condition.ALWAYS) if desk == Role.APPLICANT else None
    if desk not in (Role.APPLICANT, *reviewing):
        return None
    return "submitted", "unit", Condition.ALWAYS if status is Status.DRAFT else Condition.IN_TIME


@pytest.mark.parametrize("levels", LEVELS)
def test_every_case_is_decided_as_the_process_says(levels: int) -> None:
    for case in every_case():
        if case[0] == levels:
            row = verdict(*case)
            assert (row and (row.to_status, row.to_stage, row.condition)) == expected(*case), case


def test_the_table_holds_no_row_outside_the_cases_and_none_twice() -> None:
    keys = Counter((row.levels, row.status, row.stage, row.action, row.desk) for row in verdict_table())
    assert set(keys) <= set(every_case())
    assert set(keys.values()) == {1}


def test_return_terminate_and_withdraw_need_a_comment_and_committee_acts_name_the_meeting() -> None:
    for row in verdict_table():
        assert row.comment_required == (row.action in {Action.RETURN, Action.TERMINATE, Action.WITHDRAW})
        committee = row.status is Status.SUBMITTED and row.stage == COMMITTEE_STAGE
        assert row.meeting_required == (committee and row.action in {Action.CONFIRM, Action.TERMINATE})


def test_a_resubmission_goes_straight_back_only_to_the_stage_that_returned_it() -> None:
    for row in verdict_table():
        straight_back = row.stage if row.action is Action.SUBMIT and row.status is Status.RETURNED else row.to_stage
        assert row.straight_back_stage == straight_back


def test_a_decision_is_filed_under_the_stage_it_concerns() -> None:
    for row in verdict_table():
        assert row.recorded_stage == (row.to_stage if row.action is Action.WITHDRAW else row.stage)


def test_administrators_auditors_and_members_may_do_nothing() -> None:
    assert not {row.desk for row in verdict_table()} & {Role.ADMINISTRATOR, Role.AUDITOR, Role.MEMBER}


def test_an_approved_application_is_final() -> None:
    assert not any(verdicts_at(levels, Status.APPROVED, stage) for levels in LEVELS for stage in ("", *stages(levels)))


def test_every_desk_is_held_by_exactly_one_role() -> None:
    roles = {row.desk: desk_role(row.desk) for row in verdict_table()}
    assert roles["unit"] is Role.UNIT
    assert roles["secretary"] is Role.SECRETARY
    assert roles["applicant"] is Role.APPLICANT
    assert {roles[department_stage(level)] for level in LEVELS} == {Role.DEPARTMENT}
    assert len(set(roles.values())) == 4


def test_a_stage_beyond_the_longest_route_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no department level 6"):
        department_stage(MAX_LEVELS + 1)
