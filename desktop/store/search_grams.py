"""What the search index holds of a text, and what it is asked for: any part of a word, from one character on.

A letter or digit is indexed with up to seven that follow it, every other character (Chinese, punctuation) with the one
that follows; neighbours in the text are neighbours in the index, so that a phrase of such grams is a part of the text.
"""

import functools
import unicodedata
from dataclasses import dataclass

_LONGEST = 8
"""Characters of a gram that begins with a letter or digit: mobiles and numbers would otherwise be all alike."""
_MOST_WORDS, _LONGEST_WORD = 20, 200
_SHORT = 64
_FOLDED = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""ASCII punctuation as its full-width form: the index takes every character beyond ASCII for part of a word."""
_BREAK = " \u3000 "
"""Between words, lest the end of one and the beginning of the next be taken for neighbours."""
_ALPHABETIC = frozenset({"Lu", "Ll", "Lt", "Lm", "Nd", "Nl", "Mn"})


def search_grams(text: str | None) -> str:
    """The grams of `text`, separated by spaces, in its order. Also a function of the database by that name."""
    return _BREAK.join(map(_joined_grams, _folded(text or "").split()))


@dataclass(frozen=True, slots=True)
class SearchWord:
    """One word of a search: what to ask FTS5 for, and the text as `search_holds` compares it."""

    phrase: str
    text: str


def search_words(words: str) -> tuple[SearchWord, ...]:
    """The words of a search; a row is found by the phrase if, and only if, its text holds the word.

    Of a page that was pasted into the search the first words are looked for, and of each its beginning.
    """
    return tuple(SearchWord(_phrase(word), word) for word in map(_beginning, _folded(words).split()[:_MOST_WORDS]))


def search_holds(first: str, second: str, third: str, word: str) -> bool:
    """Whether one of the texts holds the word of a `SearchWord`. Also a function of the database by that name."""
    return any(word in _folded_again(text) for text in (first, second, third))


def _beginning(word: str) -> str:
    return word[:_LONGEST_WORD]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)


def _folded_again(text: str) -> str:
    """Names and numbers are looked through by one search after the other."""
    return _folded_short(text) if len(text) <= _SHORT else _folded(text)


_folded_short = functools.lru_cache(maxsize=16_384)(_folded)


@functools.lru_cache(maxsize=4096)
def _joined_grams(word: str) -> str:
    """Of applications that come in one after the other many tell of the same things in the same words."""
    return " ".join(_grams(word))


def _grams(word: str) -> list[str]:
    return [word[start : _end(word, start)] for start in range(len(word))]


def _phrase(word: str) -> str:
    """The grams up to the first that reaches the end of the word; where that is short, it may go on in the text."""
    grams = _grams(word)
    reaching = next(start for start in range(len(word)) if _end(word, start) == len(word))
    whole = len(grams[reaching]) == (_LONGEST if _alphabetic(word[reaching]) else 2)
    return f'"{" ".join(grams[: reaching + 1])}"{"" if whole else " *"}'


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
