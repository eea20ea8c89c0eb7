"""Checking a catalogue file, which needs no workspace."""

from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_error import CatalogueError
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.rejections import CatalogueRejected


def check_catalogue(text: str, source: str) -> Catalogue:
    """The catalogue in `text`; `source` names the file. Raises `CatalogueRejected` with file, key and reason."""
    try:
        return parse_catalogue(text, source)
    except CatalogueError as error:
        raise CatalogueRejected(error) from error
