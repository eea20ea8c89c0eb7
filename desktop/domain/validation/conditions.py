"""Who may apply for what: the checkable self-check conditions (条件自检), and that a promotion asks for more."""

from collections.abc import Iterator
from datetime import date

from desktop.domain.catalogue import BASIC, AgeCondition, ContractCondition, WaitingPeriodCondition
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.known_keys import (
    BIRTH_DATE,
    CONTRACT_END,
    CONTRACT_START,
    CURRENT_CLASS,
    CURRENT_CLASS_DATE,
    EMPLOYMENT_FORM,
    FLEXIBLE,
    FULL_TIME,
    MONTHS_PER_YEAR,
    PROMOTION,
    SERVICE_TYPE,
    STANDARD,
)
from desktop.domain.validation.case import Case
from desktop.domain.years import add_years, age_on


def check_conditions(case: Case) -> Iterator[Finding]:
    """The conditions of the catalogue that a program can check, each by its kind."""
    for condition in case.catalogue.conditions:
        match condition:
            case AgeCondition():
                yield from _check_age(case, condition)
            case ContractCondition():
                yield from _check_contract(case, condition)
            case WaitingPeriodCondition():
                yield from _check_waiting(case, condition)


def check_promotion(case: Case) -> Iterator[Finding]:
    """晋升认定 must ask for a higher class than the one held."""
    held, standard = case.value(CURRENT_CLASS), case.standard
    if case.value(SERVICE_TYPE) != PROMOTION or standard is None or not isinstance(held, str):
        return
    if held in case.catalogue.classes_by_key and not case.catalogue.is_higher(standard.grading_class, than=held):
        yield Finding.of(
            FindingCode.PROMOTION_NOT_HIGHER, BASIC, field=STANDARD, held=held, asked=standard.grading_class
        )


def _check_age(case: Case, condition: AgeCondition) -> Iterator[Finding]:
    birth, standard = case.birth, case.standard
    if birth is None or standard is None:
        return
    maximum, age = condition.maximum_for(standard), age_on(birth, case.today)
    if maximum is not None and age > maximum:
        yield Finding.of(
            FindingCode.CONDITION_AGE, BASIC, field=BIRTH_DATE, age=age, maximum=maximum, standard=standard.code
        )


def _check_contract(case: Case, condition: ContractCondition) -> Iterator[Finding]:
    form = case.value(EMPLOYMENT_FORM)
    if form == FULL_TIME:
        start, end = case.basic.day(CONTRACT_START), case.basic.day(CONTRACT_END)
        # no end means no fixed term; a contract from 1 January to 31 December of the third year is three years
        if start and end and start <= end and end.toordinal() + 1 < add_years(start, condition.years).toordinal():
            yield Finding.of(FindingCode.CONDITION_CONTRACT, BASIC, field=CONTRACT_END, years=condition.years)
    elif form == FLEXIBLE:
        months = case.value(MONTHS_PER_YEAR)
        if isinstance(months, int) and not isinstance(months, bool) and months < condition.months_per_year:
            minimum = condition.months_per_year
            yield Finding.of(FindingCode.CONDITION_CONTRACT, BASIC, field=MONTHS_PER_YEAR, months=minimum)


def _check_waiting(case: Case, condition: WaitingPeriodCondition) -> Iterator[Finding]:
    """A recognition that the applicant states counts as a success, also one from before this program's records."""
    stated = case.basic.day(CURRENT_CLASS_DATE) if case.value(SERVICE_TYPE) == PROMOTION else None
    if stated is not None and stated > case.today:
        stated = None
    approved = max((day for day in (stated, case.history.last_approved) if day is not None), default=None)
    field = CURRENT_CLASS_DATE if stated is not None and approved == stated else None
    yield from _waiting(case, "approved", approved, condition.years_after_approval, field)
    yield from _waiting(case, "terminated", case.history.last_terminated, condition.years_after_termination)


def _waiting(case: Case, outcome: str, last: date | None, years: int, field: str | None = None) -> Iterator[Finding]:
    """`field` is the one that states the day, None where the workspace's records do."""
    if last is None:
        return
    earliest = add_years(last, years)
    if case.today < earliest:
        yield Finding.of(
            FindingCode.CONDITION_WAITING_PERIOD,
            BASIC,
            field=field,
            outcome=outcome,
            last=last.isoformat(),
            years=years,
            earliest=earliest.isoformat(),
        )
