"""An application in the words of its catalogue, made from the demo's contents."""

from pathlib import Path

import pytest

from desktop.domain.comparison import compare
from desktop.domain.findings import Finding, FindingCode
from desktop.models.application_outline import ApplicationOutline, outline_application
from desktop.models.change_rows import change_rows, only_changes
from desktop.services.applications import application_detail
from desktop.services.rows import ApplicationDetail
from tests.demo.sample import sample_catalogue
from tests.dialogs.review_room import find, room_like


@pytest.fixture(scope="module")
def details(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ApplicationDetail]:
    with room_like(demo_template, tmp_path_factory.mktemp("outline") / "room") as room:
        workspace = room.open("changchun")
        names = ("王建国", "傅晓薇")
        return {name: application_detail(workspace, find(workspace, name=name).id) for name in names}


def outline_of(detail: ApplicationDetail) -> ApplicationOutline:
    return outline_application(detail, sample_catalogue())


def test_every_attachment_has_its_place_at_exactly_one_record(details: dict[str, ApplicationDetail]) -> None:
    outline = outline_of(details["王建国"])
    assert len(outline.attachments) == len(details["王建国"].attachments)
    assert len({attachment.key for attachment in outline.attachments}) == len(outline.attachments)
    assert all(outline.home_of(attachment.key) for attachment in outline.attachments)


def test_the_document_number_is_shown_masked(details: dict[str, ApplicationDetail]) -> None:
    basic = outline_of(details["王建国"]).section("basic")
    assert basic is not None
    number = next(field for field in basic.records[0].fields if field.key == "document_number")
    whole = str(details["王建国"].current.content.basic["document_number"])
    assert number.secret
    assert number.text == f"{whole[:4]}{'*' * (len(whole) - 8)}{whole[-4:]}"


def test_fixed_slots_count_what_is_required_and_there(details: dict[str, ApplicationDetail]) -> None:
    materials = outline_of(details["王建国"]).section("materials")
    assert materials is not None
    assert materials.count == "2/2"
    assert [(record.title, record.tag) for record in materials.records[:2]] == [
        ("身份证正面", "必需"),
        ("身份证反面", "必需"),
    ]


def test_slots_of_other_document_types_are_not_asked_for(details: dict[str, ApplicationDetail]) -> None:
    materials = outline_of(details["王建国"]).section("materials")
    assert materials is not None
    assert "证件资料页" not in [record.title for record in materials.records]


def test_findings_are_worded_and_lead_to_their_section(details: dict[str, ApplicationDetail]) -> None:
    outline = outline_of(details["傅晓薇"])
    assert len(outline.findings) == 2
    assert all(item.place and item.sentence for item in outline.findings)
    assert outline.record_of(outline.findings[0].finding) is not None
    assert outline.record_of(Finding.of(FindingCode.SECTION_REQUIRED, "nowhere")) is None


def test_only_required_evidence_counts_before_a_pass(details: dict[str, ApplicationDetail]) -> None:
    unopened = outline_of(details["王建国"]).unopened_required()
    assert unopened
    assert all(attachment.required for attachment in unopened)
    assert "contract" not in {attachment.row.slot for attachment in unopened}


def test_changes_read_by_section_record_and_attachment(details: dict[str, ApplicationDetail]) -> None:

    detail = details["王建国"]
    old, new = detail.submissions[0].content, detail.submissions[1].content
    rows = change_rows(compare(old, new, sample_catalogue()), old, new, sample_catalogue())
    assert [row.label for row in rows if row.heading] == ["论文著作", "附件"]
    added = next(row for row in rows if row.label == "第 1 条")
    assert (added.old, added.new != "—") == ("—", True)
    assert only_changes(rows) == tuple(row for row in rows if row.heading or row.kind is not None)
