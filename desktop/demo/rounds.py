"""The yearly rounds of a large demo: five that are over and settled but for a few, and the open one."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.demo.fates import Fate
from desktop.demo.organisations import DemoNotice, current_notice, round_notice
from desktop.domain.clock import shanghai_day

_WEIGHTS = (10, 12, 14, 15, 17, 32)
"""The rounds' shares of all applications, the oldest first."""

_OPEN: dict[Fate, int] = {
    Fate.APPROVED: 8,
    Fate.AT_UNIT: 8,
    Fate.AT_DEPARTMENT_1: 8,
    Fate.AT_DEPARTMENT_2: 9,
    Fate.AT_COMMITTEE: 6,
    Fate.RETURNED_BY_UNIT: 3,
    Fate.RETURNED_BY_DEPARTMENT: 3,
    Fate.RESUBMITTED: 3,
    Fate.STRAIGHT_BACK: 2,
    Fate.MENDED_AND_APPROVED: 2,
    Fate.WITHDRAWN: 2,
    Fate.TERMINATED_BY_UNIT: 2,
    Fate.TERMINATED_BY_DEPARTMENT: 2,
    Fate.TERMINATED_BY_COMMITTEE: 2,
}
_SETTLED: dict[Fate, int] = {
    Fate.APPROVED: 33,
    Fate.MENDED_AND_APPROVED: 8,
    Fate.TERMINATED_BY_UNIT: 4,
    Fate.TERMINATED_BY_DEPARTMENT: 5,
    Fate.TERMINATED_BY_COMMITTEE: 6,
    Fate.RETURNED_BY_UNIT: 2,
    Fate.RETURNED_BY_DEPARTMENT: 2,
}


@dataclass(frozen=True)
class Round:
    """A notice with how many applications come under it; `closed` is its last day, None while it is open.

    `day` is the day on which its people are as old as they are made.
    """

    notice: DemoNotice
    day: date
    closed: date | None
    applications: int

    def fates(self, rng: random.Random, wanted: int) -> list[Fate]:
        """A fate for each of so many by the shares of such a round, each at least once where there is room."""
        shares = _OPEN if self.closed is None else _SETTLED
        chosen = [*shares, *rng.choices(list(shares), list(shares.values()), k=max(0, wanted - len(shares)))][:wanted]
        rng.shuffle(chosen)
        return chosen


def rounds(today: date, catalogue: str, applications: int) -> tuple[Round, ...]:
    """All rounds that so many applications are spread over, the oldest first."""
    current = current_notice(today, catalogue)
    opened = shanghai_day(current.opens)
    notices = [round_notice(_years_before(opened, years), catalogue) for years in range(len(_WEIGHTS) - 1, 0, -1)]
    found: list[Round] = []
    for notice, weight in zip(notices, _WEIGHTS, strict=False):
        opens = shanghai_day(notice.opens)
        count = applications * weight // sum(_WEIGHTS)
        found.append(Round(notice, opens + timedelta(days=70), shanghai_day(notice.closes), count))
    rest = applications - sum(one.applications for one in found)
    return (*found, Round(current, today, None, rest))


def _years_before(day: date, years: int) -> date:
    # the 29th of February has no like
    return date(day.year - years, day.month, min(day.day, 28))
