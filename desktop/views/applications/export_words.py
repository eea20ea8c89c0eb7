"""What an exported list is called and what its file's properties say: place, filters, search, when and by whom."""

import re
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.domain import identity_number
from desktop.domain.clock import shanghai_day
from desktop.domain.document_number import normalised_document_number
from desktop.models.application_columns import Column, describe, heading
from desktop.services.list_export import WorkbookLabels
from desktop.services.rows import AccountRow, ApplicationQuery
from desktop.text.moments import day_text, moment_text
from desktop.views.applications.filters import active_filters

translate = QCoreApplication.translate

_FILTERS_NAMED = 2
_LONGEST_PART = 40
_UNFIT = re.compile(r'[\x00-\x1f"*/:<>?\\|]')
"""What some system does not allow in the name of a file."""


def file_name(query: ApplicationQuery, place: str, unit_names: Mapping[str, str], now: datetime) -> str:
    """`待我审核_2026-11-25.xlsx`, with the values of a few filters after the place."""
    values = [one.value for one in active_filters(query, unit_names)]
    if len(values) > _FILTERS_NAMED:
        values = [translate("Export", "筛选")]
    return file_safe(place, *values, day_text(shanghai_day(now))) + ".xlsx"


def file_safe(*parts: str) -> str:
    """The parts as the name of a file on any system, without an ending."""
    return "_".join(_UNFIT.sub("-", part)[:_LONGEST_PART] for part in parts)


def workbook_labels(
    query: ApplicationQuery, place: str, unit_names: Mapping[str, str], account: AccountRow, now: datetime
) -> WorkbookLabels:
    """The labels of the workbook. A full identity number as the search is masked: the file may go anywhere."""
    facts = [(translate("Export", "位置"), place)]
    facts += [(one.name, one.value) for one in active_filters(query, unit_names)]
    if query.search:
        facts.append((translate("Export", "搜索"), _shown_search(query.search)))
    facts += [
        (translate("Export", "排序"), _order(query)),
        (translate("Export", "导出时间"), moment_text(now)),
        (translate("Export", "导出人"), f"{account.name} {account.login}"),
    ]
    fact = translate("Export", "{0}：{1}")
    return WorkbookLabels(
        sheet=translate("Export", "申请"),
        title=place,
        author=account.name,
        comments="\n".join(fact.format(name, value) for name, value in facts),
        created=now,
    )


def _shown_search(search: str) -> str:
    number = normalised_document_number(search)
    return identity_number.mask_identity_number(number) if identity_number.is_well_formed(number) else search


def _order(query: ApplicationQuery) -> str:
    column = next((column for column in Column if describe(column).sort is query.sort), None)
    words = translate("Export", "{0}，降序") if query.descending else translate("Export", "{0}，升序")
    return words.format(heading(column)) if column is not None else ""
