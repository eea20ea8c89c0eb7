"""The frozen rows that queries return and every layer above passes on. Moments are aware UTC, days Asia/Shanghai."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from desktop.domain.content import ApplicationContent
from desktop.domain.decisions import Situation
from desktop.domain.findings import Finding
from desktop.domain.media import MediaType
from desktop.domain.terms import Action, OrganisationKind, Role, Status


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A unit (its code is the 统一社会信用代码) or a department (its code is any short key)."""

    id: str
    code: str
    name: str
    kind: OrganisationKind
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One role of an account; `organisation` is None for applicant, administrator and auditor."""

    role: Role
    organisation: OrganisationRow | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: str
    login: str
    name: str
    memberships: tuple[MembershipRow, ...]
    disabled: bool


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One line of the applications table.

    `days_waiting` counts calendar days at the current desk (0 where nobody is to act); `findings` and `attachments` are
    counts of the current submission; `opened` tells whether the reader has opened its detail before. `line` is the
    workspace's own short number for it, by which lists name it.
    """

    line: int
    id: str
    application: str
    number: str
    name: str
    unit_id: str
    unit: str
    unit_code: str
    grading_class: str
    standard: str
    service_type: str
    status: Status
    stage: str
    submission: int
    seq: int
    submitted_at: datetime | None
    days_waiting: int
    attachments: int
    findings: int
    opened: bool


Lines: TypeAlias = "array[int]"
"""The `line` of each application of a list in its order, eight bytes each."""


@dataclass(frozen=True, slots=True)
class ListOpening:
    """The beginning of a list; `lines` are all of it where it is short, else None."""

    rows: tuple[ApplicationRow, ...]
    lines: Lines | None


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where an application stands in a list of `total`: its place from 0 and the ids before and after it.

    `position` is None for one that the list does not (or no longer) hold; ids are None at its ends.
    """

    position: int | None
    total: int
    previous_id: str | None
    next_id: str | None


class ApplicationSort(StrEnum):
    """The keys a list can be sorted by: those of `talentdesk list --json`."""

    APPLICATION = "application"
    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    CLASS = "class"
    STANDARD = "standard"
    SERVICE_TYPE = "service_type"
    STATUS = "status"
    STAGE = "stage"
    SUBMITTED_AT = "submitted_at"
    DAYS_WAITING = "days_waiting"
    ATTACHMENTS = "attachments"
    FINDINGS = "findings"


class Basket(StrEnum):
    """The fixed places of the navigation: all visible, what waits for me, what my desks decided, what came back."""

    ALL = "all"
    TO_REVIEW = "to_review"
    HANDLED = "handled"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class ApplicationQuery:
    """What a list shows. Empty sets filter nothing; `waiting_at_least` is in days; `year` is that of the submission."""

    basket: Basket = Basket.ALL
    units: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    stages: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    year: int | None = None
    waiting_at_least: int | None = None
    with_findings: bool | None = None
    service_types: frozenset[str] = frozenset()
    search: str = ""
    sort: ApplicationSort = ApplicationSort.SUBMITTED_AT
    descending: bool = True


@dataclass(frozen=True, slots=True)
class NavigationCounts:
    """How many applications lie in each place of the navigation; keys of `units` are (id, name)."""

    total: int
    to_review: int
    handled: int
    returned: int
    units: tuple[tuple[str, str, int], ...]
    classes: Mapping[str, int]
    statuses: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision on record. `desk` is the desk it was taken from, `by` the person's name, `login` their account."""

    id: str
    seq: int
    submission: int
    action: Action
    stage: str
    desk: str
    organisation: str
    by: str
    login: str
    decided_at: datetime
    recorded_at: datetime
    comment: str
    meeting: str
    correction_deadline: date | None
    straight_back: bool


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One immutable snapshot. `importer` names who handed in a dossier, empty where the applicant submitted; `beside`
    says that `importer` filled it in at the desk of the unit with the applicant beside them.

    Read by a person from a shared database, `content` has its document number masked and `content_hash` is empty.
    """

    id: str
    number: int
    content: ApplicationContent
    content_hash: str
    catalogue_hash: str
    findings: tuple[Finding, ...]
    submitted_at: datetime
    recorded_at: datetime
    importer: str
    importer_desk: str
    beside: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attachment of a submission, with what this reader and this desk have done with it."""

    section: str
    record: str | None
    slot: str
    name: str
    sha256: str
    size: int
    media_type: MediaType
    opened: bool = False
    verified_by: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    id: str
    key: str
    title: str
    text: str
    opens: datetime
    closes: datetime
    catalogue_key: str
    catalogue_hash: str
    issuer: OrganisationRow
    reading_seconds: int


@dataclass(frozen=True, slots=True)
class ApplicationDetail:
    """Everything the detail dialog and `talentdesk show` need of one application, as one reader may see it.

    `desks` are those the reader sits at for this application; `situation` is what the rules read; `submissions` are all
    snapshots, oldest first, the last being current. `ticked` are the conditions of 条件自检 that the applicant ticked,
    by their keys, and when. `assisted`: a desk of the unit may fill it in beside its applicant.
    """

    row: ApplicationRow
    situation: Situation
    desks: frozenset[str]
    route: tuple[OrganisationRow, ...]
    notice: NoticeRow
    submissions: tuple[SubmissionRow, ...]
    attachments: tuple[AttachmentRow, ...]
    decisions: tuple[DecisionRow, ...]
    ticked: tuple[tuple[str, datetime], ...] = ()
    assisted: bool = False

    @property
    def filled_in_at(self) -> str:
        """The desk from which the reader may fill in the form: `applicant`, `unit` beside the applicant, or ""."""
        if Role.APPLICANT in self.desks:
            return Role.APPLICANT.value
        return Role.UNIT.value if self.assisted and Role.UNIT in self.desks else ""

    @property
    def current(self) -> SubmissionRow:
        return self.submissions[-1]


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """What somebody was typing about an application when they last paused."""

    comment: str = ""
    return_comment: str = ""
    correction_deadline: date | None = None
    straight_back: bool = False
    chosen_findings: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class SavedFilterRow:
    """What an account saved of a list under a name; `query` is the JSON of `desktop.services.query_json`."""

    id: str
    name: str
    query: str
    saved_at: datetime
