"""A decision in every dress that SQL has for an INSERT: none gets further than the plain one."""

import pytest

from desktop.domain.terms import Action
from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import COLUMNS, Row, insert, literal
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import KINDS, LOGINS
from tests.postgres.hostile.requests import row_for

TARGET = f"talentdesk.decision ({', '.join(COLUMNS)})"
ALIKE = {
    "a transaction of its own": "{insert}",
    "DO NOTHING": "{insert} ON CONFLICT DO NOTHING",
    "returning nothing of it": "{insert} RETURNING 1",
    "OVERRIDING": f"INSERT INTO {TARGET} OVERRIDING SYSTEM VALUE VALUES ({{values}})",
    "SELECT": f"INSERT INTO {TARGET} SELECT {{values}}",
    "a CTE": "WITH new AS ({insert} RETURNING 1) SELECT * FROM new",
    "values from a CTE": f"WITH v AS (VALUES ({{values}})) INSERT INTO {TARGET} TABLE v",
    "EXPLAIN ANALYZE": "EXPLAIN (ANALYZE, VERBOSE) {insert}",
    "a DO block": "DO $do$ BEGIN {insert}; END $do$",
    "EXECUTE": "DO $do$ BEGIN EXECUTE $x$ {insert} $x$; END $do$",
    "a prepared statement": "DEALLOCATE ALL; PREPARE p AS {insert}; EXECUTE p",
    "a subtransaction": "SAVEPOINT s; {insert}",
    "a role of the group": "SET ROLE talentdesk_person; {insert}",
    "triggers asked to be gone": "SET CONSTRAINTS ALL DEFERRED; {insert}",
    "another schema first": "SET search_path = pg_temp, public, talentdesk; {insert}",
    "no schema": "SET search_path = ''; {insert}",
    "another time": "SET TimeZone = 'Pacific/Kiritimati'; SET DateStyle = 'German'; {insert}",
    "another text": "SET client_encoding = 'LATIN1'; SET standard_conforming_strings = off; {insert}",
    "another planner": "SET plan_cache_mode = 'force_generic_plan'; SET enable_indexscan = off; {insert}",
}
DENIED = {
    "returning itself": "{insert} RETURNING *",
    "returning its id": "{insert} RETURNING id",
    "returning its place": "{insert} RETURNING ctid, xmin, tableoid",
    "DO NOTHING on the id": "{insert} ON CONFLICT (id, application_id) DO NOTHING",
    "DO NOTHING on a constraint": "{insert} ON CONFLICT ON CONSTRAINT pk_decision DO NOTHING",
    "DO UPDATE": "{insert} ON CONFLICT (id, application_id) DO UPDATE SET comment = 'x'",
    "DO UPDATE of everything": "{insert} ON CONFLICT (application_id, seq) DO UPDATE SET action = EXCLUDED.action",
    "MERGE on its id": f"MERGE INTO talentdesk.decision d USING (VALUES ('x')) v (id) ON d.id = v.id "
    f"WHEN NOT MATCHED THEN INSERT ({', '.join(COLUMNS)}) VALUES ({{values}})",
    "MERGE that deletes": "MERGE INTO talentdesk.decision d USING (VALUES (1)) v ON true WHEN MATCHED THEN DELETE",
    "SELECT of decisions": f"INSERT INTO {TARGET} SELECT {', '.join(COLUMNS)} FROM talentdesk.decision",
    "SELECT of applications": f"INSERT INTO {TARGET} SELECT {{values}} FROM talentdesk.application",
    "a query among the values": "INSERT INTO talentdesk.decision (id) "
    "VALUES ((SELECT max(id) FROM talentdesk.decision))",
    "the audit by its view": "INSERT INTO talentdesk.audit_append VALUES ('application:x', 1, '{{}}')",
    "the audit": "INSERT INTO talentdesk.audit (chain, position, at, entry, previous, hash) "
    "VALUES ('units', 1, 1, '{{}}', '', '')",
    "a new verdict": "INSERT INTO talentdesk.verdict "
    "VALUES (1, 'draft', '', 'confirm', 'unit', 'approved', '', '', '', 'always')",
    "another's seat": "INSERT INTO talentdesk.membership VALUES ('x', 'x', 'unit', 'x', 1, 'x')",
    "a status": "UPDATE talentdesk.application SET status = 'approved', stage = ''",
    "an own status": "UPDATE talentdesk.application SET status = 'approved' WHERE applicant_id = talentdesk.me()",
    "another comment": "UPDATE talentdesk.decision SET comment = ''",
    "an earlier moment": "UPDATE talentdesk.decision SET recorded_at = 1 WHERE account_id = talentdesk.me()",
    "a decision less": "DELETE FROM talentdesk.decision WHERE account_id = talentdesk.me()",
    "an audit of one's own": "UPDATE talentdesk.audit SET entry = '', hash = ''",
    "an audit less": "DELETE FROM talentdesk.audit",
    "an account open again": "UPDATE talentdesk.account SET disabled = 0",
    "an account of one's own login": "UPDATE talentdesk.account SET login = session_user",
}
PLACES = {
    "may decide": ("unit", "submitted at unit", Action.PASS, "unit", "done"),
    "not at that desk": ("department-1", "submitted at unit", Action.PASS, "unit", "not_allowed"),
    "hidden": ("secretary", "submitted at unit", Action.PASS, "secretary", "not_found"),
    "another's": ("applicant", "elsewhere", Action.RETURN, "applicant", "not_found"),
    "disabled": ("closed", "submitted at unit", Action.PASS, "unit", "not_allowed"),
    "no account": ("nobody", "submitted at unit", Action.PASS, "unit", "not_allowed"),
    "administrator": ("admin", "submitted at unit", Action.PASS, "unit", "not_found"),
}


def dressed(form: str, row: Row) -> list[str]:
    values = ", ".join(literal(row[name]) for name in COLUMNS)
    return [
        part.replace("{insert}", insert(row)).replace("{values}", values).replace("{{}}", "{}")
        for part in (form.split("; ") if not form.startswith("DO $do$") else [form])
    ]


@pytest.mark.parametrize("form", ALIKE)
def test_it_is_answered_as_the_plain_one(siege: Siege, form: str) -> None:
    for who, (login, place, action, desk, expected) in PLACES.items():
        row = row_for(siege.furnished, login, place, action, desk)
        answer = siege.attackers.attack(login, *dressed(ALIKE[form], row))
        assert answer.code == expected, (who, answer)
        missing = siege.attackers.attack(login, *dressed(ALIKE[form], row | {"application_id": new_id()}))
        assert missing.code == ("not_allowed" if login in ("closed", "nobody") else "not_found"), (who, missing)
        if expected == "not_found":
            assert missing.message == answer.message
            assert (missing.detail, missing.hint, missing.further) == (answer.detail, answer.hint, answer.further)


@pytest.mark.parametrize("form", DENIED)
def test_it_is_denied_to_everybody(siege: Siege, form: str) -> None:
    for login in KINDS:
        row = row_for(siege.furnished, login, "submitted at unit", Action.PASS, "unit")
        answer = siege.attackers.attack(login, *dressed(DENIED[form], row))
        assert answer.sqlstate == "42501", (login, answer)
        assert siege.told_secrets(answer) == []


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_transaction_that_keeps_to_an_older_state_writes_nothing(siege: Siege, level: str) -> None:
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.PASS, "unit")
    begin = f"SET TRANSACTION ISOLATION LEVEL {level}"
    assert siege.attackers.attack("unit", begin, insert(row)).code == "isolation"
    for call in ("account_rename('x', 'y')", "account_reopen('x', 'y')", "account_add('x', 'y', 'z', 'v')"):
        assert siege.attackers.attack("admin", begin, f"SELECT talentdesk.{call}").code == "isolation"


def test_a_closed_account_does_not_live_on_in_a_transaction_that_is_older(siege: Siege) -> None:
    assert siege.older.code == "isolation"


@pytest.mark.parametrize("statement", ["COPY {} FROM STDIN", "COPY {} FROM '/etc/passwd'", "COPY {} FROM PROGRAM 'id'"])
def test_decisions_are_not_copied_in(siege: Siege, statement: str) -> None:
    for login in LOGINS:
        answer = siege.attackers.attack(login, statement.replace("{}", TARGET))
        assert answer.sqlstate in {"42501", "0A000"}, (login, answer)
