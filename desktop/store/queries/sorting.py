"""The order of every offered sort: its column, the index that holds the list in that order, and where a row stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Select, bindparam, literal_column, tuple_

from desktop.store.rows import ApplicationQuery, ApplicationSort
from desktop.store.tables import application
from desktop.store.tables.applications import list_index

_COLUMNS = application.c
ORDER: ColumnClause[Any] = literal_column("ORDER_OF_LIST")
"""Stands in a statement for the order that is asked for (`order_texts`)."""
_LINE = _COLUMNS.line
_KEYS = {
    ApplicationSort.APPLICATION: _COLUMNS.key,
    ApplicationSort.NUMBER: _COLUMNS.number_key,
    ApplicationSort.NAME: _COLUMNS.name,
    ApplicationSort.UNIT: _COLUMNS.unit_name,
    ApplicationSort.CLASS: _COLUMNS.grading_class,
    ApplicationSort.STANDARD: _COLUMNS.standard,
    ApplicationSort.SERVICE_TYPE: _COLUMNS.service_type,
    ApplicationSort.STATUS: _COLUMNS.status_rank,
    ApplicationSort.STAGE: _COLUMNS.stage_rank,
    ApplicationSort.SUBMITTED_AT: _COLUMNS.submitted_key,
    ApplicationSort.DAYS_WAITING: _COLUMNS.waiting_key,
    ApplicationSort.ATTACHMENTS: _COLUMNS.attachment_count,
    ApplicationSort.FINDINGS: _COLUMNS.finding_count,
}


class Order:
    """The order of `query`, made total by the line. `turned` is its mirror image."""

    def __init__(self, query: ApplicationQuery, *, turned: bool = False) -> None:
        # who has waited longest is who has been there since the earliest moment
        backwards = query.sort is ApplicationSort.DAYS_WAITING
        self.column = _KEYS[query.sort]
        self._descending = query.descending ^ backwards ^ turned

    @property
    def key(self) -> str:
        """Names the order among `order_texts`."""
        return f"{self.column.name} {'DESC' if self._descending else 'ASC'}"

    @property
    def by(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """For ORDER BY."""
        return self.of(self.column, _LINE)

    def of(self, column: ColumnElement[Any], line: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """The same of the two in a subquery."""
        return (column.desc(), line.desc()) if self._descending else (column.asc(), line.asc())

    def beyond(self, key: str | int | datetime, line: int) -> ColumnElement[bool]:
        """Those that come after the row `line`, whose value of `column` is `key`."""
        here = tuple_(self.column, _LINE)
        there = tuple_(bindparam(None, key, type_=self.column.type), bindparam(None, line))
        return here < there if self._descending else here > there

    def walking(self, statement: Select[Any]) -> Select[Any]:
        """Lets SQLite walk the index of this order, which holds all that the conditions of lists ask about.

        Left to itself it may gather the matching rows first and fetch each of a million to sort them.
        """
        return statement.with_hint(application, f"INDEXED BY {list_index(self.column)}", "sqlite").order_by(*self.by)


def order_texts() -> dict[str, str]:
    """Every order that a list may be asked for in, as it stands in SQL."""
    orders = (Order(ApplicationQuery(sort=sort, descending=down)) for sort in ApplicationSort for down in (False, True))
    return {order.key: ", ".join(map(str, order.by)) for order in orders}
