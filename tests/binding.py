"""Binding an applicant, for tests about what comes after."""

from desktop.services.bindings import approve_binding, ask_binding, own_bindings
from tests.desk import Desk
from tests.dossiers import UNIT


def bound(desk: Desk, login: str, unit: str = UNIT, hr: str = "hr") -> None:
    """The applicant has asked, and the unit's desk has agreed."""
    ask_binding(desk.as_login(login), unit)
    approve_binding(desk.as_login(hr), own_bindings(desk.as_login(login))[0].id)
