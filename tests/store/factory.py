"""A workspace with valid defaults for tests: organisations, accounts, a notice, applications at any place.

Every verb of a `Desk` takes what a test cares about and fills in the rest.
"""

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Generic

from sqlalchemy import select
from typing_extensions import TypeVar

from desktop.domain.content import ApplicationContent, Attachment, Record
from desktop.domain.decisions import DecisionRequest, Situation
from desktop.domain.findings import Finding
from desktop.domain.media import MediaType
from desktop.domain.terms import Action, OrganisationKind, Role
from desktop.domain.workflow import Verdict, verdict, verdicts_at
from desktop.store.blobs import put_blob
from desktop.store.key_slots import Derivation, FileKey
from desktop.store.opened import OpenedStore
from desktop.store.queries.accounts import account_by_login
from desktop.store.queries.details import route
from desktop.store.queries.filings import application_by_key
from desktop.store.queries.notices import notice_by_id
from desktop.store.queries.organisations import organisation_by_code, parents
from desktop.store.queries.situations import situation_of
from desktop.store.records import accounts, catalogues, notices, organisations
from desktop.store.records.decisions import NewDecision, record_decision
from desktop.store.records.filing import (
    NewApplication,
    NewSubmission,
    create_application,
    delete_application,
    file_submission,
)
from desktop.store.records.identity import new_id
from desktop.store.rows import AccountRow, NoticeRow, OrganisationRow
from desktop.store.store import Store
from desktop.store.tables import application
from desktop.store.visibility import Scope, scope_of
from desktop.store.workspace import create_workspace, open_store

QUICK = Derivation(memory_kib=8 * 1024, iterations=1, lanes=1)
"""As cheap as the bounds allow: tests sign in often."""

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
OPENS, CLOSES = datetime(2026, 1, 5, 1, 0, tzinfo=UTC), datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
PASSWORD = "一把 long 钥匙"
CATALOGUE_HASH = "c" * 64
PDF = b"%PDF-1.7\n" + b"evidence " * 40


StoreT = TypeVar("StoreT", bound=OpenedStore, default=Store)


@dataclass
class Desk(Generic[StoreT]):
    """An opened workspace, local unless it says otherwise, and the ids in it. `key` is that of a local one's file."""

    store: StoreT
    key: FileKey
    now: datetime = NOW
    notice_id: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    """Ids of organisations by code and of accounts by login."""
    serial: "count[int]" = field(default_factory=lambda: count(1))

    def tick(self, **step: float) -> datetime:
        self.now += timedelta(**(step or {"minutes": 1}))
        return self.now

    def account(self, login: str) -> AccountRow:
        with self.store.read() as connection:
            found = account_by_login(connection, login)
        assert found is not None
        return found

    def scope(self, login: str) -> Scope:
        return scope_of(self.account(login))

    def organisation(self, code: str, kind: OrganisationKind, parent: str | None = None, name: str = "") -> str:
        """Adds one; `parent` is a code. Returns the id."""
        parent_id = None if parent is None else self.ids[parent]
        row = OrganisationRow(new_id(), code, name or f"机构{code}", kind, parent_id)
        with self.store.write() as connection:
            organisations.put_organisation(connection, row, by=self.ids.get("admin", "system"), at=self.now)
        self.ids[code] = row.id
        return row.id

    def person(self, login: str, role: Role, code: str | None = None, name: str = "") -> str:
        """Adds an account, or a role to a known one. Returns the id."""
        known = self.ids.get(login)
        identity = known or new_id()
        by = self.ids.get("admin", identity)
        with self.store.write() as connection:
            if known is None:
                accounts.add_account(connection, identity, login, name or f"经办{login}", by=by, at=self.now)
            accounts.grant(connection, identity, role, None if code is None else self.ids[code], by=by, at=self.now)
        self.ids[login] = identity
        return identity

    def notice(self, issuer: str, key: str = "2026-01", closes: datetime = CLOSES) -> str:
        """Publishes a notice of the department with this code. Returns the id."""
        with self.store.write() as connection:
            catalogues.activate_catalogue(
                connection, CATALOGUE_HASH, "sample", "key = 'sample'", "sample.toml", by=self.ids["admin"], at=self.now
            )
            organisation = organisation_by_code(connection, issuer)
            assert organisation is not None
            row = NoticeRow(
                new_id(), key, "认定申报通知", "正文", OPENS, closes, "sample", CATALOGUE_HASH, organisation, 30
            )
            notices.put_notice(connection, row, by=self.ids["admin"], at=self.now)
        self.notice_id = row.id
        return row.id

    def content(self, unit: str, *, name: str = "王建国", evidence: bytes = PDF, **basic: str) -> ApplicationContent:
        """A small application whose one attachment's bytes are stored."""
        with self.store.write() as connection:
            stored = put_blob(connection, io.BytesIO(evidence))
        record: Record = {
            "name": name,
            "document_type": "居民身份证",
            "document_number": "11010519491231002X",
            "mobile": "13800001111",
            "service_type": "首次认定",
            "standard": "C-03",
            **basic,
        }
        education: Record = {"id": "e1", "school": "吉林大学"}
        attachment = Attachment(
            "education", "e1", "certificate", "学位证书.pdf", stored.sha256, stored.size, MediaType.PDF
        )
        return ApplicationContent(unit, {"basic": (record,), "education": (education,)}, (attachment,))

    def draft(self, unit: str, key: str, *, person: str | None = None, applicant: str | None = None) -> str:
        """An application not yet submitted. Returns the id."""
        identity = new_id()
        with self.store.write() as connection:
            notice = notice_by_id(connection, self.notice_id)
            assert notice is not None
            above = parents(connection)
            departments: list[str] = []
            place = above[self.ids[unit]]
            while place is not None and (not departments or departments[-1] != notice.issuer.id):
                departments.append(place)
                place = above[place]
            create_application(
                connection,
                NewApplication(
                    id=identity,
                    key=key,
                    unit_id=self.ids[unit],
                    notice_id=notice.id,
                    issuer_id=notice.issuer.id,
                    route=tuple(departments),
                    person_key=person or self.store.person_key(f"{unit}-{key}"),
                    applicant_id=None if applicant is None else self.ids[applicant],
                    created_at=self.now,
                ),
            )
        return identity

    def submit(
        self,
        application_id: str,
        content: ApplicationContent,
        *,
        login: str = "unit",
        desk: str = "unit",
        findings: tuple[Finding, ...] = (),
        **changed: Any,
    ) -> NewSubmission:
        """Files the next submission of the application."""
        with self.store.write() as connection:
            situation = situation_of(connection, application_id)
            person = connection.scalar(select(application.c.person_key).where(application.c.id == application_id))
            new = NewSubmission(
                id=new_id(),
                application_id=application_id,
                number=situation.submission + 1 if situation is not None else 1,
                content=content,
                catalogue_hash=CATALOGUE_HASH,
                grading_class="C",
                findings=findings,
                search_text=" ".join(str(value) for value in (content.basic.get("name"), content.basic.get("mobile"))),
                person_key=person,
                account_id=self.ids[login],
                desk=desk,
                submitted_at=self.now,
                recorded_at=self.now,
            )
            new = replace(new, **changed)
            file_submission(connection, new)
        return new

    def file(self, unit: str = "U1", key: str | None = None, *, login: str = "unit", **content: Any) -> str:
        """A submitted application, at stage unit. Returns the id."""
        name = key or f"d-{next(self.serial):04d}"
        identity = self.draft(unit, name)
        self.submit(identity, self.content(unit, **content), login=login)
        return identity

    def situation(self, application_id: str) -> Situation:
        with self.store.read() as connection:
            found = situation_of(connection, application_id)
        assert found is not None
        return found

    def request(self, application_id: str, action: Action, **given: Any) -> DecisionRequest:
        """A request that names what is current, with the comment or meeting the action needs."""
        situation = self.situation(application_id)
        row = _row_for(situation, action)
        facts: dict[str, Any] = {"submission": situation.submission, "seq": situation.seq}
        if row is not None and row.comment_required:
            facts["comment"] = "请补正学历证书的清晰扫描件。"
        if row is not None and row.meeting_required:
            facts["meeting"] = "2026年第一次评审会"
        return DecisionRequest(**{"action": action, **facts, **given})

    def decision(self, application_id: str, action: Action, login: str, desk: str, **given: Any) -> NewDecision:
        """A decision ready to be recorded."""
        request = given.pop("request", None) or self.request(application_id, action, **given)
        situation = self.situation(application_id)
        row = verdict(situation.levels, situation.status, situation.place, action, desk)
        return NewDecision(
            id=new_id(),
            application_id=application_id,
            request=request,
            stage=situation.place if row is None else row.recorded_stage,
            desk=desk,
            organisation_id=self._organisation_at(application_id, desk),
            account_id=self.ids[login],
            decided_at=self.now,
            recorded_at=self.now,
        )

    def decide(self, application_id: str, action: Action, login: str, desk: str, **given: Any) -> NewDecision:
        """Records a decision a minute later. Raises what the store raises."""
        self.tick()
        new = self.decision(application_id, action, login, desk, **given)
        with self.store.write() as connection:
            record_decision(connection, new)
        return new

    def delete(self, application_id: str, login: str) -> None:
        with self.store.write() as connection:
            delete_application(connection, application_id, self.ids[login], self.now)

    def find(self, unit: str, key: str) -> str:
        with self.store.read() as connection:
            found = application_by_key(connection, self.ids[unit], key)
        assert found is not None
        return found.id

    def _organisation_at(self, application_id: str, desk: str) -> str:
        with self.store.read() as connection:
            row = connection.execute(
                select(application.c.unit_id, application.c.issuer_id).where(application.c.id == application_id)
            ).one()
            departments = route(connection, application_id)
        if desk.startswith("department-"):
            return departments[int(desk.removeprefix("department-")) - 1].id
        return str(row.unit_id if desk == "unit" else row.issuer_id)


def make_workspace(tmp_path: Path, *, levels: int = 2, name: str = "store") -> Desk:
    """A local workspace, furnished."""
    location = tmp_path / name
    key = create_workspace(location, "admin", PASSWORD, derivation=QUICK)
    return furnish(Desk(open_store(location, key, at=NOW), key), levels)


def furnish(desk: Desk[StoreT], levels: int) -> Desk[StoreT]:
    """Unit U1 under departments D1 … D`levels`, the last one issuing the notice; logins named after the desks."""
    desk.person("admin", Role.ADMINISTRATOR)
    above: str | None = None
    for level in range(levels, 0, -1):
        code = f"D{level}"
        desk.organisation(code, OrganisationKind.DEPARTMENT, above)
        desk.person(f"department-{level}", Role.DEPARTMENT, code)
        above = code
    desk.organisation("U1", OrganisationKind.UNIT, above)
    desk.person("unit", Role.UNIT, "U1")
    desk.person("secretary", Role.SECRETARY, f"D{levels}")
    desk.person("applicant", Role.APPLICANT)
    desk.notice(f"D{levels}")
    return desk


def _row_for(situation: Situation, action: Action) -> Verdict | None:
    rows = verdicts_at(situation.levels, situation.status, situation.place)
    return next((row for row in rows if row.action is action), None)
