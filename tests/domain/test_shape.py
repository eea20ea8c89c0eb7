"""What a dossier is refused for, each refusal naming its key."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.content import ApplicationContent
from desktop.domain.shape import ShapeProblem, ShapeReason, check_shape
from tests.domain.applications import application, sample_catalogue
from tests.strategies import contents, dossier_parts

CATALOGUE = sample_catalogue()
Damage = Callable[[dict[str, Any], list[dict[str, Any]]], object]


def refusals(damage: Damage) -> list[tuple[str, ShapeReason]]:
    sections, attachments = dossier_parts(application())
    damage(sections, attachments)
    return [(problem.path, problem.reason) for problem in check_shape(sections, attachments, CATALOGUE)]


@given(contents(CATALOGUE))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_contents_of_the_right_shape_are_accepted(content: ApplicationContent) -> None:
    assert check_shape(*dossier_parts(content), CATALOGUE) == ()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=10,
)
_nearly_sections = st.dictionaries(
    st.sampled_from([*CATALOGUE.sections_by_key, "stray"]),
    st.lists(st.dictionaries(st.sampled_from(["id", "start", "name", "text", "class"]), _json, max_size=4), max_size=3),
    max_size=4,
)
_nearly_attachments = st.lists(
    st.dictionaries(st.sampled_from(["section", "record", "slot", "file", "name", "sha256"]), _json | st.just("work")),
    max_size=3,
)


@given(_json | _nearly_sections, _json | _nearly_attachments)
def test_any_json_is_answered_with_problems_and_never_an_exception(sections: Any, attachments: Any) -> None:
    for problem in check_shape(sections, attachments, CATALOGUE):
        assert problem.path.isprintable()
        problem.path.encode()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("王" * 51, ShapeReason.TOO_LONG),
        ("", ShapeReason.EMPTY),
        ("  ", ShapeReason.EMPTY),
        (None, ShapeReason.WRONG_TYPE),
        (1, ShapeReason.WRONG_TYPE),
        (["王"], ShapeReason.WRONG_TYPE),
        ({"first": "王"}, ShapeReason.WRONG_TYPE),
        ("王\0", ShapeReason.BAD_TEXT),
        ("王\udc00", ShapeReason.BAD_TEXT),
        ("王\x07五", ShapeReason.BAD_TEXT),
        ("王\n五", ShapeReason.BAD_TEXT),
        ("王\x1b[31m五", ShapeReason.BAD_TEXT),
        ("王\u202e五", ShapeReason.BAD_TEXT),
        ("\u200b", ShapeReason.EMPTY),
        ("\ufeff\u3000\u2060", ShapeReason.EMPTY),
    ],
)
def test_text_is_text_of_bounded_length(value: object, reason: ShapeReason) -> None:
    assert refusals(lambda sections, _: sections["basic"][0].update(name=value)) == [("sections.basic[0].name", reason)]


@pytest.mark.parametrize("text", ["一\n二", "一\r\n二", "一\t二", "👨\u200d👩\u200d👧"])
def test_text_of_several_lines_may_have_line_ends_and_tabs(text: str) -> None:
    assert refusals(lambda sections, _: sections.update(achievements=[{"text": text}])) == []


@pytest.mark.parametrize("text", ["一\r二", "一\x1b[31m二", "一\u2066二"])
def test_text_of_several_lines_may_have_no_other_control_character(text: str) -> None:
    assert refusals(lambda sections, _: sections.update(achievements=[{"text": text}])) == [
        ("sections.achievements[0].text", ShapeReason.BAD_TEXT)
    ]


def test_a_line_end_counts_as_one_character() -> None:
    assert refusals(lambda sections, _: sections.update(achievements=[{"text": "字\r\n" * 150}])) == []


def test_a_forbidden_character_is_named() -> None:
    sections, attachments = dossier_parts(application({"name": "王\u202e五"}))
    (problem,) = check_shape(sections, attachments, CATALOGUE)
    assert problem.arguments == (("character", "U+202E"),)


def test_length_is_counted_after_composition() -> None:
    assert refusals(lambda sections, _: sections["basic"][0].update(name="e\u0301" * 50)) == []


@pytest.mark.parametrize("value", [True, 6.0, 6.5, "6", None])
def test_a_whole_number_is_neither_true_nor_a_fraction_nor_text(value: object) -> None:
    assert refusals(lambda sections, _: sections["awards"][0].update(rank=value)) == [
        ("sections.awards[0].rank", ShapeReason.WRONG_TYPE)
    ]


def test_a_number_that_not_every_reader_keeps_is_refused() -> None:
    assert refusals(lambda sections, _: sections["awards"][0].update(rank=2**53)) == [
        ("sections.awards[0].rank", ShapeReason.NUMBER_TOO_LARGE)
    ]


def test_a_number_out_of_range_is_a_finding_and_no_refusal() -> None:
    assert refusals(lambda sections, _: sections["awards"][0].update(rank=0)) == []


@pytest.mark.parametrize("value", ["2024-2-1", "2024-02-30", "2024-02", "20240201", "昨天"])
def test_a_malformed_date_is_refused(value: str) -> None:
    assert refusals(lambda sections, _: sections["basic"][0].update(birth_date=value)) == [
        ("sections.basic[0].birth_date", ShapeReason.BAD_DATE)
    ]


@pytest.mark.parametrize("value", ["2024-2", "2024-13", "2024-02-01", "至今"])
def test_a_malformed_month_is_refused(value: str) -> None:
    assert refusals(lambda sections, _: sections["education"][0].update(start=value)) == [
        ("sections.education[0].start", ShapeReason.BAD_MONTH)
    ]


@pytest.mark.parametrize("value", ["1.234", "-1", "1,000", "一百万"])
def test_malformed_money_is_refused(value: str) -> None:
    firm = {"id": "c", "revenue": value}
    assert refusals(lambda sections, _: sections.update(enterprise=[firm])) == [
        ("sections.enterprise[0].revenue", ShapeReason.BAD_MONEY)
    ]


@pytest.mark.parametrize(("field", "value"), [("sex", "男性"), ("document_type", "身份证"), ("current_class", "F")])
def test_a_choice_that_is_not_listed_is_refused(field: str, value: str) -> None:
    assert refusals(lambda sections, _: sections["basic"][0].update({field: value})) == [
        (f"sections.basic[0].{field}", ShapeReason.BAD_CHOICE)
    ]


def test_an_unknown_standard_is_a_finding_and_no_refusal() -> None:
    assert refusals(lambda sections, _: sections["basic"][0].update(standard="Z-99")) == []


@pytest.mark.parametrize(
    ("damage", "path", "reason"),
    [
        (lambda s, _: s.update(hobbies=[]), "sections.hobbies", ShapeReason.UNKNOWN_SECTION),
        (lambda s, _: s.update({"a b\ud800": []}), 'sections["a b\\ud800"]', ShapeReason.UNKNOWN_SECTION),
        (lambda s, _: s.update(work={}), "sections.work", ShapeReason.WRONG_TYPE),
        (lambda s, _: s.update(work=["w1"]), "sections.work[0]", ShapeReason.WRONG_TYPE),
        (lambda s, _: s["work"][0].update(salary="1"), "sections.work[0].salary", ShapeReason.UNKNOWN_FIELD),
        (lambda s, _: s["work"][0].pop("id"), "sections.work[0]", ShapeReason.MISSING_ID),
        (lambda s, _: s["work"][0].update(id=""), "sections.work[0].id", ShapeReason.EMPTY),
        (lambda s, _: s["work"][0].update(id=1), "sections.work[0].id", ShapeReason.WRONG_TYPE),
        (lambda s, _: s["work"][0].update(id="x" * 37), "sections.work[0].id", ShapeReason.TOO_LONG),
        (lambda s, _: s["work"].append(dict(s["work"][0])), "sections.work[1].id", ShapeReason.REPEATED_ID),
        (lambda s, _: s["basic"][0].update({"class": "C"}), "sections.basic[0].class", ShapeReason.DERIVED_FIELD),
        (lambda s, _: s["work"][0].update({"class": "C"}), "sections.work[0].class", ShapeReason.UNKNOWN_FIELD),
        (lambda s, _: s["basic"][0].update(id="b"), "sections.basic[0].id", ShapeReason.UNKNOWN_FIELD),
        (lambda s, _: s["basic"].append({}), "sections.basic", ShapeReason.TOO_MANY_RECORDS),
        (
            lambda s, _: s.update(achievements=[{"text": "一"}, {"text": "二"}]),
            "sections.achievements",
            ShapeReason.TOO_MANY_RECORDS,
        ),
        (lambda s, _: s.update(materials=[{}]), "sections.materials", ShapeReason.TOO_MANY_RECORDS),
    ],
)
def test_a_misshapen_section_is_refused(damage: Damage, path: str, reason: ShapeReason) -> None:
    assert refusals(damage) == [(path, reason)]


def test_ids_may_repeat_in_different_sections_and_be_36_long() -> None:
    def rename(sections: dict[str, Any], attachments: list[dict[str, Any]]) -> None:
        for key in ("education", "work", "awards"):
            sections[key][0]["id"] = "x" * 36
        for item in attachments:
            if "record" in item:
                item["record"] = "x" * 36

    assert refusals(rename) == []


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        ({"section": "hobbies"}, "section", ShapeReason.UNKNOWN_SECTION),
        ({"slot": "portrait"}, "slot", ShapeReason.UNKNOWN_SLOT),
        ({"section": 1}, "section", ShapeReason.WRONG_TYPE),
        ({"slot": None}, "slot", ShapeReason.WRONG_TYPE),
        ({"record": "gone"}, "record", ShapeReason.UNKNOWN_RECORD),
        ({"record": None}, "record", ShapeReason.WRONG_TYPE),
        ({"name": ""}, "name", ShapeReason.EMPTY),
        ({"name": "x" * 256}, "name", ShapeReason.TOO_LONG),
        ({"name": "a\0.pdf"}, "name", ShapeReason.BAD_TEXT),
        ({"name": "\u202egpj.exe"}, "name", ShapeReason.BAD_TEXT),
        ({"name": "../../x.jpg"}, "name", ShapeReason.BAD_FILE_NAME),
        ({"name": "C:\\x.jpg"}, "name", ShapeReason.BAD_FILE_NAME),
        ({"name": ".."}, "name", ShapeReason.BAD_FILE_NAME),
        ({"file": 1}, "file", ShapeReason.WRONG_TYPE),
        ({"sha256": "abc"}, "sha256", ShapeReason.BAD_DIGEST),
        ({"sha256": "g" * 64}, "sha256", ShapeReason.BAD_DIGEST),
        ({"size": 1}, "size", ShapeReason.UNKNOWN_KEY),
    ],
)
def test_a_misshapen_attachment_is_refused(change: dict[str, Any], key: str, reason: ShapeReason) -> None:
    # attachment 1 is the certificate of education record e1
    assert refusals(lambda _, attachments: attachments[1].update(change)) == [(f"attachments[1].{key}", reason)]


def test_the_same_attachment_twice_in_one_slot_is_a_repetition() -> None:
    def repeat(_: dict[str, Any], attachments: list[dict[str, Any]]) -> None:
        attachments.append({**attachments[1], "file": "attachments/again", "sha256": attachments[1]["sha256"].upper()})

    sections, attachments = dossier_parts(application())
    repeat(sections, attachments)
    (problem,) = check_shape(sections, attachments, CATALOGUE)
    assert (problem.path, problem.reason) == (
        f"attachments[{len(attachments) - 1}]",
        ShapeReason.REPEATED_ATTACHMENT,
    )
    assert problem.arguments == (("other", "attachments[1]"),)


@pytest.mark.parametrize("change", [{"name": "另一份.pdf"}, {"sha256": "0" * 64}])
def test_another_name_or_other_bytes_are_another_attachment(change: dict[str, str]) -> None:
    assert refusals(lambda _, attachments: attachments.append({**attachments[1], **change})) == []


@pytest.mark.parametrize("key", ["section", "slot", "file", "name", "sha256"])
def test_every_key_of_an_attachment_but_record_is_needed(key: str) -> None:
    assert refusals(lambda _, attachments: attachments[0].pop(key)) == [
        (f"attachments[0].{key}", ShapeReason.MISSING_KEY)
    ]


def test_record_is_needed_where_records_have_ids_and_refused_elsewhere() -> None:
    assert refusals(lambda _, attachments: attachments[1].pop("record")) == [
        ("attachments[1].record", ShapeReason.MISSING_RECORD)
    ]
    assert refusals(lambda _, attachments: attachments[0].update(record="e1")) == [
        ("attachments[0].record", ShapeReason.RECORD_NOT_ALLOWED)
    ]
    assert refusals(lambda _, attachments: attachments[3].update(record="e1")) == [
        ("attachments[3].record", ShapeReason.RECORD_NOT_ALLOWED)
    ]


@pytest.mark.parametrize("value", [None, {}, "x", 1])
def test_attachments_and_sections_have_their_json_types(value: Any) -> None:
    assert check_shape({}, value, CATALOGUE) == (
        ShapeProblem("attachments", ShapeReason.WRONG_TYPE, (("expected", "list"),)),
    )
    problems = check_shape([value], [], CATALOGUE)
    assert [(problem.path, problem.reason) for problem in problems] == [("sections", ShapeReason.WRONG_TYPE)]


def test_all_problems_are_told_at_once() -> None:
    def damage(sections: dict[str, Any], attachments: list[dict[str, Any]]) -> None:
        sections["basic"][0].update(name=1, sex="?")
        attachments[0]["slot"] = "photo"

    assert [path for path, _ in refusals(damage)] == [
        "sections.basic[0].name",
        "sections.basic[0].sex",
        "attachments[0].slot",
    ]
