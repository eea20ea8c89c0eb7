"""`python -m tests.faults [--count N] [--seed K] [--only NAME]`: full counts, and the table for docs/reliability.md.

`--count` is that of the kills; the other faults get a share of it.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.conftest import move_home
from tests.faults import clock, crowd, damage, full_disk, kills, kills_of_files, kills_of_workbooks, power_cut
from tests.faults.nursery import opened_nursery
from tests.faults.office import make_office
from tests.faults.tally import Tally, table

KILLS = 500


def _slow_store(*places: Any, count: int, seed: int) -> Tally:
    from tests.faults.slow_store import DESKS, slow_store

    return slow_store(*places, count=min(count, len(DESKS)), seed=seed)


def _waits(*places: Any, count: int, seed: int) -> Tally:
    from tests.faults.waits import waits

    return waits(*places, count=count, seed=seed)


SCENARIOS: dict[str, tuple[Callable[..., Tally | None], float]] = {
    "deciding": (kills.deciding, 1),
    "importing": (kills.importing, 1),
    "exporting": (kills_of_files.exporting, 1),
    "workbook": (kills_of_workbooks.exporting_lists, 1),
    "migrating": (kills_of_files.migrating, 1),
    "power": (power_cut.power_cuts, 1),
    "power-normal": (partial(power_cut.power_cuts, synchronous="NORMAL"), 0.1),
    "power-off": (partial(power_cut.power_cuts, synchronous="OFF"), 0.1),
    "disk": (full_disk.full_disk, 0.6),
    "damage": (damage.damage_while_open, 0.4),
    "clock": (clock.jumping_clock, 0.2),
    "crowd": (crowd.three_at_once, 0.12),
    "slow": (_slow_store, 0.006),
    "waits": (_waits, 0.006),
}
"""Each with its share of the count."""


def main() -> int:
    """1 where anything was lost, doubled or wrong; the two controls must lose something."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--count", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=SCENARIOS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tallies, failed = [], False
    with tempfile.TemporaryDirectory(prefix="talentdesk-faults-") as name, opened_nursery() as nursery:
        folder = Path(name)
        move_home(folder / "home", os.environ.__setitem__)
        (folder / "template").mkdir()
        template = make_office(folder / "template")
        for key in [arguments.only] if arguments.only else SCENARIOS:
            scenario, share = SCENARIOS[key]
            count = max(1, round(arguments.count * share))
            tally = scenario(nursery, template, folder / key, count=count, seed=arguments.seed)
            if tally is None:
                _say(f"{key}: left out, this user may not mount a small disk")
                continue
            tallies.append(tally)
            is_control = "control" in tally.name
            right = bool(tally.lost) if is_control else tally.faultless
            failed = failed or not right
            _say(f"{key}: {'as it should be' if right else 'FAULTS'} after {tally.seconds:.0f} s")
            _say("\n".join([] if is_control else tally.complaints[:20]))
    _say(table(tallies))
    return int(failed)


def _say(text: str) -> None:
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
