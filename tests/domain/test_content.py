"""Content travels through JSON unchanged, and its canonical form depends on nothing but itself."""

import json
import random
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.canonical import canonical_json, sha256_text
from desktop.domain.content import ApplicationContent
from tests.domain.applications import application, attachment, sample_catalogue
from tests.strategies import contents

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcé", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(contents(sample_catalogue()))
def test_content_comes_back_from_json_as_it_was(content: ApplicationContent) -> None:
    again = ApplicationContent.from_json(json.loads(json.dumps(content.to_json())))
    assert again.to_json() == content.to_json()
    assert again.digest == content.digest


@given(_JSON)
def test_the_canonical_form_is_json_and_stable(value: Any) -> None:
    text = canonical_json(value)
    assert canonical_json(json.loads(text)) == text
    assert text == unicodedata.normalize("NFC", text)


def test_the_canonical_form_has_sorted_keys_no_spaces_and_composed_text() -> None:
    assert canonical_json({"b": [1, True, None], "a": "e\u0301"}) == '{"a":"é","b":[1,true,null]}'


def test_keys_that_nfc_makes_one_are_refused() -> None:
    with pytest.raises(ValueError, match="same text"):
        canonical_json({"é": 1, "e\u0301": 2})


def test_not_a_number_has_no_canonical_form() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


def test_the_hash_is_of_the_utf8_bytes() -> None:
    assert sha256_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(contents(sample_catalogue()), st.randoms())
def test_the_digest_ignores_the_order_of_attachments_and_keys(
    content: ApplicationContent, order: random.Random
) -> None:
    attachments = list(content.attachments)
    order.shuffle(attachments)
    sections = {key: records for key, records in reversed(list(content.sections.items())) if records}
    assert ApplicationContent(content.unit, sections, tuple(attachments)).digest == content.digest


def test_the_digest_tells_every_other_difference() -> None:
    one = application()
    others = (
        application({"name": "王建"}),
        application(unit="9131000063159284XQ"),
        application(without=("contract_end",)),
        application(attachments=(attachment("materials", "other"),)),
    )
    assert len({content.digest for content in (one, *others)}) == 5


def test_basic_is_empty_while_there_is_no_record() -> None:
    assert ApplicationContent("", {}, ()).basic == {}
    assert application().basic["name"] == "王建国"
