"""Where the data files of the program lie, whether it runs from a checkout or from an installed copy."""

from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

ROOT = Path(__file__).parent
GUIDE_INDEX = "README.md"
"""The first page of the user guide."""


def guide_folder() -> Path:
    """The pages of the user guide: `docs/guide` of a checkout, the same beside an installed copy.

    FileNotFoundError where they are not there.
    """
    checkout = ROOT.parent / "docs" / "guide"
    if checkout.is_dir():
        return checkout
    try:
        installed = files("talentdesk") or []
    except PackageNotFoundError:
        installed = []
    for file in installed:
        if file.match(f"share/talentdesk/guide/{GUIDE_INDEX}"):
            return Path(str(file.locate())).resolve().parent
    raise FileNotFoundError("share/talentdesk/guide")
