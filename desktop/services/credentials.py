"""What a login, a name and a password may be."""

import re
import unicodedata
from typing import Final

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.visible_text import forbidden_character, shows_something

LOGIN_LENGTH: Final = 64
SHARED_LOGIN_LENGTH: Final = 63
NAME_LENGTH: Final = 50
SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 1024
_SHARED_LOGIN: Final = re.compile(r"[a-z][a-z0-9_.-]{0,62}")
_OF_THE_SERVER: Final = ("pg_", "talentdesk_")


def typed(text: str) -> str:
    """The text in NFC, so that the same characters typed on another machine are the same."""
    return unicodedata.normalize("NFC", text)


def checked_login(login: str) -> str:
    """The login as it is stored. Rejected where it is empty, too long, padded, or not all visible."""
    text = typed(login)
    if not 1 <= len(text) <= LOGIN_LENGTH or text != text.strip() or text.startswith("-") or not _printable(text):
        raise Rejected(RejectionCode.BAD_LOGIN, value=_shown(text), limit=LOGIN_LENGTH)
    return text


def checked_shared_login(login: str) -> str:
    """The login as it is on a server, where it is a role of PostgreSQL. Rejected where that cannot bear such a name."""
    text = typed(login)
    if not is_shared_login(text):
        raise Rejected(RejectionCode.BAD_SHARED_LOGIN, value=_shown(text), limit=SHARED_LOGIN_LENGTH)
    return text


def is_shared_login(login: str) -> bool:
    """Whether a role of PostgreSQL can bear this login."""
    return _SHARED_LOGIN.fullmatch(login) is not None and not login.startswith(_OF_THE_SERVER)


def checked_name(name: str) -> str:
    """A person's name, possibly empty. Rejected where it is too long or holds what cannot be seen."""
    text = typed(name).strip()
    invisible = bool(text) and not shows_something(text)
    if len(text) > NAME_LENGTH or invisible or forbidden_character(text) is not None:
        raise Rejected(RejectionCode.BAD_NAME, limit=NAME_LENGTH)
    return text


def checked_password(password: str) -> str:
    """A new password. Rejected where it is shorter than 8 characters, absurdly long, or holds a zero."""
    text = typed(password)
    if len(text) < SHORTEST_PASSWORD:
        raise Rejected(RejectionCode.PASSWORD_TOO_SHORT, limit=SHORTEST_PASSWORD)
    if len(text) > LONGEST_PASSWORD:
        raise Rejected(RejectionCode.PASSWORD_TOO_LONG, limit=LONGEST_PASSWORD)
    if "\0" in text:
        raise Rejected(RejectionCode.BAD_PASSWORD)
    return text


def _printable(text: str) -> bool:
    return all(character.isprintable() for character in text)


def _shown(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text[:LOGIN_LENGTH])
