"""Binds the verbs of a detail dialog to the open workspace, and tells where an application lies in a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.detail.walk import Walk
from desktop.services import applications, catalogues, comments, comparison, decisions, evidence
from desktop.services.rows import ApplicationQuery, Lines, ListPlace
from desktop.services.workspace import Workspace


def detail_services(workspace: Workspace) -> DetailServices:
    """The services of `workspace` as the dialog calls them."""
    return DetailServices(
        application_detail=partial(applications.application_detail, workspace),
        catalogue_of=partial(catalogues.catalogue_of, workspace),
        decide=partial(decisions.decide, workspace),
        attachment_bytes=partial(evidence.attachment_bytes, workspace),
        identity_number=partial(evidence.identity_number, workspace),
        mark_opened=partial(evidence.mark_opened, workspace),
        set_original_verified=partial(evidence.set_original_verified, workspace),
        load_comment_draft=partial(comments.load_comment_draft, workspace),
        save_comment_draft=partial(comments.save_comment_draft, workspace),
        discard_comment_draft=partial(comments.discard_comment_draft, workspace),
        phrases=partial(comments.phrases, workspace),
        save_phrases=partial(comments.save_phrases, workspace),
        compare_submissions=partial(comparison.compare_submissions, workspace),
        now=workspace.clock,
    )


def walk_through(workspace: Workspace, query: ApplicationQuery, order: Callable[[], Lines | None]) -> Walk:
    """Neighbours in the order of the list of `query`: in `order`, all its lines where they are known, else as it is."""

    def walk(application_id: str) -> ListPlace:
        lines = order()
        if lines is None:
            return applications.place_of(workspace, query, application_id)
        return applications.place_in_order(workspace, query, lines, application_id)

    return walk
