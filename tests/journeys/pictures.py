"""A picture of each station of a whole life, light and dark: `python -m tests.journeys.pictures FOLDER [--shared]`."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.bootstrap import make_application
from desktop.services.places import Place
from desktop.tour.hands import NotSeen
from desktop.tour.surroundings import choose_platform, own_home
from desktop.widgets.theme.palette import ThemeMode
from tests.journeys.camera import Album
from tests.journeys.conftest import running_program
from tests.journeys.house import PASSWORD, make_house
from tests.journeys.whole_life import Life
from tests.postgres.programs import installed
from tests.postgres.server import Server
from tests.shared_house import moved_in


@contextmanager
def house(folder: Path, *, shared: bool) -> Iterator[Place]:
    """Furnished, in the folder or on a server of the newest version that lives as long."""
    make_house(folder / "workspace")
    if not shared:
        yield folder / "workspace"
        return
    programs = installed()
    with (
        Server(programs[max(programs)]) as server,
        moved_in(server, folder / "workspace", PASSWORD, datetime.now(UTC)) as address,
    ):
        yield address


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.pictures", description=__doc__)
    parser.add_argument("out", type=Path, help="a folder for them")
    parser.add_argument("--shared", action="store_true", help="on a shared database")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with own_home() as home, tempfile.TemporaryDirectory() as scratch:
        choose_platform(home)
        application = make_application(sys.argv[:1])
        with house(Path(scratch), shared=arguments.shared) as place:
            take(application, place, Path(scratch), arguments.out)
    return 0


def take(application: QApplication, place: Place, scratch: Path, out: Path) -> None:
    """Live, and leave a last look where something was not seen."""
    with running_program(application, None) as program:
        program.theme.set_mode(ThemeMode.LIGHT)
        try:
            Life(program, place, scratch, Album(out, program.theme)).live()
        except (NotSeen, AssertionError):
            for number, window in enumerate(one for one in QApplication.topLevelWidgets() if one.isVisible()):
                window.grab().save(str(out / f"stopped-{number}.png"))
            raise


if __name__ == "__main__":
    sys.exit(main())
