"""Promotion and the self-check conditions: age, contract, waiting period."""

from datetime import date

import pytest

from desktop.domain.findings import Finding, FindingCode
from desktop.domain.validation import History
from tests.domain.applications import TODAY, application, findings

PROMOTION = {"service_type": "晋升认定", "current_class_date": "2019-01-01"}


def found(
    code: FindingCode, *, basic: dict[str, str | int], today: date = TODAY, history: History | None = None
) -> list[Finding]:
    return [item for item in findings(application(basic), today=today, history=history) if item.code is code]


@pytest.mark.parametrize(
    ("held", "standard", "refused"),
    [("D", "C-03", False), ("C", "C-03", True), ("B", "C-03", True), ("E", "A-02", False), ("A", "A-02", True)],
)
def test_a_promotion_must_ask_for_a_higher_class(held: str, standard: str, refused: bool) -> None:
    values: dict[str, str | int] = {**PROMOTION, "current_class": held, "standard": standard}
    assert bool(found(FindingCode.PROMOTION_NOT_HIGHER, basic=values)) is refused


@pytest.mark.parametrize(
    ("standard", "limit"),
    [("B-04", 60), ("C-03", 60), ("D-11", 60), ("D-14", 60), ("E-02", 45), ("E-06", 50), ("A-02", None)],
)
def test_the_age_limit_depends_on_the_class_and_its_kind_of_talent(standard: str, limit: int | None) -> None:
    def at(age: int) -> list[Finding]:
        return found(
            FindingCode.CONDITION_AGE,
            basic={"standard": standard},
            today=TODAY.replace(year=1982 + age, month=3, day=15),
        )

    if limit is None:
        assert at(99) == []
        return
    assert at(limit) == []
    (finding,) = at(limit + 1)
    assert dict(finding.arguments) == {"age": limit + 1, "maximum": limit, "standard": standard}


def test_the_last_day_of_the_oldest_age_is_allowed() -> None:
    assert found(FindingCode.CONDITION_AGE, basic={"standard": "E-02"}, today=date(2028, 3, 14)) == []
    assert found(FindingCode.CONDITION_AGE, basic={"standard": "E-02"}, today=date(2028, 3, 15)) != []


@pytest.mark.parametrize(
    ("end", "refused"), [("2025-12-31", False), ("2026-01-01", False), ("2025-12-30", True), ("2023-01-01", True)]
)
def test_a_full_time_contract_runs_three_years(end: str, refused: bool) -> None:
    findings_of_contract = found(FindingCode.CONDITION_CONTRACT, basic={"contract_end": end})
    assert [item.field for item in findings_of_contract] == (["contract_end"] if refused else [])


def test_no_end_means_no_fixed_term() -> None:
    content = application(without=("contract_end",))
    assert findings(content) == ()


@pytest.mark.parametrize(("months", "refused"), [(3, True), (4, False), (12, False)])
def test_flexible_employment_asks_for_four_months_a_year_instead(months: int, refused: bool) -> None:
    values: dict[str, str | int] = {
        "employment_form": "柔性引进",
        "months_per_year": months,
        "contract_end": "2023-06-30",
    }
    fields = [item.field for item in found(FindingCode.CONDITION_CONTRACT, basic=values)]
    assert fields == (["months_per_year"] if refused else [])


@pytest.mark.parametrize(
    ("history", "outcomes"),
    [
        (History(last_approved=date(2021, 9, 1)), []),
        (History(last_approved=date(2021, 9, 2)), ["approved"]),
        (History(last_terminated=date(2023, 9, 1)), []),
        (History(last_terminated=date(2023, 9, 2)), ["terminated"]),
        (History(date(2024, 1, 1), date(2024, 1, 1)), ["approved", "terminated"]),
    ],
)
def test_the_next_application_waits_three_years_after_success_and_one_after_failure(
    history: History, outcomes: list[str]
) -> None:
    waiting = found(FindingCode.CONDITION_WAITING_PERIOD, basic={}, history=history)
    assert [dict(item.arguments)["outcome"] for item in waiting] == outcomes
    assert {item.field for item in waiting} <= {None}


def test_a_stated_recognition_counts_as_a_success() -> None:
    values: dict[str, str | int] = {**PROMOTION, "current_class": "D", "current_class_date": "2022-05-01"}
    (finding,) = found(FindingCode.CONDITION_WAITING_PERIOD, basic=values, history=History(date(2018, 1, 1)))
    assert finding.field == "current_class_date"
    assert dict(finding.arguments) == {
        "outcome": "approved",
        "last": "2022-05-01",
        "years": 3,
        "earliest": "2025-05-01",
    }
