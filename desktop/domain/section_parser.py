"""Reads one section of a catalogue file: its records' fields, its period, and (by `slot_parser`) its slots."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.catalogue import BASIC, Field, FieldType, Period, Section
from desktop.domain.catalogue_error import CatalogueReason
from desktop.domain.slot_parser import check_when, read_slots, read_when
from desktop.domain.toml_reader import TableReader

_MOST_RECORDS = 10_000
_MOST_CHARACTERS = 100_000
_STANDARD_LENGTH = 20
_DATE_TYPES = (FieldType.DATE, FieldType.MONTH)

# `id` names a record, `class` is derived from the standard: neither is anybody's to fill in.
_RESERVED = ("id", "class")


@dataclass(frozen=True)
class ChoiceLists:
    """The named lists of `[choices]`, and those that the catalogue's own classes and standards make."""

    named: Mapping[str, tuple[str, ...]]
    classes: tuple[str, ...]
    standards: tuple[str, ...]


def read_section(table: TableReader, lists: ChoiceLists, basic: Section | None) -> Section:
    """The section in `table`; `basic` is what slots' conditions refer to (None while basic itself is read)."""
    key = table.key()
    least = table.integer("min_records", 0, least=0, most=_MOST_RECORDS)
    most = table.optional_integer("max_records", least=0, most=_MOST_RECORDS)
    if most is not None and least > most:
        raise table.error("min_records", CatalogueReason.MINIMUM_ABOVE_MAXIMUM, minimum=least, maximum=most)
    fields = _read_fields(table, lists, has_records=most != 0)
    conditions_on = fields if key == BASIC or basic is None else basic.fields_by_key
    section = Section(
        key=key,
        label=table.text("label"),
        min_records=least,
        max_records=most,
        fields=tuple(fields.values()),
        slots=read_slots(table, conditions_on),
        conditional_required=table.flag("conditional_required"),
        title_fields=_read_title_fields(table, fields),
        period=_read_period(table.optional_table("period"), fields),
        note=table.text("note", ""),
    )
    if section.required and section.conditional_required:
        raise table.error("conditional_required", CatalogueReason.KEYS_EXCLUDE_EACH_OTHER, other="min_records")
    table.finish()
    return section


def _read_fields(table: TableReader, lists: ChoiceLists, *, has_records: bool) -> Mapping[str, Field]:
    if not has_records:
        if table.has("fields"):
            raise table.error("fields", CatalogueReason.KEYS_EXCLUDE_EACH_OTHER, other="max_records")
        return {}
    fields: dict[str, Field] = {}
    readers: dict[str, TableReader] = {}
    for reader in table.tables("fields", required=True):
        field = _read_field(reader, lists)
        if field.key in fields:
            raise reader.error("key", CatalogueReason.DUPLICATE_KEY, value=field.key)
        fields[field.key], readers[field.key] = field, reader
    for key, field in fields.items():
        if field.required_when is not None:
            others = {other: item for other, item in fields.items() if other != key}
            check_when(readers[key], "required_when", field.required_when, others)
    return _grouped(table, fields)


def _grouped(table: TableReader, fields: Mapping[str, Field]) -> Mapping[str, Field]:
    """The fields with their headings, in the order of the fields."""
    headings: dict[str, str] = {}
    for group in table.tables("groups"):
        label, names = group.text("label"), group.texts("fields")
        for name in names:
            if name not in fields:
                raise group.error("fields", CatalogueReason.UNKNOWN_FIELD, value=name)
            if name in headings:
                raise group.error("fields", CatalogueReason.DUPLICATE_KEY, value=name)
            headings[name] = label
        group.finish()
    return {key: replace(field, group=headings.get(key, "")) for key, field in fields.items()}


def _read_field(table: TableReader, lists: ChoiceLists) -> Field:
    key = table.key()
    if key in _RESERVED:
        raise table.error("key", CatalogueReason.RESERVED_KEY, value=key)
    type_name = table.text("type")
    if type_name not in tuple(FieldType):
        raise table.error("type", CatalogueReason.NOT_LISTED, value=type_name, allowed=", ".join(FieldType))
    field_type = FieldType(type_name)
    minimum, maximum = _read_bounds(table, field_type)
    field = Field(
        key=key,
        label=table.text("label"),
        type=field_type,
        required=table.flag("required"),
        required_when=read_when(table, "required_when"),
        max_length=_read_max_length(table, field_type),
        choices=_read_choices(table, field_type, lists),
        minimum=minimum,
        maximum=maximum,
        multiline=_flag_of(table, "multiline", field_type, FieldType.TEXT),
        may_be_future=_flag_of(table, "may_be_future", field_type, *_DATE_TYPES),
        absent_label=table.text("absent_label", ""),
        hint=table.text("hint", ""),
    )
    if field.required and field.required_when is not None:
        raise table.error("required_when", CatalogueReason.KEYS_EXCLUDE_EACH_OTHER, other="required")
    table.finish()
    return field


def _belongs(table: TableReader, key: str, field_type: FieldType, *types: FieldType) -> bool:
    """Whether the key belongs to fields of this type; an error if it is there and does not."""
    if field_type not in types and table.has(key):
        raise table.error(key, CatalogueReason.KEY_NOT_FOR_TYPE, type=field_type.value)
    return field_type in types


def _flag_of(table: TableReader, key: str, field_type: FieldType, *types: FieldType) -> bool:
    return _belongs(table, key, field_type, *types) and table.flag(key)


def _read_max_length(table: TableReader, field_type: FieldType) -> int | None:
    if _belongs(table, "max_length", field_type, FieldType.TEXT):
        return table.integer("max_length", least=1, most=_MOST_CHARACTERS)
    return _STANDARD_LENGTH if field_type is FieldType.STANDARD else None


def _read_bounds(table: TableReader, field_type: FieldType) -> tuple[int | None, int | None]:
    def bound(key: str) -> int | None:
        used = _belongs(table, key, field_type, FieldType.INT)
        return table.optional_integer(key, least=-(10**9), most=10**9) if used else None

    minimum, maximum = bound("minimum"), bound("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise table.error("minimum", CatalogueReason.MINIMUM_ABOVE_MAXIMUM, minimum=minimum, maximum=maximum)
    return minimum, maximum


def _read_choices(table: TableReader, field_type: FieldType, lists: ChoiceLists) -> tuple[str, ...]:
    if not _belongs(table, "choices", field_type, FieldType.CHOICE):
        return {FieldType.GRADING_CLASS: lists.classes, FieldType.STANDARD: lists.standards}.get(field_type, ())
    if not table.is_text("choices"):
        return table.texts("choices")
    name = table.text("choices")
    if name not in lists.named:
        raise table.error("choices", CatalogueReason.UNKNOWN_CHOICES, value=name)
    return lists.named[name]


def _read_title_fields(table: TableReader, fields: Mapping[str, Field]) -> tuple[str, ...]:
    names = table.texts("title_fields", ())
    for name in names:
        if name not in fields:
            raise table.error("title_fields", CatalogueReason.UNKNOWN_FIELD, value=name)
    return names


def _read_period(table: TableReader | None, fields: Mapping[str, Field]) -> Period | None:
    if table is None:
        return None
    start, end = table.text("start"), table.text("end")
    for key, name in (("start", start), ("end", end)):
        if name not in fields or fields[name].type not in _DATE_TYPES:
            raise table.error(key, CatalogueReason.UNKNOWN_FIELD, value=name)
    if fields[start].type is not fields[end].type:
        raise table.error("end", CatalogueReason.WRONG_TYPE, expected=fields[start].type.value)
    period = Period(start, end, table.flag("exclusive"), read_when(table, "exclusive_when"))
    if period.exclusive_when is not None:
        if period.exclusive:
            raise table.error("exclusive_when", CatalogueReason.KEYS_EXCLUDE_EACH_OTHER, other="exclusive")
        check_when(table, "exclusive_when", period.exclusive_when, fields)
    table.finish()
    return period
