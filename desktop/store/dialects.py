"""What SQLite and PostgreSQL say differently, written once; what they read and write is the same.

Lists go in as one JSON text: thousands are one parameter, for both databases and for every function.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    column,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement, GenericFunction


class _EachText(GenericFunction[Any]):
    name = "json_each"
    identifier = "talentdesk_each_text"
    inherit_cache = True


class OneOf(FunctionElement[bool]):
    """A column holds one of the numbers of a list. PostgreSQL, told so, looks each of them up in an index."""

    type = Boolean()
    name = "one_of"
    inherit_cache = True

    def __init__(self, tested: ColumnElement[int], listed: ColumnElement[str]) -> None:
        super().__init__(tested, listed)

    def self_group(self, against: Any = None) -> Any:
        """As it is: compared with 1, as SQLite's other truths are, it would be asked of every row of the table."""
        return self


class Among(FunctionElement[bool]):
    """A column holds one of the values that a statement selects, which does not look at the row.

    Where a shared database plans a question for the values of every call, they are found out before it is planned;
    where they are many, only once and `whole`, or by a join with what chooses them.
    """

    type = Boolean()
    name = "among"
    inherit_cache = True

    def __init__(self, tested: ColumnElement[Any], chosen: Select[Any], *, whole: bool = False) -> None:
        super().__init__(tested, chosen.scalar_subquery())
        self.whole = whole

    def self_group(self, against: Any = None) -> Any:
        """As it is: see `OneOf`."""
        return self

    @property
    def parts(self) -> tuple[ColumnElement[Any], Any]:
        """The column, and the statement."""
        tested, chosen = self.clauses
        return tested, chosen.element


class OnlyWhere(FunctionElement[bool]):
    """Parameters fulfil a test, and the row a condition.

    Where a shared database plans a question for the values of every call, the condition is left out where the test
    fails, and nothing is found out for it.
    """

    type = Boolean()
    name = "only_where"
    inherit_cache = True

    def __init__(self, test: ColumnElement[bool], condition: ColumnElement[bool]) -> None:
        super().__init__(test, condition)

    def self_group(self, against: Any = None) -> Any:
        """As it is: see `OneOf`."""
        return self


class Unless(FunctionElement[bool]):
    """Parameters fulfil a test, or the row a condition; as `OnlyWhere`, the other way round."""

    type = Boolean()
    name = "unless"
    inherit_cache = True

    def __init__(self, test: ColumnElement[bool], condition: ColumnElement[bool]) -> None:
        super().__init__(test, condition)

    def self_group(self, against: Any = None) -> Any:
        """As it is: see `OneOf`."""
        return self


class AnyOf(FunctionElement[bool]):
    """One of these conditions holds, each of which is a conjunction.

    Where a shared database plans a question for the values of every call, those are left out for which an `Among` found
    nothing or an `OnlyWhere` failed: with one that remains the planner does better than with an OR.
    """

    type = Boolean()
    name = "any_of"
    inherit_cache = True

    def __init__(self, *ways: ColumnElement[bool]) -> None:
        super().__init__(*ways)

    def self_group(self, against: Any = None) -> Any:
        """As it is: see `OneOf`."""
        return self


class ObjectOf(GenericFunction[str]):
    """The keys and values of all rows as one JSON object."""

    type = Text()
    name = "json_group_object"
    identifier = "talentdesk_object_of"
    inherit_cache = True


class Joined(GenericFunction[str]):
    """A column's values with commas between them, in the order of a sorted subquery."""

    type = Text()
    name = "group_concat"
    identifier = "talentdesk_joined"
    inherit_cache = True


def list_text(values: Iterable[int] | Iterable[str]) -> str:
    """What `OneOf` and `texts` read."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def asked_list(name: str) -> BindParameter[str]:
    """The parameter of a question that is a `list_text`."""
    return bindparam(name, type_=Text())


def texts(listed: ColumnElement[str]) -> Select[Any]:
    """For `column.in_(…)`."""
    each = _EachText(listed).table_valued(column("value", Text()))
    return select(each.c.value)


def inserting(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what happens where the row is there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


@compiles(Among)
def _among(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    tested, chosen = element.parts
    planned = getattr(compiler, "planned_among", None)
    if planned is None:
        return compiler.process(tested.in_(chosen), **options)
    return str(planned(tested, chosen, element.whole, **options))


@compiles(OnlyWhere)
def _only_where(element: OnlyWhere, compiler: SQLCompiler, **options: Any) -> str:
    test, condition = element.clauses
    planned = getattr(compiler, "planned_only_where", None)
    if planned is None:
        return compiler.process(and_(test, condition).self_group(), **options)
    return str(planned(test, condition, **options))


@compiles(Unless)
def _unless(element: Unless, compiler: SQLCompiler, **options: Any) -> str:
    test, condition = element.clauses
    planned = getattr(compiler, "planned_unless", None)
    if planned is None:
        return compiler.process(or_(test, condition).self_group(against=operators.and_), **options)
    return str(planned(test, condition, **options))


@compiles(AnyOf)
def _any_of(element: AnyOf, compiler: SQLCompiler, **options: Any) -> str:
    planned = getattr(compiler, "planned_any_of", None)
    if planned is None:
        return compiler.process(or_(*element.clauses).self_group(against=operators.and_), **options)
    return str(planned(tuple(element.clauses), **options))


@compiles(OneOf, "sqlite")
def _one_of(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    tested, listed = element.clauses
    return compiler.process(tested.in_(texts(listed)), **options)


@compiles(OneOf, "postgresql")
def _one_of_array(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    tested, listed = (compiler.process(part, **options) for part in element.clauses)
    return f"{tested} = ANY (listed_numbers({listed}))"


@compiles(_EachText, "postgresql")
def _each_text(element: _EachText, compiler: SQLCompiler, **options: Any) -> str:
    return f"each_text{compiler.function_argspec(element, **options)}"


@compiles(ObjectOf, "postgresql")
def _object_of(element: ObjectOf, compiler: SQLCompiler, **options: Any) -> str:
    return f"coalesce(json_object_agg{compiler.function_argspec(element, **options)}, '{{}}')::text"


@compiles(Joined, "postgresql")
def _joined(element: Joined, compiler: SQLCompiler, **options: Any) -> str:
    (values,) = element.clauses
    return f"string_agg({compiler.process(values, **options)}::text, ',')"
