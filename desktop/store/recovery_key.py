"""The recovery sheet: the file key as 52 base32 characters and 4 that check them, in groups of four.

Crockford's alphabet: no I, L, O or U, so that what is copied by hand can be read back.
"""

import hashlib

from desktop.store.key_slots import KEY_BYTES, FileKey
from desktop.store.problems import Unavailable, UnavailableCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_CHARACTERS = 52
CHECK_CHARACTERS = 4
GROUP = 4

_CONFUSABLE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SEPARATORS = " \t\r\n-_·.　"


def recovery_text(key: FileKey) -> str:
    """14 groups of four characters, the last one the check."""
    characters = _encode(key.secret)
    return "-".join(characters[start : start + GROUP] for start in range(0, len(characters), GROUP))


def parse_recovery(text: str) -> FileKey:
    """The key on the sheet, whatever the case, spaces and hyphens. Raises `Unavailable` (wrong_recovery_key)."""
    characters = plain_characters(text)
    if len(characters) != KEY_CHARACTERS + CHECK_CHARACTERS or set(characters) - set(ALPHABET):
        raise Unavailable(UnavailableCode.WRONG_RECOVERY_KEY)
    value = 0
    for character in characters[:KEY_CHARACTERS]:
        value = value * 32 + ALPHABET.index(character)
    padding = KEY_CHARACTERS * 5 - KEY_BYTES * 8
    secret = (value >> padding).to_bytes(KEY_BYTES, "big")
    if _encode(secret) != characters:
        raise Unavailable(UnavailableCode.WRONG_RECOVERY_KEY)
    return FileKey(secret)


def plain_characters(text: str) -> str:
    """What was copied by hand, without spaces and hyphens, in capitals, O read as 0 and the like."""
    characters = "".join(character for character in text if character not in _SEPARATORS)
    return characters.upper().translate(_CONFUSABLE)


def _encode(secret: bytes) -> str:
    padding = KEY_CHARACTERS * 5 - KEY_BYTES * 8
    check = int.from_bytes(hashlib.sha256(b"recovery " + secret).digest()[:3], "big") >> (24 - CHECK_CHARACTERS * 5)
    return _digits(int.from_bytes(secret, "big") << padding, KEY_CHARACTERS) + _digits(check, CHECK_CHARACTERS)


def _digits(value: int, count: int) -> str:
    digits = []
    for _ in range(count):
        value, digit = divmod(value, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
