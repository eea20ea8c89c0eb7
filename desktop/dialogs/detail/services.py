"""What the detail dialog asks of the program: callables that bootstrap binds to services of the open workspace.

All but `now` may take long; the dialog calls them through the background runner only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.catalogue import Catalogue
from desktop.domain.comparison import Change
from desktop.domain.decisions import DecisionRequest
from desktop.services.rows import ApplicationDetail, ApplicationRow, CommentDraft, DecisionRow


class Decided(Protocol):
    """What a decision led to."""

    @property
    def decision(self) -> DecisionRow:
        """The decision as it is on record."""

    @property
    def row(self) -> ApplicationRow:
        """The application as it stands now."""


class Decide(Protocol):
    """Records a decision. The same `decision_id` again is the same decision, and `in_doubt` says that nobody knows
    whether the first is on record; raises `Refused` where it may not be.
    """

    def __call__(
        self, application_id: str, request: DecisionRequest, *, decision_id: str, in_doubt: bool = False
    ) -> Decided: ...


@dataclass(frozen=True)
class DetailServices:
    """The verbs of `desktop.services` that the dialog needs, each bound to the open workspace."""

    application_detail: Callable[[str], ApplicationDetail]
    catalogue_of: Callable[[str], Catalogue]
    decide: Decide
    attachment_bytes: Callable[[str, str], bytes]
    identity_number: Callable[[str, int], str]
    mark_opened: Callable[[str, str], object]
    set_original_verified: Callable[[str, str, bool], object]
    load_comment_draft: Callable[[str], CommentDraft | None]
    save_comment_draft: Callable[[str, CommentDraft], object]
    discard_comment_draft: Callable[[str], object]
    phrases: Callable[[], tuple[str, ...]]
    save_phrases: Callable[[tuple[str, ...]], object]
    compare_submissions: Callable[[str, int, int], tuple[Change, ...]]
    now: Callable[[], datetime]
