"""How far a form is filled in: what of each section is there, what is missing, what has to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.catalogue import Catalogue, Section
from desktop.domain.content import ApplicationContent
from desktop.domain.drafts import shown
from desktop.domain.field_values import is_empty, text_length
from desktop.domain.findings import Finding, FindingCode, Severity

_ABSENT = frozenset(
    {
        FindingCode.REQUIRED,
        FindingCode.ATTACHMENT_MISSING,
        FindingCode.SECTION_REQUIRED,
        FindingCode.ONE_OF_SECTIONS_REQUIRED,
    }
)


class SectionState(StrEnum):
    """What the mark before a section says. All but the last three count as filled in."""

    DONE = "done"
    OPTIONAL = "optional"
    """Nothing is filled in, and nothing has to be."""
    PARTLY = "partly"
    EMPTY = "empty"
    """Nothing is filled in, and something has to be."""
    FAULTY = "faulty"

    @property
    def is_filled(self) -> bool:
        return self in (SectionState.DONE, SectionState.OPTIONAL)


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section. `filled` of `required` places that must be filled are; `records` counts its records.

    `characters` is the length of a section that is one text; `errors` are its findings that keep one from submitting.
    """

    section: str
    state: SectionState
    filled: int
    required: int
    records: int
    characters: int
    errors: int


def progress(
    content: ApplicationContent, catalogue: Catalogue, findings: Sequence[Finding]
) -> tuple[SectionProgress, ...]:
    """Every section in the catalogue's order; `findings` are those of the content."""
    return tuple(_of_section(section, content, catalogue, findings) for section in catalogue.sections)


def is_absence(finding: Finding) -> bool:
    """Whether it says that something is not there yet, rather than that something there is wrong."""
    return finding.code in _ABSENT


def _of_section(
    section: Section, content: ApplicationContent, catalogue: Catalogue, findings: Sequence[Finding]
) -> SectionProgress:
    errors = [one for one in findings if one.section == section.key and one.severity is Severity.ERROR]
    records = content.records(section.key)
    filled, required = 0, 0
    if not section.repeats:
        filled, required = _places(section, content)
    anything = bool(content.attachments_of(section.key)) or any(set(record) - {"id"} for record in records)
    return SectionProgress(
        section.key,
        _state(section, errors, anything=anything, filled=filled),
        filled,
        required,
        len(records),
        _characters(section, content),
        len(errors),
    )


def _state(section: Section, errors: Sequence[Finding], *, anything: bool, filled: int) -> SectionState:
    if not errors:
        return SectionState.DONE if anything else SectionState.OPTIONAL
    if not anything:
        return SectionState.EMPTY
    partly = not section.repeats and bool(section.fields) and filled and any(map(is_absence, errors))
    return SectionState.PARTLY if partly else SectionState.FAULTY


def _places(section: Section, content: ApplicationContent) -> tuple[int, int]:
    """How many of the fields and slots that must be filled now are, and how many these are."""
    record = next(iter(content.records(section.key)), {})
    fields = [
        not is_empty(record.get(field.key))
        for field in section.fields
        if field.required or (field.required_when is not None and shown(field, record))
    ]
    slots = [
        len(content.attachments_of(section.key, None, slot.key)) >= slot.min_count
        for slot in section.slots
        if slot.min_count and (slot.required_when is None or slot.required_when.decided(content.basic) is True)
    ]
    places = [*fields, *slots]
    return sum(places), len(places)


def _characters(section: Section, content: ApplicationContent) -> int:
    if section.repeats or len(section.fields) != 1:
        return 0
    value = next(iter(content.records(section.key)), {}).get(section.fields[0].key)
    return text_length(value) if isinstance(value, str) else 0
