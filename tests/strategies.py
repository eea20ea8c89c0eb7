"""Hypothesis strategies for applications, driven by the catalogue: whatever it holds, the contents fit it."""

import hashlib
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from desktop.domain import identity_number, unit_code
from desktop.domain.catalogue import BASIC, Catalogue, Field, FieldType, Section, Slot
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar
from desktop.domain.media import MediaType
from desktop.domain.visible_text import forbidden_character, shows_something

# Characters beyond the basic plane and combining ones count differently in naive code; line ends and quotes break
# naive formats. Blank text is no value.
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\0") | st.sampled_from(
    "·𠮷é\n\"'{}%&<"
)


def texts(max_length: int, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Text that shows something and stays within `max_length` code points after NFC, on one line unless `lines`."""
    return st.text(_CHARACTERS, min_size=1, max_size=max(1, min(max_length, 12) // 3)).filter(
        lambda text: shows_something(text) and forbidden_character(text, lines=lines) is None
    )


@cache
def field_values(field: Field) -> st.SearchStrategy[JsonScalar]:
    """Any value of a field's type and bounds."""
    match field.type:
        case FieldType.TEXT:
            return texts(field.max_length or 1, lines=field.multiline)
        case FieldType.DATE:
            return st.dates(date(1950, 1, 1), date(2030, 12, 31)).map(date.isoformat)
        case FieldType.MONTH:
            return st.dates(date(1950, 1, 1), date(2030, 12, 31)).map(lambda day: f"{day:%Y-%m}")
        case FieldType.INT:
            return st.integers(-(2**53) + 1, 2**53 - 1)
        case FieldType.MONEY:
            return st.decimals(0, 10**12, places=2).map(str)
        case FieldType.FLAG:
            return st.booleans()
    return st.sampled_from(field.choices)


@cache
def records(section: Section) -> st.SearchStrategy[dict[str, JsonScalar]]:
    """Records of a section without their ids: every field may be there or not, as in a draft."""
    return st.fixed_dictionaries({}, optional={field.key: field_values(field) for field in section.fields})


def identity_numbers() -> st.SearchStrategy[str]:
    """Valid identity numbers of people born in the last century."""
    births = st.dates(date(1940, 1, 1), date(1999, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
    first_17 = st.tuples(st.sampled_from(["110105", "220104", "220203"]), births, st.integers(0, 999))
    return first_17.map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]:03}").map(
        lambda digits: digits + identity_number.check_character(digits)
    )


def unit_codes() -> st.SearchStrategy[str]:
    """Unit codes whose check character agrees."""
    return st.text(unit_code.ALPHABET, min_size=17, max_size=17).map(
        lambda first: first + unit_code.check_character(first)
    )


@cache
def files(slot: Slot) -> st.SearchStrategy[list[tuple[str, int, MediaType]]]:
    """Names, contents and formats of up to two files for a slot; few of each, so that they repeat."""
    return st.lists(
        st.tuples(st.sampled_from("甲乙"), st.integers(0, 3), st.sampled_from(slot.formats)), max_size=2, unique=True
    )


@st.composite
def contents(draw: st.DrawFn, catalogue: Catalogue) -> ApplicationContent:
    """Any content that a dossier's shape check accepts; nothing says that it is complete or true."""
    sections: dict[str, tuple[dict[str, JsonScalar], ...]] = {}
    attachments: list[Attachment] = []
    for section in catalogue.sections:
        most = 3 if section.max_records is None else min(section.max_records, 3)
        drawn = draw(st.lists(records(section), min_size=int(section.key == BASIC), max_size=most))
        numbers = draw(st.permutations(range(len(drawn)))) if section.repeats else ()
        ids = [f"{section.key}-{number + 1}" for number in numbers]
        if section.repeats:
            drawn = [{"id": identifier, **record} for identifier, record in zip(ids, drawn, strict=True)]
        sections[section.key] = tuple(drawn)
        owners: list[str | None] = list(ids) if section.repeats else [None]
        for slot in section.slots:
            for owner in owners:
                attachments += [_attachment(section, owner, slot, file) for file in draw(files(slot))]
    return ApplicationContent(draw(unit_codes()), sections, tuple(attachments))


def _attachment(section: Section, record: str | None, slot: Slot, file: tuple[str, int, MediaType]) -> Attachment:
    name, content, media_type = file
    digest = hashlib.sha256(f"{content}".encode()).hexdigest()
    return Attachment(section.key, record, slot.key, name + media_type.suffix, digest, content + 1, media_type)


def dossier_parts(content: ApplicationContent) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The `sections` and `attachments` of the dossier that holds a content."""
    sections = {key: [dict(record) for record in items] for key, items in content.sections.items() if items}
    attachments = []
    for number, item in enumerate(content.attachments):
        entry = {"section": item.section, "slot": item.slot, "file": f"attachments/{number}", "name": item.name}
        if item.record is not None:
            entry["record"] = item.record
        attachments.append({**entry, "sha256": item.sha256})
    return sections, attachments
