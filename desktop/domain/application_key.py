"""The stable id that whoever writes a dossier gives an application."""

import re
from typing import Final

APPLICATION_KEY_LENGTH: Final = 64

_PATTERN = re.compile(r"[A-Za-z0-9._-]{1,64}")


def is_application_key(value: object) -> bool:
    """Whether `value` is text of 1 to 64 characters out of A-Z a-z 0-9 . _ - (dossier format, version 1)."""
    return isinstance(value, str) and _PATTERN.fullmatch(value) is not None
