"""Files of drafts: what an applicant has uploaded belongs to their form, and goes with it."""

from alembic import op

from desktop.store.migrations.statements import run, run_whole, statements

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TRIGGERS = ("blob_delete", "blob_chunk_delete")
"""Those of the first revision that this one replaces."""

SHARED = (
    "0006/postgresql/tables",
    "0006/postgresql/drafts",
    "0006/postgresql/self_checks",
    "0006/postgresql/rights",
    "0006/postgresql/reads",
)
"""What a shared database gets: tables, their guards, functions of applicants, who may call them, what they read."""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_whole(connection, *SHARED)
        return
    run(connection, revision, "tables", "drafts")


def downgrade() -> None:
    """Of a local workspace; a shared one goes back by its backup."""
    connection = op.get_bind()
    for name in ("application_settled", *TRIGGERS):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DROP TABLE draft_file")
    first = tuple(f"CREATE TRIGGER {name} " for name in TRIGGERS)
    for statement in statements("0001", "registers"):
        if statement.startswith(first):
            connection.exec_driver_sql(statement)
