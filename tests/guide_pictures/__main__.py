"""Takes every picture of `docs/guide` anew, on a demo workspace of a fixed day: `python -m tests.guide_pictures`."""

import argparse
import sys
from pathlib import Path

from desktop.bootstrap import make_application
from desktop.tour.surroundings import choose_platform, own_home
from desktop.widgets.theme.palette import ThemeMode
from resources import guide_folder
from tests.guide_pictures.shots import PICTURES, take_all
from tests.guide_pictures.studio import studio_in
from tests.shared_demo import make_template


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.guide_pictures", description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=guide_folder() / "images", help="a folder for them")
    parser.add_argument("--dark", action="store_true", help="in the dark theme, to be looked at; needs a folder")
    parser.add_argument("--template", type=Path, help="a demo workspace of tests.shared_demo, to save its making")
    arguments = parser.parse_args()
    if arguments.dark and arguments.out == parser.get_default("out"):
        parser.error("the pictures of the guide are light: name a folder")
    mode = ThemeMode.DARK if arguments.dark else ThemeMode.LIGHT
    with own_home() as home:
        choose_platform(home)
        application = make_application(sys.argv[:1])
        template = arguments.template or make_template(home / "template")
        arguments.out.mkdir(parents=True, exist_ok=True)
        for earlier in arguments.out.glob("*.png"):
            earlier.unlink()
        with studio_in(application, template, home / "studio", arguments.out, mode) as studio:
            take_all(studio)
        assert sorted(studio.taken) == sorted(PICTURES), studio.taken
    return 0


if __name__ == "__main__":
    sys.exit(main())
