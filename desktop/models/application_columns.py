"""The columns of the applications table: heading, sort key, width and the text of a cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from desktop.services.rows import ApplicationRow, ApplicationSort
from desktop.text.moments import moment_text
from desktop.text.terms import stage_label, status_short_label


class Column(IntEnum):
    """The columns in their natural order; the values are model columns."""

    CHECK = 0
    NUMBER = 1
    NAME = 2
    UNIT = 3
    CLASS = 4
    STANDARD = 5
    SERVICE_TYPE = 6
    STATUS = 7
    STAGE = 8
    SUBMITTED_AT = 9
    DAYS_WAITING = 10
    ATTACHMENTS = 11
    FINDINGS = 12


Standards = Mapping[str, str]
"""Labels of the standards by code."""


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """`width` and `wide_width` in pixels, for windows below and from 1500 pixels; 0 takes what is left."""

    sort: ApplicationSort | None
    width: int
    wide_width: int
    text: Callable[[ApplicationRow, Standards], str]


def standard_text(row: ApplicationRow, standards: Standards) -> str:
    """`C-03 省部级科学技术奖…`, or the bare code where the catalogue is not at hand."""
    return f"{row.standard} {standards.get(row.standard, '')}".strip()


def _days_text(row: ApplicationRow, standards: Standards) -> str:
    return QCoreApplication.translate("ApplicationColumns", "{0} 天").format(row.days_waiting) if row.stage else "—"


def _findings_text(row: ApplicationRow, standards: Standards) -> str:
    if not row.findings:
        return QCoreApplication.translate("ApplicationColumns", "通过")
    return QCoreApplication.translate("ApplicationColumns", "{0} 项").format(row.findings)


_DESCRIPTIONS: Mapping[Column, ColumnDescription] = {
    Column.CHECK: ColumnDescription(None, 44, 44, lambda row, standards: ""),
    Column.NUMBER: ColumnDescription(ApplicationSort.NUMBER, 156, 160, lambda row, standards: row.number),
    Column.NAME: ColumnDescription(ApplicationSort.NAME, 84, 92, lambda row, standards: row.name),
    Column.UNIT: ColumnDescription(ApplicationSort.UNIT, 164, 184, lambda row, standards: row.unit),
    Column.CLASS: ColumnDescription(ApplicationSort.CLASS, 60, 64, lambda row, standards: row.grading_class),
    Column.STANDARD: ColumnDescription(ApplicationSort.STANDARD, 0, 0, standard_text),
    Column.SERVICE_TYPE: ColumnDescription(
        ApplicationSort.SERVICE_TYPE, 82, 100, lambda row, standards: row.service_type
    ),
    Column.STATUS: ColumnDescription(
        ApplicationSort.STATUS, 108, 116, lambda row, standards: status_short_label(row.status)
    ),
    Column.STAGE: ColumnDescription(
        ApplicationSort.STAGE, 96, 108, lambda row, standards: stage_label(row.stage) or "—"
    ),
    Column.SUBMITTED_AT: ColumnDescription(
        ApplicationSort.SUBMITTED_AT, 106, 152, lambda row, standards: moment_text(row.submitted_at)
    ),
    Column.DAYS_WAITING: ColumnDescription(ApplicationSort.DAYS_WAITING, 84, 96, _days_text),
    Column.ATTACHMENTS: ColumnDescription(
        ApplicationSort.ATTACHMENTS, 60, 68, lambda row, standards: str(row.attachments)
    ),
    Column.FINDINGS: ColumnDescription(ApplicationSort.FINDINGS, 84, 96, _findings_text),
}


def describe(column: Column) -> ColumnDescription:
    return _DESCRIPTIONS[column]


def heading(column: Column) -> str:
    """The column's heading in the language of the moment."""
    headings = {
        Column.CHECK: "",
        Column.NUMBER: QCoreApplication.translate("ApplicationColumns", "申报编号"),
        Column.NAME: QCoreApplication.translate("ApplicationColumns", "姓名"),
        Column.UNIT: QCoreApplication.translate("ApplicationColumns", "单位"),
        Column.CLASS: QCoreApplication.translate("ApplicationColumns", "类别"),
        Column.STANDARD: QCoreApplication.translate("ApplicationColumns", "符合标准"),
        Column.SERVICE_TYPE: QCoreApplication.translate("ApplicationColumns", "服务类型"),
        Column.STATUS: QCoreApplication.translate("ApplicationColumns", "状态"),
        Column.STAGE: QCoreApplication.translate("ApplicationColumns", "当前环节"),
        Column.SUBMITTED_AT: QCoreApplication.translate("ApplicationColumns", "提交"),
        Column.DAYS_WAITING: QCoreApplication.translate("ApplicationColumns", "停留"),
        Column.ATTACHMENTS: QCoreApplication.translate("ApplicationColumns", "附件"),
        Column.FINDINGS: QCoreApplication.translate("ApplicationColumns", "校验"),
    }
    return headings[column]
