"""Makes the demo workspace: through the ordinary services, with the plan's people, dossiers and decisions."""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop.demo.attachments import PlannedAttachment
from desktop.demo.dossiers import DemoDossier, DossierVersion, dossier_document
from desktop.demo.evidence_spec import EvidenceSpec
from desktop.demo.evidence_store import EvidenceStore
from desktop.demo.fates import PlannedDecision
from desktop.demo.organisations import DESK_OF_ORGANISATION, DemoNotice, DemoUnit
from desktop.demo.plan import DemoPlan, plan
from desktop.demo.scratch import scratch_folder
from desktop.demo.staff import Staff, StageClock
from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import UNIT_STAGE, Action, Role
from desktop.services.accounts import add_person
from desktop.services.applications import application_detail
from desktop.services.catalogues import activate_catalogue
from desktop.services.decisions import decide
from desktop.services.demo_logins import DemoLogin, DemoLogins, write_demo_logins
from desktop.services.dossiers import import_dossier
from desktop.services.drafts import start_draft
from desktop.services.evidence import mark_opened, set_original_verified
from desktop.services.notices import import_notice
from desktop.services.organisations import import_organisations
from desktop.services.rows import ApplicationDetail
from desktop.services.workspace import Workspace, create_workspace, open_workspace
from desktop.store.key_slots import Derivation
from desktop.store.new_location import refuse_occupied
from desktop.store.place import refuse_unsuitable_place
from resources import ROOT

PASSWORD = "demo-workspace"
DEFAULT_APPLICATIONS = 66
DEFAULT_SEED = 1

_CATALOGUE = ROOT / "catalogue" / "jilin-2024.toml"
_APPLICANT = "applicant"
_LIGHT = Derivation(memory_kib=19 * 1024, iterations=2, lanes=1)
"""The password is printed on the sign-in, so deriving a key from it slowly would protect nothing."""

Progress = Callable[[int, int], None]


def make_demo_workspace(
    location: Path,
    *,
    applications: int = DEFAULT_APPLICATIONS,
    seed: int = DEFAULT_SEED,
    today: date | None = None,
    progress: Progress | None = None,
) -> DemoLogins:
    """A workspace at `location` with that many applications as on the morning of `today`; put in place when complete.

    The same arguments give the same content. Raises what `create_workspace` raises.
    """
    text = _CATALOGUE.read_text(encoding="utf-8")
    catalogue = parse_catalogue(text, _CATALOGUE.name)
    planned = plan(seed, today or datetime.now(UTC).astimezone().date(), applications, catalogue)
    location = location.absolute()
    refuse_occupied(location)
    refuse_unsuitable_place(location)
    location.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(location) as scratch:
        unfinished = scratch / "workspace"
        logins = _Stage(unfinished, scratch, planned, text, catalogue).play(progress or (lambda done, of: None))
        if location.exists():
            location.rmdir()
        unfinished.rename(location)
    return logins


class _Stage:
    """One workspace being made."""

    def __init__(
        self, location: Path, scratch: Path, planned: DemoPlan, catalogue_text: str, catalogue: Catalogue
    ) -> None:
        self._location = location
        self._scratch = scratch
        self._plan = planned
        self._catalogue_text = catalogue_text
        self._catalogue = catalogue
        self._units = {unit.code: unit for unit in planned.units}
        self._applicants = {
            dossier.application: DemoLogin(f"{_APPLICANT}{order}", dossier.name, Role.APPLICANT, dossier.unit)
            for order, dossier in enumerate(planned.drafts(), start=1)
        }

    def play(self, progress: Progress) -> DemoLogins:
        clock = StageClock(self._plan.notice.opens - timedelta(days=14))
        create_workspace(self._location, "admin", PASSWORD, account_name="系统管理员", clock=clock, derivation=_LIGHT)
        administrator = open_workspace(self._location, "admin", PASSWORD, clock=clock)
        administrator.derivation = _LIGHT
        try:
            staff = self._set_up(administrator, clock)
            self._file_and_decide(staff, progress)
        finally:
            administrator.close()
        logins = self._logins()
        write_demo_logins(self._location, logins)
        return logins

    def _set_up(self, administrator: Workspace, clock: StageClock) -> Staff:
        table = self._scratch / "organisations.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("code", "name", "parent", "kind"))
            writer.writerows((one.code, one.name, one.parent or "", "department") for one in self._plan.departments)
            writer.writerows((unit.code, unit.name, unit.department, "unit") for unit in self._plan.units)
        import_organisations(administrator, table)
        for account in self._plan.accounts:
            roles = tuple(Role(role) for role in account.roles)
            add_person(administrator, account.login, PASSWORD, roles, account.organisation, account.name)
        for applicant in self._applicants.values():
            add_person(administrator, applicant.login, PASSWORD, (applicant.role,), name=applicant.name)
        activate_catalogue(administrator, self._catalogue_text, _CATALOGUE.name)
        staff = Staff(administrator, clock)
        notice = self._scratch / "notice.toml"
        notice.write_text(_notice_toml(self._plan.notice), encoding="utf-8")
        import_notice(staff.as_login(DESK_OF_ORGANISATION[self._plan.notice.issuer]), notice)
        return staff

    def _file_and_decide(self, staff: Staff, progress: Progress) -> None:
        evidence_directory = self._scratch / "evidence"
        evidence_directory.mkdir()
        with closing(EvidenceStore(evidence_directory, self._plan.evidence())) as evidence:
            for done, dossier in enumerate(self._plan.dossiers(), start=1):
                if dossier.application in self._applicants:
                    self._start_draft(staff, self._applicants[dossier.application].login, dossier)
                else:
                    self._live_through(staff, dossier, evidence)
                progress(done, self._plan.applications)

    def _start_draft(self, staff: Staff, login: str, dossier: DemoDossier) -> None:
        staff.clock.moment = datetime.combine(self._plan.today, datetime.min.time(), UTC) - timedelta(days=2)
        content = ApplicationContent(
            dossier.unit,
            {key: tuple(dict(record) for record in records) for key, records in dossier.versions[0].sections.items()},
            (),
        )
        start_draft(staff.as_login(login), dossier.application, dossier.notice, content)

    def _live_through(self, staff: Staff, dossier: DemoDossier, evidence: EvidenceStore) -> None:
        unit = self._units[dossier.unit]
        application_id, seq = "", 0
        for number, version in enumerate(dossier.versions, start=1):
            application_id = self._file(staff, dossier, version, evidence, unit)
            for decision in dossier.decisions:
                if decision.submission == number:
                    _decide(staff, unit, application_id, decision, seq)
                    seq += 1

    def _file(
        self, staff: Staff, dossier: DemoDossier, version: DossierVersion, evidence: EvidenceStore, unit: DemoUnit
    ) -> str:
        if version.submitted_at is None:
            raise ValueError("a draft cannot be filed")
        staff.clock.moment = version.submitted_at + timedelta(minutes=2)
        with self._folder(dossier, version, evidence) as folder:
            result = import_dossier(staff.at_desk("unit", unit), folder)
        if result.problem is not None:
            raise result.problem
        return result.application_id

    @contextmanager
    def _folder(self, dossier: DemoDossier, version: DossierVersion, evidence: EvidenceStore) -> Iterator[Path]:
        """The version as a dossier folder, gone afterwards; its files are hard links where the disk has them."""
        folder = self._scratch / dossier.application
        (folder / "attachments").mkdir(parents=True)
        stored: dict[EvidenceSpec, tuple[str, str]] = {}
        for item in version.attachments:
            if item.evidence not in stored:
                stored[item.evidence] = _put(folder, item, evidence, len(stored))
        document = dossier_document(dossier, version, stored)
        (folder / "dossier.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        try:
            yield folder
        finally:
            shutil.rmtree(folder)

    def _logins(self) -> DemoLogins:
        """Those that the sign-in offers: one of each kind, and all are said on the command line."""
        names = {department.code: department.name for department in self._plan.departments}
        names.update((unit.code, unit.name) for unit in self._plan.units)
        listed = [
            DemoLogin(account.login, account.name, Role(account.roles[0]), names.get(account.organisation or "", ""))
            for account in self._plan.accounts
        ]
        listed += [replace(applicant, place=names[applicant.place]) for applicant in self._applicants.values()]
        return DemoLogins(PASSWORD, tuple(listed))


def _decide(staff: Staff, unit: DemoUnit, application_id: str, decision: PlannedDecision, seq: int) -> None:
    staff.clock.moment = decision.decided_at
    workspace = staff.at_desk(decision.desk, unit)
    detail = application_detail(workspace, application_id)
    mark_opened(workspace, application_id, *sorted({item.sha256 for item in detail.attachments}))
    if decision.desk == UNIT_STAGE and decision.action is Action.PASS:
        _verify_original(workspace, detail)
    request = DecisionRequest(
        decision.action,
        decision.submission,
        seq,
        decision.comment,
        decision.meeting,
        decision.correction_deadline,
        decision.straight_back,
    )
    decide(workspace, application_id, request)


def _verify_original(workspace: Workspace, detail: ApplicationDetail) -> None:
    """The unit has seen the original of the first certificate, as an HR office does of what it must vouch for."""
    certificate = next((item for item in detail.attachments if item.section == "education"), None)
    if certificate is not None:
        set_original_verified(workspace, detail.row.id, certificate.sha256, True)


def _put(folder: Path, item: PlannedAttachment, evidence: EvidenceStore, order: int) -> tuple[str, str]:
    source, digest = evidence.get(item.evidence)
    name = f"attachments/{order:03d}{source.suffix}"
    try:
        os.link(source, folder / name)
    except OSError:
        shutil.copyfile(source, folder / name)
    return name, digest


def _notice_toml(notice: DemoNotice) -> str:
    fields = {
        "key": notice.key,
        "title": notice.title,
        "text": notice.text,
        "opens": notice.opens.isoformat(),
        "closes": notice.closes.isoformat(),
        "catalogue": notice.catalogue,
        "issuer": notice.issuer,
        "reading_seconds": notice.reading_seconds,
    }
    # TOML's basic strings are written as JSON's
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
