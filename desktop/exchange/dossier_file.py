"""A file of a dossier for those who read it from the start as often as they need."""

import io
from collections.abc import Callable, Iterator
from typing import Any


class DossierFile(io.RawIOBase):
    """Readable, and seekable to its start; `chunks` gives the bytes anew on each call."""

    def __init__(self, chunks: Callable[[], Iterator[bytes]]) -> None:
        super().__init__()
        self._chunks = chunks
        self._pieces = chunks()
        self._left = memoryview(b"")
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """To the start, or to where it is."""
        if offset != 0 or whence not in (io.SEEK_SET, io.SEEK_CUR):
            raise io.UnsupportedOperation("only back to the start")
        if whence == io.SEEK_SET:
            self._rewind()
        return self._position

    def readinto(self, buffer: Any, /) -> int:
        """As much of the piece at hand as fits; 0 at the end."""
        if not self._left:
            self._left = memoryview(next(self._pieces, b""))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        self._position += count
        return count

    def _rewind(self) -> None:
        self._pieces = self._chunks()
        self._left = memoryview(b"")
        self._position = 0
