"""What reaches a terminal: columns that line up under Chinese, and nothing that steers it."""

import json
from collections.abc import Iterator

import pytest

from desktop.command_line import output
from desktop.command_line.output import complain, one_line, say, say_json_list, say_table, table_lines, width


def test_columns_line_up_under_wide_characters() -> None:
    lines = table_lines([("姓名", "N", "x"), ("欧阳建国", "12", "y"), ("Li", "3", "z")])
    assert lines == ["姓名      N   x", "欧阳建国  12  y", "Li        3   z"]
    assert table_lines([]) == []


def test_a_table_that_is_told_as_it_comes_reads_as_one_that_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("姓名", "N"), ("欧阳建国", "12"), ("Li", "3")]
    say_table(iter(rows))
    assert capsys.readouterr().out.splitlines() == table_lines(rows)


def test_of_a_long_table_the_first_rows_are_told_before_the_last_are_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_MEASURED_ROWS", 2)
    told: list[str] = []

    def rows() -> Iterator[tuple[str, str]]:
        yield from [("a", "x"), ("bb", "x"), ("c", "x")]
        told.append(capsys.readouterr().out)
        yield ("very long", "x")

    say_table(rows())
    assert told == ["a   x\nbb  x\nc   x\n"]
    assert capsys.readouterr().out == "very long  x\n"


@pytest.mark.parametrize("values", [[], [{"姓名": "王"}], [{"a": [1, {}]}, {"b": None}, 3]])
def test_a_list_of_values_that_are_told_one_by_one_is_the_same_json(
    values: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    say_json_list(iter(values))
    assert capsys.readouterr().out == json.dumps(values, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("ab", 2), ("中文", 4), ("é", 1), ("（）", 4)])
def test_a_terminal_gives_wide_characters_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_strangers_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[31mb\nc\x9bd")
    complain("\x07")
    out, err = capsys.readouterr()
    assert (out, err) == ("a [31mb\nc d\n", "talentdesk:  \n")
    assert one_line("a\nb\u2028c") == "a b c"
