"""Notices that are written, published and closed in the program, and what an applicant does before beginning."""

from alembic import op

from desktop.store.migrations.statements import run, statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("self_check", "notice_closing", "notice_file", "notice_draft")


def upgrade() -> None:
    connection = op.get_bind()
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
