"""What a person types into a field of a form, read as the value that a record holds.

What cannot be read stays as it was typed: validation finds it there, and nothing typed is lost.
"""

import re
import unicodedata

from desktop.domain.catalogue import Field, FieldType
from desktop.domain.content import JsonScalar
from desktop.domain.field_values import LARGEST_INTEGER, parse_date, parse_month

_PARTED = re.compile(r"([0-9]{4})[-/. 年]+([0-9]{1,2})(?:[-/. 月]+([0-9]{1,2}))?[-/. 月日]*")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_NUMBER = re.compile(r"-?[0-9]{1,17}")


def typed_value(field: Field, text: str) -> JsonScalar:
    """The value for a field of text, a date, a month or a number; None for nothing."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not text.strip():
        return None
    match field.type:
        case FieldType.DATE:
            return typed_day(text, months=False)
        case FieldType.MONTH:
            return typed_day(text, months=True)
        case FieldType.INT:
            digits = plain.replace(",", "")
            whole = bool(_NUMBER.fullmatch(digits)) and abs(int(digits)) <= LARGEST_INTEGER
            return int(digits) if whole else text
        case FieldType.MONEY:
            return plain.replace(",", "").removesuffix("元").strip()
    return text


def typed_day(text: str, *, months: bool) -> str:
    """`2012-06-15` for `20120615`, `2012.6.15`, `2012年6月15日` …, for months `2012-06`; else the text as it is."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _PARTED.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if found is None:
        return plain
    year, month, day = found.groups()
    whole = f"{year}-{month:>02}-{day:>02}" if day else f"{year}-{month:>02}"
    if months:
        return whole[:7] if parse_month(whole[:7]) and (not day or parse_date(whole)) else plain
    return whole
