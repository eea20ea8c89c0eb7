"""Makes the demo workspace: through the ordinary services, with the plan's people, dossiers and decisions.

Of a large one only the first applications go that way; the rest are filed in bulk.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from desktop.demo.attachments import PlannedAttachment
from desktop.demo.dossiers import DemoDossier, DossierVersion, dossier_document
from desktop.demo.evidence_spec import EvidenceSpec
from desktop.demo.evidence_store import EvidenceStore
from desktop.demo.multitude import Multitude
from desktop.demo.organisations import DESK_OF_ORGANISATION, DemoNotice, DemoUnit
from desktop.demo.plan import OWN_EVIDENCE, DemoPlan, plan
from desktop.demo.planned_decisions import decide_as_planned
from desktop.demo.province import province_departments, province_units
from desktop.demo.registers import (
    PUBLISHED_BEFORE,
    publish_notices,
    register_organisations,
    register_other_desks,
    register_people,
)
from desktop.demo.registrants import (
    bind,
    bind_newcomers,
    newcomers,
    register_applicants,
    register_newcomers,
)
from desktop.demo.repeated_evidence import RepeatedEvidence, StoredFile
from desktop.demo.rounds import Round, rounds
from desktop.demo.scratch import scratch_folder
from desktop.demo.staff import Staff, StageClock
from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent
from desktop.domain.terms import Role
from desktop.services.bulk_filing import bulk_filing
from desktop.services.catalogues import activate_catalogue
from desktop.services.demo_logins import DemoLogin, DemoLogins, write_demo_logins
from desktop.services.dossiers import import_dossier
from desktop.services.drafts import start_draft
from desktop.services.self_checks import keep_ticks
from desktop.services.workspace import Workspace, create_workspace, open_workspace
from desktop.store.key_slots import Derivation
from desktop.store.new_location import refuse_occupied
from desktop.store.place import refuse_unsuitable_place
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.vault import Vault
from resources import ROOT

PASSWORD = "demo-workspace"
DEFAULT_APPLICATIONS = 66
DEFAULT_SEED = 1

BY_HAND = 300
"""Applications that go through the ordinary services one by one, and the most that a small demo has."""

_BATCH = 2_000
_BYTES_WITH_OWN_EVIDENCE = 2_000_000
_BYTES_PER_APPLICATION = 30_000
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
    by_hand: int = BY_HAND,
) -> DemoLogins:
    """A workspace at `location` with that many applications as on the morning of `today`; put in place when complete.

    More than `by_hand` make it a large one, of the whole province and several years. The same arguments give the same
    content. Raises what `create_workspace` raises, and at once where the disk has no room for so many.
    """
    text = _CATALOGUE.read_text(encoding="utf-8")
    catalogue = parse_catalogue(text, _CATALOGUE.name)
    today = today or datetime.now(UTC).astimezone().date()
    planned = plan(seed, today, min(applications, by_hand), catalogue)
    further: Sequence[Round] = ()
    if applications > by_hand:
        departments, units = province_departments(), province_units(seed, applications)
        planned = replace(planned, departments=departments, units=units)
        further = rounds(today, catalogue.key, applications - by_hand)
    location = location.absolute()
    refuse_occupied(location)
    refuse_unsuitable_place(location)
    location.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(location.parent).free < bytes_needed(applications):
        raise Unavailable(UnavailableCode.DISK_FULL, path=str(location))
    with scratch_folder(location) as scratch:
        unfinished = scratch / "workspace"
        logins = _Stage(unfinished, scratch, planned, further, text, catalogue).play(
            progress or (lambda done, of: None)
        )
        if location.exists():
            location.rmdir()
        unfinished.rename(location)
    return logins


def bytes_needed(applications: int) -> int:
    """About how much room on the disk so many applications take, with what is gone again when they are complete."""
    own = min(applications, OWN_EVIDENCE)
    return own * _BYTES_WITH_OWN_EVIDENCE + applications * _BYTES_PER_APPLICATION


class _Stage:
    """One workspace being made."""

    def __init__(
        self,
        location: Path,
        scratch: Path,
        planned: DemoPlan,
        further: Sequence[Round],
        catalogue_text: str,
        catalogue: Catalogue,
    ) -> None:
        self._location = location
        self._scratch = scratch
        self._plan = planned
        self._rounds = further
        self._stored: dict[EvidenceSpec, StoredFile] = {}
        self._catalogue_text = catalogue_text
        self._catalogue = catalogue
        self._units = {unit.code: unit for unit in planned.units}
        drafts = {f"{_APPLICANT}{order}": dossier for order, dossier in enumerate(planned.drafts(), start=1)}
        self._drafts, self._newcomers = drafts, newcomers(planned.seed, planned.today)
        self._applicants = {
            dossier.application: DemoLogin(login, dossier.name, Role.APPLICANT, dossier.unit)
            for login, dossier in drafts.items()
        }

    def play(self, progress: Progress) -> DemoLogins:
        first = next(iter(self._earlier()), self._plan.notice)
        clock = StageClock(first.opens - PUBLISHED_BEFORE)
        create_workspace(self._location, "admin", PASSWORD, account_name="系统管理员", clock=clock, derivation=_LIGHT)
        administrator = open_workspace(self._location, "admin", PASSWORD, clock=clock)
        administrator.derivation = _LIGHT
        try:
            staff = self._set_up(administrator, clock)
            self._file_and_decide(staff, progress)
            bind_newcomers(staff, self._newcomers, self._plan.units[0], self._plan.today)
        finally:
            administrator.close()
        if self._rounds:
            self._file_the_others(progress)
        logins = self._logins()
        write_demo_logins(self._location, logins)
        return logins

    def _set_up(self, administrator: Workspace, clock: StageClock) -> Staff:
        departments, units = self._plan.departments, self._plan.units
        register_organisations(administrator, self._scratch, departments, units)
        register_people(administrator, PASSWORD, self._plan.accounts)
        register_applicants(administrator, PASSWORD, self._drafts)
        register_newcomers(administrator, PASSWORD, self._newcomers)
        if self._rounds:
            register_other_desks(administrator, departments, units)
        activate_catalogue(administrator, self._catalogue_text, _CATALOGUE.name)
        staff = Staff(administrator, clock)
        publisher = staff.as_login(DESK_OF_ORGANISATION[self._plan.notice.issuer])
        publish_notices(publisher, clock, self._scratch, [*self._earlier(), self._plan.notice])
        return staff

    def _earlier(self) -> list[DemoNotice]:
        return [one.notice for one in self._rounds if one.closed is not None]

    def _file_the_others(self, progress: Progress) -> None:
        """What comes beyond the plan, in batches, each one transaction."""
        done, evidence = self._plan.applications, RepeatedEvidence(self._stored)
        others = Multitude(self._plan.seed, self._catalogue, self._rounds, self._plan.units, done)
        of = done + sum(one.applications for one in self._rounds)
        key = Vault.open(self._location).unlock("admin", PASSWORD)
        with bulk_filing(self._location, key) as filing:
            coming = others.applications(evidence, filing.history)
            while batch := list(islice(coming, _BATCH)):
                done += filing.file(batch)
                progress(done, of)

    def _file_and_decide(self, staff: Staff, progress: Progress) -> None:
        evidence_directory = self._scratch / "evidence"
        evidence_directory.mkdir()
        with closing(EvidenceStore(evidence_directory, self._plan.evidence())) as evidence:
            for done, dossier in enumerate(self._plan.dossiers(), start=1):
                if dossier.application in self._applicants:
                    self._start_draft(staff, self._applicants[dossier.application].login, dossier)
                else:
                    self._live_through(staff, dossier, evidence)
                progress(done, self._plan.applications + sum(one.applications for one in self._rounds))

    def _start_draft(self, staff: Staff, login: str, dossier: DemoDossier) -> None:
        staff.clock.moment = datetime.combine(self._plan.today, datetime.min.time(), UTC) - timedelta(days=2)
        content = ApplicationContent(
            dossier.unit,
            {key: tuple(dict(record) for record in records) for key, records in dossier.versions[0].sections.items()},
            (),
        )
        bind(staff, login, dossier.unit)
        workspace = staff.as_login(login)
        application_id = start_draft(workspace, dossier.application, dossier.notice, content)
        catalogue = parse_catalogue(self._catalogue_text, _CATALOGUE.name)
        keep_ticks(workspace, application_id, catalogue.content_hash, {one.key for one in catalogue.conditions})

    def _live_through(self, staff: Staff, dossier: DemoDossier, evidence: EvidenceStore) -> None:
        unit = self._units[dossier.unit]
        application_id, seq = "", 0
        for number, version in enumerate(dossier.versions, start=1):
            application_id = self._file(staff, dossier, version, evidence, unit)
            for decision in dossier.decisions:
                if decision.submission == number:
                    decide_as_planned(staff, unit, application_id, decision, seq)
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
                stored[item.evidence] = name, digest = _put(folder, item, evidence, len(stored))
                self._stored[item.evidence] = StoredFile(digest, (folder / name).stat().st_size)
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


def _put(folder: Path, item: PlannedAttachment, evidence: EvidenceStore, order: int) -> tuple[str, str]:
    source, digest = evidence.get(item.evidence)
    name = f"attachments/{order:03d}{source.suffix}"
    try:
        os.link(source, folder / name)
    except OSError:
        shutil.copyfile(source, folder / name)
    return name, digest
