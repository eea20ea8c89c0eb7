"""The connection is lost around every request and every answer of a decision: who decided is told what is the case."""

from collections.abc import Iterator

import psycopg
import pytest

from desktop.services.problems import Unavailable, UnavailableCode
from desktop.store.postgres.refusals import translate
from desktop.text.errors import explain
from tests.postgres.lost_line import MAYBE_RECORDED, NOT_RECORDED, RECORDED, Line, cut_everywhere, line_to
from tests.shared_postgres import PROGRAMS, ServerOf


@pytest.fixture(scope="module")
def line(postgres_server_of: ServerOf) -> Iterator[Line]:
    with line_to(postgres_server_of(max(PROGRAMS))) as made:
        yield made


def test_with_the_server_back_at_once_everybody_is_told_what_is_on_record(line: Line) -> None:
    found = cut_everywhere(line, turns=True, for_good=False)
    assert set(found) == {(RECORDED, True), (NOT_RECORDED, False)}


def test_with_the_server_away_nobody_is_told_more_than_is_known_and_asking_again_doubles_nothing(line: Line) -> None:
    found = cut_everywhere(line, turns=True, for_good=True)
    too_late = {(RECORDED, True)}  # the answer was here before the end of the line was seen
    assert set(found) - too_late == {(NOT_RECORDED, False), (MAYBE_RECORDED, False), (MAYBE_RECORDED, True)}


def test_the_sentences_say_what_is_on_record_and_what_was_kept() -> None:
    not_recorded, maybe = (
        explain(Unavailable(code, path="postgresql://db/talent", detail="server closed the connection"))
        for code in (UnavailableCode.NOT_RECORDED, UnavailableCode.MAYBE_RECORDED)
    )
    assert "这个决定没有记录" in not_recorded
    assert "还不知道这个决定是否已经记录" in maybe
    assert "不会重复记录" in maybe
    for sentence in (not_recorded, maybe):
        assert "意见没有丢失" in sentence
        assert "postgresql://db/talent" in sentence


@pytest.mark.parametrize(
    "words", ["consuming input failed: SSL SYSCALL error: EOF detected", "SSL connection has been closed unexpectedly"]
)
def test_an_encrypted_connection_that_breaks_has_lost_the_server_and_blames_no_certificate(words: str) -> None:
    broken = translate(psycopg.OperationalError(words), "postgresql://db/talent")
    assert isinstance(broken, Unavailable)
    assert broken.code is UnavailableCode.SERVER_UNREACHABLE
