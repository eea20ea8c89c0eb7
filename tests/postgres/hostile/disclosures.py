"""What is asked of the functions that give attachments, numbers and dossiers, and records as if committed before.

A record that an attack would have committed is written by the owner in a transaction that is undone, as that of an
older one.
"""

import hashlib
import json
from collections import defaultdict
from typing import Any, Final

import psycopg

from tests.postgres.hostile.attackers import DONE, Answer, acting, literal, told
from tests.postgres.hostile.furnished import CLOSED, FOREIGN, LOGINS, NOBODY, PLACES, Furnished
from tests.store.factory import PDF

NUMBER: Final = "11010519491231002X"
"""Which every application states."""
OF_READABLE: Final = "440301199001011234"
OF_HIDDEN: Final = "320102198805054321"
OF_NOBODY: Final = "510104197612127890"
"""By them somebody is looked up: of what is submitted at the unit, of what is elsewhere, of no application."""
COMMON: Final = hashlib.sha256(PDF).hexdigest()
"""What is attached to every application but that of another unit and the one elsewhere."""
RARE: Final = hashlib.sha256(FOREIGN).hexdigest()

OF_APPLICATION: Final = (
    f"attachment_disclose({{}}, '{COMMON}')",
    f"attachment_size({{}}, '{COMMON}')",
    f"attachment_chunk({{}}, '{COMMON}', 0)",
    f"attachment_disclose({{}}, '{RARE}')",
    f"attachment_size({{}}, '{RARE}')",
    f"attachment_chunk({{}}, '{RARE}', 0)",
    "identity_number_disclose({}, 1)",
    "identity_number({}, 1)",
    "identity_number_differs({}, 1, 1)",
    "identity_number_differs({}, 1, 2)",
    "export_disclose({}, 1)",
    "exported_content({}, 1)",
)
"""Calls with the id of an application still to come."""
_KEYS: Final = """SET LOCAL session_replication_role = replica;
UPDATE application SET person_key = person_key_of('{}') WHERE id = '{}';
UPDATE application SET person_key = person_key_of('{}') WHERE id = '{}';
SET LOCAL session_replication_role = origin"""
_ANSWER_ALL: Final = f"""DO $$
DECLARE
  steps jsonb;
  step text;
  given text;
  answers jsonb[] := '{{}}';
  state text; message text;
BEGIN
  FOR steps IN SELECT e.value FROM jsonb_array_elements(current_setting('hostile.cases')::jsonb) e LOOP
    BEGIN
      given := NULL;
      FOR step IN SELECT e.value FROM jsonb_array_elements_text(steps) e LOOP EXECUTE step INTO given; END LOOP;
      RAISE EXCEPTION '{DONE}' USING ERRCODE = 'HH000';
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
      answers := array_append(answers, jsonb_build_array(state, message, given));
    END;
  END LOOP;
  PERFORM set_config('hostile.answers', to_json(answers)::text, false);
END $$"""
_OLDER: Final = """INSERT INTO disclosure (account_id, kind, application_id, subject, at, made_by)
SELECT a.id, r.kind, r.of_application, r.subject, now_milliseconds() - {}, '3'
FROM account a, (VALUES {}) r(kind, of_application, subject) WHERE a.login IN ({})"""


def with_persons(furnished: Furnished) -> str:
    """Statements that let two applications be somebody's who can be looked up."""
    return _KEYS.format(OF_READABLE, furnished.ids["submitted at unit"], OF_HIDDEN, furnished.ids["elsewhere"])


def on_record(furnished: Furnished, *logins: str, ago: int = 1000) -> str:
    """A statement that puts on record, so many milliseconds ago, what `_was_recorded` says, for these logins."""
    rows = [
        (kind, furnished.ids[place], subject)
        for place in PLACES
        for kind, subject in (("attachment", COMMON), ("attachment", RARE), ("identity_number", "1"), ("export", "1"))
        if _was_recorded(kind, place, subject)
    ]
    listed = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    persons = ", ".join(f"('look_up', '', person_key_of('{number}'))" for number in (OF_READABLE, OF_HIDDEN, OF_NOBODY))
    return _OLDER.format(ago, f"{listed}, {persons}", ", ".join(map(literal, logins)))


def _was_recorded(kind: str, place: str, subject: str) -> bool:
    """Not all there is: a record serves for what it names alone."""
    if place == "of another unit" or (place, kind) == ("submitted at department-1", "identity_number"):
        return False
    return (subject == RARE) == (place == "elsewhere") or kind != "attachment"


def listed(number: str) -> str:
    """A list of whoever has this number, and how many there are."""
    basket = f"'all', NULL, '[\"{number}\"]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
    return f"SELECT * FROM talentdesk.read_list_count({basket})"


def called(call: str, application_id: str) -> str:
    return f"SELECT talentdesk.{call.replace('{}', literal(application_id))}"


def asked(connection: psycopg.Connection[Any], login: str, *statements: str) -> Answer:
    """The answer to the last of these, all in one transaction of the login that is undone."""
    try:
        with connection.transaction(force_rollback=True), acting(connection, login):
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return Answer(rows=tuple(cursor.fetchall()))
    except psycopg.Error as error:
        return told(error)


def allowed_to_the_unit(furnished: Furnished) -> list[str]:
    """Calls that put something on record, all of them allowed to the unit."""
    identity = furnished.ids["submitted at unit"]
    about = [called(call, identity) for call in OF_APPLICATION if "_disclose" in call and RARE not in call]
    return [*about, f"SELECT talentdesk.person_look_up('{OF_READABLE}')"]


def asking(furnished: Furnished, *, disclosed: bool) -> dict[str, list[tuple[str]]]:
    """Who asks for what, as `test_every_check` repeats it: what is on record, or to put it there."""
    found: dict[str, list[tuple[str]]] = defaultdict(list)
    for login, place in ASKED:
        found[login] += [
            (called(call, furnished.ids[place]),) for call in OF_APPLICATION if ("_disclose(" in call) != disclosed
        ]
    for login in ("unit", "secretary", CLOSED, NOBODY):
        for number in (OF_READABLE, OF_HIDDEN):
            found[login] += [(listed(number) if disclosed else f"SELECT talentdesk.person_look_up('{number}')",)]
    if not disclosed:
        found["unit"] += [(f"SELECT talentdesk.person_look_up({given})",) for given in ("'1'", "NULL", "'Ｅ12'")]
    return found


def at_once(furnished: Furnished) -> list[tuple[str, ...]]:
    """What the unit asks for in the transaction that puts it on record."""
    identity = furnished.ids["submitted at unit"]
    given = [called(call, identity) for call in OF_APPLICATION if "_disclose" not in call and "differs" not in call]
    return [(*allowed_to_the_unit(furnished), ask) for ask in (*given, listed(OF_READABLE))]


def called_by_reader(furnished: Furnished) -> list[tuple[str, ...]]:
    """What the role that reads for people may call."""
    with furnished.desk.store.read() as connection:
        ids = connection.exec_driver_sql(
            "SELECT s.id FROM talentdesk.submission s WHERE s.application_id = ANY (%s) ORDER BY s.id",
            ([furnished.ids[place] for place in ("submitted at unit", "elsewhere")],),
        ).scalars()
        return [(f"SELECT talentdesk.content_shown('{identity}')",) for identity in ids]


def answer_all(connection: psycopg.Connection[Any], login: str, *cases: tuple[str, ...], role: str = "") -> list[Any]:
    """What each of these cases comes to, alone: the code of its refusal and the value that its last statement gave."""
    connection.execute("SELECT set_config('hostile.cases', %s, false)", [json.dumps(cases)])
    with acting(connection, login):
        connection.execute(f"SET ROLE {role or 'NONE'}".encode())
        connection.execute(_ANSWER_ALL.encode())
    ((found,),) = connection.execute("SELECT current_setting('hostile.answers')").fetchall()
    return list(json.loads(found))


EVERYBODY: Final = tuple(login for login in LOGINS if login != NOBODY)
RECORDED: Final = tuple(login for login in EVERYBODY if login != "two-roles")
ASKED: Final = (
    *(("unit", place) for place in ("submitted at unit", "submitted at department-1", "draft", "elsewhere")),
    *(("other-unit", place) for place in ("submitted at unit", "of another unit")),
    ("two-roles", "submitted at unit"),
    ("department-1", "deleted"),
    ("secretary", "submitted at committee"),
    (CLOSED, "submitted at unit"),
)
"""Who asks for which application: one of each relation that there is between them."""
