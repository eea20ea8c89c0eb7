"""One dossier on its way in: checked against the catalogue and the workspace, then written in one unit of work."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from typing import Final

from sqlalchemy import Connection

from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar
from desktop.domain.known_keys import MOBILE, NAME, STANDARD
from desktop.domain.rejections import Rejected, RejectionCode, ShapeRejected
from desktop.domain.shape import check_shape
from desktop.domain.validation import History, validate
from desktop.domain.visible_text import plain_line_ends
from desktop.exchange.dossier_limits import CHUNK_BYTES
from desktop.exchange.dossier_manifest import Manifest
from desktop.exchange.dossier_paths import printable
from desktop.exchange.dossier_reader import Dossier
from desktop.services.acting import acting_account
from desktop.services.catalogues import catalogue_of
from desktop.services.filing import Place, check_filing, find_place, is_unchanged, person_key_of
from desktop.services.workspace import Workspace
from desktop.store import audit
from desktop.store.blobs import missing_blobs, put_blob
from desktop.store.queries.filings import application_by_key
from desktop.store.queries.histories import history_of
from desktop.store.records.filing import NewApplication, NewSubmission, create_application, file_submission
from desktop.store.records.identity import new_id

SEARCH_TEXT_LENGTH: Final = 10_000
EXCHANGE: Final = "exchange"
"""The audit chain of exports, and of attempts to import a second application of a person."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A dossier's content, right in shape and with its files verified."""

    content: ApplicationContent
    catalogue: Catalogue
    person_key: str | None


@dataclass(frozen=True, slots=True)
class Filed:
    """How the application stands after the dossier; `is_new` is False where the workspace held exactly this already."""

    application_id: str
    number: str
    submission: int
    is_new: bool


def read_intake(workspace: Workspace, dossier: Dossier) -> Intake:
    """Checks everything that needs no write: place, shape, every file's hash, format and size. Raises `Rejected`."""
    manifest = dossier.manifest
    with workspace.store.read() as connection:
        place = find_place(connection, acting_account(connection, workspace), manifest)
    catalogue = catalogue_of(workspace, place.notice.catalogue_hash)
    problems = check_shape(manifest.sections, manifest.attachments_as_written, catalogue)
    if problems:
        raise ShapeRejected(problems)
    content = ApplicationContent(
        unit=manifest.unit,
        sections={
            key: tuple({name: _plain(value) for name, value in record.items()} for record in records)
            for key, records in manifest.sections.items()
        },
        attachments=tuple(_attachments(dossier, catalogue)),
    )
    return Intake(content, catalogue, person_key_of(workspace.store, content))


def record_intake(workspace: Workspace, dossier: Dossier, intake: Intake) -> Filed:
    """Asks again under the write lock, then stores bytes, application and submission together. Raises `Rejected`.

    A second application of the same person is put on record before it is refused.
    """
    manifest = dossier.manifest
    try:
        with workspace.store.write() as connection:
            place = find_place(connection, acting_account(connection, workspace), manifest)
            if is_unchanged(place, manifest, intake.content):
                return _as_it_stands(connection, place, manifest, is_new=False)
            at = workspace.clock()
            check_filing(connection, place, manifest, intake.person_key, at)
            _store_bytes(connection, dossier)
            _file(connection, workspace, intake, place, manifest, at)
            return _as_it_stands(connection, place, manifest, is_new=True)
    except Rejected as problem:
        if problem.code is RejectionCode.SECOND_APPLICATION:
            _record_attempt(workspace, manifest, intake)
        raise


def _attachments(dossier: Dossier, catalogue: Catalogue) -> Iterator[Attachment]:
    verified = dossier.verify_files()
    for index, item in enumerate(dossier.manifest.attachments):
        slot, found, key = catalogue.section(item.section).slot(item.slot), verified[item.file], f"attachments[{index}]"
        if found.media_type is None or found.media_type not in slot.formats:
            raise Rejected(
                RejectionCode.ATTACHMENT_FORMAT,
                key=key,
                file=printable(item.file),
                formats="、".join(media_type.label for media_type in slot.formats),
            )
        if found.size > slot.max_bytes:
            raise Rejected(
                RejectionCode.ATTACHMENT_TOO_LARGE,
                key=key,
                file=printable(item.file),
                size=found.size,
                limit=slot.max_bytes,
            )
        yield Attachment(item.section, item.record, item.slot, item.name, found.sha256, found.size, found.media_type)


def _plain(value: JsonScalar) -> JsonScalar:
    return unicodedata.normalize("NFC", plain_line_ends(value)) if isinstance(value, str) else value


def _store_bytes(connection: Connection, dossier: Dossier) -> None:
    paths = {item.sha256: item.file for item in dossier.manifest.attachments}
    for sha256 in sorted(missing_blobs(connection, paths)):
        stored = put_blob(connection, BufferedReader(dossier.file(paths[sha256]), CHUNK_BYTES))
        if stored.sha256 != sha256:
            raise Rejected(RejectionCode.FILE_CHANGED, file=printable(paths[sha256]))


def _file(
    connection: Connection, workspace: Workspace, intake: Intake, place: Place, manifest: Manifest, at: datetime
) -> None:
    account = acting_account(connection, workspace)
    application_id = new_id() if place.filed is None else place.filed.id
    if place.filed is None:
        create_application(
            connection,
            NewApplication(
                id=application_id,
                key=manifest.application,
                unit_id=place.unit.id,
                notice_id=place.notice.id,
                issuer_id=place.notice.issuer.id,
                route=place.route,
                person_key=intake.person_key,
                applicant_id=None,
                created_at=at,
            ),
        )
    history = History()
    if intake.person_key is not None:
        history = history_of(connection, intake.person_key, application_id)
    grading_class = intake.catalogue.class_of(intake.content.basic.get(STANDARD))
    file_submission(
        connection,
        NewSubmission(
            id=new_id(),
            application_id=application_id,
            number=1 if place.filed is None else place.filed.situation.submission + 1,
            content=intake.content,
            catalogue_hash=place.notice.catalogue_hash,
            grading_class="" if grading_class is None else grading_class.key,
            findings=validate(intake.content, intake.catalogue, shanghai_day(manifest.submitted_at), history),
            search_text=search_text_of(intake.content, intake.catalogue),
            person_key=intake.person_key,
            account_id=account.id,
            desk=place.desk,
            submitted_at=manifest.submitted_at,
            recorded_at=at,
        ),
    )


def search_text_of(content: ApplicationContent, catalogue: Catalogue) -> str:
    """Name, mobile and the titles of records; never an identity number."""
    words = [content.basic.get(NAME), content.basic.get(MOBILE)]
    for section in catalogue.sections:
        if section.repeats:
            words += [record.get(title) for record in content.records(section.key) for title in section.title_fields]
    return "\n".join(word for word in words if isinstance(word, str) and word)[:SEARCH_TEXT_LENGTH]


def _as_it_stands(connection: Connection, place: Place, manifest: Manifest, *, is_new: bool) -> Filed:
    filed = application_by_key(connection, place.unit.id, manifest.application)
    if filed is None:
        raise LookupError(manifest.application)
    return Filed(filed.id, filed.number, filed.situation.submission, is_new)


def _record_attempt(workspace: Workspace, manifest: Manifest, intake: Intake) -> None:
    with workspace.store.write() as connection:
        facts = {
            "event": "second_application",
            "account": acting_account(connection, workspace).id,
            "unit": manifest.unit,
            "notice": manifest.notice,
            "person": intake.person_key,
        }
        audit.append(connection, EXCHANGE, workspace.clock(), facts)
