"""How many files, of what size and format, and in the right place."""

import pytest

from desktop.domain.catalogue import Section, Slot
from desktop.domain.findings import FindingCode
from desktop.domain.media import MediaType
from tests.domain.applications import application, attachment, findings, places, sample_catalogue, study

ALL_SLOTS = [(section, slot) for section in sample_catalogue().sections for slot in section.slots]


@pytest.mark.parametrize("slot", ["portrait", "certificate", "id_front", "id_back"])
def test_a_required_attachment_that_is_missing_is_found(slot: str) -> None:
    missing = {(code, member) for code, _, _, member in places(application(without_attachments=(slot,)))}
    assert missing == {(FindingCode.ATTACHMENT_MISSING, slot)}


def test_each_record_needs_its_own_certificate() -> None:
    content = application(sections={"education": (study(), study(id="e2", start="2000-09", end="2004-06"))})
    assert places(content) == {(FindingCode.ATTACHMENT_MISSING, "education", "e2", "certificate")}


@pytest.mark.parametrize(("section", "slot"), ALL_SLOTS)
def test_one_more_than_the_greatest_count_is_too_many(section: Section, slot: Slot) -> None:
    record = "r1" if section.repeats else None
    files = tuple(attachment(section.key, slot.key, record, name=f"{number}") for number in range(slot.max_count + 1))
    content = application(
        {"document_type": "护照"} if slot.key == "document_page" else {},
        sections={section.key: ({"id": "r1"},)} if section.repeats else {},
        attachments=files,
        without_attachments=(slot.key,),
    )
    assert (FindingCode.ATTACHMENT_TOO_MANY, section.key, record, slot.key) in places(content)


def test_size_is_allowed_up_to_the_limit() -> None:
    limit = 20 * 1024 * 1024
    fits = application(attachments=(attachment("materials", "contract", size=limit),))
    assert places(fits) == set()
    (finding,) = findings(application(attachments=(attachment("materials", "contract", size=limit + 1),)))
    assert (finding.code, finding.slot) == (FindingCode.ATTACHMENT_TOO_LARGE, "contract")
    assert dict(finding.arguments) == {"name": "扫描件.pdf", "maximum_mib": 20}


def test_a_portrait_is_no_pdf() -> None:
    content = application(
        attachments=(attachment("basic", "portrait", media_type=MediaType.PDF),), without_attachments=("portrait",)
    )
    (finding,) = findings(content)
    assert (finding.code, finding.slot) == (FindingCode.ATTACHMENT_FORMAT, "portrait")
    assert dict(finding.arguments)["formats"] == "JPEG,PNG"


def test_each_document_type_has_its_own_slot_and_not_the_others() -> None:
    passport = application({"document_type": "护照", "document_number": "E1"})
    assert places(passport) == {
        (FindingCode.NOT_ALLOWED, "materials", None, "id_front"),
        (FindingCode.NOT_ALLOWED, "materials", None, "id_back"),
        (FindingCode.ATTACHMENT_MISSING, "materials", None, "document_page"),
    }
    card = application(attachments=(attachment("materials", "document_page"),))
    assert places(card) == {(FindingCode.NOT_ALLOWED, "materials", None, "document_page")}


def test_without_a_document_type_no_slot_of_a_document_is_asked_for_or_refused() -> None:
    assert places(application(without=("document_type",))) == {(FindingCode.REQUIRED, "basic", None, "document_type")}


@pytest.mark.parametrize(
    ("section", "slot", "record"),
    [
        ("education", "certificate", "gone"),
        ("education", "certificate", None),
        ("basic", "portrait", "e1"),
        ("work", "evidence", "w1"),
        ("hobbies", "photo", None),
    ],
)
def test_a_file_that_belongs_nowhere_is_found(section: str, slot: str, record: str | None) -> None:
    content = application(attachments=(attachment(section, slot, record),))
    assert places(content) == {(FindingCode.NOT_ALLOWED, section, record, slot)}
