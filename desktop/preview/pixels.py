"""Shared memory through which a child hands pixels to the program; no name to clean up is left anywhere.

POSIX: an unlinked file (memfd on Linux) inherited by descriptor. The program reads it by `preadv`, never by a mapping,
so a child that shrinks it causes a short read instead of a bus error. Windows: a mapping with a random tag.
"""

from __future__ import annotations

import mmap
import os
import secrets
import sys
import tempfile
from typing import Protocol


class SharedPixels(Protocol):
    """The program's side."""

    @property
    def token(self) -> str:
        """What the child needs in order to open it (a command line argument)."""

    @property
    def inherited(self) -> tuple[int, ...]:
        """Descriptors the child must inherit."""

    def read_into(self, target: memoryview) -> bool:
        """Fill `target` from the start; False if there are fewer bytes than that."""

    def close(self) -> None:
        """Release the memory on this side."""


if sys.platform == "win32":

    class _TaggedPixels:
        def __init__(self, size: int) -> None:
            self.token = f"Local\\talentdesk-preview-{secrets.token_hex(16)}"
            self.inherited: tuple[int, ...] = ()
            self._memory = mmap.mmap(-1, size, tagname=self.token)

        def read_into(self, target: memoryview) -> bool:
            if len(target) > len(self._memory):
                return False
            with memoryview(self._memory) as source:
                target[:] = source[: len(target)]
            return True

        def close(self) -> None:
            self._memory.close()

    def create_pixels(size: int) -> SharedPixels:
        """Shared memory of `size` bytes; it costs what is written to it."""
        return _TaggedPixels(size)

    def open_pixels(token: str, size: int) -> mmap.mmap:
        """The child's side: the same memory, writable."""
        return mmap.mmap(-1, size, tagname=token)

else:

    class _UnlinkedPixels:
        def __init__(self, size: int) -> None:
            self._descriptor = _unlinked_file()
            os.ftruncate(self._descriptor, size)
            self.token = str(self._descriptor)
            self.inherited = (self._descriptor,)

        def read_into(self, target: memoryview) -> bool:
            done = 0
            while done < len(target):
                count = os.preadv(self._descriptor, [target[done:]], done)
                if not count:
                    return False
                done += count
            return True

        def close(self) -> None:
            os.close(self._descriptor)

    def _unlinked_file() -> int:
        if sys.platform == "linux":
            return os.memfd_create("talentdesk-preview", os.MFD_CLOEXEC)
        with tempfile.TemporaryFile() as file:
            return os.dup(file.fileno())

    def create_pixels(size: int) -> SharedPixels:
        """Shared memory of `size` bytes; it costs what is written to it."""
        return _UnlinkedPixels(size)

    def open_pixels(token: str, size: int) -> mmap.mmap:
        """The child's side: the same memory, writable."""
        descriptor = int(token)
        try:
            return mmap.mmap(descriptor, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
        finally:
            os.close(descriptor)
