"""Notices: reading them, and publishing one from a file."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.exchange.notice_file import NoticeFile, read_notice_file
from desktop.services.acting import acting_account, holds
from desktop.services.workspace import Workspace
from desktop.store.queries import notices as queries
from desktop.store.queries.catalogues import current_catalogue
from desktop.store.queries.organisations import organisation_by_code
from desktop.store.records.identity import new_id
from desktop.store.records.notices import put_notice
from desktop.store.rows import NoticeRow


class NoticeChange(StrEnum):
    """What publishing a notice did."""

    PUBLISHED = "published"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class NoticeOutcome:
    """The notice as it is now, and what was done."""

    notice: NoticeRow
    change: NoticeChange


def notices(workspace: Workspace) -> tuple[NoticeRow, ...]:
    """All notices, the newest window first."""
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        return queries.notices(connection)


def import_notice(workspace: Workspace, file: Path) -> NoticeOutcome:
    """Publishes the notice in a TOML file, by a reviewer of its issuer.

    The same key again: the same content changes nothing; other content replaces it until an application exists. Raises
    `Rejected`, naming the key.
    """
    written = read_notice_file(file)
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        issuer = organisation_by_code(connection, written.issuer)
        if issuer is None or issuer.kind is not OrganisationKind.DEPARTMENT:
            raise Rejected(RejectionCode.NOTICE_UNKNOWN_ISSUER, issuer=written.issuer)
        if not holds(account, Role.DEPARTMENT, issuer.id):
            raise Rejected(RejectionCode.NOTICE_NOT_YOURS, issuer=issuer.name)
        known = queries.notice_by_key(connection, written.key)
        if known is not None and known.issuer.id != issuer.id:
            raise Rejected(RejectionCode.NOTICE_KEY_TAKEN, notice=written.key)
        if known is not None and _same(known, written):
            return NoticeOutcome(known, NoticeChange.UNCHANGED)
        if known is not None and queries.notice_in_use(connection, known.id):
            raise Rejected(RejectionCode.NOTICE_IN_USE, notice=written.key)
        row = NoticeRow(
            id=new_id() if known is None else known.id,
            key=written.key,
            title=written.title,
            text=written.text,
            opens=written.opens,
            closes=written.closes,
            catalogue_key=written.catalogue,
            catalogue_hash=_catalogue(connection, written),
            issuer=issuer,
            reading_seconds=written.reading_seconds,
        )
        put_notice(connection, row, by=account.id, at=workspace.clock())
    return NoticeOutcome(row, NoticeChange.PUBLISHED if known is None else NoticeChange.CHANGED)


def _catalogue(connection: Connection, written: NoticeFile) -> str:
    found = current_catalogue(connection, written.catalogue)
    if found is None:
        raise Rejected(RejectionCode.UNKNOWN_CATALOGUE, catalogue=written.catalogue)
    return found


def _same(known: NoticeRow, written: NoticeFile) -> bool:
    """Whether the file says what is published; a catalogue activated since then does not change a notice."""
    stated = (written.title, written.text, written.opens, written.closes, written.catalogue, written.reading_seconds)
    return stated == (known.title, known.text, known.opens, known.closes, known.catalogue_key, known.reading_seconds)
