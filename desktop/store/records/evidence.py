"""What readers and desks have done with the evidence; outside the audit chains, so that reading locks no deciding.

In a shared database the account and the moment are the server's.
"""

from datetime import datetime

from sqlalchemy import Connection

from desktop.store.dialects import inserting
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.tables import application_view, attachment_view, original_check


def record_opened(connection: Connection, application_id: str, account_id: str, at: datetime) -> None:
    """This account has opened the application; the first time counts."""
    if by_functions(connection):
        call(connection, "application_opened", application_id)
        return
    values = {"account_id": account_id, "application_id": application_id, "opened_at": at}
    connection.execute(inserting(connection, application_view).values(values).on_conflict_do_nothing())


def record_view(connection: Connection, application_id: str, sha256: str, account_id: str, at: datetime) -> None:
    """This account has opened the attachment; the first time counts."""
    if by_functions(connection):
        call(connection, "attachment_opened", application_id, sha256)
        return
    values = {"account_id": account_id, "application_id": application_id, "sha256": sha256, "opened_at": at}
    connection.execute(inserting(connection, attachment_view).values(values).on_conflict_do_nothing())


def set_verified(
    connection: Connection,
    application_id: str,
    sha256: str,
    organisation_id: str,
    account_id: str,
    verified: bool,
    at: datetime,
) -> None:
    """原件已核验, or no longer: this desk has seen the original. Who said so first stays."""
    if by_functions(connection):
        call(connection, "original_verified", application_id, sha256, organisation_id, verified)
        return
    columns = original_check.c
    if verified:
        values = {
            "application_id": application_id,
            "sha256": sha256,
            "organisation_id": organisation_id,
            "account_id": account_id,
            "verified_at": at,
        }
        connection.execute(inserting(connection, original_check).values(values).on_conflict_do_nothing())
    else:
        connection.execute(
            original_check.delete().where(
                columns.application_id == application_id,
                columns.sha256 == sha256,
                columns.organisation_id == organisation_id,
            )
        )
