"""What the search index holds of a text, and what it is asked for: any part of a word, from one character on.

A letter or digit is indexed with up to seven that follow it, every other character (Chinese, punctuation) with the one
that follows; neighbours in the text are neighbours in the index, so that a phrase of such grams is a part of the text.
"""

import functools
import unicodedata

_LONGEST = 8
"""Characters of a gram that begins with a letter or digit: mobiles and numbers would otherwise be all alike."""
_FOLDED = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""ASCII punctuation as its full-width form: the index takes every character beyond ASCII for part of a word."""
_BREAK = " \u3000 "
"""Between words, lest the end of one and the beginning of the next be taken for neighbours."""
_ALPHABETIC = frozenset({"Lu", "Ll", "Lt", "Lm", "Nd", "Nl", "Mn"})


def search_grams(text: str | None) -> str:
    """The grams of `text`, separated by spaces, in its order. Also a function of the database by that name."""
    return _BREAK.join(" ".join(_grams(word)) for word in _folded(text or "").split())


def search_phrases(words: str) -> tuple[str, ...]:
    """For each word of a search what to ask FTS5 for: those rows whose text holds the word."""
    return tuple(_phrase(word) for word in _folded(words).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)


def _grams(word: str) -> list[str]:
    return [word[start : _end(word, start)] for start in range(len(word))]


def _phrase(word: str) -> str:
    """The grams up to the first that reaches the end of the word; in the text that one may go on."""
    grams = _grams(word)
    reaching = next(start for start in range(len(word)) if _end(word, start) == len(word))
    return f'"{" ".join(grams[: reaching + 1])}" *'


def _end(word: str, start: int) -> int:
    if not _alphabetic(word[start]):
        return min(start + 2, len(word))
    end = start + 1
    while end < len(word) and end < start + _LONGEST and _alphabetic(word[end]):
        end += 1
    return end


@functools.cache
def _alphabetic(character: str) -> bool:
    return unicodedata.category(character) in _ALPHABETIC
