"""Recovery codes: twenty random characters of 100 bits each, four groups of five, that set a forgotten password anew.

Being random, they need no slow derivation: nobody can try 2^100 of them, however quick each trial is.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Final

from desktop.store.recovery_key import ALPHABET, plain_characters

COUNT: Final = 10
CHARACTERS: Final = 20
_GROUP: Final = 5


def new_recovery_codes() -> tuple[str, ...]:
    """Ten, as they are shown and printed."""
    return tuple(_written("".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))) for _ in range(COUNT))


def plain_code(typed: str) -> str | None:
    """The twenty characters, whatever the case, spaces and hyphens; None where it is no code."""
    characters = plain_characters(typed)
    return characters if len(characters) == CHARACTERS and not set(characters) - set(ALPHABET) else None


def plain_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """What key slots are made of."""
    return tuple(code.replace("-", "") for code in codes)


def code_digest(login: str, code: str) -> str:
    """What is stored of a code of this login. A shared database computes the same (`recovery_digest`)."""
    return hashlib.sha256(f"recovery\n{login}\n{plain_code(code) or ''}".encode()).hexdigest()


def _written(characters: str) -> str:
    return "-".join(characters[start : start + _GROUP] for start in range(0, CHARACTERS, _GROUP))
