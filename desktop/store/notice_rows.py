"""The frozen rows about notices while they are written, their files, their early end, and what an applicant ticked."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.clock import to_milliseconds
from desktop.domain.media import MediaType
from desktop.domain.terms import Status
from desktop.store.rows import NoticeRow, OrganisationRow


@dataclass(frozen=True, slots=True)
class NoticeDraftRow:
    """What is written and not published; `id` is the published notice's where it is a revision of that."""

    id: str
    issuer: OrganisationRow
    title: str
    text: str
    opens: datetime | None
    closes: datetime | None
    catalogue_key: str
    reading_seconds: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class NoticeBase:
    """The state of a draft that somebody began from, by when it was saved; None where nothing was written yet."""

    saved_at: datetime | None = None

    @property
    def milliseconds(self) -> int:
        return 0 if self.saved_at is None else to_milliseconds(self.saved_at)


@dataclass(frozen=True, slots=True)
class NoticeFileRow:
    """An attachment of a notice; `drafted` where the draft has it, `published` where everybody sees it."""

    notice_id: str
    sha256: str
    name: str
    size: int
    media_type: MediaType
    drafted: bool
    published: bool


@dataclass(frozen=True, slots=True)
class NoticeClosingRow:
    """`planned` is when the notice would have closed; `closed_by` is a name."""

    notice_id: str
    planned: datetime
    closed_at: datetime
    closed_by: str


@dataclass(frozen=True, slots=True)
class TickRow:
    """A condition that the applicant ticked, by its key in a catalogue."""

    key: str
    catalogue_hash: str
    ticked_at: datetime


@dataclass(frozen=True, slots=True)
class OwnApplicationRow:
    """One of the applicant's own applications, as 历史申报信息 lists it."""

    id: str
    number: str
    notice: NoticeRow
    unit: str
    unit_id: str
    grading_class: str
    standard: str
    status: Status
    stage: str
    submission: int
    submitted_at: datetime | None
    correction_due: datetime | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Whom the signed-in account has registered as, with the whole number: their own."""

    name: str
    document_type: str
    document_number: str
    mobile: str
