"""The names of a dossier's files: relative, with forward slashes, never leaving the dossier."""

import re
import unicodedata

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.visible_text import forbidden_character

_DRIVE = re.compile(r"[A-Za-z]:")


def normalise(path: str) -> str:
    """`path` in NFC without `.` and empty parts. Rejected where it is absolute, climbs, or holds a backslash."""
    plain = unicodedata.normalize("NFC", path)
    bad = "\\" in plain or plain.startswith("/") or _DRIVE.match(plain) or forbidden_character(plain) is not None
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    if bad or not parts or ".." in parts:
        raise Rejected(RejectionCode.BAD_PATH, file=printable(path))
    return "/".join(parts)


def printable(text: str) -> str:
    """`text` fit for a sentence: what it may not hold as `?`, at most 200 characters."""
    clean = "".join("?" if forbidden_character(character) else character for character in text[:200])
    return clean if len(text) <= 200 else clean + "…"
