"""Binding an applicant, for tests about what comes after."""

from sqlalchemy import text

from desktop.domain.catalogue import ManualCondition
from desktop.services.applications import application_detail
from desktop.services.bindings import approve_binding, ask_binding, own_bindings
from desktop.services.catalogues import catalogue_of
from desktop.services.self_checks import keep_ticks
from desktop.services.workspace import Workspace
from tests.desk import Desk
from tests.dossiers import UNIT


def bound(desk: Desk, login: str, unit: str = UNIT, hr: str = "hr") -> None:
    """The applicant has asked, and the unit's desk has agreed."""
    ask_binding(desk.as_login(login), unit)
    approve_binding(desk.as_login(hr), own_bindings(desk.as_login(login))[0].id)


def all_read(desk: Desk) -> None:
    """Everybody opened every notice long ago, as a shared database has it on record."""
    with desk.tables() as connection:
        if connection.dialect.name == "postgresql":
            read = "INSERT INTO notice_reading SELECT a.id, n.id, 1 FROM account a, notice n"
            again = "ON CONFLICT (account_id, notice_id) DO UPDATE SET opened_at = 1"
            connection.execute(text(f"{read} {again}"))


def all_ticked(workspace: Workspace, application_id: str) -> str:
    """The applicant has ticked every condition that no program can check; the application's id."""
    catalogue_hash = application_detail(workspace, application_id).notice.catalogue_hash
    conditions = catalogue_of(workspace, catalogue_hash).conditions
    ticked = [one.key for one in conditions if isinstance(one, ManualCondition)]
    keep_ticks(workspace, application_id, catalogue_hash, ticked)
    return application_id
