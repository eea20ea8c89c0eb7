"""Fetching all that the dialog shows of one application, in one go off the GUI thread."""

from dataclasses import dataclass

from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.detail.walk import Walk
from desktop.domain.catalogue import Catalogue
from desktop.domain.comparison import Change
from desktop.models.application_outline import ApplicationOutline, outline_application
from desktop.services.rows import ApplicationDetail, CommentDraft, ListPlace


@dataclass(frozen=True, slots=True)
class LoadedApplication:
    """One application with its catalogue, its outline, what was being typed about it, and its place in the list."""

    detail: ApplicationDetail
    catalogue: Catalogue
    outline: ApplicationOutline
    draft: CommentDraft
    phrases: tuple[str, ...]
    changes: tuple[Change, ...]
    """What the current submission changed against the one before; empty for a first submission."""
    place: ListPlace | None


def load_application(services: DetailServices, walk: Walk | None, application_id: str) -> LoadedApplication:
    """Read everything; raises what the services raise."""
    detail = services.application_detail(application_id)
    catalogue = services.catalogue_of(detail.current.catalogue_hash)
    newest = detail.current.number
    older = detail.submissions[-2].number if len(detail.submissions) > 1 else None
    return LoadedApplication(
        detail=detail,
        catalogue=catalogue,
        outline=outline_application(detail, catalogue),
        draft=services.load_comment_draft(application_id) or CommentDraft(),
        phrases=services.phrases(),
        changes=services.compare_submissions(application_id, older, newest) if older is not None else (),
        place=walk(application_id) if walk is not None else None,
    )
