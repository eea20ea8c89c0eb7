"""Ways round the rules, tried with raw SQL by somebody who has the key: each is refused, and nothing has changed."""

import pytest
from sqlcipher3 import dbapi2

from desktop.store.audit import verify
from desktop.store.engine import sha256_hex
from tests.store.probe import TABLES, VERBS, WRITTEN, Probe

DECISION = (
    "INTO decision (id, application_id, submission, seq, action, stage, desk, organisation_id, account_id, decided_at, "
    "recorded_at, comment, meeting, correction_deadline, straight_back, origin) "
    "SELECT {id}, {application}, {submission}, {seq}, '{action}', 'unit', {desk}, d.organisation_id, d.account_id, "
    "d.decided_at, d.recorded_at, {comment}, '', NULL, 0, 'online' FROM decision d WHERE d.seq = 0 LIMIT 1"
)


def decision(**given: str) -> str:
    facts = {
        "id": "'11111111-1111-4111-8111-111111111111'",
        "application": "?",
        "submission": "1",
        "seq": "0",
        "action": "pass",
        "desk": "'unit'",
        "comment": "''",
        **given,
    }
    return DECISION.format(**facts)


def test_the_statement_that_the_probes_vary_is_itself_accepted(probe: Probe) -> None:
    connection = probe.connection
    connection.execute("BEGIN")
    connection.execute(f"INSERT {decision()}", (probe.free,))
    moved = connection.execute("SELECT stage FROM application WHERE id = ?", (probe.free,)).fetchall()
    connection.execute("ROLLBACK")
    assert moved == [("department-1",)]


@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_on_record_is_not_replaced(probe: Probe, verb: str) -> None:
    known = "(SELECT id FROM decision WHERE seq = 0 LIMIT 1)"
    probe.refused(f"{verb} {decision(id=known)}", probe.free)
    probe.refused(f"{verb} {decision()}", probe.decided)
    probe.refused(f"{verb} {decision(seq='1')}", probe.decided)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "given",
    [
        {"submission": "NULL"},
        {"seq": "NULL"},
        {"desk": "NULL"},
        {"id": "NULL"},
        {"comment": "NULL"},
        {"comment": "NULL", "action": "terminate"},
        {"comment": "NULL", "action": "return"},
        {"submission": "2"},
        {"seq": "1"},
        {"seq": "-1"},
        {"desk": "'department-1'"},
        {"action": "terminate"},
        {"action": "terminate", "comment": "'　 '"},
        {"action": "terminate", "comment": "'a' || char(0)"},
        {"action": "confirm"},
        {"action": "submit"},
        {"action": "delete"},
        {"action": "approve"},
        {"comment": "printf('%.2001c', 'x')"},
        {"id": "'short'"},
    ],
)
def test_a_decision_against_the_rules_is_not_written(probe: Probe, verb: str, given: dict[str, str]) -> None:
    probe.refused(f"{verb} {decision(**given)}", probe.free)


def test_a_decision_dropped_by_on_conflict_has_no_effect(probe: Probe) -> None:
    known = "(SELECT id FROM decision WHERE seq = 0 LIMIT 1)"
    probe.refused(f"INSERT {decision(id=known)} ON CONFLICT DO NOTHING", probe.free)
    probe.refused(f"INSERT {decision()} ON CONFLICT DO NOTHING", probe.decided)
    probe.refused(f"INSERT {decision(id=known)} ON CONFLICT (id) DO UPDATE SET comment = 'x'", probe.free)


@pytest.mark.parametrize("table", ["decision", "submission", "attachment", "audit", "verdict"])
def test_records_have_no_hidden_row_number(probe: Probe, table: str) -> None:
    with pytest.raises(dbapi2.OperationalError, match="no such column"):
        probe.connection.execute(f"SELECT rowid FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_on_record_is_deleted(probe: Probe, table: str) -> None:
    probe.refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("conflict", ["", "OR REPLACE", "OR IGNORE"])
@pytest.mark.parametrize(
    "change",
    [
        "decision SET comment = 'x'",
        "decision SET id = id",
        "submission SET content = '{}'",
        "attachment SET sha256 = 'x'",
        "audit SET entry = '{}'",
        "audit SET ordinal = ordinal + 100",
        "verdict SET to_status = 'approved'",
        "blob_chunk SET content = x'00'",
        "blob_chunk SET rowid = 99",
        "blob SET size = 1",
        "catalogue SET content = 'x'",
        "notice SET title = title || '…'",
        "account SET login = login || 'x'",
        "account SET id = '11111111-1111-4111-8111-111111111111' WHERE login = 'unit'",
        "organisation SET code = code || 'x'",
        "organisation SET kind = 'unit'",
        "membership SET role = 'administrator'",
        "setting SET value = '00' WHERE key = 'person_secret'",
        *(
            f"application SET {column}"
            for column in (
                "status = 'approved', stage = '', stage_since = NULL",
                "stage = 'committee' WHERE status = 'submitted'",
                "seq = seq + 1",
                "seq = 0",
                "submission = 5",
                "chain_hash = ''",
                "chain_length = chain_length + 1",
                "returned_from = 'committee'",
                "correction_due = NULL",
                "correction_due = 1",
                "straight_back = 1",
                "deleted_at = 1",
                "name = '别人'",
                "number = '2026-0000-000001'",
                "number = NULL",
                "key = 'other'",
                "unit_id = issuer_id",
                "issuer_id = unit_id",
                "levels = 1",
                "levels = 1 WHERE status = 'draft'",
                "id = '11111111-1111-4111-8111-111111111111'",
                "finding_count = 0, attachment_count = 9",
                "person_key = 'x' WHERE status = 'submitted'",
                "changed_since_return = 1 WHERE status = 'submitted'",
                "person_key = (SELECT person_key FROM application WHERE seq = 0) WHERE status = 'returned'",
            )
        ),
    ],
)
def test_what_is_on_record_is_not_changed(probe: Probe, conflict: str, change: str) -> None:
    settings = probe.connection.execute("SELECT * FROM setting").fetchall()
    probe.refused(f"UPDATE {conflict} {change}")
    assert probe.connection.execute("SELECT * FROM setting").fetchall() == settings


@pytest.mark.parametrize("verb", VERBS)
def test_rows_are_not_slipped_in_beside_the_rules(probe: Probe, verb: str) -> None:
    connection = probe.connection
    head = connection.execute("SELECT max(ordinal) FROM audit").fetchone()[0]
    chain = f"application:{probe.decided}"
    length, previous = connection.execute(
        "SELECT chain_length, chain_hash FROM application WHERE id = ?", (probe.decided,)
    ).fetchone()
    entry = "{}"
    right = (chain, length + 1, head + 1, 0, entry, previous, sha256_hex(previous + entry))
    wrong = (chain, length, head, 0, entry, previous, sha256_hex(previous + entry))
    for row in (right, wrong):
        probe.refused(f"{verb} INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
    probe.refused(f"{verb} INTO audit_append VALUES (?, 0, '{{}}')", chain)
    for target, source in (
        ("verdict", "SELECT levels, status, stage, 'x', desk, to_status, to_stage, '', '', '', 0, 0 FROM verdict"),
        ("verdict", "SELECT * FROM verdict"),
        (
            "attachment",
            "SELECT submission_id, 9, section, record, slot, name, sha256, size, media_type FROM attachment",
        ),
        ("attachment", "SELECT * FROM attachment"),
        ("submission", "SELECT * FROM submission"),
        (f"application ({WRITTEN})", f"SELECT {WRITTEN} FROM application"),
        ("account", "SELECT id, login || 'x', name, 0, 0, '' FROM account"),
        ("organisation", "SELECT id, code, 'x', kind, NULL, 0, '' FROM organisation"),
        ("membership", "SELECT id, account_id, 'administrator', NULL, 0, '' FROM membership"),
        ("blob_chunk (rowid, sha256, position, content)", "SELECT rowid, sha256, 0, x'00' FROM blob_chunk"),
        ("blob_chunk (rowid, sha256, position, content)", "SELECT rowid, 'x', 7, x'00' FROM blob_chunk"),
        ("blob", "SELECT sha256, 1 FROM blob"),
        ("catalogue", "SELECT hash, key, source, 'x', 0, '' FROM catalogue"),
        ("notice", "SELECT id, key, '', '', 0, 1, catalogue_key, catalogue_hash, issuer_id, 0, 0, '' FROM notice"),
    ):
        probe.refused(f"{verb} INTO {target} {source}")


def test_a_new_application_starts_as_a_draft(probe: Probe) -> None:
    columns = (
        "(id, key, unit_id, unit_name, notice_id, issuer_id, route_number, levels, updated_at, status, stage, "
        "stage_since, seq) SELECT '11111111-1111-4111-8111-111111111111', 'new', unit_id, unit_name, notice_id, "
        "issuer_id, route_number, levels, 0, "
    )
    for start in ("'approved', '', NULL, 0", "'submitted', 'committee', 1, 0", "'draft', '', NULL, 4"):
        for verb in VERBS:
            probe.refused(f"{verb} INTO application {columns} {start} FROM application LIMIT 1")


def test_a_client_without_our_hash_function_writes_nothing(probe: Probe) -> None:
    desk = probe.desk
    raw = dbapi2.connect(str(desk.store.files.data), isolation_level=None)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{desk.key.secret.hex()}'\"")
    with pytest.raises(dbapi2.OperationalError, match="sha256_hex"):
        raw.execute(f"INSERT {decision()}", (probe.free,))
    raw.close()
    assert desk.situation(probe.free).seq == 0


def test_after_all_that_the_audit_still_holds(probe: Probe) -> None:
    for table in TABLES:
        probe.refused(f"DELETE FROM {table}")
    with probe.desk.store.read() as connection:
        assert verify(connection).sound
