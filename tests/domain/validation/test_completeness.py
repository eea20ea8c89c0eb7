"""What must be there and what must not."""

import pytest

from desktop.domain.content import ApplicationContent
from desktop.domain.findings import FindingCode, Severity
from tests.domain.applications import application, findings, job, places, sample_catalogue, study

BASIC_FIELDS = [field.key for field in sample_catalogue().section("basic").fields if field.required]


def test_a_complete_application_has_no_findings() -> None:
    assert findings(application()) == ()


@pytest.mark.parametrize("field", BASIC_FIELDS)
def test_every_required_field_of_basic_is_asked_for(field: str) -> None:
    assert (FindingCode.REQUIRED, "basic", None, field) in places(application(without=(field,)))


@pytest.mark.parametrize("blank", ["", "  ", "\u3000\n"])
def test_white_space_does_not_fill_a_field(blank: str) -> None:
    assert (FindingCode.REQUIRED, "basic", None, "name") in places(application({"name": blank}))


def test_a_required_field_of_a_record_names_the_record() -> None:
    record = study()
    del record["school"]
    content = application(sections={"education": (record,)})
    assert places(content) == {(FindingCode.REQUIRED, "education", "e1", "school")}


@pytest.mark.parametrize("section", ["basic", "education", "work"])
def test_a_required_section_must_hold_a_record(section: str) -> None:
    found = places(application(sections={section: ()}))
    assert (FindingCode.SECTION_REQUIRED, section, None, None) in found


def test_optional_sections_may_stay_empty_although_the_guides_headings_say_otherwise() -> None:
    content = application()
    assert not any(content.records(key) for key in ("publications", "affiliations", "enterprise", "achievements"))
    assert places(content) == set()


def test_honors_or_awards_are_enough_but_one_is_needed() -> None:
    without = application(sections={"awards": ()}, without_attachments=("certificate",))
    assert (FindingCode.ONE_OF_SECTIONS_REQUIRED, "honors", None, None) in places(without)
    honor = {"id": "h1", "name": "劳动模范", "date": "2020-05-01", "authority": "省政府", "level": "省部级"}
    with_honor = application(sections={"awards": (), "honors": (honor,)}, without_attachments=("certificate",))
    assert FindingCode.ONE_OF_SECTIONS_REQUIRED not in {code for code, *_ in places(with_honor)}


@pytest.mark.parametrize(
    ("deciding", "choice", "other", "field", "value"),
    [
        ("employment_form", "柔性引进", "全职", "months_per_year", 6),
        ("talent_source", "引进人才", "省内人才", "introduced_from", "沈阳精细化工研究所"),
        ("service_type", "晋升认定", "首次认定", "current_class", "D"),
        ("service_type", "晋升认定", "首次认定", "current_class_date", "2019-01-01"),
    ],
)
def test_a_conditional_field_is_required_under_its_condition_and_forbidden_otherwise(
    deciding: str, choice: str, other: str, field: str, value: str | int
) -> None:
    required = (FindingCode.REQUIRED, "basic", None, field)
    forbidden = (FindingCode.NOT_ALLOWED, "basic", None, field)
    assert required in places(application({deciding: choice}))
    assert not {required, forbidden} & places(application({deciding: choice, field: value}))
    assert not {required, forbidden} & places(application({deciding: other}))
    assert forbidden in places(application({deciding: other, field: value}))


def test_while_the_deciding_field_is_empty_only_that_one_is_asked_for() -> None:
    content = application({"introduced_from": "沈阳"}, without=("talent_source",))
    assert places(content) == {(FindingCode.REQUIRED, "basic", None, "talent_source")}


def test_more_records_than_a_section_takes_are_found() -> None:
    content = application(sections={"achievements": ({"text": "一"}, {"text": "二"})})
    assert places(content) == {(FindingCode.TOO_MANY_RECORDS, "achievements", None, None)}


def test_what_the_catalogue_does_not_know_is_not_allowed() -> None:
    content = application(sections={"work": (job(salary="1"),), "hobbies": ({"id": "1"},)})
    assert places(content) == {
        (FindingCode.NOT_ALLOWED, "work", "w1", "salary"),
        (FindingCode.NOT_ALLOWED, "hobbies", None, None),
    }


def test_an_empty_draft_is_told_of_every_section_and_slot_it_needs() -> None:
    found = findings(ApplicationContent("", {}, ()))
    assert {item.section for item in found if item.code is FindingCode.SECTION_REQUIRED} == {
        "basic",
        "education",
        "work",
    }
    assert (FindingCode.ATTACHMENT_MISSING, "basic", "portrait") in {
        (item.code, item.section, item.slot) for item in found
    }


def test_only_the_unit_code_and_overlaps_are_warnings() -> None:
    warnings = {code for code in FindingCode if code.severity is Severity.WARNING}
    assert warnings == {FindingCode.UNIT_CHECK_CHARACTER, FindingCode.PERIOD_OVERLAP}
