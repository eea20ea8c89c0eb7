"""The Chinese font for machines that have none, fetched from a preview child once and cached under its own digest.

Whether it is needed, and handing it to Qt, is the caller's business.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from desktop.preview.protocol import FontGiven, GiveFont, Limits, PreviewErrorCode
from desktop.preview.worker import Answered, Ready, Report, Worker, child_command

_log = logging.getLogger(__name__)
_PREFIX = "cjk-"
_SUFFIX = ".ttf"


class FontUnavailable(Exception):
    """The font could not be had: why is in `code`."""

    def __init__(self, code: PreviewErrorCode) -> None:
        super().__init__(code.value)
        self.code = code


def cjk_font_bytes(cache: Path, *, command: Sequence[str] | None = None, limits: Limits | None = None) -> bytes:
    """The TrueType font (3.5 MB) from the directory `cache`, or from a child if it is not there or damaged.

    Takes a few hundred milliseconds the first time. Raises FontUnavailable. A cache that cannot be written is no error.
    """
    cached = _cached(cache)
    if cached is not None:
        return cached
    font = _from_child(list(command or child_command()), limits or Limits())
    try:
        _keep(cache, font)
    except OSError:
        _log.warning("the Chinese font could not be cached", exc_info=True)
    return font


def _cached(cache: Path) -> bytes | None:
    """The cached font whose bytes are those its name promises; damaged ones are removed."""
    for path in sorted(cache.glob(f"{_PREFIX}*{_SUFFIX}")):
        try:
            font = path.read_bytes()
            if path.name == _name(font):
                return font
            path.unlink()
        except OSError:
            _log.warning("a cached font could not be read", exc_info=True)
    return None


def _keep(cache: Path, font: bytes) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=cache)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(font)
        Path(temporary).replace(cache / _name(font))
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _name(font: bytes) -> str:
    return f"{_PREFIX}{hashlib.sha256(font).hexdigest()}{_SUFFIX}"


def _from_child(command: list[str], limits: Limits) -> bytes:
    reports: SimpleQueue[Report[None]] = SimpleQueue()
    worker: Worker[None] = Worker(command, limits, lambda _width, _height, _pixels: None, reports.put)
    try:
        if not isinstance(reports.get(timeout=limits.start_seconds), Ready):
            raise FontUnavailable(PreviewErrorCode.NOT_STARTED)
        worker.submit(GiveFont(1))
        match reports.get(timeout=limits.request_seconds):
            case Answered(FontGiven(_, font), _):
                return font
            case _:
                raise FontUnavailable(PreviewErrorCode.CRASHED)
    except Empty:
        raise FontUnavailable(PreviewErrorCode.TIMED_OUT) from None
    finally:
        worker.end()
