"""What a scenario counts, and the table of the full run."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

COLUMNS = ("fault", "attempts", "before", "in the work", "after", "acknowledged", "lost", "doubled", "wrong", "seconds")


@dataclass
class Tally:
    """`before`, `during`, `after` tell where a fault struck; `lost`, `doubled` and `wrong` name each case of it."""

    name: str
    attempts: int = 0
    before: int = 0
    during: int = 0
    after: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0
    facts: dict[str, object] = field(default_factory=dict)
    """What else is worth a line below the table."""

    @property
    def faultless(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    @property
    def complaints(self) -> list[str]:
        """Every case, to be shown by a test that fails."""
        named = (("lost", self.lost), ("doubled", self.doubled), ("wrong", self.wrong))
        return [f"{kind}: {case}" for kind, cases in named for case in cases]

    def struck(self, told: Sequence[str]) -> None:
        """Counts one more attempt by what the child said before it died."""
        self.attempts += 1
        if "begun" not in told:
            self.before += 1
        elif "done" in told:
            self.after += 1
        else:
            self.during += 1

    @contextmanager
    def timed(self) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.seconds += time.monotonic() - started

    def row(self) -> tuple[str, ...]:
        where = (self.before, self.during, self.after)
        counts = [str(count) for count in where] if any(where) else ["", "", ""]
        faults = [str(len(cases)) for cases in (self.lost, self.doubled, self.wrong)]
        return (self.name, str(self.attempts), *counts, str(self.acknowledged), *faults, f"{self.seconds:.0f}")


def table(tallies: Sequence[Tally]) -> str:
    """Markdown: a row for each scenario, then its facts."""
    lines = [COLUMNS, ("---", *("---:" for _ in COLUMNS[1:])), *(tally.row() for tally in tallies)]
    rows = [f"| {' | '.join(line)} |" for line in lines]
    facts = [
        f"- {tally.name}: {', '.join(f'{name} {value}' for name, value in tally.facts.items())}"
        for tally in tallies
        if tally.facts
    ]
    return "\n".join([*rows, "", *facts])
