"""The fuzz command: what it counts as what, and that a seed means the same documents; a short run finds nothing."""

import sys
from random import Random

import pytest

from desktop.preview.protocol import Limits
from tests.fuzz_preview import ANSWERED, FORBIDDEN, LEFT, NONSENSE, TIMED_OUT, Ended, Fed, main
from tests.log_watch import ExpectLog
from tests.preview.desk import misbehaving
from tests.preview.mutations import mutated, sample_set

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names signals and reads /proc")


def end_of(content: bytes, command: list[str], limits: Limits | None = None) -> str:
    fed = Fed(command, limits)
    try:
        end = fed.end_of(content)
    except Ended as ended:
        return str(ended)
    fed.end()
    return end


@pytest.mark.parametrize(
    ("content", "end"),
    [
        (b"nonsense", NONSENSE),
        (b"crash", "crashed: SIGABRT"),
        (b"hang", TIMED_OUT),
        (b"well", LEFT),
    ],
)
def test_each_kind_of_end_is_told_from_the_others(content: bytes, end: str) -> None:
    """The child that does well here stands behind no wall, which is what counts."""
    limits = Limits(request_seconds=0.5, page_pixels=1 << 19)
    assert end_of(content, misbehaving(), limits) == end


def test_a_forbidden_call_is_an_end_of_its_own(expect_log: ExpectLog) -> None:
    with expect_log("no document needs"):
        assert end_of(b"forbidden call", misbehaving()) == FORBIDDEN


def test_whole_documents_are_answered_or_refused_by_the_caged_child() -> None:
    fed = Fed()
    ends = [fed.end_of(content) for content in sample_set()]
    fed.end()
    assert ends.count(ANSWERED) == 9
    assert sorted(end for end in ends if end != ANSWERED) == [
        "refused: encrypted",
        "refused: unsupported_format",
        "refused: unsupported_format",
    ]


def test_a_seed_means_the_same_documents_every_time() -> None:
    first, second = sample_set(), sample_set()
    for number in range(100):
        assert mutated(first, Random(f"7:{number}")) == mutated(second, Random(f"7:{number}"))


@pytest.mark.slow
def test_a_short_run_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seconds", "4", "--seed", "20261101"]) == 0
    printed = capsys.readouterr().out
    assert "documents, seed 20261101" in printed
    assert ANSWERED in printed
    assert "refused: damaged" in printed
