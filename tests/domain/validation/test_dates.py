"""Dates against today and each other, and periods at the same time."""

from datetime import date

import pytest

from desktop.domain.content import JsonScalar
from desktop.domain.findings import Finding, FindingCode
from tests.domain.applications import TODAY, application, findings, job, places, study


def overlaps(**sections: tuple[dict[str, JsonScalar], ...]) -> tuple[Finding, ...]:
    content = application(sections=sections)
    return tuple(item for item in findings(content) if item.code is FindingCode.PERIOD_OVERLAP)


@pytest.mark.parametrize(
    ("section", "record", "field"),
    [
        ("education", study(start="2008-06", end="2004-09"), "end"),
        ("work", job(start="2020-05", end="2020-04"), "end"),
        ("affiliations", {"id": "f", "start": "2020-05", "end": "2019-12"}, "end"),
        ("training", {"id": "t", "start": "2020-05-02", "end": "2020-05-01"}, "end"),
    ],
)
def test_a_period_that_ends_before_it_starts_is_found(section: str, record: dict[str, str], field: str) -> None:
    content = application(sections={section: (record,)})
    assert (FindingCode.DATE_ORDER, section, record["id"], field) in places(content)


def test_a_contract_that_ends_before_it_starts_is_found() -> None:
    content = application({"contract_end": "2022-12-31"})
    assert (FindingCode.DATE_ORDER, "basic", None, "contract_end") in places(content)


def test_the_same_month_or_day_is_a_period() -> None:
    assert places(application(sections={"work": (job(start="2020-05", end="2020-05"),)})) == set()


def test_nothing_happens_before_birth_but_the_month_of_birth_counts() -> None:
    before = application(sections={"work": (job(start="1982-02"),)})
    assert (FindingCode.DATE_ORDER, "work", "w1", "start") in places(before)
    in_it = application(sections={"education": (), "work": (job(start="1982-03"),)})
    assert FindingCode.DATE_ORDER not in {code for code, *_ in places(in_it)}


@pytest.mark.parametrize(
    ("section", "record", "field"),
    [
        ("education", study(end="2024-10"), "end"),
        ("work", job(start="2024-10"), "start"),
        ("honors", {"id": "h", "date": "2024-09-02"}, "date"),
        ("publications", {"id": "p", "date": "2030-01-01"}, "date"),
    ],
)
def test_a_date_after_today_is_found(section: str, record: dict[str, str], field: str) -> None:
    content = application(sections={section: (record,)})
    assert (FindingCode.FUTURE_DATE, section, record["id"], field) in places(content)


def test_today_and_this_month_are_not_in_the_future() -> None:
    honor = {"id": "h", "date": TODAY.isoformat()}
    content = application(sections={"education": (study(end="2024-09"),), "honors": (honor,)})
    assert FindingCode.FUTURE_DATE not in {code for code, *_ in places(content)}


def test_contract_dates_may_lie_in_the_future() -> None:
    assert places(application({"contract_start": "2025-01-01", "contract_end": "2027-12-31"})) == set()


def test_a_birth_date_in_the_future_is_found_once_and_compared_with_nothing() -> None:
    found = places(application({"birth_date": "2025-01-01"}))
    assert (FindingCode.FUTURE_DATE, "basic", None, "birth_date") in found
    assert FindingCode.DATE_ORDER not in {code for code, *_ in found}


def test_two_jobs_at_once_are_a_warning_at_the_later_one() -> None:
    jobs = (job(start="2010-01", end="2015-06"), job(id="w2", start="2015-04", end="2020-01"))
    (finding,) = overlaps(work=jobs)
    assert (finding.section, finding.record) == ("work", "w2")
    assert dict(finding.arguments) == {"other_section": "work", "other_number": 1, "months": 2}


def test_full_time_study_and_work_at_once_are_a_warning() -> None:
    (finding,) = overlaps(work=(job(start="2007-01"),))
    assert (finding.section, finding.record) == ("work", "w1")
    assert dict(finding.arguments) == {"other_section": "education", "other_number": 1, "months": 17}


def test_part_time_study_goes_with_work() -> None:
    assert overlaps(education=(study(mode="非全日制"),), work=(job(start="2001-01"),)) == ()


def test_leaving_and_starting_in_the_same_month_is_no_overlap() -> None:
    assert overlaps(work=(job(start="2010-01", end="2015-06"), job(id="w2", start="2015-06"))) == ()


def test_a_job_without_end_runs_until_today() -> None:
    (finding,) = overlaps(work=(job(start="2010-01"), job(id="w2", start="2024-01")))
    assert finding.record == "w2"
    assert dict(finding.arguments)["months"] == 8


def test_a_long_job_is_remembered_past_a_short_one() -> None:
    jobs = (
        job(start="2010-01", end="2020-12"),
        job(id="w2", start="2012-01", end="2012-06"),
        job(id="w3", start="2019-01", end="2019-06"),
    )
    assert [(item.record, dict(item.arguments)["other_number"]) for item in overlaps(work=jobs)] == [
        ("w2", 1),
        ("w3", 1),
    ]


def test_future_dates_depend_on_the_day_alone() -> None:
    honor = {"id": "h", "date": "2024-09-02"}
    content = application(sections={"honors": (honor,)})
    assert FindingCode.FUTURE_DATE not in {code for code, *_ in places(content, today=date(2024, 9, 2))}
