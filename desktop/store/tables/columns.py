"""How values of the domain are stored: moments as milliseconds UTC, days as text, flags as 0 or 1, ids as text."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, MetaData, Text
from sqlalchemy import text as sql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from desktop.domain.clock import from_milliseconds, to_milliseconds

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

STRICT: dict[str, Any] = {"sqlite_strict": True}
CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Rows lie in the order of the primary key, and there is no hidden row number by which REPLACE could delete one."""


LONG = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits, for which SQLite has but one name."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as milliseconds since 1970-01-01 UTC."""

    impl = LONG
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else from_milliseconds(value)


class Day(TypeDecorator[date]):
    """A calendar day of Asia/Shanghai, stored as YYYY-MM-DD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


def identity() -> tuple[Column[str], CheckConstraint]:
    """The primary key of rows whose id the client makes: 36 characters, so that a repeated write is recognised."""
    return Column("id", Text, primary_key=True), CheckConstraint("length(id) = 36", name="id")


def text(name: str, *, default: str | None = None) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def number(name: str, *, default: int | None = None) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=None if default is None else sql(str(default)))


def flag(name: str, *, default: bool | None = False) -> Column[bool]:
    return Column(name, Flag, nullable=False, server_default=None if default is None else sql(str(int(default))))


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, Moment, nullable=nullable)


def reference(name: str, target: str, *, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    """A foreign key to `target` (`table.column`)."""
    return Column(name, Text, ForeignKey(target), nullable=nullable, primary_key=primary_key)


def one_of(column: str, values: type[Any] | tuple[str, ...]) -> CheckConstraint:
    """`column` holds one of these keys."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
