"""What changed between two submissions as rows to read: by section and record, in the catalogue's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from desktop.domain.catalogue import Catalogue, Field, Section
from desktop.domain.comparison import Change, ChangeKind
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar, Record, record_id
from desktop.domain.identity_number import mask_identity_number
from desktop.domain.known_keys import SECRET_FIELDS
from desktop.models.application_outline import record_number, record_place
from desktop.text.problems import size_text
from desktop.text.values import NOTHING, field_text, when_text

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line: `kind` None stands for a value that did not change. A `heading` has nothing but its label."""

    label: str
    kind: ChangeKind | None = None
    old: str = ""
    new: str = ""
    heading: bool = False

    @property
    def is_change(self) -> bool:
        """Whether something differs."""
        return self.kind is not None


def change_rows(
    changes: Sequence[Change], older: ApplicationContent, newer: ApplicationContent, catalogue: Catalogue
) -> tuple[ChangeRow, ...]:
    """Headings and lines in the catalogue's order; attachments follow at the end under a heading of their own."""
    return tuple(_Rows(changes, older, newer, catalogue).all())


def only_changes(rows: Sequence[ChangeRow]) -> tuple[ChangeRow, ...]:
    """The rows without the values that stayed the same."""
    return tuple(row for row in rows if row.heading or row.is_change)


class _Rows:
    def __init__(
        self, changes: Sequence[Change], older: ApplicationContent, newer: ApplicationContent, catalogue: Catalogue
    ) -> None:
        self._changes = [change for change in changes if change.slot is None]
        self._files = [change for change in changes if change.slot is not None]
        self._older, self._newer, self._catalogue = older, newer, catalogue

    def all(self) -> Iterator[ChangeRow]:
        unit = [change for change in self._changes if not change.section]
        for change in unit:
            yield ChangeRow(translate("ChangeRows", "推荐单位"), heading=True)
            yield ChangeRow(
                translate("ChangeRows", "统一社会信用代码"), change.kind, _text(change.old), _text(change.new)
            )
        for section in self._catalogue.sections:
            here = [change for change in self._changes if change.section == section.key]
            if here:
                yield ChangeRow(section.label, heading=True)
                for _, group in groupby(here, key=lambda change: (change.record, change.position)):
                    yield from self._record(section, list(group))
        if self._files:
            yield ChangeRow(translate("ChangeRows", "附件"), heading=True)
            yield from (self._file(change) for change in self._files)

    def _record(self, section: Section, changes: list[Change]) -> Iterator[ChangeRow]:
        first = changes[0]
        number = record_number(first.position + 1) if section.repeats else ""
        fields = {change.field: change for change in changes if change.field is not None}
        for whole in (change for change in changes if change.field is None):
            yield self._whole_record(section, whole, number or section.label)
        if not fields:
            return
        record = self._record_in(self._newer, section, first)
        for field in section.fields:
            label = " · ".join(part for part in (number, field.label) if part)
            change = fields.get(field.key)
            if change is not None:
                old, new = (self._value(section, field, _scalar(value)) for value in (change.old, change.new))
                yield ChangeRow(label, change.kind, old, new)
            elif field.key in record:
                text = self._value(section, field, record[field.key])
                yield ChangeRow(label, None, text, text)

    def _value(self, section: Section, field: Field, value: JsonScalar) -> str:
        text = field_text(field, value, self._catalogue)
        return mask_identity_number(str(value)) if value and (section.key, field.key) in SECRET_FIELDS else text

    def _whole_record(self, section: Section, change: Change, label: str) -> ChangeRow:
        old = self._summary(section, self._record_in(self._older, section, change))
        new = self._summary(section, self._record_in(self._newer, section, change))
        if change.kind is ChangeKind.MOVED:
            return ChangeRow(label, change.kind, new, translate("ChangeRows", "移到{0}").format(label))
        return ChangeRow(
            label,
            change.kind,
            old if change.kind is ChangeKind.REMOVED else NOTHING,
            new if change.kind is ChangeKind.ADDED else NOTHING,
        )

    def _record_in(self, content: ApplicationContent, section: Section, change: Change) -> Record:
        records = content.records(section.key)
        if change.record is not None:
            return next((record for record in records if record_id(record) == change.record), {})
        return records[change.position] if change.position < len(records) else {}

    def _summary(self, section: Section, record: Record) -> str:
        title = " · ".join(str(record[key]) for key in section.title_fields if record.get(key))
        text = title or next((str(value) for key, value in record.items() if key != "id"), "")
        return " ".join(part for part in (when_text(section, record), text) if part)

    def _file(self, change: Change) -> ChangeRow:
        section = self._catalogue.sections_by_key.get(change.section)
        slot = section.slots_by_key.get(change.slot or "") if section is not None else None
        place = section.label if section is not None else change.section
        if section is not None and change.record is not None:
            place = record_place(section, change.position + 1)
        label = f"{place} · {slot.label if slot is not None else change.slot}"
        return ChangeRow(label, change.kind, _file_text(change.old), _file_text(change.new))


def _file_text(value: JsonScalar | Attachment) -> str:
    return f"{value.name} · {size_text(value.size)}" if isinstance(value, Attachment) else NOTHING


def _scalar(value: JsonScalar | Attachment) -> JsonScalar:
    return None if isinstance(value, Attachment) else value


def _text(value: JsonScalar | Attachment) -> str:
    return NOTHING if value in (None, "") else str(value)
