"""What an unsubmitted form holds: cleaned so that it can be kept, and fitted to a catalogue.

Whether it is complete and true is `validation`'s to say: a draft may hold anything that a person has typed.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.domain.catalogue import BASIC, Catalogue, Field, FieldType, Section
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar, Record, record_id
from desktop.domain.field_values import is_empty
from desktop.domain.visible_text import cleaned


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something of a form that a catalogue has no place for: a value, or an attachment.

    `field` is the key of a field, or of a slot where `value` is an attachment.
    """

    section: str
    record: str | None
    field: str
    value: JsonScalar | Attachment


def clean_content(content: ApplicationContent, catalogue: Catalogue) -> ApplicationContent:
    """The content as it is kept: text as the catalogue's fields may hold it, empty values left out.

    ValueError for what is no draft at all: numbers that JSON does not know, keys that are no text.
    """
    return replace(
        content,
        sections={
            key: tuple(_clean_record(record, catalogue.sections_by_key.get(key)) for record in records)
            for key, records in content.sections.items()
        },
    )


def shown(field: Field, record: Record) -> bool:
    """Whether a form asks for the field: one that depends on another is hidden until that says so."""
    return field.required_when is None or field.required_when.decided(record) is True


def without_hidden(record: Record, section: Section) -> Record:
    """The record as it is checked and sent: without the values of fields that are not asked for."""
    hidden = {field.key for field in section.fields if not shown(field, record)}
    return {key: value for key, value in record.items() if key not in hidden} if hidden else record


def fitted(content: ApplicationContent, catalogue: Catalogue) -> tuple[ApplicationContent, tuple[Misfit, ...]]:
    """The content as far as the catalogue has places for it, and what it has none for, in the content's order."""
    misfits = tuple(_misfits(content, catalogue))
    if not misfits:
        return content, ()
    values = {(one.section, one.record, one.field) for one in misfits if not isinstance(one.value, Attachment)}
    files = [one.value for one in misfits if isinstance(one.value, Attachment)]
    sections = {
        key: tuple(
            {name: value for name, value in record.items() if (key, record_id(record), name) not in values}
            for record in records
        )
        for key, records in content.sections.items()
        if key in catalogue.sections_by_key
    }
    kept = tuple(item for item in content.attachments if item not in files)
    return replace(content, sections=sections, attachments=kept), misfits


def _clean_record(record: Record, section: Section | None) -> Record:
    fields: Mapping[str, Field] = {} if section is None else section.fields_by_key
    return {
        name: value
        for key, value in record.items()
        for name in [cleaned(key)]
        for value in [_clean_value(value, fields.get(name))]
        if not is_empty(value)
    }


def _clean_value(value: JsonScalar, field: Field | None) -> JsonScalar:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("no JSON number")
    return cleaned(value, lines=field is None or field.multiline) if isinstance(value, str) else value


def _misfits(content: ApplicationContent, catalogue: Catalogue) -> Iterator[Misfit]:
    for key, records in content.sections.items():
        section = catalogue.sections_by_key.get(key)
        for record in records:
            for name, value in record.items():
                if name != "id" and (section is None or not _has_place(value, section.fields_by_key.get(name))):
                    yield Misfit(key, record_id(record), name, value)
    for item in content.attachments:
        section = catalogue.sections_by_key.get(item.section)
        if section is None or item.slot not in section.slots_by_key:
            yield Misfit(item.section, item.record, item.slot, item)


def _has_place(value: JsonScalar, field: Field | None) -> bool:
    if field is None:
        return False
    if field.type in (FieldType.CHOICE, FieldType.GRADING_CLASS, FieldType.STANDARD):
        return value in field.choices
    return True


def empty_content(unit: str) -> ApplicationContent:
    """A form in which nothing is filled in yet."""
    return ApplicationContent(unit, {BASIC: ({},)})
