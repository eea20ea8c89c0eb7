"""One application of the demo as its dossiers: the first submission and, where it was returned and mended, the second.

Pure planning: contents, planned evidence and fate. `exchange` knows how a dossier is read, `evidence` how files look.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from desktop.demo.applicants import Applicant, Sections
from desktop.demo.attachments import PlannedAttachment, attachments_of_publication, plan_attachments
from desktop.demo.careers import requirement_of
from desktop.demo.chance import chance
from desktop.demo.evidence_spec import EvidenceSpec
from desktop.demo.fates import TWO_VERSIONS, Fate, History, PlannedDecision, plan_history
from desktop.demo.flaws import FLAWS, OVER_AGE, Flaw, apply_flaw, suits
from desktop.demo.merits import publication
from desktop.demo.organisations import DemoNotice, DemoUnit, route_of
from desktop.demo.people import make_person
from desktop.demo.sections import fill_in
from desktop.domain.catalogue import Standard
from desktop.domain.clock import SHANGHAI, shanghai_day


@dataclass(frozen=True)
class DossierVersion:
    """What one submission holds; `submitted_at` is None for a draft. `flaws` are the keys of deliberate defects."""

    submitted_at: datetime | None
    sections: Sections
    attachments: tuple[PlannedAttachment, ...]
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoDossier:
    """One application: `application` is its key in dossiers; `decisions` name the version they judge, from 1."""

    application: str
    unit: str
    notice: str
    catalogue: str
    fate: Fate
    versions: tuple[DossierVersion, ...]
    decisions: tuple[PlannedDecision, ...]

    @property
    def name(self) -> str:
        """The applicant's name."""
        return str(self.versions[0].sections["basic"][0]["name"])


@dataclass(frozen=True)
class Assignment:
    """What the plan has decided about application number `index` before its contents are made."""

    index: int
    fate: Fate
    unit: DemoUnit
    standard: Standard
    flaw_start: int
    """Where in `FLAWS` to begin choosing the defects of its first version."""
    flaw_count: int
    """How many defects to give it."""


def make_dossier(
    seed: int, today: date, notice: DemoNotice, assignment: Assignment, closed: date | None = None
) -> DemoDossier:
    """The application `assignment` speaks of; the same for the same arguments. `closed` as in `plan_history`."""
    rng = chance(seed, today, assignment.index)
    requirement = requirement_of(assignment.standard)
    over_age = assignment.fate in (Fate.TERMINATED_BY_UNIT, Fate.TERMINATED_BY_DEPARTMENT) and (
        assignment.standard.grading_class in "BCD"
    )
    ages = (62, 64) if over_age else requirement.ages
    person = make_person(rng, assignment.index, today, ages)
    route = route_of(assignment.unit)
    # contents are written for the earliest possible day, so that nothing in them lies after any submission
    earliest = shanghai_day(notice.opens)
    applicant = Applicant(person, assignment.unit, assignment.standard, requirement, earliest)
    sections = fill_in(rng, applicant)
    attachments = plan_attachments(rng, applicant, sections)
    flaws = _choose_flaws(assignment, applicant, sections)
    comments = [OVER_AGE.comment] if over_age else [flaw.comment for flaw in flaws]
    history = plan_history(rng, assignment.fate, len(route), notice.opens, today, comments, closed)
    applicant = replace(applicant, day=shanghai_day(history.submitted_at[0]) if history.submitted_at else earliest)
    return DemoDossier(
        application=f"demo-{notice.key}-{assignment.index + 1:05d}",
        unit=assignment.unit.code,
        notice=notice.key,
        catalogue=notice.catalogue,
        fate=assignment.fate,
        versions=_versions(rng, applicant, sections, attachments, flaws, history, assignment.fate),
        decisions=history.decisions,
    )


def _choose_flaws(assignment: Assignment, applicant: Applicant, sections: Sections) -> list[Flaw]:
    turned = [FLAWS[(assignment.flaw_start + step) % len(FLAWS)] for step in range(len(FLAWS))]
    return [flaw for flaw in turned if suits(flaw, applicant, sections)][: assignment.flaw_count]


def _versions(
    rng: random.Random,
    applicant: Applicant,
    sections: Sections,
    attachments: tuple[PlannedAttachment, ...],
    flaws: Sequence[Flaw],
    history: History,
    fate: Fate,
) -> tuple[DossierVersion, ...]:
    if not history.submitted_at:
        return (_draft(rng, sections, attachments),)
    flawed, flawed_files = sections, attachments
    for flaw in flaws:
        flawed, flawed_files = apply_flaw(rng, flaw, applicant, flawed, flawed_files)
    flawed_files = tuple(item for item in flawed_files if _record_exists(item, flawed))
    keys = tuple(flaw.key for flaw in flaws)
    first = DossierVersion(history.submitted_at[0], flawed, flawed_files, keys)
    if fate not in TWO_VERSIONS:
        return (first,)
    return (first, _mended(rng, applicant, sections, attachments, history.submitted_at[1]))


def _record_exists(item: PlannedAttachment, sections: Sections) -> bool:
    return item.record is None or any(record.get("id") == item.record for record in sections.get(item.section, []))


def _draft(rng: random.Random, sections: Sections, attachments: tuple[PlannedAttachment, ...]) -> DossierVersion:
    """The first sections only, as somebody leaves them on a Friday evening."""
    kept = {key: records for key, records in sections.items() if key in ("basic", "education", "work")}
    return DossierVersion(None, kept, tuple(item for item in attachments if item.section in ("basic", "education")))


def _mended(
    rng: random.Random,
    applicant: Applicant,
    sections: Sections,
    attachments: tuple[PlannedAttachment, ...],
    submitted_at: datetime,
) -> DossierVersion:
    """The clean contents with one publication more and one certificate captured anew."""
    published = applicant.day - timedelta(days=rng.randint(20, 80))
    added = publication(rng, applicant, "p-added", published)
    mended = {**sections, "publications": [added, *sections.get("publications", [])]}
    files = [item.recaptured() if (item.section, item.record) == ("education", "e1") else item for item in attachments]
    files.extend(attachments_of_publication(rng, applicant, sections["basic"][0], added))
    return DossierVersion(submitted_at, mended, tuple(files))


def dossier_document(
    dossier: DemoDossier, version: DossierVersion, stored: Mapping[EvidenceSpec, tuple[str, str]]
) -> dict[str, Any]:
    """The version's `dossier.json`; `stored` gives each evidence its file in the dossier and its SHA-256."""
    if version.submitted_at is None:
        raise ValueError("a draft is no dossier")
    attachments: list[dict[str, str]] = []
    for item in version.attachments:
        file, digest = stored[item.evidence]
        place = {"section": item.section, "slot": item.slot, "file": file, "name": item.name, "sha256": digest}
        attachments.append(place if item.record is None else place | {"record": item.record})
    return {
        "dossier": 1,
        "application": dossier.application,
        "catalogue": dossier.catalogue,
        "notice": dossier.notice,
        "unit": dossier.unit,
        "submitted_at": version.submitted_at.astimezone(SHANGHAI).isoformat(),
        "pledge": True,
        "sections": version.sections,
        "attachments": attachments,
    }
