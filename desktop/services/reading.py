"""通知公告 as applicants read them, and 确认申报 (guide 3.2, first step): reading time, window, conditions, beginning.

How long a notice has been open is counted by this process's monotonic clock, on a shared database by the server's: no
setting of a clock shortens it, and every opening begins it anew.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from desktop.domain import identity_number
from desktop.domain.bindings import BindingState
from desktop.domain.clock import SHANGHAI, shanghai_day
from desktop.domain.content import ApplicationContent, JsonScalar
from desktop.domain.document_types import IDENTITY_CARD
from desktop.domain.known_keys import BIRTH_DATE, DOCUMENT_NUMBER, DOCUMENT_TYPE, FEMALE, MALE, MOBILE, NAME, SEX
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.exchange.replaced_file import replaced_file
from desktop.services.acting import acting_account, acting_scope, holds
from desktop.services.drafts import start_draft
from desktop.services.interruption import carried_through, heed
from desktop.services.self_checks import check_conditions_of, keep_ticks, known_of
from desktop.services.workspace import Workspace
from desktop.store.notice_rows import NoticeClosingRow, NoticeFileRow, PersonRow
from desktop.store.queries import applying as queries
from desktop.store.queries.bindings import open_binding
from desktop.store.queries.notices import notice_by_id, notices
from desktop.store.records import applying as records
from desktop.store.records.identity import new_id
from desktop.store.rows import AccountRow, NoticeRow

__all__ = [
    "AnnouncedNotice",
    "NoticeClosingRow",
    "NoticeFileRow",
    "begin_application",
    "file_bytes",
    "keep_file",
    "notices_of_year",
    "open_to_read",
    "read_notice_of",
    "seconds_left",
]

_SECOND: Final = 1000


@dataclass(frozen=True, slots=True)
class AnnouncedNotice:
    """A published notice; `mine` is the id of the applicant's own application under it, if there is one."""

    notice: NoticeRow
    closing: NoticeClosingRow | None
    files: tuple[NoticeFileRow, ...] = ()
    mine: str = ""


def notices_of_year(workspace: Workspace, year: int) -> tuple[AnnouncedNotice, ...]:
    """查询: those whose window touches the year, the newest first."""
    with workspace.store.read() as connection:
        account = acting_account(connection, workspace)
        mine, closings = _mine(connection, account), queries.notice_closings(connection)
        return tuple(
            AnnouncedNotice(row, closings.get(row.id), mine=mine.get(row.id, ""))
            for row in notices(connection)
            if shanghai_day(row.opens).year <= year <= shanghai_day(row.closes).year
        )


def read_notice_of(workspace: Workspace, notice_id: str) -> AnnouncedNotice:
    """通知查看: one with its files. Raises `Rejected` (no_such_notice)."""
    with workspace.store.read() as connection:
        return _announced(connection, workspace, notice_id)


def open_to_read(workspace: Workspace, notice_id: str) -> AnnouncedNotice:
    """申报: opens the notice to be read, and begins its reading time anew.

    Raises `Rejected`: no_such_notice, notice_not_open with the dates, no_unit_bound, role_not_held.
    """
    with workspace.store.write() as connection:
        _bound_unit(connection, _applicant(connection, workspace))
        return begin_reading(connection, workspace, notice_id)


def begin_reading(connection: Connection, workspace: Workspace, notice_id: str) -> AnnouncedNotice:
    """`open_to_read` within a write that has found that the account may. Raises `Rejected`: no_such_notice, …"""
    announced = _announced(connection, workspace, notice_id)
    _check_window(workspace, announced.notice)
    records.begin_reading(connection, notice_id)
    workspace.readings[notice_id] = workspace.monotonic()
    return announced


def seconds_left(workspace: Workspace, notice: NoticeRow) -> int:
    """How long 确认申报 still waits, by the same clock that decides. Raises `Rejected` (not_read)."""
    opened = workspace.readings.get(notice.id)
    if opened is None:
        raise Rejected(RejectionCode.NOT_READ)
    return max(0, math.ceil(notice.reading_seconds - (workspace.monotonic() - opened)))


def begin_application(workspace: Workspace, notice_id: str, ticked: Collection[str]) -> str:
    """确认申报: begins the application for the bound unit, with what the registration says, and keeps the ticks.

    Returns its id. Raises `Rejected`: reading_not_done with the seconds left, not_read, notice_not_open, no_unit_bound,
    self_check_failed, self_check_open, and as `start_draft`.
    """
    with workspace.store.read() as connection:
        account = _applicant(connection, workspace)
        notice = notice_that_was_read(connection, workspace, notice_id)
        unit = _bound_unit(connection, account)
        person = queries.own_person(connection, account.id)
    content = ApplicationContent(unit, {"basic": (_basic(person),)} if person is not None else {})
    check_conditions_of(workspace, notice.catalogue_hash, known_of(workspace, content), ticked)
    application_id = start_draft(workspace, new_id(), notice.key, content)
    with carried_through():
        keep_ticks(workspace, application_id, notice.catalogue_hash, ticked)
    del workspace.readings[notice_id]
    return application_id


def notice_that_was_read(connection: Connection, workspace: Workspace, notice_id: str) -> NoticeRow:
    """One that is open and was read for its time. Raises `Rejected`: notice_not_open, not_read, reading_not_done."""
    notice = _announced(connection, workspace, notice_id).notice
    _check_window(workspace, notice)
    _check_read(connection, workspace, notice)
    return notice


def file_bytes(workspace: Workspace, notice_id: str, sha256: str) -> bytes:
    """The bytes of an attachment that the account may see. Raises `Rejected` (notice_file_gone)."""
    with workspace.store.read() as connection:
        files = queries.notice_files(connection, acting_scope(connection, workspace), notice_id)
        if all(one.sha256 != sha256 for one in files):
            raise Rejected(RejectionCode.NOTICE_FILE_GONE)
        return records.notice_file_bytes(connection, notice_id, sha256)


def keep_file(workspace: Workspace, notice_id: str, sha256: str, target: Path) -> None:
    """Writes an attachment to a file. Raises `Rejected`: notice_file_gone, target_unwritable, …"""
    data = file_bytes(workspace, notice_id, sha256)
    with replaced_file(target, overwrite=True) as draft:
        draft.file.write(data)
        heed()


def _announced(connection: Connection, workspace: Workspace, notice_id: str) -> AnnouncedNotice:
    account, scope = acting_account(connection, workspace), acting_scope(connection, workspace)
    notice = notice_by_id(connection, notice_id)
    if notice is None:
        raise Rejected(RejectionCode.NO_SUCH_NOTICE)
    files = tuple(one for one in queries.notice_files(connection, scope, notice_id) if one.published)
    closing = queries.notice_closings(connection).get(notice_id)
    return AnnouncedNotice(notice, closing, files, _mine(connection, account).get(notice_id, ""))


def _mine(connection: Connection, account: AccountRow) -> Mapping[str, str]:
    if not holds(account, Role.APPLICANT):
        return MappingProxyType({})
    return {row.notice.id: row.id for row in queries.own_applications(connection, account.id)}


def _check_window(workspace: Workspace, notice: NoticeRow) -> None:
    if not notice.opens <= workspace.clock() < notice.closes:
        opens, closes = (one.astimezone(SHANGHAI).isoformat() for one in (notice.opens, notice.closes))
        raise Rejected(RejectionCode.NOTICE_NOT_OPEN, title=notice.title, opens=opens, closes=closes)


def _check_read(connection: Connection, workspace: Workspace, notice: NoticeRow) -> None:
    left = seconds_left(workspace, notice)
    if workspace.shared:
        waited = records.reading_left(connection, notice.id)
        if waited is None:
            raise Rejected(RejectionCode.NOT_READ)
        left = max(left, math.ceil(waited / _SECOND))
    if left > 0:
        raise Rejected(RejectionCode.READING_NOT_DONE, seconds=left)


def _bound_unit(connection: Connection, account: AccountRow) -> str:
    binding = open_binding(connection, account.id)
    if binding is None or binding.state is not BindingState.BOUND:
        raise Rejected(RejectionCode.NO_UNIT_BOUND)
    return binding.unit_code


def _applicant(connection: Connection, workspace: Workspace) -> AccountRow:
    account = acting_account(connection, workspace)
    if not holds(account, Role.APPLICANT):
        raise Rejected(RejectionCode.ROLE_NOT_HELD, role=Role.APPLICANT.value)
    return account


def _basic(person: PersonRow) -> Mapping[str, JsonScalar]:
    """What a registration says of 基本信息; the applicant may change it."""
    basic: dict[str, JsonScalar] = {
        NAME: person.name,
        DOCUMENT_TYPE: person.document_type,
        DOCUMENT_NUMBER: person.document_number,
        MOBILE: person.mobile,
    }
    born = identity_number.birth_date(person.document_number) if person.document_type == IDENTITY_CARD else None
    if born is not None:
        male = identity_number.is_male(person.document_number)
        basic |= {BIRTH_DATE: born.isoformat(), SEX: MALE if male else FEMALE}
    return basic
