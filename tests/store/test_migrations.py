"""The schema's history: frozen, complete, up and down with data, all or nothing."""

import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.domain.terms import Action
from desktop.store.audit import verify
from desktop.store.engine import Mode, connect
from desktop.store.key_slots import FileKey
from desktop.store.migrations.freeze import table_statements, verdict_statement
from desktop.store.migrations.statements import statements
from desktop.store.queries.applications import list_applications
from desktop.store.rows import ApplicationQuery, Basket
from desktop.store.schema import HEAD, REVISIONS, downgrade, revision_of, upgrade
from desktop.store.tables import metadata
from desktop.store.workspace import open_store
from tests.store.factory import NOW, Desk

MIGRATIONS = Path(sys.modules["desktop.store.migrations"].__file__ or "").parent
NEXT = '''
from alembic import op
from sqlalchemy import text

from desktop.store.migrations.statements import table_copy

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SHAPE = """CREATE TABLE decision (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  application_id TEXT NOT NULL REFERENCES application (id),
  submission INTEGER NOT NULL, seq INTEGER NOT NULL, "action" TEXT NOT NULL, stage TEXT NOT NULL, desk TEXT NOT NULL,
  organisation_id TEXT NOT NULL REFERENCES organisation (id), account_id TEXT NOT NULL REFERENCES account (id),
  decided_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, comment TEXT NOT NULL, meeting TEXT NOT NULL,
  correction_deadline TEXT, straight_back INTEGER NOT NULL, origin TEXT NOT NULL%s,
  UNIQUE (application_id, seq)
) STRICT, WITHOUT ROWID"""
COLUMNS = (
    "id application_id submission seq action stage desk organisation_id account_id decided_at recorded_at comment "
    "meeting correction_deadline straight_back origin"
).split()


def upgrade():
    connection = op.get_bind()
    before = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")).scalar()
    table_copy(connection, "decision", SHAPE % ", remark TEXT NOT NULL DEFAULT '' UNIQUE", {
        **{name: f'"{name}"' for name in COLUMNS}, "remark": "'from ' || id"})
    after = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")).scalar()
    assert before == after
    STOP


def downgrade():
    table_copy(op.get_bind(), "decision", SHAPE % "", COLUMNS)
'''


def write_next(folder: Path, stop: str = "pass") -> Path:
    """A further revision, which copies the decision table into another shape."""
    folder.mkdir(exist_ok=True)
    (folder / "r0007_next.py").write_text(NEXT.replace("STOP", stop), encoding="utf-8")
    return folder


def schema_of(data: Path, key: FileKey) -> dict[tuple[str, str], str]:
    raw = connect(data, key, Mode.MIGRATE)
    rows = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    raw.close()
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in rows}


def schema(desk: Desk) -> dict[tuple[str, str], str]:
    return schema_of(desk.store.files.data, desk.key)


def schema_at(revision: str, folder: Path) -> dict[tuple[str, str], str]:
    """The schema of a new file that stays at an older revision."""
    data, key = folder / "older.db", FileKey(b"k" * 32)
    connect(data, key, Mode.MIGRATE, create=True).close()
    upgrade(data, key, revision)
    return schema_of(data, key)


def contents(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    with desk.store.read() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A workspace with decisions in it."""
    for _ in range(3):
        identity = desk.file()
        desk.decide(identity, Action.PASS, "unit", "unit")
    return desk


def test_the_program_knows_every_revision() -> None:
    found = sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("r*.py"))
    assert tuple(found) == REVISIONS


def test_revisions_import_nothing_of_the_program_but_their_statements() -> None:
    for path in (MIGRATIONS / "versions").glob("r*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        imports = [line for line in lines if "desktop" in line and "import" in line]
        assert len(imports) == 1
        assert imports[0].startswith("from desktop.store.migrations.statements import ")


def test_the_frozen_tables_are_those_of_the_program(desk: Desk) -> None:
    expected = {" ".join(statement.split()) for statement in table_statements()}
    found = {
        text
        for (kind, name), text in schema(desk).items()
        if kind in ("table", "index") and not name.startswith(("alembic_version", "application_search"))
    }
    assert found == expected


def test_the_frozen_verdicts_are_those_of_the_domain() -> None:
    assert list(statements("0001", "verdicts")) == [f"{verdict_statement()};"]


def test_every_table_of_records_is_guarded(desk: Desk) -> None:
    triggers = {name for kind, name in schema(desk) if kind == "trigger"}
    for table in (
        "decision",
        "submission",
        "attachment",
        "audit",
        "verdict",
        "deletion",
        "blob",
        "blob_chunk",
        "disclosure",
    ):
        assert {f"{table}_update", f"{table}_delete"} <= triggers
    assert len(triggers) > 50


def test_up_and_down_again_keeps_every_row_and_every_trigger(worked: Desk, tmp_path: Path) -> None:
    further = write_next(tmp_path / "further")
    data, key = worked.store.files.data, worked.key
    before, rows = schema(worked), contents(worked)
    worked.store.close()
    upgrade(data, key, further_revisions=further)
    assert revision_of(data, key) == "0007"
    assert schema(worked).keys() == before.keys()
    raw = connect(data, key, Mode.MIGRATE)
    assert all(remark == f"from {identity}" for identity, remark in raw.execute("SELECT id, remark FROM decision"))
    raw.close()
    downgrade(data, key, HEAD, further_revisions=further)
    worked.store = open_store(worked.store.location, key, at=NOW)
    assert contents(worked) == rows
    assert set(schema(worked)) == set(before)
    assert {at: text for at, text in schema(worked).items() if at[0] != "table"} == {
        at: text for at, text in before.items() if at[0] != "table"
    }


def test_lists_search_and_routes_survive_the_way_down_and_up(worked: Desk, tmp_path: Path) -> None:
    data, key = worked.store.files.data, worked.key
    query = ApplicationQuery(search="王建国", basket=Basket.HANDLED)
    scope = worked.scope("unit")
    before, rows = schema(worked), contents(worked)
    with worked.store.read() as connection:
        listed = list_applications(connection, scope, query, now=NOW)
    worked.store.close()
    downgrade(data, key, "0001")
    assert schema(worked) == schema_at("0001", tmp_path)
    upgrade(data, key)
    assert schema(worked) == before
    worked.store = open_store(worked.store.location, key, at=NOW)
    assert contents(worked) == rows
    with worked.store.read() as connection:
        assert list_applications(connection, scope, query, now=NOW) == listed
    assert len(listed) == 3
    worked.decide(worked.find("U1", "d-0001"), Action.PASS, "department-1", "department-1")
    with worked.store.read() as connection:
        assert verify(connection).sound


def test_the_rules_hold_after_a_table_was_copied(worked: Desk, tmp_path: Path) -> None:
    further = write_next(tmp_path / "further")
    worked.store.close()
    upgrade(worked.store.files.data, worked.key, further_revisions=further)
    downgrade(worked.store.files.data, worked.key, HEAD, further_revisions=further)
    worked.store = open_store(worked.store.location, worked.key, at=NOW)
    identity = worked.find("U1", "d-0001")
    worked.decide(identity, Action.PASS, "department-1", "department-1")
    assert worked.situation(identity).stage == "department-2"
    with worked.store.read() as connection:
        assert verify(connection).sound


def test_down_to_nothing_and_up_again(desk: Desk) -> None:
    before = schema(desk)
    desk.store.close()
    downgrade(desk.store.files.data, desk.key, "base")
    assert [name for kind, name in schema(desk)] == ["alembic_version"]
    upgrade(desk.store.files.data, desk.key)
    assert schema(desk) == before
    desk.store = type(desk.store)(desk.store.location, desk.key)


def test_a_revision_that_fails_leaves_what_was(worked: Desk, tmp_path: Path) -> None:
    further = write_next(tmp_path / "further", stop="raise RuntimeError('no')")
    before, rows = schema(worked), contents(worked)
    worked.store.close()
    with pytest.raises(RuntimeError, match="no"):
        upgrade(worked.store.files.data, worked.key, further_revisions=further)
    worked.store = open_store(worked.store.location, worked.key, at=NOW)
    assert schema(worked) == before
    assert contents(worked) == rows


def test_an_older_file_is_backed_up_before_it_is_upgraded(worked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.store import workspace

    raw = connect(worked.store.files.data, worked.key, Mode.MIGRATE)
    raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.close()
    seen: list[tuple[str | None, int]] = []

    def upgraded(file: Path, key: Any) -> None:
        seen.append((revision_of(file, key), len(list((worked.store.location / "backups").glob("*.zip")))))

    monkeypatch.setattr(workspace, "REVISIONS", ("0000", HEAD))
    monkeypatch.setattr(workspace, "upgrade", upgraded)
    worked.store.close()
    worked.store = open_store(worked.store.location, worked.key, at=NOW)
    assert seen == [("0000", 1)]
