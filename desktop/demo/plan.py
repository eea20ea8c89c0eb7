"""The plan of a whole demo workspace: pure, deterministic by seed and day, and bounded in memory for any size."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop.demo.attachments import PlannedAttachment
from desktop.demo.careers import SKILLED_TRACK
from desktop.demo.chance import chance
from desktop.demo.dossiers import Assignment, DemoDossier, make_dossier
from desktop.demo.evidence_spec import Capture, EvidenceSpec, SheetKind
from desktop.demo.fates import SENT_BACK, TWO_LEVELS, Fate, fates_of
from desktop.demo.flaws import FLAWS
from desktop.demo.organisations import (
    ACCOUNTS,
    DEPARTMENTS,
    UNITS,
    DemoAccount,
    DemoDepartment,
    DemoNotice,
    DemoUnit,
    current_notice,
    route_of,
)
from desktop.domain.catalogue import Catalogue, Standard

OWN_EVIDENCE = 240
"""The applications that get evidence of their own; further ones repeat files of the same kind."""

_CLASS_SHARES = {"A": 1, "B": 4, "C": 14, "D": 24, "E": 17}
_LONG_ROUTES = tuple(unit for unit in UNITS if len(route_of(unit)) > 1)
UNFLAWED = frozenset({Fate.DRAFT, Fate.APPROVED, Fate.TERMINATED_BY_UNIT, Fate.TERMINATED_BY_DEPARTMENT})


@dataclass(frozen=True)
class DemoPlan:
    """Everything the demo consists of. `dossiers` and `evidence` make their items anew on each call, one at a time."""

    seed: int
    today: date
    applications: int
    departments: tuple[DemoDepartment, ...]
    units: tuple[DemoUnit, ...]
    accounts: tuple[DemoAccount, ...]
    notice: DemoNotice
    assignments: tuple[Assignment, ...]

    def dossiers(self) -> Iterator[DemoDossier]:
        """All applications in the order of their keys."""
        pool = EvidencePool()
        for assignment in self.assignments:
            dossier = make_dossier(self.seed, self.today, self.notice, assignment)
            yield pool.learn(dossier) if assignment.index < OWN_EVIDENCE else pool.replace_in(dossier)

    def drafts(self) -> Iterator[DemoDossier]:
        """Those of `dossiers` that their applicants have not submitted."""
        for assignment in self.assignments:
            if assignment.fate is Fate.DRAFT:
                yield make_dossier(self.seed, self.today, self.notice, assignment)

    def evidence(self) -> Iterator[EvidenceSpec]:
        """Every different piece of evidence, in the order in which `dossiers` first needs it."""
        seen: set[EvidenceSpec] = set()
        for dossier in self.dossiers():
            for version in dossier.versions:
                for item in version.attachments:
                    if item.evidence not in seen:
                        seen.add(item.evidence)
                        yield item.evidence


def plan(seed: int, today: date, applications: int, catalogue: Catalogue) -> DemoPlan:
    """A workspace of that many applications under `catalogue`, as it stands on the morning of `today`."""
    if applications < 0:
        raise ValueError(f"{applications} applications")
    rng = chance(seed, today)
    notice = current_notice(today, catalogue.key)
    return DemoPlan(
        seed, today, applications, DEPARTMENTS, UNITS, ACCOUNTS, notice, tuple(_assign(rng, applications, catalogue))
    )


def _assign(rng: random.Random, applications: int, catalogue: Catalogue) -> Iterator[Assignment]:
    flawed = 0
    filed = dict.fromkeys(UNITS, 0)
    for index, fate in enumerate(fates_of(rng, applications)):
        flaws = 2 if fate in SENT_BACK else 1 if fate not in UNFLAWED and index % 3 == 1 else 0
        promoted = flaws > 0 and any(FLAWS[(flawed + step) % len(FLAWS)].promotion for step in range(flaws))
        standard = choose_standard(rng, catalogue, index, promoted=promoted)
        suitable = units_for(standard)
        if fate in TWO_LEVELS:
            suitable = tuple(unit for unit in suitable if unit in _LONG_ROUTES) or _LONG_ROUTES
        unit = min(suitable, key=lambda unit: filed[unit] + rng.uniform(0, 3)) if index else UNITS[0]
        filed[unit] += 1
        yield Assignment(index, fate, unit, standard, flawed, flaws)
        flawed += flaws


def units_for(standard: Standard) -> tuple[DemoUnit, ...]:
    """The units where somebody under this standard would work, all if its wording does not say."""
    if "中医" in standard.label or "国医" in standard.label:
        return _of_disciplines("medicine")
    if "农业" in standard.label:
        return _of_disciplines("agronomy")
    if "教学" in standard.label:
        return _of_disciplines("medicine", "agronomy", "optics")
    if "企业" in standard.label or standard.track == SKILLED_TRACK:
        return tuple(unit for unit in UNITS if unit.enterprise)
    return UNITS


def _of_disciplines(*disciplines: str) -> tuple[DemoUnit, ...]:
    return tuple(unit for unit in UNITS if unit.discipline in disciplines)


def choose_standard(rng: random.Random, catalogue: Catalogue, index: int, *, promoted: bool) -> Standard:
    if index == 0 and (first := catalogue.standard("C-03")) is not None:
        return first
    classes = [item for item in catalogue.classes if item.key in "BCD"] if promoted else catalogue.classes
    offered = [item for item in classes if catalogue.standards_of(item.key)]
    weights = [_CLASS_SHARES.get(item.key, 1) for item in offered]
    return rng.choice(catalogue.standards_of(rng.choices(offered, weights)[0].key))


_Signature = tuple[tuple[SheetKind, ...], Capture]


class EvidencePool:
    """Files of the first applications, by the documents they show, for later ones to repeat."""

    def __init__(self) -> None:
        self._pool: dict[_Signature, list[EvidenceSpec]] = {}
        self._turn = 0

    @staticmethod
    def _signature(evidence: EvidenceSpec) -> _Signature:
        return tuple(sheet.kind for sheet in evidence.sheets), evidence.capture

    def learn(self, dossier: DemoDossier) -> DemoDossier:
        """Keeps the dossier's evidence and hands the dossier back unchanged."""
        for version in dossier.versions:
            for item in version.attachments:
                self._pool.setdefault(self._signature(item.evidence), []).append(item.evidence)
        return dossier

    def replace_in(self, dossier: DemoDossier) -> DemoDossier:
        """The dossier with files of the pool; the same file stays the same in both of its versions."""
        replacements: dict[EvidenceSpec, EvidenceSpec] = {}
        versions = [
            replace(version, attachments=tuple(self._replaced(item, replacements) for item in version.attachments))
            for version in dossier.versions
        ]
        return replace(dossier, versions=tuple(versions))

    def _replaced(self, item: PlannedAttachment, chosen: dict[EvidenceSpec, EvidenceSpec]) -> PlannedAttachment:
        if item.evidence not in chosen:
            pool = self._pool.get(self._signature(item.evidence), [item.evidence])
            self._turn += 1
            chosen[item.evidence] = pool[self._turn % len(pool)]
        return replace(item, evidence=chosen[item.evidence])
