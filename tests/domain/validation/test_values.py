"""Each value looked at alone: drafts may hold what a dossier's shape check would refuse."""

import pytest

from desktop.domain.content import JsonScalar
from desktop.domain.findings import FindingCode
from tests.domain.applications import application, findings, places


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "王" * 51, FindingCode.TOO_LONG),
        ("name", "王\0", FindingCode.BAD_TEXT),
        ("name", "\ud800", FindingCode.BAD_TEXT),
        ("name", "王\x07五", FindingCode.BAD_TEXT),
        ("name", "王\n五", FindingCode.BAD_TEXT),
        ("name", "王\u202e五", FindingCode.BAD_TEXT),
        ("name", "\u200b", FindingCode.REQUIRED),
        ("name", 7, FindingCode.BAD_TEXT),
        ("sex", "male", FindingCode.BAD_CHOICE),
        ("sex", True, FindingCode.BAD_CHOICE),
        ("current_class", "F", FindingCode.BAD_CHOICE),
        ("birth_date", "1982-02-30", FindingCode.BAD_DATE),
        ("birth_date", 19820315, FindingCode.BAD_DATE),
        ("contract_start", "2023/01/01", FindingCode.BAD_DATE),
        ("months_per_year", "6", FindingCode.BAD_NUMBER),
        ("months_per_year", 6.0, FindingCode.BAD_NUMBER),
        ("months_per_year", True, FindingCode.BAD_NUMBER),
        ("months_per_year", 10**30, FindingCode.OUT_OF_RANGE),
        ("months_per_year", -(10**30), FindingCode.OUT_OF_RANGE),
        ("months_per_year", 0, FindingCode.OUT_OF_RANGE),
        ("months_per_year", 13, FindingCode.OUT_OF_RANGE),
        ("standard", "Z-99", FindingCode.UNKNOWN_STANDARD),
        ("standard", "C" * 100, FindingCode.UNKNOWN_STANDARD),
        ("standard", 3, FindingCode.UNKNOWN_STANDARD),
    ],
)
def test_a_bad_value_of_basic_is_found(field: str, value: JsonScalar, code: FindingCode) -> None:
    assert (code, "basic", None, field) in places(application({field: value}))


def test_an_amount_beyond_the_largest_is_told_its_bound() -> None:
    enterprise = {"id": "c1", "name": "甲", "size": "小型", "specialised": "否", "role": "总工", "revenue": "1" * 17}
    content = application(sections={"enterprise": (enterprise,)})
    (finding,) = (item for item in findings(content) if item.field == "revenue")
    assert (finding.code, finding.arguments) == (FindingCode.OUT_OF_RANGE, (("maximum", "999999999999999.99"),))


def test_length_is_counted_after_composition() -> None:
    assert places(application({"name": "e\u0301" * 50})) == set()
    (finding,) = findings(application({"name": "e\u0301" * 51}))
    assert finding.arguments == (("maximum", 50), ("length", 51))


@pytest.mark.parametrize(("characters", "found"), [(300, False), (301, True)])
def test_achievements_have_300_characters(characters: int, found: bool) -> None:
    content = application(sections={"achievements": ({"text": "新" * characters},)})
    assert ((FindingCode.TOO_LONG, "achievements", None, "text") in places(content)) is found


def test_months_and_amounts_of_records_are_read() -> None:
    enterprise = {"id": "c1", "name": "甲", "size": "大型", "specialised": "否", "role": "厂长", "tax": "12.345"}
    job = {"id": "w1", "start": "2008-13", "employer": "甲", "post": "乙"}
    assert places(application(sections={"enterprise": (enterprise,), "work": (job,)})) == {
        (FindingCode.BAD_NUMBER, "enterprise", "c1", "tax"),
        (FindingCode.BAD_DATE, "work", "w1", "start"),
    }


@pytest.mark.parametrize(("rank", "found"), [(0, True), (-1, True), (1, False), (99, False)])
def test_a_rank_counts_from_1(rank: int, found: bool) -> None:
    award: dict[str, JsonScalar] = {
        "id": "a1",
        "name": "奖",
        "date": "2020-01-01",
        "authority": "省",
        "level": "省部级",
        "grade": "二等奖",
        "rank": rank,
    }
    content = application(sections={"awards": (award,)})
    assert ((FindingCode.OUT_OF_RANGE, "awards", "a1", "rank") in places(content)) is found


def test_a_standard_that_is_no_code_is_not_quoted() -> None:
    (finding,) = findings(application({"standard": "C-03\n" + "x" * 500}))
    assert dict(finding.arguments) == {"value": ""}
