"""Where the data files of the program lie, whether it runs from a checkout or from an installed copy."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent
GUIDE_INDEX = "README.md"
"""The first page of the user guide."""
_INSTALLED_GUIDE = Path("share", "talentdesk", "guide")


def guide_folder() -> Path:
    """The pages of the user guide: `docs/guide` of a checkout, the same beside an installed copy.

    FileNotFoundError where they are not there.
    """
    for folder in _possible_guides():
        if (folder / GUIDE_INDEX).is_file():
            return folder
    raise FileNotFoundError(str(_INSTALLED_GUIDE))


def _possible_guides() -> Iterator[Path]:
    yield ROOT.parent / "docs" / "guide"
    yield ROOT.parent / _INSTALLED_GUIDE  # pip install --target
    from importlib.metadata import PackageNotFoundError, files  # slow to import, and seldom needed

    try:
        installed = files("talentdesk") or []
    except PackageNotFoundError:
        return
    for file in installed:
        if file.match(str(_INSTALLED_GUIDE / GUIDE_INDEX)):
            yield Path(str(file.locate())).resolve().parent
