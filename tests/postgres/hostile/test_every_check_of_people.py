"""Every check of what applicants and guests call is needed: without it, some attack gets further or is told more."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from desktop.store.migrations.statements import FOLDER
from desktop.store.postgres.roles import GUEST
from tests.postgres.hostile.attackers import acting, literal, told
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import ALSO_BOUND, ASKED, BESIDE, BOUND, CLOSED, NOBODY, OWNER
from tests.postgres.hostile.probes import VERIFIER
from tests.postgres.hostile.test_every_check import undone
from tests.postgres.hostile.test_guest import CODES, PERSON
from tests.shared_postgres import NEWEST_ONLY

Values = tuple[str | None, ...]
FUNCTIONS = (
    *(("bindings", name) for name in ("binding_ask", "binding_move", "bindings_seen")),
    *(("people", name) for name in ("recovery_codes_renew", "recovery_codes_put", "password_temporary")),
    *(("people", name) for name in ("password_replaced", "registration_set", "login_password", "guest_restore")),
    ("people", "account_end"),
    *(("guest", name) for name in ("guest_register", "guest_recover")),
)
_GUARD = re.compile(
    r"\n  IF (?:(?!\bIF\b)(?!END IF).)*?(?:PERFORM refuse\('[a-z_:]+'\)|RETURN '[a-z_]+');(?:(?!END IF).)*?END IF;",
    re.DOTALL,
)
_CALL = re.compile(r"PERFORM require_\w+\([a-z_]*\);|require_administrator\(\);")
WITHIN = {
    "binding_move": (
        ("b.unit_id IN (SELECT my_organisations('unit'))", "true"),
        ("b.account_id = me_as('applicant')", "true"),
    ),
    "bindings_seen": ((" AND b.unit_id IN (SELECT my_organisations('unit'))", ""),),
    "password_temporary": (
        (" AND a.disabled = 0", ""),
        ("PERFORM recovery_codes_void(identity, actor);", ""),
        ("PERFORM login_password(whose, verifier);", ""),
        ("PERFORM password_due_set(identity, 1, actor);", ""),
    ),
    "recovery_codes_renew": (("PERFORM recovery_codes_void(mine, mine);", ""),),
    "login_password": (("IF NOT is_person(login) THEN PERFORM refuse('not_found'); END IF;", ""),),
    "guest_recover": (
        (" AND a.disabled = 0", ""),
        (" AND c.used_at IS NULL", ""),
        (" AND c.digest = recovery_digest(of_login, code)", ""),
        ("a.login = of_login AND ", ""),
        (" OR NOT is_person(of_login)", ""),
        ("UPDATE recovery_code c SET used_at = now_milliseconds(), used_by = identity WHERE c.id = known;", ""),
    ),
    "guest_register": (
        (" OR EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = new_login)", ""),
        ("EXISTS (SELECT 1 FROM account a WHERE a.login = new_login) OR ", ""),
        (" AND g.attempts >= 5", ""),
        (" AND g.since > moment - 86400000)\n    THEN", ")\n    THEN"),
        (" AND g.at > moment - 60000", ""),
        ("UPDATE guest_attempt g SET at = 0 WHERE g.person_key = stands_for;", ""),
        ("\n    AND g.made_by IS DISTINCT FROM pg_current_xact_id_if_assigned()", ""),
    ),
}
REDUNDANT = {
    "binding_move, within": "the trigger asks who acts, after the row was locked",
    "guest_recover, within: a.login": "what is stored of a code is made with its login",
    "guest_recover: PERFORM require_verifier": "whoever sets the password asks too",
}
"""Second walls, by how their names begin, and what stands behind them."""

_STATE = """SELECT
  (SELECT string_agg(b.state || b.unseen || b.reason, ',' ORDER BY b.account_id, b.asked_at) FROM binding b),
  (SELECT string_agg(c.account_id || (c.used_at IS NULL), ',' ORDER BY c.account_id, c.digest) FROM recovery_code c),
  (SELECT string_agg(p.account_id || p.due, ',' ORDER BY p.account_id) FROM password_due p),
  (SELECT string_agg(g.attempts || (g.at > 0)::text, ',') FROM guest_attempt g),
  (SELECT string_agg(s.value, ',' ORDER BY s.key) FROM setting s WHERE s.key = 'registration'),
  (SELECT string_agg(r.rolname || coalesce(r.rolpassword, ''), ',' ORDER BY r.rolname) FROM pg_authid r)"""
_RESET = "SELECT setval('talentdesk.guest_registrations', 0, false), setval('talentdesk.guest_recoveries', 0, false)"
_ACCOUNT = "INSERT INTO account (id, login, name, changed_at, changed_by) VALUES ('{}', '{}', '', 1, '')"
_MANY = (
    "INSERT INTO recovery_code (id, account_id, digest, made_at) "
    "SELECT gen_random_uuid()::text, '{}', n::text, 1 FROM generate_series(1, 301) n"
)
_BYSTANDER, _MISSING = f"{'0' * 35}a", f"{'0' * 35}f"


def function(part: str, name: str) -> str:
    text = (FOLDER / f"r0004/postgresql/{part}.sql").read_text(encoding="utf-8")
    found = re.search(rf"CREATE FUNCTION {name}\(.*?\$\$;\n", text, re.DOTALL)
    assert found is not None, name
    quick = found[0].replace("  PERFORM pg_sleep(0.2);\n", "")
    return quick.replace("CREATE FUNCTION ", "CREATE OR REPLACE FUNCTION talentdesk.", 1)


def mutations() -> Iterator[tuple[str, str]]:
    for part, name in FUNCTIONS:
        whole = function(part, name)
        pieces = dict(WITHIN.get(name, ()))
        for guard in _GUARD.finditer(whole):
            yield f"{name}: {' '.join(guard[0].split())[:90]}", whole.replace(guard[0], "")
        for required in _CALL.finditer(whole):
            instead = "coalesce(me(), 'nobody');" if required[0].startswith("require_admin") else "NULL;"
            yield f"{name}: {required[0]}", whole.replace(required[0], instead, 1)
        for piece, kept in pieces.items():
            assert whole.count(piece) == 1, (name, piece)
            yield f"{name}, within: {' '.join(piece.split())[:60]}", whole.replace(piece, kept)


def probes(siege: Siege) -> Iterator[tuple[str, tuple[str, ...], str, Values]]:
    """Who calls what, after which preparation by the owner."""
    ids, bindings = siege.furnished.desk.ids, siege.furnished.bindings
    other = ids["other-applicant"]
    agreed = (
        f"UPDATE binding SET state = 'bound', decided_at = 2, changed_at = 2, decided_by = '{ids['other-unit']}', "
        f"changed_by = '{ids['other-unit']}' WHERE id = '{bindings[BESIDE]}'"
    )
    left = (
        "UPDATE binding SET state = 'unbound', ended_at = 3, unseen = 1, changed_at = 3, changed_by = account_id "
        f"WHERE id = '{bindings[BESIDE]}'"
    )
    for login in ("unit", "other-unit", "applicant", "other-applicant", "asking", "department-1", CLOSED, NOBODY):
        yield login, (), "binding_ask", (ids["U1"],)
        yield login, (agreed, left), "bindings_seen", ()
        for name in (ASKED, BOUND, ALSO_BOUND, BESIDE):
            for target in ("bound", "refused", "withdrawn", "unbound", "x"):
                yield login, (), "binding_move", (bindings[name], target, "因故")
        for codes in (CODES, "[]", CODES.replace("0" * 64, "x"), CODES.replace("1" * 64, "0" * 64)):
            yield login, (), "recovery_codes_renew", (codes,)
        yield login, (f"INSERT INTO password_due VALUES ('{other}', 1, 1, '')",), "password_replaced", ()
    often = (
        "ALTER TABLE binding DISABLE TRIGGER binding_check",
        "INSERT INTO binding (id, account_id, unit_id, state, asked_at, changed_at, changed_by) "
        f"SELECT gen_random_uuid()::text, '{ids['asking-beside']}', '{ids['U2']}', 'withdrawn', now_milliseconds(), "
        "1, '' FROM generate_series(1, 20)",
        "ALTER TABLE binding ENABLE TRIGGER binding_check",
    )
    yield "asking-beside", often, "binding_ask", (ids["U2"],)
    many = (
        "INSERT INTO recovery_code (id, account_id, digest, made_at) SELECT gen_random_uuid()::text, '{}', n::text, 1 "
    )
    yield (
        "applicant",
        ((many + "FROM generate_series(1, 301) n").format(ids["applicant"]),),
        "recovery_codes_renew",
        (CODES,),
    )
    roleless = _ACCOUNT.format(_BYSTANDER, "bystander")
    for login in ("admin", "unit"):
        yield login, (), "registration_set", (None, VERIFIER)
        yield login, (), "registration_set", ("true", VERIFIER)
        yield login, (), "registration_set", ("true", "geheim")
        for identity in (_MISSING, None):
            yield login, (), "account_end", (identity,)
        for identity in (other, ids["admin"], ids[CLOSED], _MISSING, None):
            yield login, (), "password_temporary", (identity, VERIFIER)
        yield login, (roleless,), "password_temporary", (_BYSTANDER, VERIFIER)
        yield login, (roleless, "CREATE ROLE bystander LOGIN"), "password_temporary", (_BYSTANDER, VERIFIER)
        yield login, (), "password_temporary", (other, "geheim")
    known = ("newcomer", VERIFIER, "某", "居民身份证", "11010519491231002X", "13800001111", CODES)
    tried = "INSERT INTO guest_attempt SELECT person_key, {}, {}, {}, {} FROM applicant"
    now, before, itself = "now_milliseconds()", "'3'::xid8", "pg_current_xact_id()"
    asked = f"INSERT INTO guest_attempt VALUES (person_key_of('{PERSON[4]}'), 1, 1, {now}, {before})"
    yield GUEST, (), "guest_register", PERSON
    yield GUEST, (asked,), "guest_register", PERSON
    yield GUEST, (asked.replace(before, itself),), "guest_register", PERSON
    yield GUEST, ("INSERT INTO setting VALUES ('registration', 'closed')",), "guest_register", PERSON
    yield GUEST, ("SELECT setval('guest_registrations', 9007199254740992)",), "guest_register", PERSON
    yield GUEST, (), "guest_register", ("newcomer", "geheim", *PERSON[2:])
    for place in range(2, 7):
        yield GUEST, (asked,), "guest_register", (*PERSON[:place], "" if place < 6 else "[]", *PERSON[place + 1 :])
    for login in ("nobody", "admin", "bystander"):
        yield GUEST, (roleless, asked), "guest_register", (login, *PERSON[1:])
    for attempts, since, at in ((5, now, 1), (4, now, 1), (5, 1, 1), (5, now, now)):
        yield GUEST, (tried.format(attempts, since, at, before),), "guest_register", known
    used = f"UPDATE recovery_code SET used_at = 1, used_by = account_id WHERE account_id = '{other}'"
    closed = f"UPDATE account SET disabled = 1 WHERE id = '{other}'"
    code = f"INSERT INTO recovery_code VALUES ('{_MISSING}', '{_BYSTANDER}', recovery_digest('bystander', 'A'), 1)"
    for prepared in ((), (used,), (closed,), ("SELECT setval('guest_recoveries', 9007199254740992)",)):
        yield GUEST, prepared, "guest_recover", ("other-applicant", "A" * 20, VERIFIER)
    yield GUEST, (), "guest_recover", ("other-applicant", "Z" * 20, VERIFIER)
    yield GUEST, (), "guest_recover", ("other-applicant", "A" * 20, "geheim")
    yield GUEST, (), "guest_recover", ("applicant", "A" * 20, VERIFIER)
    yield GUEST, (roleless, code, "CREATE ROLE bystander LOGIN"), "guest_recover", ("bystander", "A", VERIFIER)


def tell(siege: Siege, change: str, only: frozenset[str], isolation: str) -> list[object]:
    """What becomes of every probe of these functions, and what it leaves."""
    found: list[object] = []
    with undone(siege, isolation=isolation) as connection:
        for part, name in FUNCTIONS:
            connection.execute(function(part, name).encode())
        connection.execute(change.encode())
        for login, prepared, name, values in probes(siege):
            if name in only:
                found.append(answered(connection, login, prepared, name, values))
    siege.attackers.connection(OWNER).execute(_RESET.encode())
    return found


def answered(
    connection: psycopg.Connection[object],
    login: str,
    prepared: tuple[str, ...],
    name: str,
    values: tuple[str | None, ...],
) -> tuple[object, ...]:
    given = ", ".join("true" if value == "true" else literal(value) for value in values)
    try:
        with connection.transaction(force_rollback=True):
            for statement in (_RESET, *prepared):
                connection.execute(statement.encode())
            with acting(connection, login):
                rows = connection.execute(f"SELECT talentdesk.{name}({given})".encode()).fetchall()
            return ("done", rows, connection.execute(_STATE.encode()).fetchall())
    except psycopg.Error as error:
        return (told(error).code,)


CALLED_BY = {
    "recovery_codes_put": {"recovery_codes_renew", "guest_register"},
    "login_password": {"password_temporary", "guest_recover"},
    "guest_restore": {"registration_set"},
}


@pytest.mark.slow
@NEWEST_ONLY
def test_every_check_is_needed(siege: Siege) -> None:
    siege.attackers.close()  # an account that is closed here for a moment would end its login's connections
    before: dict[tuple[frozenset[str], str], list[object]] = {}
    unseen: list[str] = []
    seen: list[str] = []
    for name, change in mutations():
        whole = re.match(r"\w+", name)
        assert whole is not None
        only = frozenset(CALLED_BY.get(whole[0], {whole[0]}))
        noticed = False
        for isolation in ("READ COMMITTED", "REPEATABLE READ"):
            if (only, isolation) not in before:
                before[only, isolation] = tell(siege, "SELECT 1", only, isolation)
            noticed = noticed or tell(siege, change, only, isolation) != before[only, isolation]
        (seen if noticed else unseen).append(name)
    assert len(seen) > 35
    surprising = [name for name in unseen if not name.startswith(tuple(REDUNDANT))]
    assert not surprising, "\n".join(surprising)
    needed = [name for name in seen if name.startswith(tuple(REDUNDANT))]
    assert not needed, "\n".join(needed)
