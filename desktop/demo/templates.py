"""Applications to be filed many times over, by other people of other units: contents with blanks, findings, times.

A template is a dossier of `dossiers` under an ordinary assignment. Its day of submission is fixed, since the findings
depend on it; they are those of the real validation, and do not depend on what is written into the blanks.
"""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from desktop.demo.applicants import Record
from desktop.demo.chance import chance
from desktop.demo.dossiers import Assignment, DemoDossier, DossierVersion, make_dossier
from desktop.demo.fates import SENT_BACK, Fate, PlannedDecision
from desktop.demo.flaws import FLAWS, OVER_AGE
from desktop.demo.organisations import CHANGCHUN, PROVINCE, UNITS, DemoUnit
from desktop.demo.people import RESIDENT_CARD
from desktop.demo.plan import UNFLAWED, choose_standard, units_for
from desktop.demo.repeated_evidence import RepeatedEvidence
from desktop.demo.rounds import Round
from desktop.domain.canonical import canonical_json
from desktop.domain.catalogue import Catalogue, Standard
from desktop.domain.clock import SHANGHAI, shanghai_day, to_milliseconds
from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.terms import Action
from desktop.domain.validation import History, validate
from desktop.services.intake import search_text_of
from desktop.store.records.filing import content_text

NAME, MOBILE, EMAIL, NUMBER, MISTYPED, UNIT, UNIT_NAME, CITY, CITY_KIND = map(chr, range(0xE000, 0xE009))
"""The blanks: characters that no text holds."""
_BLANKS = re.compile("([\ue000-\ue008])")
_COUNTY = "220122"
_DEPARTMENTS = (PROVINCE, CHANGCHUN, _COUNTY)
"""A department of each length of the way up, the shortest first."""

_ENDED = (Fate.TERMINATED_BY_UNIT, Fate.TERMINATED_BY_DEPARTMENT, Fate.TERMINATED_BY_COMMITTEE)


class Blanks:
    """A text with blanks."""

    def __init__(self, text: str) -> None:
        self._parts = _BLANKS.split(text)
        self._blanks = [(place, part) for place, part in enumerate(self._parts) if len(part) == 1 and part in _ALL]

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with these values, which JSON takes as they are."""
        parts = self._parts.copy()
        for place, blank in self._blanks:
            parts[place] = values[blank]
        return "".join(parts)


_ALL = frozenset((NAME, MOBILE, EMAIL, NUMBER, MISTYPED, UNIT, UNIT_NAME, CITY, CITY_KIND))


@dataclass(frozen=True)
class TemplateVersion:
    """One submission. `findings` is None where they tell of the number, so that they have to be found each time.

    `midnight` is the beginning of `day`, that of submission, in milliseconds; each decision has that of its own.
    """

    content: Blanks
    search_text: Blanks
    grading_class: str
    findings: str | None
    mistyped: bool
    midnight: int
    day: date
    decisions: tuple[tuple[int, PlannedDecision], ...]
    original: str | None


@dataclass(frozen=True)
class Template:
    """`rank` tells apart the templates of a round whose people were born on the same day and are of the same sex."""

    versions: tuple[TemplateVersion, ...]
    sex: str
    birth: str
    document_type: str
    name: str | None
    """Of those whose names are not drawn."""
    may_come_again: bool
    """Whether they were unsuccessful for no fault that lasts."""
    rank: int = 0
    rank_of: int = 1

    @property
    def is_smooth(self) -> bool:
        """Whether nobody found anything wanting."""
        return len(self.versions) == 1 and all(
            planned.action in (Action.PASS, Action.CONFIRM) for _, planned in self.versions[0].decisions
        )


def make_templates(
    seed: int, one: Round, catalogue: Catalogue, copies: int, evidence: RepeatedEvidence
) -> dict[tuple[str, int], list[Template]]:
    """`copies` templates for each trade and length of the way up, with stored files."""
    rng = chance(seed, one.notice.key, "templates")
    places = [(unit, levels) for _ in range(copies) for unit in UNITS for levels in (1, 2, 3)]
    fates = one.fates(rng, len(places))
    made: list[tuple[tuple[str, int], Template]] = []
    people: dict[tuple[str, str], int] = {}
    flawed = 0
    for index, ((unit, levels), fate) in enumerate(zip(places, fates, strict=True)):
        flaws = 2 if fate in SENT_BACK else 1 if fate not in UNFLAWED and index % 3 == 1 else 0
        promoted = any(FLAWS[(flawed + step) % len(FLAWS)].promotion for step in range(flaws))
        standard = _standard_for(rng, catalogue, unit, promoted=promoted)
        blank = replace(unit, name=UNIT_NAME, city=CITY + CITY_KIND, department=_DEPARTMENTS[levels - 1])
        assignment = Assignment(index + 1, fate, blank, standard, flawed, flaws)
        flawed += flaws
        dossier = evidence.given_to(make_dossier(seed, one.day, one.notice, assignment, one.closed))
        template = _template(dossier, catalogue, evidence)
        rank = people[template.birth, template.sex] = people.get((template.birth, template.sex), -1) + 1
        made.append(((unit.discipline, levels), replace(template, rank=rank)))
    grouped: dict[tuple[str, int], list[Template]] = {}
    for place, template in made:
        whole = replace(template, rank_of=people[template.birth, template.sex] + 1)
        grouped.setdefault(place, []).append(whole)
    return grouped


def _standard_for(rng: random.Random, catalogue: Catalogue, unit: DemoUnit, *, promoted: bool) -> Standard:
    while True:
        standard = choose_standard(rng, catalogue, 1, promoted=promoted)
        if unit in units_for(standard):
            return standard


def _template(dossier: DemoDossier, catalogue: Catalogue, evidence: RepeatedEvidence) -> Template:
    basic = dossier.versions[-1].sections["basic"][0]
    number = str(basic["document_number"])
    if len(dossier.versions) == 1 and "identity_check_digit" in dossier.versions[0].flaws:
        number = ""
    drawn = basic["document_type"] == RESIDENT_CARD and basic.get("ethnic_group") in ("汉族", "满族")
    versions = tuple(
        _version(dossier, order, version, catalogue, evidence, number, drawn=drawn)
        for order, version in enumerate(dossier.versions, start=1)
    )
    birth, sex = _birth_and_sex(basic, number or str(basic["document_number"]))
    over_age = any(decision.comment == OVER_AGE.comment for decision in dossier.decisions)
    return Template(
        versions,
        sex,
        birth,
        str(basic["document_type"]),
        None if drawn else str(basic["name"]),
        may_come_again=dossier.fate in _ENDED and not over_age and not versions[-1].mistyped,
    )


def _birth_and_sex(basic: Record, number: str) -> tuple[str, str]:
    """Those that the number tells where it is a resident card's: what is stated may be wrong on purpose."""
    if basic["document_type"] != RESIDENT_CARD:
        return str(basic["birth_date"]).replace("-", ""), str(basic["sex"])
    return number[6:14], "男" if int(number[16]) % 2 else "女"


def _version(
    dossier: DemoDossier,
    order: int,
    version: DossierVersion,
    catalogue: Catalogue,
    evidence: RepeatedEvidence,
    number: str,
    *,
    drawn: bool,
) -> TemplateVersion:
    if version.submitted_at is None:
        raise ValueError("a draft is no template")
    attachments = tuple(map(evidence.attachment, version.attachments))
    written = version.sections["basic"][0]
    mistyped = written["document_number"] != number
    foreign = str(written["email"]).partition("0")[0]
    basic: Record = {
        **written,
        "mobile": MOBILE,
        "email": f"{foreign}{EMAIL}",
        "document_number": MISTYPED if mistyped else NUMBER,
    }
    if drawn:
        basic["name"] = NAME
    sections = {key: tuple(records) for key, records in version.sections.items()} | {"basic": (basic,)}
    content = ApplicationContent(UNIT, sections, attachments)
    day = shanghai_day(version.submitted_at)
    # a unit's code checks like any other's
    as_written = replace(content, unit=UNITS[0].code, sections=sections | {"basic": (written,)})
    findings = validate(as_written, catalogue, day, History())
    grading_class = catalogue.class_of(written["standard"])
    certificate = next((item for item in attachments if item.section == "education"), None)
    return TemplateVersion(
        content=Blanks(content_text(content)),
        search_text=Blanks(search_text_of(content, catalogue)),
        grading_class="" if grading_class is None else grading_class.key,
        findings=None if any(found.code is FindingCode.DOCUMENT_CHECK_DIGIT for found in findings) else _text(findings),
        mistyped=mistyped,
        midnight=_midnight(day),
        day=day,
        decisions=tuple(
            (_midnight(shanghai_day(decision.decided_at)), decision)
            for decision in dossier.decisions
            if decision.submission == order
        ),
        original=None if certificate is None else certificate.sha256,
    )


def _midnight(day: date) -> int:
    return to_milliseconds(datetime.combine(day, time(), SHANGHAI))


def findings_of(content: str, catalogue: Catalogue, day: date, history: History) -> str:
    """The stored text of what validation finds in a content of that stored text."""
    return _text(validate(ApplicationContent.from_json(json.loads(content)), catalogue, day, history))


def _text(findings: Sequence[Finding]) -> str:
    return canonical_json([finding.to_json() for finding in findings])
