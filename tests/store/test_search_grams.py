"""What the search index finds is what a person would: every part of a word, and nothing else."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from desktop.store.search_grams import search_grams, search_holds, search_words

TEXTS = st.text(alphabet="王建国李欧阳·ａbcC6012- _%'\".\\é𠮷한\t", max_size=40)


@pytest.fixture(scope="module")
def index() -> Iterator[Any]:
    connection = dbapi2.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(grams, content='', contentless_delete=1, prefix='1', tokenize='ascii')"
    )
    yield connection
    connection.close()


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def holds(text: str, words: str) -> bool:
    """Whether each word of `words` is part of a word of `text`."""
    return all(any(word in other for other in plain(text).split()) for word in plain(words).split())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=8), data=st.data())
def test_a_search_finds_the_texts_that_hold_its_words_and_no_others(
    index: Any, texts: list[str], data: st.DataObject
) -> None:
    index.execute("DELETE FROM search")
    for row, text in enumerate(texts):
        index.execute("INSERT INTO search (rowid, grams) VALUES (?, ?)", (row, search_grams(text)))
    source = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(source)))
    words = source[start : start + data.draw(st.integers(1, 14))] + data.draw(st.sampled_from(["", "", "王", "0", "%"]))
    found = set(range(len(texts)))
    for word in search_words(words):
        hits = {row for (row,) in index.execute("SELECT rowid FROM search WHERE grams MATCH ?", (word.phrase,))}
        assert hits == {row for row, text in enumerate(texts) if search_holds(text, "", "", word.text)}
        found &= hits
    assert found == {row for row, text in enumerate(texts) if holds(text, words)}


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("王建国", "王建 建国 国"),
        ("13800001111", "13800001 38000011 80000111 00001111 0001111 001111 01111 1111 111 11 1"),
        ("C60富勒", "c60 60 0 富勒 勒"),
        ("a b", "a \u3000 b"),
        ("O'Neill", "o ＇n neill eill ill ll l"),
        (None, ""),
        ("  ", ""),
    ],
)
def test_a_text_is_indexed_as(text: str | None, grams: str) -> None:
    assert search_grams(text) == grams


@pytest.mark.parametrize(
    ("words", "phrases"),
    [
        ("王", ('"王" *',)),
        ("王建国", ('"王建 建国"',)),
        ("1111 国", ('"1111" *', '"国" *')),
        ("138000011", ('"13800001 38000011"',)),
        ("60富", ('"60 0 富" *',)),
        (" ", ()),
    ],
)
def test_words_are_asked_for_as(words: str, phrases: tuple[str, ...]) -> None:
    assert tuple(word.phrase for word in search_words(words)) == phrases
