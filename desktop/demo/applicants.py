"""The person, place and standard that an application is written for, and the form of its sections."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.demo.careers import Requirement
from desktop.demo.disciplines import DISCIPLINES, Discipline
from desktop.demo.organisations import DemoUnit
from desktop.demo.people import Person
from desktop.domain.catalogue import Standard

Record = dict[str, str | int]
Sections = dict[str, list[Record]]


@dataclass(frozen=True)
class Applicant:
    """Everything the sections are written from."""

    person: Person
    unit: DemoUnit
    standard: Standard
    requirement: Requirement
    day: date
    """The day of submission in Asia/Shanghai."""

    @property
    def discipline(self) -> Discipline:
        return DISCIPLINES[self.unit.discipline]


def month(year: int, number: int) -> str:
    """`YYYY-MM`."""
    return f"{year:04d}-{number:02d}"


def day_within(rng: random.Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included; `last` if they are out of order."""
    span = (last - first).days
    return last if span <= 0 else first + timedelta(days=rng.randrange(span + 1))
