"""The number of a mobile phone of the Chinese mainland: eleven digits that begin with 1 and 3 to 9."""

import re
import unicodedata
from typing import Final

_PATTERN: Final = re.compile(r"1[3-9][0-9]{9}")
_LEFT_OUT: Final = frozenset({"Cf", "Pd", "Zs"})


def normalised_mobile(number: str) -> str:
    """The number without white space, dashes and +86; full-width digits become plain ones. It may still be none."""
    plain = unicodedata.normalize("NFKC", number)
    plain = "".join(character for character in plain if unicodedata.category(character) not in _LEFT_OUT)
    return plain.removeprefix("+86")


def is_mobile(number: str) -> bool:
    """Whether a normalised number is one."""
    return _PATTERN.fullmatch(number) is not None


def masked_mobile(number: str) -> str:
    """As lists show it to those who need not call: 138****1111."""
    return f"{number[:3]}****{number[-4:]}" if is_mobile(number) else "*" * len(number)
