"""Questions: what is read of a store, each defined once as a statement and asked of a local file or a shared database.

A local file, and the owner of a shared database, run the statement itself. People read no table there: for them every
question is a function with the scope inside (`desktop.store.migrations.reads` writes them all).
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Final, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    CursorResult,
    Select,
    Text,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.sql import visitors

from desktop.store.visibility import WHOEVER, Scope, Viewer

BY_FUNCTIONS: Final = "talentdesk_by_functions"
"""The execution option of engines whose login reads through functions alone."""
READER: Final = "talentdesk_reader"
"""The role of a shared database that reads for people; it finds what each of them may know."""
VERIFIER: Final = "talentdesk_verifier"
"""The role that reads for whoever verifies the audit; to everybody else it shows nothing."""
ME: Final = "account_id"
"""The parameter that is whoever asks, which a shared database knows better than they do."""
FIRST_SHARED: Final = "0002"
"""The first revision of the schema that shared databases have."""
NOBODY: Final = Scope("")
"""For questions that are the same whoever asks."""

Statement: TypeAlias = Select[Any] | CompoundSelect[Any]


class Question:
    """A named statement, the same for everybody or made for a scope; its bound parameters are what is asked with.

    Its function is `read_` and the name; `only` is what a shared database asks beside it, where no caller is believed
    to have asked before; `reader` is the role whose rights the function reads with. `shown` are the columns of which it
    gives something else to people, as with parts masked. `revision` is that of the schema which brings the function.
    """

    known: ClassVar[dict[str, "Question"]] = {}
    """All there are, as far as their modules are loaded."""

    def __init__(
        self,
        name: str,
        statement: Statement | Callable[[Viewer], Statement],
        only: ColumnElement[bool] | None = None,
        reader: str = READER,
        shown: Mapping[ColumnElement[Any], ColumnElement[Any]] | None = None,
        *,
        revision: str = FIRST_SHARED,
    ) -> None:
        self.name = f"read_{name}"
        self.reader = reader
        self.revision = revision
        self._statement = statement
        self._only = only
        self._shown = shown or {}
        self.of_scope = lru_cache(maxsize=64)(self._made)
        self.known[self.name] = self

    @cached_property
    def of_whoever(self) -> Statement:
        """What the function answers."""
        made = self._made(WHOEVER)
        if isinstance(made, Select) and self._only is not None:
            made = made.where(self._only)
        if isinstance(made, Select) and self._shown:
            made = made.with_only_columns(
                *(self._shown[one].label(one.key) if one in self._shown else one for one in made.selected_columns)
            )
        return made

    @cached_property
    def parameters(self) -> dict[str, BindParameter[Any]]:
        """What the function takes, in its order."""
        found = {
            element.key: element
            for element in visitors.iterate(self.of_whoever)
            if isinstance(element, BindParameter) and element.required and element.key != ME
        }
        return dict(sorted(found.items()))

    @cached_property
    def call(self) -> Select[Any]:
        """The statement that has the function answer, with the columns of the other."""
        columns = [column(str(one.key), one.type) for one in self.of_whoever.selected_columns]
        values = [bindparam(name, type_=one.type) for name, one in self.parameters.items()]
        return select(*columns).select_from(
            getattr(func.talentdesk, self.name)(*values).table_valued(*columns, name="answer")
        )

    def _made(self, viewer: Viewer) -> Statement:
        return self._statement(viewer) if callable(self._statement) else self._statement


class PlannedQuestion(Question):
    """One that a shared database plans anew for the values of every call, so that what is not asked costs nothing.

    `orders` are the texts, by their keys, of which the parameter `order_by` puts one where the statement says
    ORDER_OF_LIST.
    """

    def __init__(
        self,
        name: str,
        statement: Statement | Callable[[Viewer], Statement],
        orders: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(name, statement)
        self.orders = orders or {}

    @cached_property
    def parameters(self) -> dict[str, BindParameter[Any]]:
        chosen = {"order_by": bindparam("order_by", type_=Text())} if self.orders else {}
        return dict(sorted((super().parameters | chosen).items()))


class WrittenQuestion(Question):
    """One whose function is written by hand and bears just its name, as it answers beyond what the asker may read."""

    def __init__(self, name: str, statement: Statement) -> None:
        super().__init__(name, statement)
        self.known.pop(self.name)
        self.name = name


def by_functions(connection: Connection) -> bool:
    """Whether this is a person's connection to a shared database."""
    return BY_FUNCTIONS in connection.get_execution_options()


def ask(
    connection: Connection, question: Question, scope: Scope = NOBODY, **values: Any
) -> CursorResult[*tuple[Any, ...]]:
    """The answer to `question` for `scope`, or in a shared database for whoever is signed in."""
    if by_functions(connection):
        return connection.execute(question.call, {name: values[name] for name in question.parameters})
    return connection.execute(question.of_scope(scope), values)


def ask_for_many(
    connection: Connection, question: Question, rows_at_once: int, **values: Any
) -> CursorResult[*tuple[Any, ...]]:
    """The same for an answer that is too long to be held: so many rows of it at a time."""
    statement = question.call if by_functions(connection) else question.of_scope(NOBODY)
    return connection.execute(statement.execution_options(yield_per=rows_at_once), values)
