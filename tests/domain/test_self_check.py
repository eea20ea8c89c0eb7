"""条件自检: met, not met, or not known yet, each with its reason."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.catalogue import Catalogue, ManualCondition
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent, JsonScalar
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.self_check import Answer, Checked, Known, Reason, check_ready, self_check
from desktop.domain.validation import History
from desktop.domain.validation.case import Case
from desktop.domain.validation.conditions import check_conditions
from desktop.text.self_check import reason_sentence
from tests.desk import CATALOGUE_FILE

TODAY = date(2026, 3, 1)


@cache
def catalogue() -> Catalogue:
    return parse_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8"), CATALOGUE_FILE.name)


def checked(history: History | None = None, ticked: frozenset[str] = frozenset(), **basic: JsonScalar) -> list[Checked]:
    known = Known(ApplicationContent("", {"basic": (basic,)}), history)
    found = self_check(catalogue(), known, TODAY, ticked)
    assert all(reason_sentence(one, catalogue()) for one in found)
    return list(found)


def of(key: str, found: list[Checked]) -> Checked:
    return next(one for one in found if one.condition.key == key)


def test_nothing_known_is_not_held_against_anybody() -> None:
    found = checked()
    assert {one.answer for one in found} == {Answer.UNKNOWN, Answer.OPEN}
    assert of("waiting_period", found).reason is Reason.PERSON_UNKNOWN


def test_age_is_told_before_a_standard_is_chosen() -> None:
    young = of("age", checked(birth_date="1996-03-01"))
    assert (young.answer, young.facts) == (Answer.MET, (("age", 30),))
    middle = of("age", checked(birth_date="1976-03-01"))
    assert middle.answer is Answer.UNKNOWN
    assert dict(middle.facts)["classes"] == "A,B,C,D,E"  # E for skilled people, up to 50
    old = of("age", checked(birth_date="1950-03-01"))
    assert (old.answer, dict(old.facts)["classes"]) == (Answer.UNKNOWN, "A")
    chosen = of("age", checked(birth_date="1950-03-01", standard="C-03"))
    assert chosen.answer is Answer.NOT_MET
    assert "60" in reason_sentence(chosen, catalogue())


def test_the_waiting_period_ends_on_its_day() -> None:
    soon = of("waiting_period", checked(History(last_terminated=date(2025, 3, 2))))
    assert soon.answer is Answer.NOT_MET
    assert "2026-03-02" in reason_sentence(soon, catalogue())
    assert of("waiting_period", checked(History(last_terminated=date(2025, 3, 1)))).answer is Answer.MET
    assert of("waiting_period", checked(History())).reason is Reason.NEVER_APPLIED


def test_beginning_needs_every_tick_and_nothing_unmet() -> None:
    manual = frozenset(one.key for one in catalogue().conditions if isinstance(one, ManualCondition))
    assert len(manual) == 4
    check_ready(checked(ticked=manual))
    with pytest.raises(Rejected) as still:
        check_ready(checked(ticked=manual - {"ethics"}))
    assert (still.value.code, still.value.arguments) == (RejectionCode.SELF_CHECK_OPEN, {"count": 1})
    with pytest.raises(Rejected) as failed:
        check_ready(checked(History(last_approved=date(2026, 1, 1)), manual))
    assert failed.value.code is RejectionCode.SELF_CHECK_FAILED


days = st.dates(date(1930, 1, 1), date(2030, 1, 1))
basics = st.fixed_dictionaries(
    {},
    optional={
        "birth_date": days.map(date.isoformat),
        "standard": st.sampled_from(["A-01", "C-03", "D-01", "E-01", "?"]),
        "employment_form": st.sampled_from(["全职", "柔性引进"]),
        "contract_start": days.map(date.isoformat),
        "contract_end": days.map(date.isoformat),
        "months_per_year": st.integers(0, 12),
    },
)
histories = st.builds(History, st.none() | days, st.none() | days)


@given(basics, histories)
def test_what_validation_finds_is_not_met_and_the_other_way_round(
    basic: dict[str, JsonScalar], history: History
) -> None:
    content = ApplicationContent("", {"basic": (basic,)})
    found = self_check(catalogue(), Known(content, history), TODAY, ())
    codes = {finding.code for finding in check_conditions(Case(content, catalogue(), TODAY, history))}
    unmet = {one.finding.code for one in found if one.finding is not None}
    assert unmet == codes
    for one in found:
        assert (one.answer is Answer.NOT_MET) == (one.finding is not None or one.reason is Reason.AGE_TOO_HIGH)
