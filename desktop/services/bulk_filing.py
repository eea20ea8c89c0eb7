"""Filing and deciding very many applications at once, in a workspace that is still being made; only the demo does so.

Left out is what `import_dossier` and `decide` ask per call and the triggers ask again: whose desk it is, which verdict
applies, whether bytes, digest, route and catalogue fit. The window of a notice and the shape are the caller's to keep.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from desktop.domain.canonical import canonical_json
from desktop.domain.clock import SHANGHAI
from desktop.domain.route import route
from desktop.domain.terms import NO_STAGE, UNIT_STAGE, Action, Role, Status, department_stage
from desktop.domain.validation import History
from desktop.domain.workflow import verdict
from desktop.services.acting import acting_administrator
from desktop.services.workspace import Workspace
from desktop.store.bulk_writer import BulkWriter, bulk_writer
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.queries.accounts import accounts
from desktop.store.queries.histories import history_of
from desktop.store.queries.notices import notices
from desktop.store.queries.organisations import organisation_by_code, parents
from desktop.store.records import accounts as account_records
from desktop.store.records.decisions import ONLINE
from desktop.store.records.filing import ISSUER_CHARACTERS, NewApplication, route_number
from desktop.store.records.identity import new_id
from desktop.store.rows import AccountRow, NoticeRow, OrganisationRow
from desktop.store.store import PERSON_SECRET, person_key
from desktop.store.tables import number_series, setting

_SECOND = 1000
_RECORDED_AFTER = 120 * _SECOND


@dataclass(frozen=True, slots=True)
class BulkDecision:
    """`desk` is a stage key or `secretary`; `at` in milliseconds."""

    desk: str
    action: Action
    at: int
    comment: str = ""
    meeting: str = ""
    correction_deadline: date | None = None
    straight_back: bool = False


@dataclass(frozen=True, slots=True)
class BulkSubmission:
    """A snapshot in its stored text, and the decisions on it. `findings` is the stored text of the validation's result.

    `original` is the digest of the attachment whose original the unit sees when it passes the application on.
    """

    content: str
    document_number: str
    grading_class: str
    findings: str
    search_text: str
    submitted_at: int
    decisions: tuple[BulkDecision, ...]
    original: str | None = None


@dataclass(frozen=True, slots=True)
class BulkApplication:
    """One application from its first submission on, filed by its unit; `unit` and `notice` are code and key."""

    key: str
    unit: str
    notice: str
    submissions: tuple[BulkSubmission, ...]


@dataclass(frozen=True, slots=True)
class NewDesk:
    """An account for a unit's or department's desk, which nobody can sign in to before it is given a password."""

    login: str
    name: str
    role: Role
    organisation: str


def add_desks(workspace: Workspace, desks: Iterable[NewDesk]) -> None:
    """All of them in one unit of work. By an administrator."""
    with workspace.store.write() as connection:
        administrator, at = acting_administrator(connection, workspace), workspace.clock()
        for desk in desks:
            place = organisation_by_code(connection, desk.organisation)
            if place is None:
                raise LookupError(desk.organisation)
            account_id = new_id()
            account_records.add_account(connection, account_id, desk.login, desk.name, by=administrator.id, at=at)
            account_records.grant(connection, account_id, desk.role, place.id, by=administrator.id, at=at)


@contextmanager
def bulk_filing(location: Path, key: FileKey) -> Iterator["BulkFiling"]:
    """For a workspace that no store has open. What was filed is complete and on disk when the block has ended well.

    Where it ends otherwise, the file is of no more use. Raises what `BulkWriter.transaction` raises.
    """
    with bulk_writer(WorkspaceFiles(location), key) as writer:
        yield BulkFiling(writer)


@dataclass(frozen=True, slots=True)
class _Way:
    """What all applications of a unit under a notice have in common; seats are account and organisation by desk."""

    unit: OrganisationRow
    notice: NoticeRow
    departments: tuple[str, ...]
    departments_text: str
    route_number: int
    seats: Mapping[str, tuple[str, str]]


class BulkFiling:
    """Files batches into one workspace; registers and the last numbers are read once."""

    def __init__(self, writer: BulkWriter) -> None:
        self._writer = writer
        self._ways: dict[tuple[str, str], _Way] = {}
        with writer.transaction():
            connection = writer.connection
            self._parents = parents(connection)
            self._notices = {notice.key: notice for notice in notices(connection)}
            self._desks: dict[tuple[Role, str], str] = {}
            self._organisations: dict[str, OrganisationRow] = {}
            for account in accounts(connection):
                self._seat(account)
            self._secret = bytes.fromhex(
                connection.scalar(select(setting.c.value).where(setting.c.key == PERSON_SECRET)) or ""
            )
            self._series = Counter(
                {(row.year, row.issuer): row.last for row in connection.execute(select(number_series))}
            )

    def file(self, applications: Iterable[BulkApplication]) -> int:
        """Writes them all in one transaction, in this order; returns how many."""
        count = 0
        known = set(self._series)
        with self._writer.transaction():
            for application in applications:
                self._file(application)
                count += 1
            for (year, issuer), last in self._series.items():
                series = (number_series.c.year == year) & (number_series.c.issuer == issuer)
                if (year, issuer) in known:
                    self._writer.connection.execute(number_series.update().where(series).values(last=last))
                else:
                    values = {"year": year, "issuer": issuer, "last": last}
                    self._writer.connection.execute(number_series.insert().values(values))
        return count

    def history(self, document_number: str) -> History:
        """What the workspace knows of the person's earlier applications, of those filed so far."""
        with self._writer.transaction():
            return history_of(self._writer.connection, person_key(self._secret, document_number), "")

    def _seat(self, account: AccountRow) -> None:
        for held in account.memberships:
            if held.organisation is not None:
                self._desks.setdefault((held.role, held.organisation.id), account.id)
                self._organisations[held.organisation.code] = held.organisation

    def _way(self, unit_code: str, notice_key: str) -> _Way:
        known = self._ways.get((unit_code, notice_key))
        if known is not None:
            return known
        unit, notice = self._organisations[unit_code], self._notices[notice_key]
        departments = route(unit.id, notice.issuer.id, self._parents)
        seats = {UNIT_STAGE: (self._desks[Role.UNIT, unit.id], unit.id)}
        for level, department in enumerate(departments, start=1):
            seats[department_stage(level)] = self._desks[Role.DEPARTMENT, department], department
        seats[Role.SECRETARY.value] = self._desks[Role.SECRETARY, notice.issuer.id], notice.issuer.id
        at = datetime.now(UTC)
        new = NewApplication("", "", unit.id, notice.id, notice.issuer.id, departments, None, None, at)
        number = route_number(self._writer.connection, new)
        way = _Way(unit, notice, departments, canonical_json(list(departments)), number, seats)
        self._ways[unit_code, notice_key] = way
        return way

    def _file(self, application: BulkApplication) -> None:
        way, application_id = self._way(application.unit, application.notice), new_id()
        first = application.submissions[0]
        self._writer.add_application(
            (
                application_id,
                application.key,
                way.unit.id,
                way.unit.name,
                way.notice.id,
                way.notice.issuer.id,
                way.route_number,
                len(way.departments),
                person_key(self._secret, first.document_number),
                first.submitted_at + _RECORDED_AFTER,
            )
        )
        stands, seq = (Status.DRAFT, NO_STAGE), 0
        for order, submission in enumerate(application.submissions, start=1):
            self._submit(way, application_id, order, submission)
            straight = order > 1 and application.submissions[order - 2].decisions[-1].straight_back
            filed = verdict(len(way.departments), *stands, Action.SUBMIT, UNIT_STAGE)
            if filed is None:
                raise ValueError(f"{application.key}: submission {order} does not follow")
            stands = filed.to_status, filed.straight_back_stage if straight else filed.to_stage
            for decision in submission.decisions:
                stands = self._decide(way, application_id, order, seq, stands, decision, submission)
                seq += 1

    def _submit(self, way: _Way, application_id: str, order: int, submission: BulkSubmission) -> None:
        account, _ = way.seats[UNIT_STAGE]
        row = (
            new_id(),
            application_id,
            order,
            submission.content,
            sha256(submission.content.encode()).hexdigest(),
            way.notice.catalogue_hash,
            submission.grading_class,
            submission.findings,
            way.departments_text,
            UNIT_STAGE,
            account,
            submission.submitted_at,
            submission.submitted_at + _RECORDED_AFTER,
        )
        number = self._next_number(way, submission.submitted_at) if order == 1 else None
        who = person_key(self._secret, submission.document_number)
        self._writer.add_submission(who, submission.search_text, number, row)

    def _next_number(self, way: _Way, submitted_at: int) -> str:
        year = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=submitted_at)).astimezone(SHANGHAI).year
        issuer = way.notice.issuer.code[:ISSUER_CHARACTERS]
        self._series[year, issuer] += 1
        return f"{year}-{issuer}-{self._series[year, issuer]:06d}"

    def _decide(
        self,
        way: _Way,
        application_id: str,
        order: int,
        seq: int,
        stands: tuple[Status, str],
        decision: BulkDecision,
        submission: BulkSubmission,
    ) -> tuple[Status, str]:
        """Where the application stands after it: its status, and its stage or the one that returned or ended it."""
        account, organisation = way.seats[decision.desk]
        taken = verdict(len(way.departments), *stands, decision.action, decision.desk)
        if taken is None:
            raise ValueError(f"{decision.desk} may not {decision.action} at {stands}")
        self._writer.add_opened((account, application_id, decision.at))
        if submission.original is not None:
            self._writer.add_viewed((account, application_id, submission.original, decision.at))
            if decision.desk == UNIT_STAGE and decision.action is Action.PASS:
                self._writer.add_verified((application_id, submission.original, organisation, account, decision.at))
        deadline = decision.correction_deadline
        row = (
            new_id(),
            application_id,
            order,
            seq,
            decision.action.value,
            taken.recorded_stage,
            decision.desk,
            organisation,
            account,
            decision.at,
            decision.at,
            decision.comment,
            decision.meeting,
            None if deadline is None else deadline.isoformat(),
            int(decision.straight_back),
            ONLINE,
        )
        self._writer.add_decision(row)
        return taken.to_status, taken.to_stage if taken.to_status is Status.SUBMITTED else taken.stage
