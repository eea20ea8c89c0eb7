"""Data validation (数据验证): one pure function from an application to its findings.

The rules live in the modules beside, each a function from a `Case` to findings; here they are run and put in order.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from desktop.domain.catalogue import Catalogue
from desktop.domain.content import ApplicationContent, record_id
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.validation.attachments import check_attachments
from desktop.domain.validation.case import Case
from desktop.domain.validation.completeness import check_fields, check_sections
from desktop.domain.validation.conditions import check_conditions, check_promotion
from desktop.domain.validation.dates import check_future, check_order, check_overlaps
from desktop.domain.validation.history import History
from desktop.domain.validation.identity import check_document, check_unit
from desktop.domain.validation.values import check_values

__all__ = ["RULES", "History", "validate"]

RULES: Final[tuple[Callable[[Case], Iterable[Finding]], ...]] = (
    check_sections,
    check_fields,
    check_values,
    check_future,
    check_order,
    check_overlaps,
    check_document,
    check_unit,
    check_promotion,
    check_conditions,
    check_attachments,
)


def validate(content: ApplicationContent, catalogue: Catalogue, today: date, history: History) -> tuple[Finding, ...]:
    """The findings of `content` on `today` (the submission's day in Asia/Shanghai).

    Takes any content, also a draft that a dossier's shape check would refuse, and never raises. The order is that of
    the catalogue's sections, the section's records, then fields before slots; it does not depend on anything else.
    """
    case = Case(content, catalogue, today, history)
    return tuple(sorted((finding for rule in RULES for finding in rule(case)), key=_order(content, catalogue)))


_SortKey = tuple[int, str, int, str, int, str, int, tuple[tuple[str, str], ...]]


def _order(content: ApplicationContent, catalogue: Catalogue) -> Callable[[Finding], _SortKey]:
    sections = {key: index for index, key in enumerate(catalogue.sections_by_key)}
    members = {
        section.key: {name: index for index, name in enumerate((*section.fields_by_key, *section.slots_by_key))}
        for section in catalogue.sections
    }
    positions = {
        (key, record_id(record)): index
        for key, records in content.sections.items()
        for index, record in enumerate(records)
    }
    codes = {code: index for index, code in enumerate(FindingCode)}
    nothing: Mapping[str, int] = {}

    def sort_key(finding: Finding) -> _SortKey:
        member = finding.field or finding.slot or ""
        known = members.get(finding.section, nothing)
        return (
            sections.get(finding.section, len(sections)),
            finding.section,
            -1 if finding.record is None else positions.get((finding.section, finding.record), len(positions)),
            finding.record or "",
            known.get(member, len(known)) if member else -1,
            member,
            codes[finding.code],
            tuple((name, str(value)) for name, value in finding.arguments),
        )

    return sort_key
