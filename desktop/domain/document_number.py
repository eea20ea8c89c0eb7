"""The number of an identity document as it is compared: one person's number is one text, however it was typed."""

import unicodedata

_LEFT_OUT = frozenset({"Cc", "Cf", "Pd", "Zl", "Zp", "Zs"})
"""Unicode categories of control and invisible characters, dashes and white space."""


def normalised_document_number(number: str) -> str:
    """The number in NFKC (full-width digits become plain ones), upper case, without white space, dashes and invisible
    characters; empty where nothing else was in it. For comparing only: what was typed is what is stored and checked.
    """
    plain = unicodedata.normalize("NFKC", number)
    return "".join(_capital(character) for character in plain if unicodedata.category(character) not in _LEFT_OUT)


def _capital(character: str) -> str:
    """Where that is one character too: an ß stays, as in the shared database's twin of this."""
    capital = character.upper()
    return capital if len(capital) == 1 else character
