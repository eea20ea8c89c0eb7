"""Reads the attachment slots of a section of a catalogue file, and the conditions that fields and slots share."""

from collections.abc import Mapping

from desktop.domain.catalogue import Field, FieldType, Slot, When
from desktop.domain.catalogue_error import CatalogueReason
from desktop.domain.media import MediaType
from desktop.domain.toml_reader import TableReader

_MEBIBYTE = 1024 * 1024
_MOST_FILES = 500
_MOST_MEBIBYTES = 1024
_CONDITIONAL_TYPES = (FieldType.CHOICE, FieldType.GRADING_CLASS)


def read_when(table: TableReader, key: str) -> When | None:
    """The condition at `key`, None if there is none; what it refers to is checked by `check_when`."""
    inner = table.optional_table(key)
    if inner is None:
        return None
    when = When(inner.text("field"), inner.texts("choices"))
    inner.finish()
    return when


def check_when(table: TableReader, key: str, when: When, fields: Mapping[str, Field]) -> None:
    """Refuses a condition on a field that is not among `fields`, or on a choice that the field does not offer."""
    field = fields.get(when.field)
    if field is None or field.type not in _CONDITIONAL_TYPES:
        raise table.error(f"{key}.field", CatalogueReason.UNKNOWN_FIELD, value=when.field)
    for choice in when.choices:
        if choice not in field.choices:
            raise table.error(f"{key}.choices", CatalogueReason.UNKNOWN_CHOICE, value=choice)


def read_slots(table: TableReader, fields: Mapping[str, Field]) -> tuple[Slot, ...]:
    """The slots of a section, their conditions on `fields` (those of basic)."""
    slots: dict[str, Slot] = {}
    for reader in table.tables("slots"):
        slot = _read_slot(reader)
        if slot.key in slots:
            raise reader.error("key", CatalogueReason.DUPLICATE_KEY, value=slot.key)
        if slot.required_when is not None:
            check_when(reader, "required_when", slot.required_when, fields)
        slots[slot.key] = slot
    return tuple(slots.values())


def _read_slot(table: TableReader) -> Slot:
    least = table.integer("min_count", least=0, most=_MOST_FILES)
    most = table.integer("max_count", least=1, most=_MOST_FILES)
    if least > most:
        raise table.error("min_count", CatalogueReason.MINIMUM_ABOVE_MAXIMUM, minimum=least, maximum=most)
    slot = Slot(
        key=table.key(),
        label=table.text("label"),
        formats=_read_formats(table),
        max_bytes=table.integer("max_mib", least=1, most=_MOST_MEBIBYTES) * _MEBIBYTE,
        min_count=least,
        max_count=most,
        required_when=read_when(table, "required_when"),
        sentence=table.text("sentence"),
    )
    table.finish()
    return slot


def _read_formats(table: TableReader) -> tuple[MediaType, ...]:
    names = table.texts("formats")
    for name in names:
        if name not in MediaType.__members__:
            allowed = ", ".join(MediaType.__members__)
            raise table.error("formats", CatalogueReason.NOT_LISTED, value=name, allowed=allowed)
    return tuple(MediaType[name] for name in names)
