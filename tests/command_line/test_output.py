"""What reaches a terminal: columns that line up under Chinese, and nothing that steers it."""

import pytest

from desktop.command_line.output import complain, one_line, say, table_lines, width


def test_columns_line_up_under_wide_characters() -> None:
    lines = table_lines([("姓名", "N", "x"), ("欧阳建国", "12", "y"), ("Li", "3", "z")])
    assert lines == ["姓名      N   x", "欧阳建国  12  y", "Li        3   z"]
    assert table_lines([]) == []


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("ab", 2), ("中文", 4), ("é", 1), ("（）", 4)])
def test_a_terminal_gives_wide_characters_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_strangers_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[31mb\nc\x9bd")
    complain("\x07")
    out, err = capsys.readouterr()
    assert (out, err) == ("a [31mb\nc d\n", "talentdesk:  \n")
    assert one_line("a\nb\u2028c") == "a b c"
