"""The citizen identity number (公民身份号码, GB 11643-1999): 17 digits and a check character by ISO 7064 MOD 11-2.

MOD 11-2 detects every change of one character and every swap of two different characters next to each other.
"""

import re
from datetime import date
from typing import Final

LENGTH: Final = 18

_PATTERN = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


def check_character(first_17: str) -> str:
    """The last character that belongs to the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def is_well_formed(number: str) -> bool:
    """Whether the number is 17 digits and a digit or X; says nothing about the check character."""
    return _PATTERN.fullmatch(number) is not None


def is_valid(number: str) -> bool:
    """Whether the number is well formed and its check character agrees; the date within is not looked at."""
    return is_well_formed(number) and check_character(number[:17]) == number[17]


def birth_date(number: str) -> date | None:
    """The birth date in digits 7-14 of a well-formed number; None if there is no such day."""
    if not is_well_formed(number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def is_male(number: str) -> bool | None:
    """True if the 17th digit is odd, False if even, None if the number is not well formed."""
    return int(number[16]) % 2 == 1 if is_well_formed(number) else None


def mask_identity_number(number: str) -> str:
    """The number as lists show it: the first and last four characters, stars between (1101**********002X).

    Other documents' shorter numbers keep two characters at each end, or nothing where that would be most of them.
    """
    kept = 4 if len(number) >= 16 else 2 if len(number) >= 8 else 0
    hidden = len(number) - 2 * kept
    return number[:kept] + "*" * hidden + number[len(number) - kept :]
