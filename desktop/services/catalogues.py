"""Catalogues: checking a file, activating it, and reading the ones in use."""

from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.services.acting import acting_administrator
from desktop.services.catalogue_check import check_catalogue
from desktop.services.workspace import Workspace
from desktop.store.queries import catalogues as queries
from desktop.store.records import catalogues as records
from desktop.store.records.condition_terms import keep_terms

__all__ = ["activate_catalogue", "catalogue_of", "check_catalogue"]


def activate_catalogue(workspace: Workspace, text: str, source: str) -> bool:
    """Makes it the current catalogue of its key, by an administrator. False where the same content is that already.

    Notices keep the catalogue that was current when they were published. Raises `Rejected`.
    """
    catalogue = check_catalogue(text, source)
    with workspace.store.write() as connection:
        administrator = acting_administrator(connection, workspace)
        activated = records.activate_catalogue(
            connection,
            catalogue.content_hash,
            catalogue.key,
            text,
            source,
            by=administrator.id,
            at=workspace.clock(),
        )
        keep_terms(connection, catalogue)
    return activated


def catalogue_of(workspace: Workspace, catalogue_hash: str) -> Catalogue:
    """The catalogue that a notice or a submission names. KeyError for a hash that the workspace does not hold."""
    known = workspace.catalogues.get(catalogue_hash)
    if known is None:
        with workspace.store.read() as connection:
            text = queries.catalogue_text(connection, catalogue_hash)
        if text is None:
            raise KeyError(catalogue_hash)
        known = workspace.catalogues.setdefault(catalogue_hash, parse_catalogue(text, catalogue_hash))
    return known
