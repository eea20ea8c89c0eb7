"""One search in one document: its hits, which of them is the current one, and what to mark on a page."""

from dataclasses import dataclass, field

from desktop.preview.protocol import SearchHit, SearchResult
from desktop.widgets.evidence.page_painter import Highlight


@dataclass(slots=True)
class FindSession:
    """Hits in reading order; `current` is an index into them."""

    text: str = ""
    hits: tuple[SearchHit, ...] = ()
    complete: bool = True
    current: int = 0
    number: int = field(default=-1)
    """The number of the request that is awaited."""

    def accept(self, result: SearchResult, page: int) -> SearchHit | None:
        """Take the answer; the first hit on or after `page` becomes the current one and is returned."""
        self.hits, self.complete = result.hits, result.complete
        self.current = next((index for index, hit in enumerate(self.hits) if hit.page >= page), 0)
        return self.hits[self.current] if self.hits else None

    def step(self, steps: int) -> SearchHit | None:
        """Go on by so many hits, round the end."""
        if not self.hits:
            return None
        self.current = (self.current + steps) % len(self.hits)
        return self.hits[self.current]

    def highlights(self, page: int) -> tuple[Highlight, ...]:
        """The marks of one page."""
        return tuple(
            Highlight(hit.rect, index == self.current) for index, hit in enumerate(self.hits) if hit.page == page
        )
