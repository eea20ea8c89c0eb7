"""Units and departments: reading them, and importing a table of them."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from desktop.exchange.organisation_table import read_organisation_table
from desktop.services.acting import acting_account, acting_administrator
from desktop.services.organisation_plan import RefusedLine, plan_organisations
from desktop.services.workspace import Workspace
from desktop.store.interruption import apart
from desktop.store.queries import organisations as queries
from desktop.store.records.identity import new_id
from desktop.store.records.organisations import put_organisation
from desktop.store.rows import OrganisationRow

__all__ = ["ImportReport", "RefusedLine", "import_organisations", "organisations", "unit_codes"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many rows were added or changed, and were so already; which were refused; which are worth a second look."""

    imported: int
    unchanged: int
    refused: tuple[RefusedLine, ...]
    warnings: tuple[RefusedLine, ...]


def organisations(workspace: Workspace) -> tuple[OrganisationRow, ...]:
    """All units and departments, in the order of their codes."""
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        return queries.organisations(connection)


def unit_codes(workspace: Workspace, ids: Collection[str]) -> dict[str, str]:
    """The codes of these units, by id."""
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        return queries.codes_of(connection, ids)


def import_organisations(workspace: Workspace, file: Path) -> ImportReport:
    """Registers every row that can be; all of them in one unit of work. By an administrator.

    Raises `Rejected` where the file is no such table, or the account no administrator.
    """
    with workspace.store.read() as connection:
        acting_administrator(connection, workspace)
    rows = apart(lambda: read_organisation_table(file))
    with workspace.store.write() as connection:
        account = acting_administrator(connection, workspace)
        known = {row.code: row for row in queries.organisations(connection)}
        plan = apart(lambda: plan_organisations(rows, known))
        ids = {code: row.id for code, row in known.items()}
        at, imported = workspace.clock(), 0
        for item in plan.accepted:
            identity = ids.setdefault(item.code, new_id())
            parent_id = None if item.parent is None else ids[item.parent]
            row = OrganisationRow(identity, item.code, item.name, item.kind, parent_id)
            imported += put_organisation(connection, row, by=account.id, at=at)
    return ImportReport(imported, len(plan.accepted) - imported, plan.refused, plan.warnings)
