"""The functions through which people read a shared database: every question there is, as PostgreSQL is asked it.

`python -m desktop.store.migrations.freeze reads` prints them for the revision to freeze; a test compares both.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect
from sqlalchemy.types import TypeEngine

from desktop.store import queries, records
from desktop.store.migrations.planning import Planning, Variables, body
from desktop.store.questions import FIRST_SHARED, ME, READER, VERIFIER, PlannedQuestion, Question

PERSON: Final = "talentdesk_person"
HEADER: Final = """-- Generated (python -m desktop.store.migrations.freeze reads): all that people read, a function for
-- each question of desktop.store.queries, with the scope of whoever asks inside. They belong to a role that owns no
-- table and for which the rules of policies.sql say the scope once more."""
_SPACES = re.compile(r"[ \t]+$", re.MULTILINE)


class _Compiler(PGCompiler):
    """Writes a question with its parameters by number, whoever asks in their place, and all else as it is."""

    def visit_bindparam(self, bindparam: Any, *further: Any, **options: Any) -> str:
        said: Any = super()
        if not bindparam.required:
            return str(said.visit_bindparam(bindparam, *further, **{**options, "literal_binds": True}))
        if bindparam.key == ME:
            return "(SELECT me())"
        parameters: Any = self.dialect
        return f"${parameters.numbers[bindparam.key]}"


class _PlanningCompiler(Planning, _Compiler):
    """Writes one whose text depends on the call."""


class _PostgreSQL(PGDialect):
    statement_compiler = _Compiler

    def __init__(self, parameters: Iterable[str]) -> None:
        dialect: Any = super()
        dialect.__init__(paramstyle="named")
        self.numbers = {name: number for number, name in enumerate(parameters, 1)}
        self.variables = Variables(len(self.numbers))


class _PlanningPostgreSQL(_PostgreSQL):
    statement_compiler = _PlanningCompiler


def read_statements(revision: str = FIRST_SHARED) -> Iterator[str]:
    """The functions that came with a revision in the order of their names, and the rights to them."""
    for package in (queries, records):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    questions = [one for _, one in sorted(Question.known.items()) if one.revision == revision]
    signatures = {
        f"{one.name}({', '.join(_type(asked.type) for asked in one.parameters.values())})": one.reader
        for one in questions
    }
    first, *others = map(_function, questions)
    yield f"{HEADER}\n\n{first}"
    yield from others
    readers = f"{READER}, {VERIFIER}"
    yield f"GRANT USAGE, CREATE ON SCHEMA talentdesk TO {readers}"
    for signature, reader in signatures.items():
        yield f"ALTER FUNCTION {signature} OWNER TO {reader}"
    yield f"REVOKE CREATE ON SCHEMA talentdesk FROM {readers}"
    listed = ",\n  ".join(signatures)
    yield f"REVOKE ALL ON FUNCTION\n  {listed}\n  FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION\n  {listed}\n  TO {PERSON}"


def _function(question: Question) -> str:
    """Without compilation to machine code, which takes a hundred times what most of these queries do."""
    asked = ", ".join(f"asked_{name} {_type(one.type)}" for name, one in question.parameters.items())
    # in quotes: some of these are words of SQL in this place alone
    columns = ", ".join(f'"{one.key}" {_type(one.type)}' for one in question.of_whoever.selected_columns)
    planned = isinstance(question, PlannedQuestion)
    dialect = (_PlanningPostgreSQL if planned else _PostgreSQL)(question.parameters)
    text = _SPACES.sub("", str(question.of_whoever.compile(dialect=dialect)))
    return (
        f"CREATE FUNCTION {question.name}({asked}) RETURNS TABLE ({columns})\n"
        f"LANGUAGE {'plpgsql' if planned else 'sql'} STABLE SECURITY DEFINER\n"
        f"SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$\n"
        f"{body(text, dialect.variables, question.orders.items()) if isinstance(question, PlannedQuestion) else text}\n"
        "$read$"
    )


def _type(kind: TypeEngine[Any]) -> str:
    return kind.compile(dialect=_PostgreSQL(())).lower()
