"""What the forms say of one application, read from nothing: content, catalogue, names, and what was decided so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtGui import QImage

from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent, Attachment, record_id
from desktop.domain.known_keys import DOCUMENT_NUMBER
from desktop.domain.terms import COMMITTEE_STAGE, UNIT_STAGE, Action, Status
from desktop.services.rows import ApplicationDetail, DecisionRow
from desktop.text.printed_forms import COMMITTEE_OPINION, DEPARTMENT_OPINION, UNIT_OPINION
from desktop.text.terms import action_label

_BASIC = "basic"


@dataclass(frozen=True, slots=True)
class Opinion:
    """An area for a desk's opinion; without `text` and `day` it is left blank to be written by hand."""

    label: str
    organisation: str = ""
    text: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedApplication:
    """One application to be printed. `day` is that of the submission, for a draft the day of printing.

    `portrait` is a picture that was drawn already; `route` are the names of the departments from the first level up.
    """

    content: ApplicationContent
    catalogue: Catalogue
    unit: str
    number: str
    status: Status
    day: date
    portrait: QImage | None = None
    opinions: tuple[Opinion, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it has never been submitted."""
        return self.status is Status.DRAFT


def printed_application(
    detail: ApplicationDetail, catalogue: Catalogue, portrait: QImage | None = None, *, with_decisions: bool = True
) -> PrintedApplication:
    """The current submission; `with_decisions` puts what the desks have decided into their areas."""
    filed = detail.current
    names = tuple(organisation.name for organisation in detail.route)
    blank = blank_opinions(detail.row.unit, names)
    opinions = tuple(_filled(blank, detail)) if with_decisions else blank
    day = shanghai_day(filed.submitted_at)
    row = detail.row
    return PrintedApplication(filed.content, catalogue, row.unit, row.number, row.status, day, portrait, opinions)


def with_document_number(printed: PrintedApplication, number: str) -> PrintedApplication:
    """With this number in place of what was read, which may be masked; without one, as it is."""
    basic = printed.content.records(_BASIC)
    if not number or not basic:
        return printed
    sections = {**printed.content.sections, _BASIC: ({**basic[0], DOCUMENT_NUMBER: number}, *basic[1:])}
    return replace(printed, content=replace(printed.content, sections=sections))


def blank_opinions(unit: str = "", departments: Sequence[str] = ()) -> tuple[Opinion, ...]:
    """The areas of a form that nobody has decided about: the unit's, and one for each department, at least one."""
    return (
        Opinion(UNIT_OPINION, unit),
        *(Opinion(DEPARTMENT_OPINION, name) for name in (departments or ("",))),
    )


def portrait_of(content: ApplicationContent) -> Attachment | None:
    """The attachment that is the applicant's portrait, None without one."""
    found = content.attachments_of(_BASIC, slot="portrait")
    return found[0] if found else None


def attachments_in_order(content: ApplicationContent, catalogue: Catalogue) -> tuple[Attachment, ...]:
    """By section, record and slot as people read them; what belongs to none of them last."""
    found = [
        item
        for section in catalogue.sections
        for record in (None, *map(record_id, content.records(section.key)))
        for slot in section.slots
        for item in content.attachments_of(section.key, record, slot.key)
    ]
    found = list(dict.fromkeys(found))
    return (*found, *(item for item in content.attachments if item not in found))


def standing_decisions(detail: ApplicationDetail) -> dict[str, DecisionRow]:
    """The decision of each stage that holds: not withdrawn, and not overtaken by a submission after a return."""
    standing: dict[str, DecisionRow] = {}
    past: list[dict[str, DecisionRow]] = []
    returned: DecisionRow | None = None
    for decision in sorted(detail.decisions, key=lambda decision: decision.seq):
        if decision.action is Action.WITHDRAW:
            standing, returned = (past.pop() if past else {}), None
            continue
        standing = _after_submission(standing, returned, decision.submission)
        past.append(standing)
        standing = {**standing, (decision.stage or decision.desk): decision}
        returned = decision if decision.action is Action.RETURN else None
    return _after_submission(standing, returned, detail.row.submission)


def _after_submission(
    standing: dict[str, DecisionRow], returned: DecisionRow | None, submission: int
) -> dict[str, DecisionRow]:
    if returned is None or submission == returned.submission:
        return standing
    kept = {**standing} if returned.straight_back else {}
    kept.pop(returned.stage, None)
    return kept


def _filled(blank: Sequence[Opinion], detail: ApplicationDetail) -> Iterator[Opinion]:
    decisions = standing_decisions(detail)
    stages = (UNIT_STAGE, *(f"department-{level}" for level in range(1, len(blank))))
    for stage, opinion in zip(stages, blank, strict=True):
        yield _with_decision(opinion, decisions.get(stage))
    if COMMITTEE_STAGE in decisions:
        decision = decisions[COMMITTEE_STAGE]
        yield _with_decision(Opinion(COMMITTEE_OPINION, decision.organisation), decision)


def _with_decision(opinion: Opinion, decision: DecisionRow | None) -> Opinion:
    if decision is None:
        return opinion
    words = "：".join(filter(None, (action_label(decision.action), decision.comment)))
    meeting = f"（{decision.meeting}）" if decision.meeting else ""
    return replace(opinion, text=words + meeting, day=shanghai_day(decision.decided_at))
