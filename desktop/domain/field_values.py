"""How a single value is written and read: the types of the catalogue's fields, and what can be wrong with a value.

Used by `shape`, which refuses such values in a dossier, and by `validation`, which finds them in a draft.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Final

from desktop.domain.catalogue import Field, FieldType
from desktop.domain.visible_text import forbidden_character, plain_line_ends, shows_something

LARGEST_INTEGER: Final = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
LARGEST_AMOUNT: Final = "999999999999999.99"
"""The largest amount in yuan: 15 digits before the point, beyond any figure of an application."""

_MONEY = re.compile(r"([0-9]+)(\.[0-9]{1,2})?")
_MONEY_DIGITS = 15


class ValueFault(StrEnum):
    """What can be wrong with one value, whatever the other values are."""

    WRONG_TYPE = "wrong_type"
    BAD_TEXT = "bad_text"
    TOO_LONG = "too_long"
    BAD_CHOICE = "bad_choice"
    BAD_DATE = "bad_date"
    BAD_MONTH = "bad_month"
    BAD_MONEY = "bad_money"
    NUMBER_TOO_LARGE = "number_too_large"


def text_length(text: str) -> int:
    """Unicode code points after NFC, a line end counted as one, as the counter beside a field counts them."""
    return len(unicodedata.normalize("NFC", plain_line_ends(text)))


def is_empty(value: object) -> bool:
    """Whether a value counts as not filled in: absent, or text that shows nothing."""
    return value is None or (isinstance(value, str) and not shows_something(value))


def parse_date(value: object) -> date | None:
    """The day that `YYYY-MM-DD` names, None for anything else."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def parse_month(value: object) -> date | None:
    """The first day of the month that `YYYY-MM` names, None for anything else."""
    return parse_date(f"{value}-01") if isinstance(value, str) and _MONTH.fullmatch(value) else None


def parse_day(field: Field, value: object) -> date | None:
    """The day in a date field, the first day of the month in a month field, None where there is none."""
    if field.type is FieldType.DATE:
        return parse_date(value)
    return parse_month(value) if field.type is FieldType.MONTH else None


def money_fault(value: str) -> ValueFault | None:
    """What is wrong with an amount in yuan: text of digits with at most two decimals, not above `LARGEST_AMOUNT`."""
    found = _MONEY.fullmatch(value)
    if found is None:
        return ValueFault.BAD_MONEY
    if len(found[1].lstrip("0")) > _MONEY_DIGITS:
        return ValueFault.NUMBER_TOO_LARGE
    return ValueFault.BAD_MONEY if len(found[1]) > _MONEY_DIGITS else None


def value_fault(field: Field, value: object) -> ValueFault | None:
    """What is wrong with a value that is there, looked at alone; None if nothing is."""
    if field.type is FieldType.FLAG:
        return None if isinstance(value, bool) else ValueFault.WRONG_TYPE
    if field.type is FieldType.INT:
        return _integer_fault(value)
    if not isinstance(value, str):
        return ValueFault.WRONG_TYPE
    if forbidden_character(value, lines=field.multiline) is not None:
        return ValueFault.BAD_TEXT
    return _text_fault(field, value)


def largest(field: Field) -> str:
    """The largest value that a field of numbers can hold, as it is written."""
    return LARGEST_AMOUNT if field.type is FieldType.MONEY else str(LARGEST_INTEGER)


def _integer_fault(value: object) -> ValueFault | None:
    # bool is a subclass of int: `true` is no number
    if not isinstance(value, int) or isinstance(value, bool):
        return ValueFault.WRONG_TYPE
    return None if abs(value) <= LARGEST_INTEGER else ValueFault.NUMBER_TOO_LARGE


def _text_fault(field: Field, value: str) -> ValueFault | None:
    match field.type:
        case FieldType.DATE:
            return None if parse_date(value) else ValueFault.BAD_DATE
        case FieldType.MONTH:
            return None if parse_month(value) else ValueFault.BAD_MONTH
        case FieldType.MONEY:
            return money_fault(value)
        case FieldType.CHOICE | FieldType.GRADING_CLASS:
            return None if value in field.choices else ValueFault.BAD_CHOICE
    too_long = field.max_length is not None and text_length(value) > field.max_length
    return ValueFault.TOO_LONG if too_long else None
