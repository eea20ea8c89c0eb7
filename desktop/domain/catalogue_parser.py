"""From the text of a catalogue file to a checked `Catalogue`; the first error is raised with file, key and reason."""

from desktop.domain.catalogue import Catalogue


def parse_catalogue(text: str, source: str) -> Catalogue:
    """The catalogue in `text` (TOML); CatalogueError names `source`, the key and the reason."""
    raise NotImplementedError
