"""What catalogues ask of applicants, kept beside them in a shared database, which cannot read catalogues.

A local workspace has no need of it: there the program that reads the catalogue is the one that checks.
"""

from contextlib import suppress

from sqlalchemy import Connection, text

from desktop.domain.canonical import canonical_json
from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_error import CatalogueError
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.condition_terms import condition_terms
from desktop.store.functions import call
from desktop.store.questions import by_functions

_PUT = text("SELECT talentdesk.catalogue_terms_put(:hash, :terms)")
_MISSING = text(
    "SELECT c.hash, c.content FROM talentdesk.catalogue c WHERE NOT EXISTS ("
    "SELECT 1 FROM talentdesk.catalogue_terms t WHERE t.catalogue_hash = c.hash)"
)


def keep_terms(connection: Connection, catalogue: Catalogue) -> None:
    """Of a catalogue that is there; what is kept already stays. Raises `Rejected` for who is no administrator."""
    if connection.dialect.name == "sqlite":
        return
    terms = canonical_json(dict(condition_terms(catalogue)))
    if by_functions(connection):
        call(connection, "catalogue_terms_put", catalogue.content_hash, terms)
    else:
        connection.execute(_PUT, {"hash": catalogue.content_hash, "terms": terms})


def keep_missing_terms(connection: Connection) -> None:
    """Of every catalogue that came before this was kept, or from a local workspace. By the owner of the database.

    One that this program does not read any more is no reason to leave a house: nobody can fill in a form by it, and
    the database refuses what an applicant would hand in under it.
    """
    for digest, written in connection.execute(_MISSING).all():
        with suppress(CatalogueError):
            keep_terms(connection, parse_catalogue(written, digest))
