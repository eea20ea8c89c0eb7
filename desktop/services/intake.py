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
from desktop.domain.document_number import normalised_document_number
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
from desktop.services.filing import Place, check_filing, find_place, is_unchanged, number_of
from desktop.services.problems import RefusalCode, Refused
from desktop.services.workspace import Workspace
from desktop.store.blobs import missing_blobs, put_blob
from desktop.store.problems import Duplicate, Protected
from desktop.store.queries.filings import application_by_key
from desktop.store.records.filing import NewApplication, NewSubmission, file_application
from desktop.store.records.identity import new_id
from desktop.store.records.intents import Intent, announce, record_attempt, standing_of

SEARCH_TEXT_LENGTH: Final = 10_000
_OVERTAKEN: Final = frozenset(
    {RefusalCode.STALE, "application_deleted", "not_returned", "other_notice", "no_route", "route_too_long"}
)
"""What a shared database refuses where somebody has written between the questions and the write."""
_NUMBER_LENGTH: Final = 6
"""From how many characters on a number is known again within other text."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A dossier's content, right in shape and with its files verified, and where it belongs."""

    content: ApplicationContent
    catalogue: Catalogue
    unit_id: str
    notice_id: str


@dataclass(frozen=True, slots=True)
class Filed:
    """How the application stands after the dossier; `is_new` is False where the workspace held exactly this already."""

    application_id: str
    number: str
    submission: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Filing:
    """A submission to be; `number` counts from 1, `desk` is where `account_id` sits: `applicant`, `unit` …"""

    application_id: str
    number: int
    content: ApplicationContent
    catalogue: Catalogue
    person_key: str | None
    account_id: str
    desk: str
    submitted_at: datetime
    recorded_at: datetime

    def checked(self, history: History) -> NewSubmission:
        """With its class and with what data validation finds on its day; `history` is the person's."""
        grading_class = self.catalogue.class_of(self.content.basic.get(STANDARD))
        return NewSubmission(
            id=new_id(),
            application_id=self.application_id,
            number=self.number,
            content=self.content,
            catalogue_hash=self.catalogue.content_hash,
            grading_class="" if grading_class is None else grading_class.key,
            findings=validate(self.content, self.catalogue, shanghai_day(self.submitted_at), history),
            search_text=search_text_of(self.content, self.catalogue),
            person_key=self.person_key,
            account_id=self.account_id,
            desk=self.desk,
            submitted_at=self.submitted_at,
            recorded_at=self.recorded_at,
        )


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
    return Intake(content, catalogue, place.unit.id, place.notice.id)


def record_intake(workspace: Workspace, dossier: Dossier, intake: Intake) -> Filed:
    """Asks again while it writes, then stores bytes, application and submission together. Raises `Rejected`.

    A second application of the same person is put on record before it is refused. In a shared database somebody else
    may file the same at the same moment: whoever comes second is answered by how it stands then.
    """
    try:
        return _record(workspace, dossier, intake)
    except (Duplicate, Protected) as problem:
        if isinstance(problem, Protected) and problem.reason not in _OVERTAKEN:
            raise
    except Refused as problem:
        if problem.refusal.code not in _OVERTAKEN:
            raise
    return _record(workspace, dossier, intake)


def _record(workspace: Workspace, dossier: Dossier, intake: Intake) -> Filed:
    manifest = dossier.manifest
    number = number_of(intake.content)
    intent = announce(workspace.store, intake.unit_id, intake.notice_id, manifest.application, number)
    try:
        with workspace.store.write() as connection:
            place = find_place(connection, acting_account(connection, workspace), manifest)
            known = "" if place.filed is None else place.filed.id
            standing = standing_of(connection, intent, known)
            if is_unchanged(place, manifest, intake.content, standing.content_hash):
                return _as_it_stands(connection, place, manifest, is_new=False)
            at = workspace.clock()
            check_filing(place, manifest, at, has_another=standing.has_another)
            _store_bytes(connection, dossier, known)
            _file(connection, workspace, intake, place, manifest, at, intent, standing.history)
            return _as_it_stands(connection, place, manifest, is_new=True)
    except Rejected as problem:
        if problem.code is RejectionCode.SECOND_APPLICATION:
            _record_attempt(workspace, manifest, intent)
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


def _store_bytes(connection: Connection, dossier: Dossier, application_id: str) -> None:
    paths = {item.sha256: item.file for item in dossier.manifest.attachments}
    for sha256 in sorted(missing_blobs(connection, paths, application_id)):
        stored = put_blob(connection, BufferedReader(dossier.file(paths[sha256]), CHUNK_BYTES))
        if stored.sha256 != sha256:
            raise Rejected(RejectionCode.FILE_CHANGED, file=printable(paths[sha256]))


def _file(
    connection: Connection,
    workspace: Workspace,
    intake: Intake,
    place: Place,
    manifest: Manifest,
    at: datetime,
    intent: Intent,
    history: History,
) -> None:
    account = acting_account(connection, workspace)
    application_id = new_id() if place.filed is None else place.filed.id
    begun = NewApplication(
        id=application_id,
        key=manifest.application,
        unit_id=place.unit.id,
        notice_id=place.notice.id,
        issuer_id=place.notice.issuer.id,
        route=place.route,
        person_key=intent.person_key,
        applicant_id=None,
        created_at=at,
    )
    filing = Filing(
        application_id=application_id,
        number=1 if place.filed is None else place.filed.situation.submission + 1,
        content=intake.content,
        catalogue=intake.catalogue,
        person_key=intent.person_key,
        account_id=account.id,
        desk=place.desk,
        submitted_at=manifest.submitted_at,
        recorded_at=at,
    )
    file_application(connection, intent, begun if place.filed is None else None, filing.checked(history))


def search_text_of(content: ApplicationContent, catalogue: Catalogue) -> str:
    """Name, mobile and the titles of records; never an identity number, wherever it may have been typed."""
    words = [content.basic.get(NAME), content.basic.get(MOBILE)]
    for section in catalogue.sections:
        if section.repeats:
            words += [record.get(title) for record in content.records(section.key) for title in section.title_fields]
    number = normalised_document_number(number_of(content) or "")
    hidden = number if len(number) >= _NUMBER_LENGTH else None
    shown = (word for word in words if isinstance(word, str) and word)
    return "\n".join(word for word in shown if hidden is None or hidden not in normalised_document_number(word))[
        :SEARCH_TEXT_LENGTH
    ]


def _as_it_stands(connection: Connection, place: Place, manifest: Manifest, *, is_new: bool) -> Filed:
    filed = application_by_key(connection, place.unit.id, manifest.application)
    if filed is None:
        raise LookupError(manifest.application)
    return Filed(filed.id, filed.number, filed.situation.submission, is_new)


def _record_attempt(workspace: Workspace, manifest: Manifest, intent: Intent) -> None:
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        facts = {"unit": manifest.unit, "notice": manifest.notice}
        record_attempt(connection, intent, account.id, workspace.clock(), facts)
