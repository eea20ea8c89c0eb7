"""The history of an application in words, newest first: who acts now, every decision, every submission."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.clock import shanghai_day
from desktop.domain.terms import UNIT_STAGE, Action, Role, Status
from desktop.store.rows import ApplicationDetail, DecisionRow, SubmissionRow
from desktop.text.moments import day_text, moment_text, short_moment_text
from desktop.text.terms import action_label, desk_label, stage_label


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One step. `action` is None for the step that is awaited now; `submission` is the one it belongs to."""

    action: Action | None
    title: str
    word: str
    who: str
    text: str
    facts: str
    when: str
    submission: int
    compares: bool = False
    """Whether the submission changed something that can be looked at."""

    def spoken(self) -> str:
        """Everything in one line, for screen readers and the clipboard."""
        return "，".join(part for part in (self.title, self.word, self.when, self.who, self.text, self.facts) if part)


def desk_names(detail: ApplicationDetail) -> Mapping[str, str]:
    """The organisations behind the desks of an application's route, by stage key."""
    names = {f"department-{level}": organisation.name for level, organisation in enumerate(detail.route, start=1)}
    return {UNIT_STAGE: detail.row.unit, Role.SECRETARY.value: detail.notice.issuer.name, **names}


def correction_due_text(detail: ApplicationDetail) -> str:
    """The last day of the correction, or the moment when the notice closes where no day was set."""
    deadline = detail.decisions[-1].correction_deadline if detail.decisions else None
    return day_text(deadline) if deadline is not None else moment_text(detail.notice.closes)


def days_taken(detail: ApplicationDetail, now: datetime) -> int:
    """Calendar days from the first submission until the end of the review, or until now while it goes on."""
    ended = detail.row.status in (Status.APPROVED, Status.TERMINATED) and detail.decisions
    until = detail.decisions[-1].recorded_at if ended else now
    return (shanghai_day(until) - shanghai_day(detail.submissions[0].submitted_at)).days


def timeline(detail: ApplicationDetail, now: datetime) -> tuple[TimelineEntry, ...]:
    """The steps of an application, newest first."""
    steps: list[TimelineEntry] = []
    for submission in detail.submissions:
        steps.append(_submitted(detail, submission))
        decisions = [decision for decision in detail.decisions if decision.submission == submission.number]
        steps.extend(_decided(decision) for decision in sorted(decisions, key=lambda decision: decision.seq))
    return (*_awaited(detail, now), *reversed(steps))


def _awaited(detail: ApplicationDetail, now: datetime) -> Iterator[TimelineEntry]:
    row = detail.row
    if row.status is Status.SUBMITTED:
        since = detail.decisions[-1].recorded_at if detail.decisions else detail.current.recorded_at
        since = max(since, detail.current.recorded_at)
        waiting = f"已停留 {row.days_waiting} 天" if row.days_waiting else "今天到达"
        yield TimelineEntry(
            None,
            stage_label(row.stage),
            "待办理",
            desk_names(detail).get(row.stage, detail.notice.issuer.name),
            waiting,
            "",
            f"{short_moment_text(since, shanghai_day(now))} 起",
            row.submission,
        )
    elif row.status is Status.RETURNED:
        due = detail.situation.correction_due
        over = due is not None and now >= due
        text = f"{'补正期限已过' if over else '补正期限至'} {correction_due_text(detail)}"
        yield TimelineEntry(None, "申报人", "待修改", row.name, text, "", "", row.submission)


def _submitted(detail: ApplicationDetail, submission: SubmissionRow) -> TimelineEntry:
    findings = len(submission.findings)
    checked = f"{findings} 项校验提示" if findings else "校验通过"
    return TimelineEntry(
        Action.SUBMIT,
        action_label(Action.SUBMIT),
        f"第 {submission.number} 次提交",
        f"{detail.row.name} · {handed_in_by(submission)}" if submission.importer else detail.row.name,
        f"{checked}，附件 {len(submission.content.attachments)} 份",
        _began(detail) if submission.number == 1 else "",
        moment_text(submission.submitted_at),
        submission.number,
        compares=submission.number > detail.submissions[0].number,
    )


def handed_in_by(submission: SubmissionRow) -> str:
    """Who handed it in where that was not the applicant alone."""
    if submission.beside:
        return f"由单位经办人 {submission.importer} 在本人在场时代为填报"
    return f"由 {submission.importer}（{desk_label(submission.importer_desk)}）导入"


def _began(detail: ApplicationDetail) -> str:
    """What the first submission began with: its notice, and what the applicant had ticked before."""
    if not detail.ticked:
        return detail.notice.title
    when = moment_text(max(at for _, at in detail.ticked))
    whom = "由经办人在本人在场时" if detail.submissions[0].beside else "由本人"
    return f"{detail.notice.title}　条件自检：{len(detail.ticked)} 项{whom}于 {when} 勾选确认"


def _decided(decision: DecisionRow) -> TimelineEntry:
    facts = []
    if decision.meeting:
        facts.append(f"会议：{decision.meeting}")
    if decision.correction_deadline is not None:
        facts.append(f"补正期限：{day_text(decision.correction_deadline)}")
    if decision.straight_back:
        facts.append("再次提交后直接回到本环节")
    if abs((decision.recorded_at - decision.decided_at).total_seconds()) >= 60:
        facts.append(f"{moment_text(decision.recorded_at)} 登记")
    return TimelineEntry(
        decision.action,
        stage_label(decision.stage) or desk_label(decision.desk),
        action_label(decision.action),
        " · ".join(part for part in (decision.organisation, decision.by) if part),
        decision.comment,
        "　".join(facts),
        moment_text(decision.decided_at),
        decision.submission,
    )
