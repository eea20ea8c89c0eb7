"""The Chinese font for machines that have none, fetched from a preview child once and cached by `font_cache`.

Whether it is needed, and handing it to Qt, is the caller's business.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from desktop.preview.font_cache import cached_font, keep_font
from desktop.preview.protocol import FontGiven, GiveFont, Limits, PreviewErrorCode
from desktop.preview.worker import Answered, Ready, Report, Worker, child_command

_log = logging.getLogger(__name__)


class FontUnavailable(Exception):
    """The font could not be had: why is in `code`."""

    def __init__(self, code: PreviewErrorCode) -> None:
        super().__init__(code.value)
        self.code = code


def cjk_font_bytes(cache: Path, *, command: Sequence[str] | None = None, limits: Limits | None = None) -> bytes:
    """The TrueType font (3.5 MB) from the directory `cache`, or from a child if it is not there or damaged.

    Takes a few hundred milliseconds the first time. Raises FontUnavailable. A cache that cannot be written is no error.
    """
    cached = cached_font(cache)
    if cached is not None:
        return cached
    font = _from_child(list(command or child_command()), limits or Limits())
    try:
        keep_font(cache, font)
    except OSError:
        _log.warning("the Chinese font could not be cached", exc_info=True)
    return font


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
