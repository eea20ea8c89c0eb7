"""What an application holds: its unit, its sections of records, and the attachments that prove them.

A value only: whether it has the right shape is `shape`, whether it is complete and true to itself is `validation`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from desktop.domain.canonical import canonical_json, sha256_text
from desktop.domain.media import MediaType

__all__ = ["ApplicationContent", "Attachment", "JsonScalar", "Record", "canonical_json", "record_id", "sha256_text"]

JsonScalar: TypeAlias = str | int | float | bool | None
Record: TypeAlias = Mapping[str, JsonScalar]
"""Field keys to values; a record of a repeating section also holds `id`. Absent keys stand for empty values."""


def record_id(record: Record) -> str | None:
    """The record's id, or None for a record that has none (basic, achievements, a damaged draft)."""
    value = record.get("id")
    return value if isinstance(value, str) and value else None


@dataclass(frozen=True)
class Attachment:
    """One file in a slot, `record` the id of the record it proves, None in sections without record ids.

    `sha256` is of the bytes, 64 lower-case hexadecimal digits; `size` counts bytes; `media_type` was told from the
    content.
    """

    section: str
    record: str | None
    slot: str
    name: str
    sha256: str
    size: int
    media_type: MediaType

    def to_json(self) -> dict[str, Any]:
        """All fields by their names."""
        return {
            "section": self.section,
            "record": self.record,
            "slot": self.slot,
            "name": self.name,
            "sha256": self.sha256,
            "size": self.size,
            "media_type": self.media_type.value,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Attachment":
        """The inverse of `to_json`."""
        return cls(
            section=data["section"],
            record=data["record"],
            slot=data["slot"],
            name=data["name"],
            sha256=data["sha256"],
            size=data["size"],
            media_type=MediaType(data["media_type"]),
        )


@dataclass(frozen=True)
class ApplicationContent:
    """One application as filled in: `unit` is the recommending unit's code, `sections` maps section keys to records."""

    unit: str
    sections: Mapping[str, tuple[Record, ...]]
    attachments: tuple[Attachment, ...] = ()

    @property
    def basic(self) -> Record:
        """The one record of 基本信息, empty while there is none."""
        records = self.sections.get("basic", ())
        return records[0] if records else {}

    def records(self, section: str) -> tuple[Record, ...]:
        """The records of a section in their order, none if the section is absent."""
        return tuple(self.sections.get(section, ()))

    def attachments_of(
        self, section: str, record: str | None = None, slot: str | None = None
    ) -> tuple[Attachment, ...]:
        """The attachments of a section's record (None: of the section itself), in one slot or in all."""
        return tuple(
            item
            for item in self.attachments
            if item.section == section and item.record == record and slot in (None, item.slot)
        )

    def to_json(self) -> dict[str, Any]:
        """The form in which a submission stores it; empty sections are left out."""
        return {
            "unit": self.unit,
            "sections": {
                key: [dict(record) for record in records] for key, records in self.sections.items() if records
            },
            "attachments": [item.to_json() for item in self.attachments],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ApplicationContent":
        """The inverse of `to_json`; the shape is trusted."""
        return cls(
            unit=data["unit"],
            sections={key: tuple(dict(record) for record in records) for key, records in data["sections"].items()},
            attachments=tuple(Attachment.from_json(item) for item in data["attachments"]),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the content; the order in which attachments are listed does not matter, that of records does."""
        data = self.to_json()
        data["attachments"].sort(key=canonical_json)
        return sha256_text(canonical_json(data))
