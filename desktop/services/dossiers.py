"""Applications that arrive and leave as files: each dossier in one unit of work, or refused without a trace."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_reader import open_dossier
from desktop.exchange.dossier_writer import write_dossier
from desktop.services.acting import acting_scope
from desktop.services.applications import visible_detail
from desktop.services.intake import read_intake, record_intake
from desktop.services.problems import RefusalCode, Refused
from desktop.services.workspace import Workspace
from desktop.store.queries.details import application_detail
from desktop.store.records import disclosures
from desktop.store.records.disclosures import SubmissionPlace
from desktop.store.records.exports import EXCHANGE


class DossierOutcome(StrEnum):
    """What became of a dossier."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DossierResult:
    """One dossier of an import. `number` is the 申报编号 and `submission` the snapshot's, both empty where refused."""

    path: Path
    outcome: DossierOutcome
    application_id: str = ""
    number: str = ""
    submission: int = 0
    problem: Rejected | Refused | None = None


def import_dossiers(
    workspace: Workspace,
    paths: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[DossierResult]:
    """Imports one after the other, each committed before the next; `progress` gets how many are done and of how many.

    Repeating an import that was cut off changes nothing where it had come to. Raises `Unavailable` where the workspace
    cannot be written; what was imported stays.
    """
    for index, path in enumerate(paths):
        if cancelled is not None and cancelled():
            return
        yield import_dossier(workspace, path)
        if progress is not None:
            progress(index + 1, len(paths))


def import_dossier(workspace: Workspace, path: Path) -> DossierResult:
    """Imports one dossier, or says why not. A refused one leaves nothing behind."""
    try:
        with open_dossier(path) as dossier:
            intake = read_intake(workspace, dossier)
            filed = record_intake(workspace, dossier, intake)
    except (Rejected, Refused) as problem:
        return DossierResult(path, DossierOutcome.REFUSED, problem=problem)
    outcome = DossierOutcome.IMPORTED if filed.is_new else DossierOutcome.UNCHANGED
    return DossierResult(path, outcome, filed.application_id, filed.number, filed.submission)


def export_dossier(workspace: Workspace, application_id: str, file: Path) -> None:
    """Writes the current submission as a dossier ZIP at `file`, which must not exist; on record before it is there.

    By whoever may see the application other than as secretary or member. Raises `Refused` (not_found), `Rejected`.
    """
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        reviewer = replace(scope, issuers=frozenset(), secretaries=frozenset())
        if application_detail(connection, reviewer, application_id, now=workspace.clock()) is None:
            raise Rejected(RejectionCode.EXPORT_NOT_ALLOWED)
        if not detail.submissions:
            raise Rejected(RejectionCode.NEVER_SUBMITTED)

        is_recorded_last = disclosures.gives_unrecorded(connection)
    place = SubmissionPlace(application_id, detail.current.number)

    def put_on_record() -> None:
        with workspace.store.noting() as writing:
            disclosures.record_export(writing, scope.account_id, place, EXCHANGE, workspace.clock())
            for sha256 in {item.sha256 for item in detail.attachments}:
                disclosures.record_attachment(writing, application_id, sha256)

    if not is_recorded_last:
        try:
            put_on_record()
        except Refused as refused:  # the scope is the database's business, and so is what it leaves out for exports
            if refused.refusal.code is not RefusalCode.NOT_ALLOWED:
                raise
            raise Rejected(RejectionCode.EXPORT_NOT_ALLOWED) from refused
    # a block of its own: what was read is known to be whole, the bytes are checked on their way
    with workspace.store.read() as connection:
        write_dossier(
            file,
            application=detail.row.application,
            catalogue=detail.notice.catalogue_key,
            notice=detail.notice.key,
            submitted_at=detail.current.submitted_at,
            content=disclosures.exported_content(connection, place),
            chunks=lambda sha256: disclosures.read_attachment(connection, application_id, sha256),
            on_written=put_on_record if is_recorded_last else lambda: None,
        )
