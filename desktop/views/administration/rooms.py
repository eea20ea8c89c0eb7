"""Which rooms of administration somebody has."""

from desktop.views.administration.accounts_page import AccountsPage
from desktop.views.administration.audit_page import AuditPage
from desktop.views.administration.organisations_page import OrganisationsPage
from desktop.views.administration.room import Room
from desktop.views.navigation import ACCOUNTS, AUDIT, ORGANISATIONS
from desktop.views.session import Session


def make_rooms(session: Session) -> dict[str, Room]:
    """The rooms by their places in the navigation."""
    rooms: dict[str, Room] = {}
    if session.administers:
        rooms[ACCOUNTS] = AccountsPage(session)
        rooms[ORGANISATIONS] = OrganisationsPage(session)
    if session.audits:
        rooms[AUDIT] = AuditPage(session)
    return rooms
