"""The refusals of a dossier's sections and attachments: what is not even the shape of an application.

Says nothing about completeness or truth: that is `validation`, whose findings do not stop an import. Files and their
bytes are looked at by whoever reads them.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from desktop.domain.catalogue import RECORD_ID_LENGTH, Catalogue, Field, FieldType, Section
from desktop.domain.field_values import ValueFault, largest, text_length, value_fault
from desktop.domain.visible_text import code_point, forbidden_character, is_file_name, shows_something

FILE_NAME_LENGTH: Final = 255

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHA256 = re.compile(r"[0-9A-Fa-f]{64}")
_ATTACHMENT_KEYS = ("section", "record", "slot", "file", "name", "sha256")
_SHOWN_KEY_LENGTH = 64
_DERIVED_FIELD = "class"


class ShapeReason(StrEnum):
    """Everything that makes the JSON of a dossier refused."""

    WRONG_TYPE = "wrong_type"
    UNKNOWN_SECTION = "unknown_section"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_SLOT = "unknown_slot"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_RECORD = "unknown_record"
    DERIVED_FIELD = "derived_field"
    MISSING_KEY = "missing_key"
    MISSING_ID = "missing_id"
    REPEATED_ID = "repeated_id"
    MISSING_RECORD = "missing_record"
    RECORD_NOT_ALLOWED = "record_not_allowed"
    TOO_MANY_RECORDS = "too_many_records"
    EMPTY = "empty"
    BAD_TEXT = "bad_text"
    TOO_LONG = "too_long"
    BAD_CHOICE = "bad_choice"
    BAD_DATE = "bad_date"
    BAD_MONTH = "bad_month"
    BAD_MONEY = "bad_money"
    NUMBER_TOO_LARGE = "number_too_large"
    REPEATED_ATTACHMENT = "repeated_attachment"
    BAD_DIGEST = "bad_digest"
    BAD_FILE_NAME = "bad_file_name"


@dataclass(frozen=True, slots=True)
class ShapeProblem:
    """One refusal; `path` names the key, such as `sections.education[0].start`."""

    path: str
    reason: ShapeReason
    arguments: tuple[tuple[str, str | int], ...] = ()


def check_shape(sections: object, attachments: object, catalogue: Catalogue) -> tuple[ShapeProblem, ...]:
    """All refusals of a dossier's `sections` and `attachments`, as `json` read them, in their order."""
    return (*_check_sections(sections, catalogue), *_check_attachments(attachments, sections, catalogue))


def _problem(path: str, reason: ShapeReason, **arguments: str | int) -> ShapeProblem:
    return ShapeProblem(path, reason, tuple(arguments.items()))


def _join(path: str, key: str) -> str:
    """The path of a key; one that is not a plain word is quoted and escaped, as nobody knows what it holds."""
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}"
    return f"{path}[{json.dumps(key[:_SHOWN_KEY_LENGTH])}]"


def _check_sections(sections: object, catalogue: Catalogue) -> Iterator[ShapeProblem]:
    if not isinstance(sections, dict):
        yield _problem("sections", ShapeReason.WRONG_TYPE, expected="object")
        return
    for key, records in sections.items():
        path = _join("sections", key)
        section = catalogue.sections_by_key.get(key)
        if section is None:
            yield _problem(path, ShapeReason.UNKNOWN_SECTION)
        elif not isinstance(records, list):
            yield _problem(path, ShapeReason.WRONG_TYPE, expected="list")
        else:
            yield from _check_records(path, records, section)


def _check_records(path: str, records: list[Any], section: Section) -> Iterator[ShapeProblem]:
    if section.max_records is not None and len(records) > section.max_records:
        yield _problem(path, ShapeReason.TOO_MANY_RECORDS, maximum=section.max_records)
        return
    ids: set[str] = set()
    for index, record in enumerate(records):
        place = f"{path}[{index}]"
        if not isinstance(record, dict):
            yield _problem(place, ShapeReason.WRONG_TYPE, expected="object")
            continue
        if section.repeats:
            yield from _check_id(place, record, ids)
        yield from _check_record(place, record, section)


def _check_id(path: str, record: Mapping[str, Any], ids: set[str]) -> Iterator[ShapeProblem]:
    if "id" not in record:
        yield _problem(path, ShapeReason.MISSING_ID)
        return
    problem = _check_text(f"{path}.id", record["id"], RECORD_ID_LENGTH)
    if problem is not None:
        yield problem
        return
    record_id = unicodedata.normalize("NFC", record["id"])
    if record_id in ids:
        yield _problem(f"{path}.id", ShapeReason.REPEATED_ID, value=record_id)
    ids.add(record_id)


def _check_record(path: str, record: Mapping[str, Any], section: Section) -> Iterator[ShapeProblem]:
    for key, value in record.items():
        if key == "id" and section.repeats:
            continue
        place = _join(path, key)
        field = section.fields_by_key.get(key)
        if field is not None:
            problem = _check_value(place, value, field)
            if problem is not None:
                yield problem
        elif key == _DERIVED_FIELD and any(item.type is FieldType.STANDARD for item in section.fields):
            yield _problem(place, ShapeReason.DERIVED_FIELD)
        else:
            yield _problem(place, ShapeReason.UNKNOWN_FIELD)


def _check_value(path: str, value: object, field: Field) -> ShapeProblem | None:
    if isinstance(value, str) and field.type not in (FieldType.INT, FieldType.FLAG):
        forbidden = forbidden_character(value, lines=field.multiline)
        if forbidden is not None:
            return _problem(path, ShapeReason.BAD_TEXT, character=code_point(forbidden))
        if not shows_something(value):
            return _problem(path, ShapeReason.EMPTY)
    match value_fault(field, value):
        case None:
            return None
        case ValueFault.WRONG_TYPE:
            return _problem(path, ShapeReason.WRONG_TYPE, expected=_json_type(field.type))
        case ValueFault.TOO_LONG:
            return _problem(path, ShapeReason.TOO_LONG, maximum=field.max_length or 0)
        case ValueFault.BAD_CHOICE:
            return _problem(path, ShapeReason.BAD_CHOICE, allowed="、".join(field.choices))
        case ValueFault.NUMBER_TOO_LARGE:
            return _problem(path, ShapeReason.NUMBER_TOO_LARGE, maximum=largest(field))
        case fault:
            return _problem(path, ShapeReason(fault.value))


def _json_type(field_type: FieldType) -> str:
    return {FieldType.INT: "integer", FieldType.FLAG: "flag"}.get(field_type, "text")


def _check_text(path: str, value: object, maximum: int) -> ShapeProblem | None:
    if not isinstance(value, str):
        return _problem(path, ShapeReason.WRONG_TYPE, expected="text")
    forbidden = forbidden_character(value)
    if forbidden is not None:
        return _problem(path, ShapeReason.BAD_TEXT, character=code_point(forbidden))
    if not shows_something(value):
        return _problem(path, ShapeReason.EMPTY)
    return _problem(path, ShapeReason.TOO_LONG, maximum=maximum) if text_length(value) > maximum else None


def _check_attachments(attachments: object, sections: object, catalogue: Catalogue) -> Iterator[ShapeProblem]:
    if not isinstance(attachments, list):
        yield _problem("attachments", ShapeReason.WRONG_TYPE, expected="list")
        return
    ids = {key: _stated_ids(sections, key) for key in catalogue.sections_by_key}
    places: dict[tuple[str, ...], str] = {}
    for index, item in enumerate(attachments):
        path = f"attachments[{index}]"
        if isinstance(item, dict):
            yield from _check_attachment_keys(path, item)
            yield from _check_attachment_place(path, item, catalogue, ids)
            identity = _identity(item)
            if identity is not None and places.setdefault(identity, path) != path:
                yield _problem(path, ShapeReason.REPEATED_ATTACHMENT, other=places[identity])
        else:
            yield _problem(path, ShapeReason.WRONG_TYPE, expected="object")


def _identity(item: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Where an attachment stands and what it is, the same for the same one listed twice; None if it is misshapen."""
    values = [item.get(key, "") for key in ("section", "record", "slot", "name", "sha256")]
    if not all(isinstance(value, str) for value in values):
        return None
    return (*(unicodedata.normalize("NFC", value) for value in values[:-1]), values[-1].lower())


def _stated_ids(sections: object, key: str) -> set[str]:
    records = sections.get(key) if isinstance(sections, dict) else None
    ids = (item.get("id") for item in records if isinstance(item, dict)) if isinstance(records, list) else ()
    return {unicodedata.normalize("NFC", item) for item in ids if isinstance(item, str)}


def _check_attachment_keys(path: str, item: Mapping[str, Any]) -> Iterator[ShapeProblem]:
    for key in item:
        if key not in _ATTACHMENT_KEYS:
            yield _problem(_join(path, key), ShapeReason.UNKNOWN_KEY)
    for key in _ATTACHMENT_KEYS:
        if key in item:
            problem = _check_text(f"{path}.{key}", item[key], RECORD_ID_LENGTH if key == "record" else _LENGTHS[key])
            if problem is None and key == "sha256" and not _SHA256.fullmatch(item[key]):
                problem = _problem(f"{path}.{key}", ShapeReason.BAD_DIGEST)
            if problem is None and key == "name" and not is_file_name(item[key]):
                problem = _problem(f"{path}.{key}", ShapeReason.BAD_FILE_NAME)
            if problem is not None:
                yield problem
        elif key != "record":
            yield _problem(f"{path}.{key}", ShapeReason.MISSING_KEY)


_LENGTHS = {"section": 64, "slot": 64, "file": 4096, "name": FILE_NAME_LENGTH, "sha256": 64}


def _check_attachment_place(
    path: str, item: Mapping[str, Any], catalogue: Catalogue, ids: Mapping[str, set[str]]
) -> Iterator[ShapeProblem]:
    section_key, slot_key, record = item.get("section"), item.get("slot"), item.get("record")
    if not isinstance(section_key, str) or not section_key.strip():
        return
    section = catalogue.sections_by_key.get(section_key)
    if section is None:
        yield _problem(f"{path}.section", ShapeReason.UNKNOWN_SECTION)
        return
    if isinstance(slot_key, str) and slot_key.strip() and slot_key not in section.slots_by_key:
        yield _problem(f"{path}.slot", ShapeReason.UNKNOWN_SLOT)
    if not section.repeats:
        if "record" in item:
            yield _problem(f"{path}.record", ShapeReason.RECORD_NOT_ALLOWED)
    elif "record" not in item:
        yield _problem(f"{path}.record", ShapeReason.MISSING_RECORD)
    elif isinstance(record, str) and record.strip() and unicodedata.normalize("NFC", record) not in ids[section_key]:
        yield _problem(f"{path}.record", ShapeReason.UNKNOWN_RECORD)
