"""申报: reading the notice for its time, the window, the conditions, and the application that begins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.self_check import Answer
from desktop.domain.terms import Action, Status
from desktop.services.applications import application_detail
from desktop.services.bindings import own_bindings, unbind
from desktop.services.interruption import Interrupt, ended_by
from desktop.services.own_applications import delete_own_application, own_applications
from desktop.services.problems import Interrupted
from desktop.services.reading import begin_application, notices_of_year, open_to_read, read_notice_of, seconds_left
from desktop.services.self_checks import catalogue_to_check, own_self_check, ticks_of
from desktop.services.workspace import Workspace
from desktop.text.errors import explain
from desktop.text.timeline import timeline
from tests.desk import Desk
from tests.dossiers import another_person, sample_dossier
from tests.midway import Moment, at
from tests.services.applying import MANUAL, Stopwatch, bound_applicant


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def shen(desk: Desk, watch: Stopwatch) -> Workspace:
    return bound_applicant(desk, watch)


def notice_id(shen: Workspace) -> str:
    return notices_of_year(shen, 2024)[0].notice.id


def refused(shen: Workspace, ticked: frozenset[str] = MANUAL) -> Rejected:
    with pytest.raises(Rejected) as found:
        begin_application(shen, notice_id(shen), ticked)
    assert explain(found.value)
    return found.value


def test_the_notices_of_a_year_are_those_whose_window_touches_it(shen: Workspace) -> None:
    assert [one.notice.key for one in notices_of_year(shen, 2024)] == ["2024-01"]
    assert notices_of_year(shen, 2023) == notices_of_year(shen, 2025) == ()


def test_beginning_waits_for_the_reading_time_whatever_the_clock_says(
    desk: Desk, shen: Workspace, watch: Stopwatch
) -> None:
    assert refused(shen).code is RejectionCode.NOT_READ
    announced = open_to_read(shen, notice_id(shen))
    watch.seconds += 29.5
    desk.clock.tick(days=1)  # the machine's clock is set forward
    waiting = refused(shen)
    assert (waiting.code, waiting.arguments) == (RejectionCode.READING_NOT_DONE, {"seconds": 1})
    assert seconds_left(shen, announced.notice) == 1
    open_to_read(shen, notice_id(shen))  # opened again: from the beginning
    watch.seconds += 29
    assert refused(shen).arguments == {"seconds": 1}
    watch.seconds += 1
    assert seconds_left(shen, announced.notice) == 0
    assert begin_application(shen, notice_id(shen), MANUAL)


def test_what_begins_is_a_draft_of_the_bound_unit_with_what_was_registered(
    desk: Desk, shen: Workspace, watch: Stopwatch
) -> None:
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    begun = begin_application(shen, notice_id(shen), MANUAL)
    (mine,) = own_applications(shen)
    assert (mine.row.id, mine.row.status, mine.row.unit) == (begun, Status.DRAFT, "长春光电研究院")
    assert (mine.may_edit, mine.may_delete, mine.was_submitted) == (True, True, False)
    assert notices_of_year(shen, 2024)[0].mine == begun
    assert application_detail(shen, begun).row.name == "沈砚秋"
    assert {tick.key for tick in ticks_of(shen, begun)} == MANUAL
    assert all(tick.text and tick.ticked_at == desk.clock() for tick in ticks_of(shen, begun))
    assert ticks_of(desk.as_login("hr"), begun) == ()  # a draft is its applicant's own
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    assert refused(shen).code is RejectionCode.SECOND_APPLICATION


def test_outside_its_window_a_notice_says_when_it_is_open(desk: Desk, shen: Workspace, watch: Stopwatch) -> None:
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    desk.clock.moment = notices_of_year(shen, 2024)[0].notice.closes
    late = refused(shen)
    assert late.code is RejectionCode.NOTICE_NOT_OPEN
    assert "2024-07-01 00:00 至 2024-09-30 23:59" in explain(late)
    desk.clock.moment = notices_of_year(shen, 2024)[0].notice.opens - timedelta(milliseconds=1)
    with pytest.raises(Rejected) as early:
        open_to_read(shen, notice_id(shen))
    assert early.value.code is RejectionCode.NOTICE_NOT_OPEN
    assert read_notice_of(shen, notice_id(shen)).notice.text == "请于规定时间内申报。"  # 通知查看 at any time


def test_conditions_are_checked_again_when_beginning(desk: Desk, shen: Workspace, watch: Stopwatch) -> None:
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    still = refused(shen, MANUAL - {"ethics"})
    assert (still.code, still.arguments) == (RejectionCode.SELF_CHECK_OPEN, {"count": 1})
    assert refused(shen, frozenset({"age", "nonsense"})).arguments == {"count": 4}
    unbind(shen, own_bindings(shen)[0].id)
    assert refused(shen).code is RejectionCode.NO_UNIT_BOUND
    assert own_applications(shen) == ()
    with pytest.raises(Rejected) as other:
        open_to_read(desk.as_login("hr"), notice_id(shen))
    assert other.value.code is RejectionCode.ROLE_NOT_HELD


def test_an_earlier_outcome_counts_in_the_self_check(desk: Desk, shen: Workspace, watch: Stopwatch) -> None:
    catalogue = catalogue_to_check(shen)
    assert catalogue is not None
    assert not [one for one in own_self_check(shen, catalogue, MANUAL) if one.answer is Answer.NOT_MET]
    desk.bring(sample_dossier())  # of the same person
    desk.act("hr", Action.TERMINATE, comment="不符合申报条件。")
    unmet = [one.condition.key for one in own_self_check(shen, catalogue, MANUAL) if one.answer is Answer.NOT_MET]
    assert unmet == ["waiting_period"]
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    failed = refused(shen)
    assert (failed.code, failed.arguments) == (RejectionCode.SELF_CHECK_FAILED, {"count": 1})


def test_an_unsubmitted_application_is_deleted_by_its_applicant_alone(
    desk: Desk, shen: Workspace, watch: Stopwatch
) -> None:
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    begun = begin_application(shen, notice_id(shen), MANUAL)
    with pytest.raises(Exception, match="not_found"):
        delete_own_application(desk.as_login("hr"), begun)
    delete_own_application(shen, begun)
    assert own_applications(shen) == ()
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    assert begin_application(shen, notice_id(shen), MANUAL) != begun


def test_whoever_reads_an_application_sees_what_was_ticked(desk: Desk, shen: Workspace, watch: Stopwatch) -> None:
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    begun = begin_application(shen, notice_id(shen), MANUAL)
    assert dict(application_detail(shen, begun).ticked) == dict.fromkeys(MANUAL, desk.clock())
    desk.bring(sample_dossier(document_number=another_person(7)))  # one that nobody began here has none
    assert desk.detail("hr").ticked == ()
    steps = timeline(replace(desk.detail("hr"), ticked=application_detail(shen, begun).ticked), desk.clock())
    assert "条件自检：4 项由本人于 2024-08-20 09:00 勾选确认" in steps[-1].facts


def test_whoever_gives_up_as_an_application_begins_has_it_with_the_ticks_or_not_at_all(
    desk: Desk, shen: Workspace, watch: Stopwatch
) -> None:
    open_to_read(shen, notice_id(shen))
    watch.seconds += 30
    before, early, late = desk.counts(), Interrupt(), Interrupt()
    with at(Moment.WRITTEN, "INSERT INTO draft", early.cancel), ended_by(early), pytest.raises(Interrupted):
        begin_application(shen, notice_id(shen), MANUAL)
    assert desk.counts() == before
    with at(Moment.KEPT, "INSERT INTO draft", late.cancel), ended_by(late):
        begun = begin_application(shen, notice_id(shen), MANUAL)
    assert {one.key for one in ticks_of(shen, begun)} == MANUAL
