"""Everything a workspace starts with."""

from alembic import op

from desktop.store.migrations.statements import run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PARTS = ("tables", "verdicts", "views", "audit", "decisions", "submissions", "applications", "registers")


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":  # shared databases begin with the next revision
        run(connection, revision, *PARTS)


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for kind in ("trigger", "view", "index", "table"):
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
            "AND name <> 'alembic_version'",
            (kind,),
        ).scalars()
        for name in names.all():
            connection.exec_driver_sql(f'DROP {kind} IF EXISTS "{name}"')
