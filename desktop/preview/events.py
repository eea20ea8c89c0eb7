"""What the supervisor tells the window's side.

`numbers` are the requests an event answers; none for work done ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from desktop.preview.protocol import DocumentId, DocumentInfo, PageRequest, PreviewErrorCode, SearchHit
from desktop.preview.worker import Picture


@dataclass(frozen=True, slots=True)
class Opened:
    """A document's pages are known."""

    info: DocumentInfo
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Drawn(Generic[Picture]):
    """A page is drawn."""

    request: PageRequest
    picture: Picture
    numbers: frozenset[int]
    is_thumbnail: bool


@dataclass(frozen=True, slots=True)
class Searched:
    """A document has been searched to its end, or to the limit of hits."""

    document: DocumentId
    text: str
    hits: tuple[SearchHit, ...]
    complete: bool
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Failed:
    """These requests will not be met."""

    document: DocumentId
    page: int | None
    code: PreviewErrorCode
    numbers: frozenset[int]


Event = Opened | Drawn[Picture] | Searched | Failed
