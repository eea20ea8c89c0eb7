"""Notices that are written, published and closed in the program, and what an applicant does before beginning."""

from alembic import op

from desktop.store.migrations.statements import run, run_whole, statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("self_check", "notice_closing", "notice_file", "notice_draft")

SHARED = (
    "0005/postgresql/tables",
    "0005/postgresql/notices",
    "0005/postgresql/reading",
    "0005/postgresql/rights",
    "0005/postgresql/reads",
)
"""What a shared database gets: tables, guards, functions of people, who may call them, and what they read."""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_whole(connection, *SHARED)
        return
    run(connection, revision, "tables", "notices")


def downgrade() -> None:
    """Of a local workspace; a shared one goes back by its backup."""
    connection = op.get_bind()
    connection.exec_driver_sql("DROP TRIGGER notice_fixed")
    for name in TABLES:
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for statement in statements("0001", "registers"):
        if statement.startswith("CREATE TRIGGER notice_fixed "):
            connection.exec_driver_sql(statement)
