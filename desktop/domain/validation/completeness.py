"""Is everything there that must be, and nothing that must not: sections, records and fields (guide 3.2, 3.2.1)."""

from collections.abc import Iterator

from desktop.domain.catalogue import Field
from desktop.domain.field_values import is_empty
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.validation.case import Case, PlacedRecord


def check_sections(case: Case) -> Iterator[Finding]:
    """Required sections, sections of which one is required, and more records than a section takes."""
    for section in case.catalogue.sections:
        count = len(case.content.records(section.key))
        if count < section.min_records:
            yield Finding.of(FindingCode.SECTION_REQUIRED, section.key, minimum=section.min_records)
        if section.max_records is not None and count > section.max_records:
            yield Finding.of(FindingCode.TOO_MANY_RECORDS, section.key, maximum=section.max_records)
    for group in case.catalogue.one_of_sections:
        if not any(case.content.records(key) for key in group.sections):
            sections = ",".join(group.sections)
            yield Finding.of(FindingCode.ONE_OF_SECTIONS_REQUIRED, group.sections[0], sections=sections)
    for key, records in case.content.sections.items():
        if key not in case.catalogue.sections_by_key and records:
            yield Finding.of(FindingCode.NOT_ALLOWED, key)


def check_fields(case: Case) -> Iterator[Finding]:
    """Required fields that are empty, and fields filled in that must be left out."""
    for record in case.all_records:
        for field in record.section.fields:
            finding = _check_field(record, field)
            if finding is not None:
                yield finding
        known = record.section.fields_by_key
        for key, value in record.record.items():
            if key not in known and not (key == "id" and record.section.repeats) and not is_empty(value):
                yield Finding.of(FindingCode.NOT_ALLOWED, record.section.key, record.id, field=key)


def _check_field(record: PlacedRecord, field: Field) -> Finding | None:
    empty = is_empty(record.record.get(field.key))
    when = field.required_when
    place = (record.section.key, record.id)
    if when is None:
        return Finding.of(FindingCode.REQUIRED, *place, field=field.key) if field.required and empty else None
    # while the deciding field is empty nothing can be said: that field is itself found missing
    decided = when.decided(record.record)
    if decided is True and empty:
        return Finding.of(FindingCode.REQUIRED, *place, field=field.key)
    if decided is False and not empty:
        return Finding.of(FindingCode.NOT_ALLOWED, *place, field=field.key)
    return None
