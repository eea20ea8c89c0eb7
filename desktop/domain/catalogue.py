"""What an application consists of, as data: sections, fields, attachment slots, grading classes, standards, conditions.

Values only. How a catalogue file is read and checked is `catalogue_parser`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from desktop.domain.media import MediaType
from desktop.domain.visible_text import shows_something

BASIC = "basic"
"""The section with the applicant's own data, of which every catalogue has exactly one record."""

RECORD_ID_LENGTH = 36


class FieldType(StrEnum):
    """How a field's value is written in a record."""

    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    INT = "int"
    MONEY = "money"
    CHOICE = "choice"
    FLAG = "flag"
    STANDARD = "standard"
    GRADING_CLASS = "class"


@dataclass(frozen=True)
class When:
    """Holds where `field` of the same record (for a slot: of basic) has one of `choices`."""

    field: str
    choices: tuple[str, ...]

    def decided(self, record: Mapping[str, object]) -> bool | None:
        """Whether the condition holds in `record`; None while the field is empty and so nothing can be said."""
        value = record.get(self.field)
        empty = value is None or (isinstance(value, str) and not shows_something(value))
        return None if empty else value in self.choices


@dataclass(frozen=True)
class Field:
    """One value of a record.

    `max_length` counts code points after NFC, `minimum` and `maximum` bound an int; `choices` holds the labels,
    verbatim, for a grading class the classes' keys and for a standard the codes. With `required_when` the field is
    required under that condition and must be absent otherwise. `absent_label` is what absence means (至今), `group`
    the heading in the form.
    """

    key: str
    label: str
    type: FieldType
    required: bool = False
    required_when: When | None = None
    max_length: int | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    multiline: bool = False
    may_be_future: bool = False
    absent_label: str = ""
    hint: str = ""
    group: str = ""


@dataclass(frozen=True)
class Slot:
    """A place for attachments, per record where records have ids, else per section.

    `max_bytes` bounds each file. With `required_when` (a condition on basic) the counts hold under that condition and
    the slot must be empty otherwise. `sentence` says what belongs here; `desktop.text.catalogue` adds the limits.
    """

    key: str
    label: str
    formats: tuple[MediaType, ...]
    max_bytes: int
    min_count: int
    max_count: int
    required_when: When | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Period:
    """The fields between which a record's period runs; an absent end means until today.

    Two exclusive periods, of whatever section, cannot well have been at once: an overlap is worth a warning.
    """

    start: str
    end: str
    exclusive: bool = False
    exclusive_when: When | None = None

    def is_exclusive(self, record: Mapping[str, object]) -> bool:
        """Whether this record's period excludes others."""
        return self.exclusive or (self.exclusive_when is not None and self.exclusive_when.decided(record) is True)


@dataclass(frozen=True)
class Section:
    """A part of the application: `min_records` to `max_records` records (None: any number) of `fields`.

    `conditional_required` marks 有则必填: not required, but whoever has such records must state them. `title_fields`
    are those whose values name a record in a list.
    """

    key: str
    label: str
    min_records: int
    max_records: int | None
    fields: tuple[Field, ...]
    slots: tuple[Slot, ...] = ()
    conditional_required: bool = False
    title_fields: tuple[str, ...] = ()
    period: Period | None = None
    note: str = ""

    @property
    def required(self) -> bool:
        """Whether at least one record must be there."""
        return self.min_records > 0

    @property
    def repeats(self) -> bool:
        """Whether there may be several records; exactly then each has an `id`, unique in the section."""
        return self.max_records is None or self.max_records > 1

    def field(self, key: str) -> Field:
        """The field of that key; KeyError if there is none."""
        return self.fields_by_key[key]

    def slot(self, key: str) -> Slot:
        """The slot of that key; KeyError if there is none."""
        return self.slots_by_key[key]

    @cached_property
    def fields_by_key(self) -> Mapping[str, Field]:
        """The fields in their order."""
        return {field.key: field for field in self.fields}

    @cached_property
    def slots_by_key(self) -> Mapping[str, Slot]:
        """The slots in their order."""
        return {slot.key: slot for slot in self.slots}


@dataclass(frozen=True)
class OneOfSections:
    """Sections of which at least one must hold a record (人才荣誉表彰 and 专业获奖情况 together)."""

    label: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class GradingClass:
    """A class of talent; the catalogue lists them from the highest to the lowest."""

    key: str
    label: str


@dataclass(frozen=True)
class Standard:
    """What an applicant of `grading_class` must have achieved; age limits may speak of one `track` of a class."""

    code: str
    label: str
    grading_class: str
    track: str


@dataclass(frozen=True)
class AgeLimit:
    """The greatest age in completed years for a class, for all its standards or for those of one track."""

    grading_class: str
    maximum: int
    track: str | None = None

    def applies_to(self, standard: Standard) -> bool:
        """Whether the limit speaks of this standard."""
        return standard.grading_class == self.grading_class and self.track in (None, standard.track)


@dataclass(frozen=True)
class AgeCondition:
    """The applicant's age on the day of submission; classes without a limit have none."""

    key: str
    text: str
    limits: tuple[AgeLimit, ...]

    def maximum_for(self, standard: Standard) -> int | None:
        """The strictest limit for this standard, None if there is none."""
        return min((limit.maximum for limit in self.limits if limit.applies_to(standard)), default=None)


@dataclass(frozen=True)
class ContractCondition:
    """The least full-time contract in years, and the least months a year in the province for flexible employment."""

    key: str
    text: str
    years: int
    months_per_year: int


@dataclass(frozen=True)
class WaitingPeriodCondition:
    """The years that must pass after a success and after a failure before the next application."""

    key: str
    text: str
    years_after_approval: int
    years_after_termination: int


@dataclass(frozen=True)
class ManualCondition:
    """A condition that no program can check: the applicant ticks it."""

    key: str
    text: str


Condition: TypeAlias = AgeCondition | ContractCondition | WaitingPeriodCondition | ManualCondition


@dataclass(frozen=True)
class Catalogue:
    """A checked catalogue; `content_hash` is that of its content, whatever its comments and white space.

    `sample` marks one to be replaced by the department's published list. `notes` are the 申报注意事项.
    """

    key: str
    title: str
    sample: bool
    sections: tuple[Section, ...]
    one_of_sections: tuple[OneOfSections, ...]
    classes: tuple[GradingClass, ...]
    standards: tuple[Standard, ...]
    conditions: tuple[Condition, ...]
    notes: tuple[str, ...]
    content_hash: str

    def section(self, key: str) -> Section:
        """The section of that key; KeyError if there is none."""
        return self.sections_by_key[key]

    def grading_class(self, key: str) -> GradingClass:
        """The class of that key; KeyError if there is none."""
        return self.classes_by_key[key]

    def standard(self, code: object) -> Standard | None:
        """The standard an applicant named; None for a code that the catalogue does not hold."""
        return self.standards_by_code.get(code) if isinstance(code, str) else None

    def class_of(self, standard_code: object) -> GradingClass | None:
        """The class that choosing a standard sets (guide 3.2.1, note 3); None for an unknown standard."""
        standard = self.standard(standard_code)
        return None if standard is None else self.classes_by_key[standard.grading_class]

    def standards_of(self, class_key: str) -> tuple[Standard, ...]:
        """The standards of one class in their order."""
        return tuple(standard for standard in self.standards if standard.grading_class == class_key)

    def is_higher(self, class_key: str, than: str) -> bool:
        """Whether one class stands above another; KeyError for a class that the catalogue does not hold."""
        ranks = {grading_class.key: rank for rank, grading_class in enumerate(self.classes)}
        return ranks[class_key] < ranks[than]

    @cached_property
    def sections_by_key(self) -> Mapping[str, Section]:
        """The sections in their order."""
        return {section.key: section for section in self.sections}

    @cached_property
    def classes_by_key(self) -> Mapping[str, GradingClass]:
        """The classes from the highest to the lowest."""
        return {grading_class.key: grading_class for grading_class in self.classes}

    @cached_property
    def standards_by_code(self) -> Mapping[str, Standard]:
        """The standards in their order."""
        return {standard.code: standard for standard in self.standards}
