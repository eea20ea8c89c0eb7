"""Values of an application's fields as people read them: dates, money, flags, standards, periods."""

from decimal import Decimal, InvalidOperation

from desktop.domain.catalogue import Catalogue, Field, FieldType, Period, Section
from desktop.domain.content import JsonScalar, Record

NOTHING = "—"
"""What stands where a value is absent and absence means nothing in particular."""

UNTIL_TODAY = "至今"


def field_text(field: Field, value: JsonScalar, catalogue: Catalogue) -> str:
    """The value in words; the field's own word for absence (至今), else a dash. A wrong value is shown as it stands."""
    if value is None or value == "":
        return field.absent_label or NOTHING
    match field.type:
        case FieldType.FLAG:
            return "是" if value is True else "否"
        case FieldType.MONEY:
            return money_text(str(value))
        case FieldType.STANDARD:
            standard = catalogue.standard(value)
            return f"{standard.code} {standard.label}" if standard is not None else str(value)
        case FieldType.GRADING_CLASS:
            grading_class = catalogue.classes_by_key.get(str(value))
            return f"{grading_class.key} {grading_class.label}" if grading_class is not None else str(value)
        case _:
            return str(value)


def money_text(value: str) -> str:
    """`1,234,500.00 元`; what is no amount stays as it is."""
    try:
        return f"{Decimal(value):,} 元"
    except InvalidOperation:
        return value


def dotted(value: JsonScalar) -> str:
    """A date or month as in certificates' lists: `2008.09`."""
    return str(value)[:7].replace("-", ".") if value else ""


def period_text(period: Period, record: Record) -> str:
    """`2008.09–2012.06`, `2019.10–至今`; empty without a beginning."""
    start = dotted(record.get(period.start))
    end = dotted(record.get(period.end)) or UNTIL_TODAY
    return f"{start}–{end}" if start else ""


def when_text(section: Section, record: Record) -> str:
    """When a record was: its period, else its first date; empty where it names none."""
    if section.period is not None:
        return period_text(section.period, record)
    day = next((field for field in section.fields if field.type in (FieldType.DATE, FieldType.MONTH)), None)
    return dotted(record.get(day.key)) if day is not None else ""
