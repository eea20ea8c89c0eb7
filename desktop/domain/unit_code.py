"""The unified social credit code of a unit (统一社会信用代码, GB 32100-2015): 17 characters and a check mod 31.

The weights are the powers of 3 mod 31, all different and never 0, so every change of one character and every swap of
two different characters, next to each other or not, changes the check. Codes in real use that fail exist: warn only.
"""

import re
import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH: Final = 18

_PATTERN = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_LEFT_OUT = frozenset({"Cc", "Cf", "Pd", "Zl", "Zp", "Zs"})
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def normalised_unit_code(code: str) -> str:
    """The code in capitals and plain characters, without white space and dashes; it may still be none."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return "".join(character for character in plain if unicodedata.category(character) not in _LEFT_OUT)


def check_character(first_17: str) -> str:
    """The last character that belongs to the first 17; ValueError for a character outside the alphabet."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first_17, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_well_formed(code: str) -> bool:
    """Whether the code is 18 characters of the alphabet (no I, O, S, V, Z); says nothing about the check character."""
    return _PATTERN.fullmatch(code) is not None


def is_valid(code: str) -> bool:
    """Whether the code is well formed and its check character agrees."""
    return is_well_formed(code) and check_character(code[:17]) == code[17]
