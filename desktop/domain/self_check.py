"""条件自检 (guide 3.2, first step): for each condition of a catalogue whether it is met, by what is known of a person.

Before anything is filled in, a registration tells the age and the workspace the earlier outcomes; what nobody can know
yet is looked at again at 确认申报 and at 提交, with what is then filled in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from desktop.domain.catalogue import (
    AgeCondition,
    Catalogue,
    Condition,
    ContractCondition,
    ManualCondition,
    WaitingPeriodCondition,
)
from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.known_keys import CONTRACT_START, EMPLOYMENT_FORM, FULL_TIME, MONTHS_PER_YEAR
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.validation.case import Case
from desktop.domain.validation.conditions import check_conditions
from desktop.domain.validation.history import History
from desktop.domain.years import age_on

Facts: TypeAlias = tuple[tuple[str, str | int], ...]


class Answer(StrEnum):
    """`unknown`: nothing that is known says it yet. `open`: the person has not ticked it."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    OPEN = "open"
    TICKED = "ticked"


class Reason(StrEnum):
    """Why the answer is what it is; `desktop.text.self_check` has the sentences, with the facts."""

    AGE_FITS = "age_fits"
    AGE_DEPENDS = "age_depends"
    AGE_TOO_HIGH = "age_too_high"
    BIRTH_UNKNOWN = "birth_unknown"
    CONTRACT_FITS = "contract_fits"
    CONTRACT_UNKNOWN = "contract_unknown"
    NEVER_APPLIED = "never_applied"
    WAITED = "waited"
    PERSON_UNKNOWN = "person_unknown"
    FINDING = "finding"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition. `finding` says why it is not met, in the words that 数据验证 has for it."""

    condition: Condition
    answer: Answer
    reason: Reason
    facts: Facts = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """`content` is what is filled in, as far as it is; `history` is None while nobody knows who the person is."""

    content: ApplicationContent
    history: History | None


_CODES: Final = {
    AgeCondition: FindingCode.CONDITION_AGE,
    ContractCondition: FindingCode.CONDITION_CONTRACT,
    WaitingPeriodCondition: FindingCode.CONDITION_WAITING_PERIOD,
}


def self_check(catalogue: Catalogue, known: Known, today: date, ticked: Collection[str]) -> tuple[Checked, ...]:
    """Every condition of the catalogue in its order; `ticked` are keys of conditions that no program can check."""
    case = Case(known.content, catalogue, today, known.history or History())
    findings = {finding.code: finding for finding in reversed(tuple(check_conditions(case)))}
    return tuple(_checked(condition, case, known, findings, ticked) for condition in catalogue.conditions)


def check_ready(checked: Collection[Checked]) -> None:
    """Raises `Rejected`: self_check_failed, self_check_open."""
    failed = sum(one.answer is Answer.NOT_MET for one in checked)
    if failed:
        raise Rejected(RejectionCode.SELF_CHECK_FAILED, count=failed)
    still = sum(one.answer is Answer.OPEN for one in checked)
    if still:
        raise Rejected(RejectionCode.SELF_CHECK_OPEN, count=still)


def _checked(
    condition: Condition, case: Case, known: Known, findings: dict[FindingCode, Finding], ticked: Collection[str]
) -> Checked:
    if isinstance(condition, ManualCondition):
        return Checked(condition, Answer.TICKED if condition.key in ticked else Answer.OPEN, Reason.BY_HAND)
    finding = findings.get(_CODES[type(condition)])
    if finding is not None:
        return Checked(condition, Answer.NOT_MET, Reason.FINDING, finding=finding)
    match condition:
        case AgeCondition():
            return _age(condition, case)
        case ContractCondition():
            return _contract(condition, case)
        case WaitingPeriodCondition():
            return _waiting(condition, known)


def _age(condition: AgeCondition, case: Case) -> Checked:
    """Where no standard is chosen yet, the classes in which the person is not too old."""
    if case.birth is None:
        return Checked(condition, Answer.UNKNOWN, Reason.BIRTH_UNKNOWN)
    age = age_on(case.birth, case.today)
    if case.standard is not None:
        return Checked(condition, Answer.MET, Reason.AGE_FITS, (("age", age),))
    limits = [(one, condition.maximum_for(one)) for one in case.catalogue.standards]
    fitting = [one for one, maximum in limits if maximum is None or age <= maximum]
    if len(fitting) == len(limits):
        return Checked(condition, Answer.MET, Reason.AGE_FITS, (("age", age),))
    classes = ",".join(dict.fromkeys(one.grading_class for one in fitting))
    facts: Facts = (("age", age), ("classes", classes))
    if fitting:
        return Checked(condition, Answer.UNKNOWN, Reason.AGE_DEPENDS, facts)
    return Checked(condition, Answer.NOT_MET, Reason.AGE_TOO_HIGH, facts)


def _contract(condition: ContractCondition, case: Case) -> Checked:
    form = case.value(EMPLOYMENT_FORM)
    stated = CONTRACT_START if form == FULL_TIME else MONTHS_PER_YEAR
    if form is None or case.value(stated) is None:
        facts: Facts = (("years", condition.years), ("months", condition.months_per_year))
        return Checked(condition, Answer.UNKNOWN, Reason.CONTRACT_UNKNOWN, facts)
    return Checked(condition, Answer.MET, Reason.CONTRACT_FITS)


def _waiting(condition: WaitingPeriodCondition, known: Known) -> Checked:
    if known.history is None:
        return Checked(condition, Answer.UNKNOWN, Reason.PERSON_UNKNOWN)
    ended = (known.history.last_approved, known.history.last_terminated)
    last = max((day for day in ended if day is not None), default=None)
    if last is None:
        return Checked(condition, Answer.MET, Reason.NEVER_APPLIED)
    return Checked(condition, Answer.MET, Reason.WAITED, (("last", last.isoformat()),))
