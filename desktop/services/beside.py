"""代为填报: a desk of the unit fills in and hands in the application of somebody who is bound to it and beside it.

The application is that person's own; who filled it in, and that they were beside, is on record with every submission.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from desktop.domain.bindings import BindingState
from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent
from desktop.domain.known_keys import NAME
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.self_check import Checked, Known, check_ready, self_check
from desktop.domain.terms import Role
from desktop.services.acting import acting_account, acting_scope
from desktop.services.catalogues import catalogue_of
from desktop.services.drafts import new_application
from desktop.services.filing import route_of
from desktop.services.interruption import carried_through
from desktop.services.reading import AnnouncedNotice, begin_reading, notice_that_was_read
from desktop.services.self_checks import keep_ticks
from desktop.services.workspace import Workspace
from desktop.store.binding_rows import DeskBindingRow
from desktop.store.problems import Duplicate
from desktop.store.queries import beside as queries
from desktop.store.queries.beside import BesideForm
from desktop.store.queries.bindings import desk_bindings
from desktop.store.queries.notices import notices
from desktop.store.queries.organisations import parents
from desktop.store.records.beside import begin_beside as begin
from desktop.store.records.identity import new_id
from desktop.store.records.intents import announce
from desktop.store.rows import NoticeRow, OrganisationRow

__all__ = ["BesideForm", "begin_beside", "conditions_beside", "forms_beside", "open_notices", "read_beside"]

_NOTHING: Final = ApplicationContent("", {})


def forms_beside(workspace: Workspace, binding_id: str) -> tuple[BesideForm, ...]:
    """What was begun so for the person of that binding and may be filled in further."""
    with workspace.store.read() as connection:
        return queries.beside_forms(connection, acting_scope(connection, workspace), binding_id)


def open_notices(workspace: Workspace) -> tuple[NoticeRow, ...]:
    """Those under which an application may be begun now, the one that closes first in front."""
    at = workspace.clock()
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        return tuple(sorted((one for one in notices(connection) if one.opens <= at < one.closes), key=_closing))


def conditions_beside(workspace: Workspace, notice_id: str) -> tuple[Catalogue, tuple[Checked, ...]]:
    """条件自检 of somebody of whom nothing is known yet: what can be computed is, once it is filled in.

    Raises `Rejected` (no_such_notice).
    """
    with workspace.store.read() as connection:
        notice = next((one for one in notices(connection) if one.id == notice_id), None)
    if notice is None:
        raise Rejected(RejectionCode.NO_SUCH_NOTICE)
    catalogue = catalogue_of(workspace, notice.catalogue_hash)
    return catalogue, self_check(catalogue, Known(_NOTHING, None), shanghai_day(workspace.clock()), ())


def read_beside(workspace: Workspace, binding_id: str, notice_id: str) -> AnnouncedNotice:
    """Opens the notice to be read by desk and applicant together, for its time.

    Raises `Rejected`: no_such_binding, no_such_notice, notice_not_open.
    """
    with workspace.store.write() as connection:
        _bound(connection, workspace, binding_id)
        return begin_reading(connection, workspace, notice_id)


def begin_beside(workspace: Workspace, binding_id: str, notice_id: str, ticked: Collection[str]) -> str:
    """确认申报 by who is beside the desk: begins their application with what they ticked; its id.

    Raises `Rejected`: no_such_binding, notice_not_open, not_read, reading_not_done, self_check_open, no_route,
    second_application.
    """
    with workspace.store.read() as connection:
        row, unit = _bound(connection, workspace, binding_id)
        notice = notice_that_was_read(connection, workspace, notice_id)
        there = queries.beside_forms(connection, acting_scope(connection, workspace), binding_id)
        if any(one.notice.id == notice_id for one in there):
            raise Rejected(RejectionCode.SECOND_APPLICATION)
        departments = route_of(unit, notice.issuer, parents(connection))
    content = ApplicationContent(unit.code, {"basic": ({NAME: row.name},)})
    catalogue, key = catalogue_of(workspace, notice.catalogue_hash), new_id()
    check_ready(self_check(catalogue, Known(content, None), shanghai_day(workspace.clock()), ticked))
    intent = announce(workspace.store, unit.id, notice.id, key, None)
    new = new_application(workspace, key, notice, unit.id, departments, content, intent)
    try:
        with workspace.store.write() as connection:
            _bound(connection, workspace, binding_id)
            account = acting_account(connection, workspace)
            application_id = begin(connection, intent, binding_id, new, content, account.id)
    except Duplicate as problem:
        raise Rejected(RejectionCode.SECOND_APPLICATION) from problem
    with carried_through():
        keep_ticks(workspace, application_id, notice.catalogue_hash, ticked)
    del workspace.readings[notice_id]
    return application_id


def _bound(connection: Connection, workspace: Workspace, binding_id: str) -> tuple[DeskBindingRow, OrganisationRow]:
    """Somebody who is bound to a unit of the account's now, and that unit."""
    account = acting_account(connection, workspace)
    held = [one.organisation for one in account.memberships if one.role is Role.UNIT]
    units = {organisation.id: organisation for organisation in held if organisation is not None}
    rows = desk_bindings(connection, acting_scope(connection, workspace))
    row = next((one for one in rows if one.id == binding_id and one.state is BindingState.BOUND), None)
    if row is None or row.unit_id not in units:
        raise Rejected(RejectionCode.NO_SUCH_BINDING)
    return row, units[row.unit_id]


def _closing(notice: NoticeRow) -> tuple[object, ...]:
    return notice.closes, notice.id
