"""条件自检: what is known of the signed-in applicant, each condition with its reason, and the ticks that are kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain import identity_number
from desktop.domain.catalogue import Catalogue, ManualCondition
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent, JsonScalar
from desktop.domain.document_types import IDENTITY_CARD
from desktop.domain.known_keys import BIRTH_DATE
from desktop.domain.self_check import Checked, Known, check_ready, self_check
from desktop.domain.validation.history import History
from desktop.services.acting import acting_account, acting_scope
from desktop.services.catalogues import catalogue_of
from desktop.services.drafting import own_form, standing_for
from desktop.services.workspace import Workspace
from desktop.store.queries import applying as queries
from desktop.store.queries.notices import notices
from desktop.store.records import applying as records
from desktop.store.rows import ApplicationDetail

__all__ = [
    "Tick",
    "catalogue_to_check",
    "check_again",
    "check_conditions_of",
    "form_self_check",
    "keep_ticks",
    "known_of",
    "own_self_check",
    "ticks_of",
]


@dataclass(frozen=True, slots=True)
class Tick:
    """A condition that the applicant has ticked; `text` is the catalogue's."""

    key: str
    text: str
    ticked_at: datetime


def catalogue_to_check(workspace: Workspace, notice_id: str = "") -> Catalogue | None:
    """Of the notice that is named, else of the one that is open or opens next, else of the newest; None if none."""
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        known = notices(connection)
    at = workspace.clock()
    ahead = sorted((row for row in known if row.closes > at), key=lambda row: row.opens)
    chosen = [row for row in known if row.id == notice_id] or ahead or list(known)
    return catalogue_of(workspace, chosen[0].catalogue_hash) if chosen else None


def own_self_check(workspace: Workspace, catalogue: Catalogue, ticked: Collection[str]) -> tuple[Checked, ...]:
    """Every condition, by what the account has registered as."""
    with workspace.store.read() as connection:
        account = acting_account(connection, workspace)
        person = queries.own_person(connection, account.id)
    basic: dict[str, JsonScalar] = {}
    if person is not None:
        born = identity_number.birth_date(person.document_number) if person.document_type == IDENTITY_CARD else None
        if born is not None:
            basic = {BIRTH_DATE: born.isoformat()}
    known = known_of(workspace, ApplicationContent("", {"basic": (basic,)}))
    return self_check(catalogue, known, shanghai_day(workspace.clock()), ticked)


def known_of(workspace: Workspace, content: ApplicationContent) -> Known:
    """What the content says, with the earlier outcomes of whom the account has registered as."""
    with workspace.store.read() as connection:
        account = acting_account(connection, workspace)
        return Known(content, queries.own_history(connection, account.id))


def check_conditions_of(
    workspace: Workspace, catalogue_hash: str, known: Known, ticked: Collection[str]
) -> tuple[Checked, ...]:
    """Raises `Rejected`: self_check_failed, self_check_open."""
    catalogue = catalogue_of(workspace, catalogue_hash)
    checked = self_check(catalogue, known, shanghai_day(workspace.clock()), ticked)
    check_ready(checked)
    return checked


def keep_ticks(workspace: Workspace, application_id: str, catalogue_hash: str, ticked: Collection[str]) -> None:
    """Keeps with the application what was ticked, and when; what is kept stays as it is."""
    catalogue = catalogue_of(workspace, catalogue_hash)
    keys = [one.key for one in catalogue.conditions if isinstance(one, ManualCondition) and one.key in ticked]
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        records.keep_ticks(connection, application_id, keys, by=account.id, at=workspace.clock())


def ticks_of(workspace: Workspace, application_id: str) -> tuple[Tick, ...]:
    """What the applicant ticked, for everybody who may read the application; none of one that is hidden."""
    with workspace.store.read() as connection:
        rows = queries.ticks_of(connection, acting_scope(connection, workspace), application_id)
    words = {one.key: one.text for row in rows[:1] for one in catalogue_of(workspace, row.catalogue_hash).conditions}
    return tuple(Tick(row.key, words[row.key], row.ticked_at) for row in rows if row.key in words)


def form_self_check(workspace: Workspace, application_id: str, content: ApplicationContent) -> tuple[Checked, ...]:
    """Every condition of an own form's notice, as a submission of this content now would be checked.

    Raises `Refused` as `open_form`.
    """
    with workspace.store.read() as connection:
        detail = own_form(connection, workspace, application_id)
    history = standing_for(workspace, detail, content).history
    with workspace.store.read() as connection:
        return _checked_again(connection, workspace, detail, Known(content, history))


def check_again(
    connection: Connection,
    workspace: Workspace,
    detail: ApplicationDetail,
    content: ApplicationContent,
    history: History,
) -> None:
    """At 提交 of what its applicant has filled in: each condition by what is filled in now, and what was ticked.

    Whoever hands in a dossier for somebody has no ticks: the pledge in it stands for them. Raises `Rejected`:
    self_check_failed, self_check_open.
    """
    check_ready(_checked_again(connection, workspace, detail, Known(content, history)))


def _checked_again(
    connection: Connection, workspace: Workspace, detail: ApplicationDetail, known: Known
) -> tuple[Checked, ...]:
    ticked = {one.key for one in queries.ticks_of(connection, acting_scope(connection, workspace), detail.row.id)}
    catalogue = catalogue_of(workspace, detail.notice.catalogue_hash)
    return self_check(catalogue, known, shanghai_day(workspace.clock()), ticked)
