"""Applicants as persons: registration, recovery codes, passwords to be replaced, bindings to units."""

from alembic import op

from desktop.store.migrations.statements import run, run_whole

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("binding", "password_due", "recovery_code", "applicant")

SHARED = (
    "0004/postgresql/tables",
    "0004/postgresql/people",
    "0004/postgresql/bindings",
    "0004/postgresql/guest",
    "0004/postgresql/rights",
    "0004/postgresql/reads",
)
"""What a shared database gets: tables, guards, functions of people and of the guest login, and who may call them."""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_whole(connection, *SHARED)
        return
    run(connection, revision, "tables", "people", "bindings")


def downgrade() -> None:
    """Of a local workspace; a shared one goes back by its backup."""
    connection = op.get_bind()
    for name in TABLES:
        connection.exec_driver_sql(f"DROP TABLE {name}")
