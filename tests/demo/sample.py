"""The shipped sample catalogue, and the day on which the tests' demos stand."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_parser import parse_catalogue

TODAY = date(2026, 11, 23)
_FILE = Path(__file__).parents[2] / "resources" / "catalogue" / "jilin-2024.toml"


@lru_cache(maxsize=1)
def sample_catalogue() -> Catalogue:
    """`jilin-2024`, read once."""
    return parse_catalogue(_FILE.read_text(encoding="utf-8"), _FILE.name)
