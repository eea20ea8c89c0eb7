"""What stands for a person in a shared database is computed there, and is what a local workspace computes."""

import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from desktop.domain.document_number import normalised_document_number
from desktop.store.store import PERSON_SECRET, person_key
from tests.postgres.server import Server
from tests.store.shared import shared_workspace

NORMALISED = text("SELECT talentdesk.normalised_document_number(:typed)")
KEY = text("SELECT talentdesk.person_key_of(:typed)")
characters = st.characters(exclude_categories=["Cn", "Cs"], exclude_characters="\0")
typed_numbers = st.text(characters) | st.text("eé １xX-– ß")


@pytest.fixture(scope="module")
def owner(postgres_server: Server) -> Iterator[Connection]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk, desk.store.read() as connection:
        yield connection


@given(typed=typed_numbers)
def test_the_database_and_the_program_make_one_number_of_what_was_typed(owner: Connection, typed: str) -> None:
    assert owner.scalar(NORMALISED, {"typed": typed}) == normalised_document_number(typed)


def test_they_do_so_for_every_character_that_changes(owner: Connection) -> None:
    changing = [
        character
        for character in map(chr, range(1, sys.maxunicode + 1))
        if unicodedata.category(character) not in {"Cn", "Cs"} and normalised_document_number(character) != character
    ]
    assert len(changing) > 6000
    for typed in ("".join(f"{character}|" for character in changing), "".join(f"|{one}" for one in changing[::-1])):
        assert owner.scalar(NORMALISED, {"typed": typed}) == normalised_document_number(typed)


@given(typed=typed_numbers)
def test_they_make_one_key_of_a_number(owner: Connection, typed: str) -> None:
    secret = owner.scalar(text("SELECT value FROM talentdesk.setting WHERE key = :key"), {"key": PERSON_SECRET})
    assert owner.scalar(KEY, {"typed": typed}) == person_key(bytes.fromhex(str(secret)), typed)
