"""Binding an applicant, for tests about what comes after."""

from sqlalchemy import text

from desktop.services.bindings import approve_binding, ask_binding, own_bindings
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
            read = "INSERT INTO notice_reading SELECT a.id, n.id, 1 FROM account a, notice n ON CONFLICT DO NOTHING"
            connection.execute(text(read))
