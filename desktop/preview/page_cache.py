"""Pages already drawn, the most recently used ones; those drawn ahead of being asked for wait here."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

from desktop.preview.protocol import PageRequest

_Image = TypeVar("_Image")

MOST_PAGES = 24
MOST_BYTES = 256 << 20


class PageCache(Generic[_Image]):
    """Images by the request that made them (document, page, width, rotation, clip); the longest unused goes first."""

    def __init__(self, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self._most_pages = most_pages
        self._most_bytes = most_bytes
        self._bytes = 0
        self._images: OrderedDict[PageRequest, tuple[_Image, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._images)

    def __contains__(self, request: object) -> bool:
        """Whether it is there; does not count as use."""
        return request in self._images

    def get(self, request: PageRequest) -> _Image | None:
        """The image, now the most recently used one."""
        entry = self._images.get(request)
        if entry is None:
            return None
        self._images.move_to_end(request)
        return entry[0]

    def put(self, request: PageRequest, image: _Image, size: int) -> None:
        """Keep an image of `size` bytes; one too big for the whole cache is not kept."""
        if request in self._images:
            self._bytes -= self._images.pop(request)[1]
        if size > self._most_bytes:
            return
        self._images[request] = image, size
        self._bytes += size
        while len(self._images) > self._most_pages or self._bytes > self._most_bytes:
            _, (_, freed) = self._images.popitem(last=False)
            self._bytes -= freed

    def clear(self) -> None:
        """Forget all images."""
        self._images.clear()
        self._bytes = 0
