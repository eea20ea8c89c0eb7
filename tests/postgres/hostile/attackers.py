"""Connections of everybody who attacks, and what the database answers them, word for word.

Whatever an attack changes is rolled back, unless it says that it commits.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg

from desktop.store.postgres.roles import GUEST, GUEST_PASSWORD
from desktop.store.refusals import MARK
from tests.postgres.hostile.furnished import OWNER
from tests.postgres.server import Database
from tests.store.shared import password_of

DONE: Final = "done"
COLUMNS: Final = (
    *("id", "application_id", "submission", "seq", "action", "stage", "desk", "organisation_id", "account_id"),
    *("decided_at", "recorded_at", "comment", "meeting", "correction_deadline", "straight_back", "origin"),
)
NUMBERS: Final = ("submission", "seq", "decided_at", "recorded_at", "straight_back")
_VALUES = ", ".join(f"(c ->> '{name}')::bigint" if name in NUMBERS else f"c ->> '{name}'" for name in COLUMNS)
_DECIDE: Final = f"INSERT INTO talentdesk.decision ({', '.join(COLUMNS)}) VALUES ({_VALUES})"
_TRY_ALL: Final = f"""DO $$
DECLARE
  c jsonb;
  answers jsonb[] := '{{}}';
  state text; message text; detail text; hint text; context text;
BEGIN
  FOR c IN SELECT e.value FROM jsonb_array_elements(current_setting('hostile.cases')::jsonb) e LOOP
    BEGIN
      {{tried}};
      RAISE EXCEPTION '{DONE}' USING ERRCODE = 'HH000';
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
        hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
      answers := array_append(answers, jsonb_build_array(state, message, detail, hint, context));
    END;
  END LOOP;
  PERFORM set_config('hostile.answers', to_json(answers)::text, false);
END $$"""

Row = Mapping[str, Any]
"""The columns of a decision and their values."""


@dataclass(frozen=True)
class Answer:
    """All that a client gets to see."""

    sqlstate: str = ""
    message: str = ""
    detail: str = ""
    hint: str = ""
    context: str = ""
    further: tuple[str | None, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = field(default=(), compare=False)
    count: int = 0

    @property
    def code(self) -> str:
        """`done`, the code of a refusal by the schema's rules, or PostgreSQL's."""
        if not self.sqlstate or self.message == DONE:
            return DONE
        return self.message.removeprefix(MARK) if self.message.startswith(MARK) else self.sqlstate


def told(error: psycopg.Error) -> Answer:
    diag = error.diag
    words = (diag.message_primary, diag.message_detail, diag.message_hint, diag.context)
    further = (diag.schema_name, diag.table_name, diag.column_name, diag.datatype_name, diag.constraint_name)
    place = (diag.source_file, diag.source_line, diag.source_function, diag.internal_query, diag.statement_position)
    message, detail, hint, context = (word or "" for word in words)
    return Answer(error.sqlstate or "client", message, detail, hint, context, further=(*further, *place))


def insert(row: Row) -> str:
    """The statement that records this decision, its values written out."""
    return f"INSERT INTO talentdesk.decision ({', '.join(row)}) VALUES ({', '.join(map(literal, row.values()))})"


def literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


class Attackers:
    """One open connection for each login; a connection that an attack has ended is opened again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[str, psycopg.Connection[Any]] = {}

    def connect(self, login: str) -> psycopg.Connection[Any]:
        """Another one, for the caller to close."""
        password = GUEST_PASSWORD if login == GUEST else None if login == OWNER else password_of(login)
        return psycopg.connect(self._database.dsn(login, password), autocommit=True)

    def connection(self, login: str) -> psycopg.Connection[Any]:
        if login not in self._open or self._open[login].closed:
            self._open[login] = self.connect(login)
        return self._open[login]

    def attack(self, login: str, *statements: str, commit: bool = False, copy: bytes | None = None) -> Answer:
        """The answer to the last statement, or to the first that fails; `copy` is sent after it."""
        connection = self.connection(login)
        try:
            with connection.transaction(force_rollback=not commit), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement.encode())
                return _answered(cursor)
        except psycopg.Error as error:
            return told(error)

    def attack_alone(self, login: str, statement: str) -> Answer:
        """Outside of a transaction, where some statements must stand."""
        try:
            with self.connection(login).cursor() as cursor:
                cursor.execute(statement.encode())
                return _answered(cursor)
        except psycopg.Error as error:
            return told(error)

    def decide_all(self, login: str, rows: Iterable[Row]) -> list[Answer]:
        """Tries each of these decisions as if it were the only one."""
        connection = self.connection(login)
        with connection.transaction(force_rollback=True):
            return decide_all(connection, rows)

    def call_all(self, login: str, calls: Iterable[str]) -> list[Answer]:
        """Calls each of these functions of the schema as if it were the only one."""
        connection = self.connection(login)
        with connection.transaction(force_rollback=True):
            return _try_all(connection, "EXECUTE c #>> '{}'", [f"SELECT talentdesk.{call}" for call in calls])

    def refresh(self) -> None:
        """Forgets those that were ended from outside: people are the server's, and so is who closes them."""
        for login, connection in list(self._open.items()):
            try:
                connection.execute("SELECT 1")
            except psycopg.OperationalError:
                connection.close()
                del self._open[login]

    def close(self) -> None:
        """Ends them all; who attacks again connects again."""
        for connection in self._open.values():
            connection.close()
        self._open.clear()


def decide_all(connection: psycopg.Connection[Any], rows: Iterable[Row]) -> list[Answer]:
    """Within the transaction that is open."""
    return _try_all(connection, _DECIDE, list(rows))


def _try_all(connection: psycopg.Connection[Any], tried: str, cases: Sequence[Row | str]) -> list[Answer]:
    connection.execute("SELECT set_config('hostile.cases', %s, false)", [json.dumps(cases)])
    connection.execute(_TRY_ALL.replace("{tried}", tried).encode())
    ((found,),) = connection.execute("SELECT current_setting('hostile.answers')").fetchall()
    return [Answer(*words) for words in json.loads(found)]


@contextmanager
def acting(connection: psycopg.Connection[Any], login: str) -> Iterator[None]:
    """Within the owner's transaction, as if the login had connected."""
    connection.execute(f'SET SESSION AUTHORIZATION "{login}"'.encode())
    yield
    connection.execute("RESET SESSION AUTHORIZATION")


def _answered(cursor: psycopg.Cursor[Any]) -> Answer:
    rows = tuple(cursor.fetchall()) if cursor.description is not None else ()
    return Answer(rows=rows, count=cursor.rowcount)
