"""What readers and desks have done with the evidence; outside the audit chains, so that reading locks no deciding."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.store.tables import application_view, attachment_view, original_check


def record_opened(connection: Connection, application_id: str, account_id: str, at: datetime) -> None:
    """This account has opened the application; the first time counts."""
    values = {"account_id": account_id, "application_id": application_id, "opened_at": at}
    connection.execute(insert(application_view).values(values).on_conflict_do_nothing())


def record_view(connection: Connection, application_id: str, sha256: str, account_id: str, at: datetime) -> None:
    """This account has opened the attachment; the first time counts."""
    values = {"account_id": account_id, "application_id": application_id, "sha256": sha256, "opened_at": at}
    connection.execute(insert(attachment_view).values(values).on_conflict_do_nothing())


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
    columns = original_check.c
    if verified:
        values = {
            "application_id": application_id,
            "sha256": sha256,
            "organisation_id": organisation_id,
            "account_id": account_id,
            "verified_at": at,
        }
        connection.execute(insert(original_check).values(values).on_conflict_do_nothing())
    else:
        connection.execute(
            original_check.delete().where(
                columns.application_id == application_id,
                columns.sha256 == sha256,
                columns.organisation_id == organisation_id,
            )
        )
