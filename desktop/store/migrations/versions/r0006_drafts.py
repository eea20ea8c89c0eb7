"""Files of drafts, which belong to their form and go with it; forms that a desk fills in beside their applicant."""

from alembic import op

from desktop.store.migrations.statements import run, run_whole, statements

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TRIGGERS = {
    ("0001", "registers"): ("blob_delete", "blob_chunk_delete"),
    ("0005", "notices"): ("self_check_insert",),
}
"""Those of earlier revisions that this one replaces, by the files that they are in."""

SHARED = (
    "0006/postgresql/tables",
    "0006/postgresql/beside",
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
    run(connection, revision, "tables", "drafts", "beside")


def downgrade() -> None:
    """Of a local workspace; a shared one goes back by its backup."""
    connection = op.get_bind()
    for name in ("application_settled", "notice_file_bytes", *TRIGGERS["0001", "registers"]):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DROP TRIGGER self_check_insert")
    for name in ("draft_file", "beside"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for earlier, names in TRIGGERS.items():
        first = tuple(f"CREATE TRIGGER {name} " for name in names)
        for statement in statements(*earlier):
            if statement.startswith(first):
                connection.exec_driver_sql(statement)
