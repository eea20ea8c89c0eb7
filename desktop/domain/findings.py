"""What data validation says about an application: a code with arguments and the place it belongs to.

The sentence a person reads is made in `desktop.text.findings`; stored findings hold no wording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error blocks submission, a warning does not (product rules, "Data validation")."""

    ERROR = "error"
    WARNING = "warning"


class FindingCode(StrEnum):
    """Everything validation can find; the values are stored and never change their meaning."""

    SECTION_REQUIRED = "section_required"
    ONE_OF_SECTIONS_REQUIRED = "one_of_sections_required"
    TOO_MANY_RECORDS = "too_many_records"
    REQUIRED = "required"
    NOT_ALLOWED = "not_allowed"
    BAD_TEXT = "bad_text"
    TOO_LONG = "too_long"
    BAD_CHOICE = "bad_choice"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"
    OUT_OF_RANGE = "out_of_range"
    DATE_ORDER = "date_order"
    FUTURE_DATE = "future_date"
    PERIOD_OVERLAP = "period_overlap"
    DOCUMENT_CHECK_DIGIT = "document_check_digit"
    DOCUMENT_BIRTH_MISMATCH = "document_birth_mismatch"
    DOCUMENT_SEX_MISMATCH = "document_sex_mismatch"
    UNIT_CHECK_CHARACTER = "unit_check_character"
    UNKNOWN_STANDARD = "unknown_standard"
    PROMOTION_NOT_HIGHER = "promotion_not_higher"
    CONDITION_AGE = "condition_age"
    CONDITION_CONTRACT = "condition_contract"
    CONDITION_WAITING_PERIOD = "condition_waiting_period"
    ATTACHMENT_MISSING = "attachment_missing"
    ATTACHMENT_TOO_MANY = "attachment_too_many"
    ATTACHMENT_TOO_LARGE = "attachment_too_large"
    ATTACHMENT_FORMAT = "attachment_format"

    @property
    def severity(self) -> Severity:
        """How serious every finding of this code is."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset({FindingCode.UNIT_CHECK_CHARACTER, FindingCode.PERIOD_OVERLAP})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, at a section, and where it applies at a record (its id), a field or a slot.

    `arguments` are the machine values that the sentence needs: keys, numbers, ISO dates; never wording.
    """

    code: FindingCode
    severity: Severity
    section: str
    record: str | None = None
    field: str | None = None
    slot: str | None = None
    arguments: tuple[tuple[str, str | int], ...] = ()

    @classmethod
    def of(
        cls,
        code: FindingCode,
        section: str,
        record: str | None = None,
        *,
        field: str | None = None,
        slot: str | None = None,
        **arguments: str | int,
    ) -> "Finding":
        """A finding with its code's own severity; arguments keep the order in which they are written."""
        return cls(code, code.severity, section, record, field, slot, tuple(arguments.items()))

    def to_json(self) -> dict[str, Any]:
        """The form in which a submission stores it; `arguments` becomes an object."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "section": self.section,
            "record": self.record,
            "field": self.field,
            "slot": self.slot,
            "arguments": dict(self.arguments),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Finding":
        """The inverse of `to_json`; a code unknown to this version raises ValueError."""
        return cls(
            FindingCode(data["code"]),
            Severity(data["severity"]),
            data["section"],
            data["record"],
            data["field"],
            data["slot"],
            tuple((str(name), value) for name, value in data["arguments"].items()),
        )
