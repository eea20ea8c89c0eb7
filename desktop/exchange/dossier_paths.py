"""The names of a dossier's files: relative, with forward slashes, never leaving the dossier."""

import re
import unicodedata

from desktop.domain.rejections import Rejected, RejectionCode

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DRIVE = re.compile(r"[A-Za-z]:")


def normalise(path: str) -> str:
    """`path` in NFC without `.` and empty parts. Rejected where it is absolute, climbs, or holds a backslash."""
    plain = unicodedata.normalize("NFC", path)
    bad = "\\" in plain or plain.startswith("/") or _DRIVE.match(plain) or _CONTROL.search(plain)
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    if bad or not parts or ".." in parts or not _encodes(plain):
        raise Rejected(RejectionCode.BAD_PATH, file=printable(path))
    return "/".join(parts)


def printable(text: str) -> str:
    """`text` fit for a sentence: control characters and lone surrogates as `?`, at most 200 characters."""
    clean = _CONTROL.sub("?", text).encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= 200 else clean[:200] + "…"


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
