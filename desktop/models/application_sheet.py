"""The columns of the applications table as columns of a spreadsheet: the same headings and words, but real types.

Numbers and moments stay what they are; their number formats make them read as in the table.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.models.application_columns import Column, Standards, describe, heading
from desktop.services.list_export import Cell, ExportColumn, SheetColumn
from desktop.services.rows import ApplicationRow

_WIDTHS: Mapping[Column, float] = {
    Column.NUMBER: 18,
    Column.NAME: 12,
    Column.UNIT: 32,
    Column.CLASS: 8,
    Column.STANDARD: 52,
    Column.SERVICE_TYPE: 12,
    Column.STATUS: 14,
    Column.STAGE: 12,
    Column.SUBMITTED_AT: 17,
    Column.DAYS_WAITING: 10,
    Column.ATTACHMENTS: 8,
    Column.FINDINGS: 10,
}

_VALUES: Mapping[Column, Callable[[ApplicationRow], Cell]] = {
    Column.SUBMITTED_AT: lambda row: row.submitted_at,
    Column.DAYS_WAITING: lambda row: row.days_waiting if row.stage else None,
    Column.ATTACHMENTS: lambda row: row.attachments,
    Column.FINDINGS: lambda row: row.findings,
}
"""What is not a text."""


def sheet_columns(shown: Sequence[Column], standards: Standards) -> tuple[ExportColumn, ...]:
    """The columns `shown`, in that order; the check boxes are none."""
    return tuple(
        ExportColumn(SheetColumn(heading(column), _WIDTHS[column], _number_format(column)), _cell(column, standards))
        for column in shown
        if column is not Column.CHECK
    )


def _cell(column: Column, standards: Standards) -> Callable[[ApplicationRow], Cell]:
    text = describe(column).text
    return _VALUES.get(column, lambda row: text(row, standards))


def _number_format(column: Column) -> str:
    """Excel's number formats; words in quotation marks."""
    if column is Column.DAYS_WAITING:
        return QCoreApplication.translate("ApplicationSheet", '0" 天"')
    if column is Column.FINDINGS:
        return QCoreApplication.translate("ApplicationSheet", '[=0]"通过";0" 项"')
    return ""
