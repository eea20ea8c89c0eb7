"""Lists of a million rows: short row numbers, shared routes, an index for every sort, an index for the search."""

from alembic import op
from sqlalchemy import Connection

from desktop.store.migrations.statements import run, run_whole, statements, table_copy

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = [
    "id",
    "key",
    "unit_id",
    "notice_id",
    "issuer_id",
    "applicant_id",
    "levels",
    "number",
    "person_key",
    "status",
    "stage",
    "returned_from",
    "submission",
    "seq",
    "stage_since",
    "submitted_at",
    "correction_due",
    "straight_back",
    "changed_since_return",
    "updated_at",
    "deleted_at",
    "name",
    "grading_class",
    "standard",
    "service_type",
    "attachment_count",
    "finding_count",
    "search_text",
    "chain_length",
    "chain_hash",
]
ADDED = {
    "line": "row_number() OVER (ORDER BY number IS NULL, number, updated_at, id)",
    "unit_name": "(SELECT o.name FROM organisation o WHERE o.id = application_before.unit_id)",
    "route_number": """(SELECT r.number FROM route r WHERE r.unit_id = application_before.unit_id AND r.departments = (
        SELECT json_group_array(department_id) FROM (
          SELECT x.department_id FROM application_route x
          WHERE x.application_id = application_before.id ORDER BY x.level)))""",
}
TRIGGERS = [
    "application_searched",
    "application_insert",
    "application_fixed",
    "application_line",
    "application_unit_name",
    "organisation_renamed",
    "decision_handled",
    "handled_insert",
    "handled_update",
    "handled_delete",
]


SHARED = (
    "0002/postgresql/schema",
    "0002/postgresql/tables",
    "0001/verdicts",
    "0002/postgresql/views",
    "0002/postgresql/people",
    "0002/postgresql/persons",
    "0002/postgresql/audit",
    "0002/postgresql/decisions",
    "0002/postgresql/submissions",
    "0002/postgresql/applications",
    "0002/postgresql/search",
    "0002/postgresql/registers",
    "0002/postgresql/logins",
    "0002/postgresql/desk",
    "0002/postgresql/registers_by_people",
    "0002/postgresql/evidence",
    "0002/postgresql/uploads",
    "0002/postgresql/intents",
    "0002/postgresql/filing",
    "0002/postgresql/rights",
    "0002/postgresql/policies",
    "0002/postgresql/auditing",
    "0002/postgresql/reads",
)
"""All that a shared database consists of: there was none before this revision."""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_whole(connection, *SHARED)
        return
    run(connection, revision, "routes")
    _drop_indexes(connection)
    (shape,) = statements(revision, "application")
    table_copy(connection, "application", shape, {name: f'"{name}"' for name in KEPT} | ADDED)
    run(connection, revision, "indexes", "desk", "applications", "search")


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP SCHEMA talentdesk CASCADE")
        return
    for name in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for name in ("application_search", "handled", "saved_filter"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    rows = connection.exec_driver_sql("SELECT application_id, level, department_id FROM application_route").fetchall()
    connection.exec_driver_sql("DROP VIEW application_route")
    for statement in _first_table("application_route"):
        connection.exec_driver_sql(statement)
    for row in rows:
        connection.exec_driver_sql("INSERT INTO application_route VALUES (?, ?, ?)", tuple(row))
    _drop_indexes(connection)
    old = _first_table("application")
    table_copy(connection, "application", old[0], KEPT)
    triggers = ("insert ", "fixed ", "route_")
    for statement in (*old[1:], *_first("applications", *(f"CREATE TRIGGER application_{name}" for name in triggers))):
        connection.exec_driver_sql(statement)
    for name in ("route_department", "route"):
        connection.exec_driver_sql(f"DROP TABLE {name}")


def _drop_indexes(connection: Connection) -> None:
    """Those of the application table; those of its UNIQUE constraints go with it."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'application' AND sql IS NOT NULL"
    ).scalars()
    for name in names.all():
        connection.exec_driver_sql(f'DROP INDEX "{name}"')


def _first(part: str, *starts: str) -> list[str]:
    """Those statements of the first revision that begin so."""
    return [statement for statement in statements("0001", part) if statement.startswith(starts)]


def _first_table(name: str) -> list[str]:
    """The statement of the first revision that makes a table, and then those of its indexes."""
    indexes = [statement for statement in statements("0001", "tables") if f" ON {name} (" in statement]
    return [*_first("tables", f"CREATE TABLE {name} "), *indexes]
