"""One application under validation, and the readings of its values that several rules share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from desktop.domain.catalogue import BASIC, Catalogue, Field, Section, Standard
from desktop.domain.content import ApplicationContent, Record, record_id
from desktop.domain.field_values import is_empty, parse_day
from desktop.domain.known_keys import BIRTH_DATE, STANDARD
from desktop.domain.validation.history import History


@dataclass(frozen=True)
class PlacedRecord:
    """A record with its section and its place in it, counted from 0; `id` is None where records have none."""

    section: Section
    position: int
    record: Record

    @property
    def id(self) -> str | None:
        """The id that findings name."""
        return record_id(self.record) if self.section.repeats else None

    def day(self, field_key: str) -> date | None:
        """The day in a date field, the first of the month in a month field; None if empty or malformed."""
        return parse_day(self.section.field(field_key), self.record.get(field_key))

    def filled(self) -> Iterator[tuple[Field, object]]:
        """The known fields that hold a value, in the catalogue's order."""
        for field in self.section.fields:
            value = self.record.get(field.key)
            if not is_empty(value):
                yield field, value


@dataclass(frozen=True)
class Case:
    """What all rules are given: the application, its catalogue, the day (Asia/Shanghai) and the person's history."""

    content: ApplicationContent
    catalogue: Catalogue
    today: date
    history: History

    def records(self, section: Section) -> tuple[PlacedRecord, ...]:
        """The records of one section in their order."""
        return tuple(PlacedRecord(section, *item) for item in enumerate(self.content.records(section.key)))

    @cached_property
    def all_records(self) -> tuple[PlacedRecord, ...]:
        """The records of all sections in the catalogue's order."""
        return tuple(record for section in self.catalogue.sections for record in self.records(section))

    @cached_property
    def basic(self) -> PlacedRecord:
        """The record of basic, empty while there is none."""
        return PlacedRecord(self.catalogue.section(BASIC), 0, self.content.basic)

    def value(self, field_key: str) -> object:
        """A value of basic, None if it is empty."""
        value = self.content.basic.get(field_key)
        return None if is_empty(value) else value

    @property
    def birth(self) -> date | None:
        """The stated birth date, None if empty, malformed or in the future."""
        birth = self.basic.day(BIRTH_DATE)
        return birth if birth is not None and birth <= self.today else None

    @property
    def standard(self) -> Standard | None:
        """The standard asked for, None if empty or unknown."""
        return self.catalogue.standard(self.value(STANDARD))
