"""What was given to whom: who has seen an identity number in full."""

from alembic import op

from desktop.store.migrations.statements import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":  # a shared database has it from its beginning
        run(connection, revision, "disclosures")


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE disclosure")
