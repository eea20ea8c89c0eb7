"""`python -m tests.postgres.crowd [--applications N] [--clients N] [--seconds S] [--seed K]`: docs/reliability.md."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.conftest import move_home
from tests.faults.tally import table
from tests.postgres.crowd.occasion import occasion
from tests.postgres.programs import installed


def main() -> int:
    """1 where anything was lost, doubled or wrong on a PostgreSQL that is installed, or where the control lost nothing.

    The control's server acknowledges before it has written; it runs for a quarter of the time.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.postgres.crowd")
    parser.add_argument("--applications", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=16, choices=range(1, 17), metavar="1 … 16")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, choices=installed(), help="one version, without the control")
    arguments = parser.parse_args()
    runs = [(programs, True, 1.0) for version, programs in installed().items() if arguments.only in (None, version)]
    if arguments.only is None:
        runs.append((max(installed().items())[1], False, 0.25))
    tallies, failed = [], False
    for programs, durable, share in runs:
        with tempfile.TemporaryDirectory(prefix="talentdesk-crowd-") as name:
            move_home(Path(name) / "home", os.environ.__setitem__)
            tally = occasion(
                programs,
                Path(name),
                applications=arguments.applications,
                clients=arguments.clients,
                seconds=arguments.seconds * share,
                seed=arguments.seed,
                durable=durable,
            )
        tallies.append(tally)
        failed = failed or not (tally.faultless if durable else tally.lost)
        sys.stdout.write("".join(f"{complaint}\n" for complaint in tally.complaints[:20] if durable))
        sys.stdout.flush()
    sys.stdout.write(f"{table(tallies)}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
