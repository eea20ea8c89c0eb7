"""What `talentdesk demo` says while it works: how far it has come and how long the rest takes, on a terminal alone."""

import io
from collections.abc import Iterable
from contextlib import redirect_stderr

import pytest

from desktop.command_line.output import width
from desktop.command_line.showcase import DemoProgress

BY_HAND = 300


class Terminal(io.StringIO):
    """What was written to a terminal."""

    def isatty(self) -> bool:
        return True

    @property
    def lines(self) -> list[str]:
        """Each with the spaces that cover what stood there before."""
        return self.getvalue().split("\r")[1:]


def said(steps: Iterable[tuple[float, int]], of: int) -> list[str]:
    """The lines of a terminal after steps of so many seconds up to so many applications."""
    terminal, seconds = Terminal(), 1_000.0
    progress = DemoProgress(BY_HAND, lambda: seconds)
    with redirect_stderr(terminal):
        for passed, done in steps:
            seconds += passed
            progress(done, of)
    return terminal.lines


def test_the_rest_is_reckoned_from_the_quick_ones_alone_and_said_while_it_is_over_a_minute() -> None:
    lines = said(((0, 1), (200, BY_HAND), (60, 1_300), (60, 3_300), (120, 9_300), (60, 10_300)), 10_300)
    assert [line.rstrip() for line in lines] == [
        "正在生成演示申报 1/10300",
        "正在生成演示申报 300/10300",
        "正在生成演示申报 1300/10300 约剩 9 分钟",
        "正在生成演示申报 3300/10300 约剩 5 分钟",
        "正在生成演示申报 9300/10300",
        "正在生成演示申报 10300/10300",
    ]
    assert [line.endswith("\n") for line in lines] == [False] * 5 + [True]


def test_a_line_covers_what_stood_there() -> None:
    lines = said(((0, BY_HAND), (3_000, 2_300), (3_000, 400_000), (3_000, 999_000), (3_000, 1_000_000)), 1_000_000)
    widths = [width(line.rstrip("\n")) for line in lines]
    assert len(widths) == 5
    assert widths == sorted(widths)


def test_where_nobody_watches_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    progress = DemoProgress(BY_HAND)
    for done in (1, BY_HAND, 10_300):
        progress(done, 10_300)
    assert capsys.readouterr() == ("", "")
