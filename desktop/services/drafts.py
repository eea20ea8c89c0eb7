"""Drafts: applications that their applicant has begun and not yet submitted."""

from dataclasses import replace

from desktop.domain.content import ApplicationContent
from desktop.domain.decisions import Refusal, RefusalCode, Refused, check_action
from desktop.domain.known_keys import NAME, STANDARD
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, OrganisationKind, Role
from desktop.services.acting import acting_account, holds
from desktop.services.applications import visible_detail
from desktop.services.bindings import check_bound
from desktop.services.catalogues import catalogue_of
from desktop.services.filing import number_of, route_of
from desktop.services.workspace import Workspace
from desktop.store.problems import Duplicate
from desktop.store.queries.notices import notice_by_key
from desktop.store.queries.organisations import organisation_by_code, parents
from desktop.store.records.drafts import begin_draft
from desktop.store.records.filing import NewApplication, delete_application
from desktop.store.records.identity import new_id
from desktop.store.records.intents import Intent, announce
from desktop.store.rows import AccountRow, NoticeRow
from desktop.store.visibility import scope_of

_SERVICE_TYPE = "service_type"


def start_draft(workspace: Workspace, key: str, notice_key: str, content: ApplicationContent) -> str:
    """Begins an application of the signed-in applicant under a notice and keeps what is filled in; returns its id.

    `key` is the application's key in dossiers. Raises `Rejected`: unknown notice or unit, no route to the issuer, a
    second application of the same person, an account that is no applicant's, or not bound to the unit (guide 3.1).
    """
    with workspace.store.read() as connection:
        notice = notice_by_key(connection, notice_key)
        unit = organisation_by_code(connection, content.unit)
        above = parents(connection)
        account = acting_account(connection, workspace)
    if notice is None:
        raise Rejected(RejectionCode.UNKNOWN_NOTICE, notice=notice_key)
    if unit is None or unit.kind is not OrganisationKind.UNIT:
        raise Rejected(RejectionCode.UNKNOWN_UNIT, unit=content.unit)
    departments = route_of(unit, notice.issuer, above)
    _require_applicant(account)
    with workspace.store.read() as connection:
        check_bound(connection, account, unit.id, unit.name)
    if content.attachments:
        raise Rejected(RejectionCode.NO_SUCH_ATTACHMENT)
    intent = announce(workspace.store, unit.id, notice.id, key, number_of(content))
    new = new_application(workspace, key, notice, unit.id, departments, content, intent)
    try:
        with workspace.store.write() as connection:
            account = acting_account(connection, workspace)
            _require_applicant(account)
            check_bound(connection, account, unit.id, unit.name)
            return begin_draft(connection, intent, replace(new, applicant_id=account.id), content)
    except Duplicate as problem:
        raise Rejected(RejectionCode.SECOND_APPLICATION) from problem


def new_application(
    workspace: Workspace,
    key: str,
    notice: NoticeRow,
    unit_id: str,
    departments: tuple[str, ...],
    content: ApplicationContent,
    intent: Intent,
) -> NewApplication:
    """A draft of nobody yet, with what lists show of it until it is submitted."""
    basic = content.basic
    standard = str(basic.get(STANDARD, ""))
    graded = catalogue_of(workspace, notice.catalogue_hash).class_of(standard)
    return NewApplication(
        id=new_id(),
        key=key,
        unit_id=unit_id,
        notice_id=notice.id,
        issuer_id=notice.issuer.id,
        route=departments,
        person_key=intent.person_key,
        applicant_id=None,
        created_at=workspace.clock(),
        name=str(basic.get(NAME, "")),
        grading_class="" if graded is None else graded.key,
        standard=standard,
        service_type=str(basic.get(_SERVICE_TYPE, "")),
    )


def delete_form(workspace: Workspace, application_id: str) -> None:
    """The applicant's own draft, or what was returned to them, with what is filled in and the files of that.

    Raises `Refused`: not_found, also for one that is another's, and what the workflow says.
    """
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        detail = visible_detail(connection, workspace, scope_of(account), application_id)
        if Role.APPLICANT not in detail.desks:
            raise Refused(Refusal(RefusalCode.NOT_FOUND))
        check_action(detail.situation, Action.DELETE, frozenset({Role.APPLICANT.value}), workspace.clock())
        delete_application(connection, application_id, account.id, workspace.clock())


def _require_applicant(account: AccountRow) -> None:
    if not holds(account, Role.APPLICANT):
        raise Rejected(RejectionCode.ROLE_NOT_HELD, role=Role.APPLICANT.value)
