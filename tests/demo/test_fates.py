from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.demo.dossiers import DemoDossier
from desktop.demo.fates import Fate, plan_history
from desktop.demo.organisations import UNITS, route_of
from desktop.demo.plan import DemoPlan, plan
from desktop.domain.clock import SHANGHAI, end_of_day
from desktop.domain.decisions import DecisionRequest, LastDecision, Situation, check_action, check_decision
from desktop.domain.terms import COMMITTEE_STAGE, NO_STAGE, Action, Role, Status
from tests.demo.sample import sample_catalogue

ROUTES = {unit.code: route_of(unit) for unit in UNITS}
PLACES = {
    Fate.DRAFT: (Status.DRAFT, NO_STAGE),
    Fate.AT_UNIT: (Status.SUBMITTED, "unit"),
    Fate.RESUBMITTED: (Status.SUBMITTED, "unit"),
    Fate.AT_DEPARTMENT_1: (Status.SUBMITTED, "department-1"),
    Fate.AT_DEPARTMENT_2: (Status.SUBMITTED, "department-2"),
    Fate.AT_COMMITTEE: (Status.SUBMITTED, COMMITTEE_STAGE),
    Fate.APPROVED: (Status.APPROVED, NO_STAGE),
    Fate.MENDED_AND_APPROVED: (Status.APPROVED, NO_STAGE),
    Fate.RETURNED_BY_UNIT: (Status.RETURNED, NO_STAGE),
    Fate.RETURNED_BY_DEPARTMENT: (Status.RETURNED, NO_STAGE),
    Fate.TERMINATED_BY_UNIT: (Status.TERMINATED, NO_STAGE),
    Fate.TERMINATED_BY_DEPARTMENT: (Status.TERMINATED, NO_STAGE),
    Fate.TERMINATED_BY_COMMITTEE: (Status.TERMINATED, NO_STAGE),
}


def replay(dossier: DemoDossier, closes: datetime) -> Situation:
    """Takes every planned step under the domain's own rules; raises `Refused` where one is against them."""
    levels = len(ROUTES[dossier.unit])
    status, stage, returned_from = Status.DRAFT, NO_STAGE, NO_STAGE
    last: LastDecision | None = None
    due: datetime | None = None
    straight_back = False
    submission = 0

    def situation() -> Situation:
        return Situation(levels, status, stage, returned_from, submission, seq, closes, last, due)

    events = [(version.submitted_at, None) for version in dossier.versions if version.submitted_at is not None]
    steps = sorted([*events, *((item.decided_at, item) for item in dossier.decisions)], key=lambda step: step[0])
    seq = 0
    for moment, decision in steps:
        if decision is None:
            check_action(situation(), Action.SUBMIT, frozenset({Role.APPLICANT.value}), moment)
            submission += 1
            status, stage = Status.SUBMITTED, returned_from if straight_back else "unit"
            returned_from, due = NO_STAGE, None
            continue
        assert decision.submission == submission
        request = DecisionRequest(
            decision.action,
            submission,
            seq,
            decision.comment,
            decision.meeting,
            decision.correction_deadline,
            decision.straight_back,
        )
        row = check_decision(situation(), request, frozenset({decision.desk}), moment)
        before = stage
        seq += 1
        status, stage = row.to_status, row.to_stage
        if decision.action in (Action.RETURN, Action.TERMINATE):
            returned_from, straight_back = before, decision.straight_back
            deadline = decision.correction_deadline
            due = end_of_day(deadline) if deadline else closes
        last = LastDecision(decision.action, decision.desk, submission, moment)
    return situation()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**31), today=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_every_planned_step_is_allowed_by_the_workflow_and_leads_to_its_fate(
    seed: int,
    today: date,
) -> None:
    demo = plan(seed, today, 40, sample_catalogue())
    for dossier in demo.dossiers():
        reached = replay(dossier, demo.notice.closes)
        if dossier.fate in PLACES:
            assert (reached.status, reached.stage) == PLACES[dossier.fate]
        elif dossier.fate is Fate.STRAIGHT_BACK:
            assert reached.stage.startswith("department-")
            assert reached.submission == 2
        else:
            assert dossier.fate is Fate.WITHDRAWN
            assert reached.status is Status.SUBMITTED
            assert reached.last is not None
            assert reached.stage == reached.last.desk


def test_decisions_fall_in_working_hours_before_the_demo_day(sixty: DemoPlan) -> None:
    midnight = datetime.combine(sixty.today, time(), SHANGHAI)
    for dossier in sixty.dossiers():
        for decision in dossier.decisions:
            local = decision.decided_at.astimezone(SHANGHAI)
            assert local.weekday() < 5
            assert time(8, 30) <= local.time() <= time(17, 30)
            assert sixty.notice.opens < decision.decided_at < midnight


def test_submissions_lie_within_the_notice_and_spread_over_weeks(sixty: DemoPlan) -> None:
    moments = [
        version.submitted_at
        for dossier in sixty.dossiers()
        for version in dossier.versions
        if version.submitted_at is not None
    ]
    assert all(sixty.notice.opens <= moment <= sixty.notice.closes for moment in moments)
    assert max(moments) - min(moments) > timedelta(weeks=4)


def test_every_stage_and_status_occurs_several_times_among_sixty(sixty: DemoPlan) -> None:
    reached = [replay(dossier, sixty.notice.closes) for dossier in sixty.dossiers()]
    for status in Status:
        assert sum(item.status is status for item in reached) >= 2, status
    for stage in ("unit", "department-1", "department-2", "committee"):
        assert sum(item.stage == stage for item in reached) >= 5, stage


def test_returns_terminations_and_withdrawals_say_why(sixty: DemoPlan) -> None:
    for dossier in sixty.dossiers():
        for decision in dossier.decisions:
            if decision.action in (Action.RETURN, Action.TERMINATE, Action.WITHDRAW):
                assert len(decision.comment) > 5


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**31), levels=st.integers(1, 3), fate=st.sampled_from([*Fate]))
def test_a_round_that_is_over_took_applications_while_it_was_open(seed: int, levels: int, fate: Fate) -> None:
    opens, closed = datetime(2024, 3, 1, 9, tzinfo=SHANGHAI), date(2024, 6, 14)
    history = plan_history(Random(seed), fate, levels, opens, closed, ["请补正。"], closed)
    assert all(opens < moment for moment in history.submitted_at)
    assert all(moment.date() < closed for moment in history.submitted_at[:1])
    moments = [decision.decided_at for decision in history.decisions]
    assert moments == sorted(set(moments))
    for decision in history.decisions:
        if decision.action is Action.RETURN and decision.decided_at.date() >= closed:
            assert decision.correction_deadline is not None


def test_on_the_way_from_a_county_both_departments_above_it_have_some_waiting() -> None:
    opens, today = datetime(2024, 3, 1, 9, tzinfo=SHANGHAI), date(2024, 5, 10)
    passes = {
        len(plan_history(Random(seed), Fate.AT_DEPARTMENT_2, 3, opens, today, []).decisions) for seed in range(20)
    }
    assert passes == {2, 3}
