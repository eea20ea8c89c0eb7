"""The applications of a large demo beyond those filed by hand: templates of each round, filled in for one person each.

Made one at a time and in order; held are the templates of three rounds and who of an earlier round comes again.
"""

from bisect import bisect
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop.demo.chance import chance
from desktop.demo.flaws import mistyped
from desktop.demo.organisations import DemoUnit, route_of
from desktop.demo.people import HONG_KONG_PERMIT, RESIDENT_CARD, TAIWAN_PERMIT, chinese_name
from desktop.demo.province import shares_of
from desktop.demo.repeated_evidence import RepeatedEvidence
from desktop.demo.rounds import Round
from desktop.demo.templates import (
    CITY,
    CITY_KIND,
    EMAIL,
    MISTYPED,
    MOBILE,
    NAME,
    NUMBER,
    UNIT,
    UNIT_NAME,
    Template,
    TemplateVersion,
    findings_of,
    make_templates,
)
from desktop.domain.catalogue import Catalogue
from desktop.domain.identity_number import check_character
from desktop.domain.terms import Action
from desktop.domain.validation import History
from desktop.services.bulk_filing import BulkApplication, BulkDecision, BulkSubmission

_TEMPLATES = range(1, 40)
"""How many there may be for each trade and length of the way up."""
_USES = 30
"""How often a template is used where there are enough of them."""
_REGIONS_PER_ROUND, _ORDERS = 15, 500
_FIRST_REGION = 10
"""Region codes from here on: lower ones belong to the applications filed by hand."""
_AGAIN_AFTER = 2
"""Rounds after which somebody who was not successful comes again; the rules ask for one year."""
_AGAIN_MOST = 4_000
_HOUR = 3_600_000

HistoryOf = Callable[[str], History]


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who has filed an application after `template` from `unit`."""

    template: Template
    unit: DemoUnit
    values: dict[str, str]


class Multitude:
    """`applications` gives all of them; `first` is how many of the workspace's applications come before."""

    def __init__(
        self, seed: int, catalogue: Catalogue, rounds: Sequence[Round], units: Sequence[DemoUnit], first: int
    ) -> None:
        self._seed = seed
        self._catalogue = catalogue
        self._rounds = rounds
        self._units = units
        self._shares = shares_of(len(units))
        self._serial = first

    def applications(self, evidence: RepeatedEvidence, history_of: HistoryOf) -> Iterator[BulkApplication]:
        """Round by round. `history_of` is asked, for people who come again, when all of earlier rounds are filed."""
        levels = {unit.code: len(route_of(unit)) for unit in self._units}
        waiting: deque[list[_Person]] = deque([[] for _ in range(_AGAIN_AFTER)])
        for order, one in enumerate(self._rounds):
            filling = _Filling(self._seed, self._catalogue, order, one, evidence)
            again, unsuccessful = waiting.popleft(), list[_Person]()
            again.reverse()
            for number in range(one.applications):
                self._serial += 1
                key = f"demo-{one.notice.key}-{self._serial:07d}"
                if again and number % 8 == 7:
                    person = again.pop()
                    place = person.unit.discipline, levels[person.unit.code]
                    yield filling.again(key, person, place, history_of)
                    continue
                unit = self._units[bisect(self._shares, filling.rng.random())]
                person = filling.person(unit, (unit.discipline, levels[unit.code]), self._serial)
                if person.template.may_come_again and len(unsuccessful) < _AGAIN_MOST:
                    unsuccessful.append(person)
                yield filling.first(key, person)
            waiting.append(unsuccessful)


class _Filling:
    """One round's templates, and how they are filled in."""

    def __init__(self, seed: int, catalogue: Catalogue, order: int, one: Round, evidence: RepeatedEvidence) -> None:
        self.rng = chance(seed, one.notice.key, "multitude")
        self._catalogue = catalogue
        self._order = order
        self._notice = one.notice.key
        copies = min(max(one.applications // (21 * _USES), _TEMPLATES.start), _TEMPLATES.stop)
        self._templates = make_templates(seed, one, catalogue, copies, evidence)
        self._uses: Counter[int] = Counter()

    def person(self, unit: DemoUnit, place: tuple[str, int], serial: int) -> _Person:
        """Somebody new at the unit, with the application that they file."""
        template = self.rng.choice(self._templates[place])
        use = self._uses[id(template)]
        self._uses[id(template)] += 1
        number = self._number(template, template.rank + template.rank_of * use, serial)
        values = {
            NAME: template.name or chinese_name(self.rng, template.sex),
            MOBILE: f"142{serial:08d}",
            EMAIL: f"{serial:07d}@example.com",
            NUMBER: number,
            MISTYPED: mistyped(number) if template.document_type == RESIDENT_CARD else number,
            UNIT: unit.code,
            UNIT_NAME: unit.name,
            CITY: unit.city[:-1],
            CITY_KIND: unit.city[-1],
        }
        return _Person(template, unit, values)

    def first(self, key: str, person: _Person) -> BulkApplication:
        """The person's application, as its template has it."""
        submissions = tuple(self._submission(person, version, version, None) for version in person.template.versions)
        return BulkApplication(key, person.unit.code, self._notice, submissions)

    def again(self, key: str, person: _Person, place: tuple[str, int], history_of: HistoryOf) -> BulkApplication:
        """What the person filed last, filed under this round and passed on as far as some faultless one."""
        smooth = [template for template in self._templates[place] if template.is_smooth]
        when = self.rng.choice(smooth or self._templates[place]).versions[0]
        history = history_of(person.values[NUMBER])
        submission = self._submission(person, person.template.versions[-1], when, history)
        return BulkApplication(key, person.unit.code, self._notice, (submission,))

    def _number(self, template: Template, order: int, serial: int) -> str:
        if template.document_type == RESIDENT_CARD:
            region, number = divmod(order, _ORDERS)
            if region >= _REGIONS_PER_ROUND:
                raise ValueError("more people of one birth date than identity numbers")
            region += _FIRST_REGION + self._order * _REGIONS_PER_ROUND
            body = f"2299{region:02d}{template.birth}{number * 2 + (template.sex == '男'):03d}"
            return body + check_character(body)
        if template.document_type == TAIWAN_PERMIT:
            return f"1{serial:07d}"
        if template.document_type == HONG_KONG_PERMIT:
            return f"H1{serial:07d}"
        return f"X{serial:012d}"

    def _submission(
        self, person: _Person, version: TemplateVersion, when: TemplateVersion, history: History | None
    ) -> BulkSubmission:
        content = version.content.filled(person.values)
        findings = version.findings if history is None else None
        return BulkSubmission(
            content=content,
            document_number=person.values[MISTYPED if version.mistyped else NUMBER],
            grading_class=version.grading_class,
            findings=findings or findings_of(content, self._catalogue, when.day, history or History()),
            search_text=version.search_text.filled(person.values),
            submitted_at=when.midnight + self.rng.randint(29_400, 78_000) * 1000,
            decisions=tuple(self._decisions(when)),
            original=version.original,
        )

    def _decisions(self, version: TemplateVersion) -> Iterator[BulkDecision]:
        at = 0
        for midnight, planned in version.decisions:
            if planned.action is Action.WITHDRAW:
                at += self.rng.randint(360, 3_000) * 1000
            else:
                opens = self.rng.choice(_WORKING_HOURS)
                at = midnight + opens + self.rng.randint(0, 10_800) * 1000
            yield BulkDecision(
                planned.desk,
                planned.action,
                at,
                planned.comment,
                planned.meeting,
                planned.correction_deadline,
                planned.straight_back,
            )


_WORKING_HOURS = (8 * _HOUR + 40 * 60_000, 13 * _HOUR + 20 * 60_000)
