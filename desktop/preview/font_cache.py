"""The Chinese font as it lies in the cache, named by its checksum. Imports little: every start reads it.

Where the font comes from the first time is `fonts`' business.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

_PREFIX = "cjk-"
_SUFFIX = ".ttf"


def cached_font(cache: Path) -> bytes | None:
    """The cached font whose bytes are those its name promises; damaged ones are removed. None where there is none."""
    for path in sorted(cache.glob(f"{_PREFIX}*{_SUFFIX}")):
        try:
            font = path.read_bytes()
            if path.name == _name(font):
                return font
            path.unlink()
        except OSError:  # one that cannot be read is as good as none: it is fetched again
            continue
    return None


def keep_font(cache: Path, font: bytes) -> None:
    """Write the font where `cached_font` finds it; no reader ever sees half of it. Raises OSError."""
    cache.mkdir(parents=True, exist_ok=True)
    partial = cache / f".{os.getpid()}.part"
    try:
        partial.write_bytes(font)
        partial.replace(cache / _name(font))
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _name(font: bytes) -> str:
    return f"{_PREFIX}{zlib.crc32(font):08x}-{len(font)}{_SUFFIX}"
