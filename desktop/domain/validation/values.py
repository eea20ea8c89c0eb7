"""Is each value, looked at alone, of its field's kind and within its bounds."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from desktop.domain.catalogue import Field, FieldType
from desktop.domain.field_values import LARGEST_INTEGER, ValueFault, largest, text_length, value_fault
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.validation.case import Case, PlacedRecord

_CODES = MappingProxyType(
    {
        ValueFault.BAD_TEXT: FindingCode.BAD_TEXT,
        ValueFault.TOO_LONG: FindingCode.TOO_LONG,
        ValueFault.BAD_CHOICE: FindingCode.BAD_CHOICE,
        ValueFault.BAD_DATE: FindingCode.BAD_DATE,
        ValueFault.BAD_MONTH: FindingCode.BAD_DATE,
        ValueFault.BAD_MONEY: FindingCode.BAD_NUMBER,
        ValueFault.NUMBER_TOO_LARGE: FindingCode.OUT_OF_RANGE,
    }
)
_CODES_OF_WRONG_TYPE = MappingProxyType(
    {
        FieldType.DATE: FindingCode.BAD_DATE,
        FieldType.MONTH: FindingCode.BAD_DATE,
        FieldType.INT: FindingCode.BAD_NUMBER,
        FieldType.MONEY: FindingCode.BAD_NUMBER,
        FieldType.CHOICE: FindingCode.BAD_CHOICE,
        FieldType.GRADING_CLASS: FindingCode.BAD_CHOICE,
        FieldType.FLAG: FindingCode.BAD_CHOICE,
        FieldType.TEXT: FindingCode.BAD_TEXT,
        FieldType.STANDARD: FindingCode.UNKNOWN_STANDARD,
    }
)
_QUOTED_LENGTH = 20


def check_values(case: Case) -> Iterator[Finding]:
    """Malformed, over-long and out-of-range values, choices that are not offered, standards that do not exist."""
    for record in case.all_records:
        for field, value in record.filled():
            fault = value_fault(field, value)
            if fault is not None:
                yield _finding(record, field, value, fault)
            elif field.type is FieldType.INT:
                yield from _check_range(record, field, value)
            elif field.type is FieldType.STANDARD and case.catalogue.standard(value) is None:
                yield _unknown_standard(record, field, value)


def _finding(record: PlacedRecord, field: Field, value: object, fault: ValueFault) -> Finding:
    if field.type is FieldType.STANDARD:
        return _unknown_standard(record, field, value)
    code = _CODES_OF_WRONG_TYPE[field.type] if fault is ValueFault.WRONG_TYPE else _CODES[fault]
    place = (record.section.key, record.id)
    if code is FindingCode.TOO_LONG:
        length = text_length(str(value))
        return Finding.of(code, *place, field=field.key, maximum=field.max_length or 0, length=length)
    if code is FindingCode.OUT_OF_RANGE:
        return replace(Finding.of(code, *place, field=field.key), arguments=(_bound(field, value),))
    return Finding.of(code, *place, field=field.key)


def _bound(field: Field, value: object) -> tuple[str, str | int]:
    """The bound that a value beyond every number kept exactly has passed."""
    if isinstance(value, int) and value < 0:
        return "minimum", -LARGEST_INTEGER if field.minimum is None else field.minimum
    return "maximum", largest(field) if field.maximum is None else field.maximum


def _unknown_standard(record: PlacedRecord, field: Field, value: object) -> Finding:
    # what was typed may be anything; a finding quotes it only where it could be a code
    quoted = value if isinstance(value, str) and value.isprintable() and text_length(value) <= _QUOTED_LENGTH else ""
    return Finding.of(FindingCode.UNKNOWN_STANDARD, record.section.key, record.id, field=field.key, value=quoted)


def _check_range(record: PlacedRecord, field: Field, value: object) -> Iterator[Finding]:
    if not isinstance(value, int):
        return
    below = field.minimum is not None and value < field.minimum
    above = field.maximum is not None and value > field.maximum
    if below or above:
        bounds = (("minimum", field.minimum), ("maximum", field.maximum))
        finding = Finding.of(FindingCode.OUT_OF_RANGE, record.section.key, record.id, field=field.key)
        yield replace(finding, arguments=tuple((name, bound) for name, bound in bounds if bound is not None))
