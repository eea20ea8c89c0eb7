"""No table, view or sequence opens to anybody, in whatever way it is asked for."""

from itertools import cycle, product

import pytest

from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import KINDS, LOGINS, OWNER

DENIED = "42501"
WAYS = (
    "SELECT * FROM {}",
    "SELECT 1 FROM {}",
    "SELECT count(*) FROM {}",
    "SELECT ctid, xmin, tableoid FROM {}",
    "TABLE {}",
    "SELECT EXISTS (SELECT FROM {})",
    "EXPLAIN SELECT * FROM {}",
    "EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM {}",
    "SELECT * FROM {} TABLESAMPLE SYSTEM (100)",
    "COPY {} TO STDOUT",
    "COPY (SELECT * FROM {}) TO STDOUT",
    "DECLARE c CURSOR FOR SELECT * FROM {}",
    "SELECT query_to_xml('SELECT * FROM {}', true, true, '')",
    "SELECT table_to_xml('{}', true, true, '')",
    "SELECT ts_stat('SELECT to_tsvector(''x'') FROM {}')",
    "SELECT * FROM {} FOR UPDATE",
    "SELECT * FROM {} FOR KEY SHARE",
    "DELETE FROM {}",
    "DELETE FROM {} WHERE false",
    "TRUNCATE {}",
    "TRUNCATE {} CASCADE",
    "LOCK TABLE {} IN ACCESS SHARE MODE",
    "LOCK TABLE {} IN SHARE MODE",
    "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} OWNER TO CURRENT_USER",
    "ALTER TABLE {} RENAME TO gone",
    "DROP TABLE {} CASCADE",
    "DROP VIEW {} CASCADE",
    "CREATE INDEX stolen ON {} ((1))",
    "CREATE RULE stolen AS ON INSERT TO {} DO ALSO NOTHING",
    "CREATE POLICY stolen ON {} USING (true)",
    "CREATE TRIGGER stolen AFTER INSERT ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE STATISTICS stolen ON id, key FROM {}",
    "GRANT SELECT ON {} TO PUBLIC",
    "COMMENT ON TABLE {} IS 'x'",
    "CLUSTER {}",
    "REFRESH MATERIALIZED VIEW {}",
    "MERGE INTO {} t USING (VALUES (1)) v ON true WHEN MATCHED THEN DELETE",
    "DO 'BEGIN PERFORM * FROM {};END'",
    "DEALLOCATE ALL; PREPARE p AS SELECT * FROM {}; EXECUTE p",
    "WITH gone AS (DELETE FROM {} RETURNING 1) SELECT * FROM gone",
    "SET row_security = off; SELECT * FROM {}",
)
IMPOSSIBLE = {"42809", "0A000", "42703", "42P17", "55000", "428C9"}
"""What cannot be done with such a relation, whoever asks: everybody knows its kind."""
REFUSED = {DENIED, *IMPOSSIBLE}


def relations(siege: Siege, *kinds: str) -> list[str]:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT 'talentdesk.' || relname FROM pg_class WHERE relnamespace = 'talentdesk'::regnamespace "
        "AND relkind = ANY(%s) ORDER BY 1",
        [list(kinds)],
    )
    return [name for (name,) in rows.fetchall()]


def columns(siege: Siege, relation: str) -> list[str]:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum", [relation]
    )
    return [name for (name,) in rows.fetchall()]


def test_a_table_or_view_opens_to_nobody(siege: Siege) -> None:
    some = cycle(LOGINS)
    for relation, way in product(relations(siege, "r", "v"), WAYS):
        for login in KINDS if relation.endswith((".application", ".decision")) else (next(some),):
            answer = siege.attackers.attack(login, *way.replace("{}", relation).split("; "))
            assert answer.code in REFUSED, (login, way, relation, answer)
            assert siege.told_secrets(answer) == []


def test_no_column_is_read_or_changed(siege: Siege) -> None:
    logins = cycle(LOGINS)
    for relation in relations(siege, "r", "v"):
        for column in columns(siege, relation):
            for statement in (f"SELECT {column} FROM {relation}", f"UPDATE {relation} SET {column} = DEFAULT"):
                answer = siege.attackers.attack(next(logins), statement)
                assert answer.sqlstate in {DENIED, *IMPOSSIBLE}, (statement, answer)


def test_nothing_is_added_but_decisions(siege: Siege) -> None:
    some = cycle(LOGINS)
    for relation in relations(siege, "r", "v"):
        is_open = relation.endswith(".decision")
        for statement in (
            f"INSERT INTO {relation} DEFAULT VALUES",
            f"INSERT INTO {relation} ({columns(siege, relation)[0]}) VALUES (NULL)",
            f"INSERT INTO {relation} SELECT * FROM {relation}",
            f"INSERT INTO {relation} VALUES (DEFAULT) ON CONFLICT DO NOTHING",
            f"COPY {relation} FROM STDIN",
        ):
            for login in LOGINS if is_open else (next(some), "admin"):
                answer = siege.attackers.attack(login, statement)
                expected = {DENIED, "not_allowed", "not_found", "0A000"} if is_open else {DENIED, *IMPOSSIBLE}
                assert answer.code in expected, (statement, answer)


@pytest.mark.parametrize("login", LOGINS)
def test_no_sequence_counts_or_tells(siege: Siege, login: str) -> None:
    sequences = relations(siege, "S")
    assert sequences
    for sequence in sequences:
        for statement in (
            f"SELECT nextval('{sequence}')",
            f"SELECT currval('{sequence}')",
            f"SELECT setval('{sequence}', 1)",
            f"SELECT last_value FROM {sequence}",
            f"ALTER SEQUENCE {sequence} RESTART",
        ):
            assert siege.attackers.attack(login, statement).sqlstate == DENIED, statement
        asked = f"SELECT last_value FROM pg_sequences WHERE schemaname || '.' || sequencename = '{sequence}'"
        assert siege.attackers.attack(login, asked).rows in {(), ((None,),)}


@pytest.mark.parametrize("login", LOGINS)
def test_a_right_given_by_mistake_still_opens_nothing(siege: Siege, login: str) -> None:
    """The wall beneath: row level security, tried with all rights given away in a transaction that is undone."""
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA talentdesk TO talentdesk_person")
        connection.execute(f'SET SESSION AUTHORIZATION "{login}"'.encode())
        for table in relations(siege, "r"):
            assert connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchall() == [(0,)], table
            assert connection.execute(f"DELETE FROM {table}".encode()).rowcount == 0
        connection.execute("RESET SESSION AUTHORIZATION")
