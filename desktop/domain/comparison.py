"""What changed between two submissions: by field, record and attachment."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.content import Attachment, JsonScalar


class ChangeKind(StrEnum):
    """What happened to a value, a record or an attachment."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    REPLACED = "replaced"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    With `field`: that value of a record changed. With `slot`: an attachment (`old` and `new` are Attachments). With
    neither: a whole record was added, removed or moved. `position` is the record's 0-based place in the new content,
    for a removed record in the old one. The unit is compared as section "" and field "unit".
    """

    kind: ChangeKind
    section: str
    record: str | None = None
    field: str | None = None
    slot: str | None = None
    old: JsonScalar | Attachment = None
    new: JsonScalar | Attachment = None
    position: int = 0
