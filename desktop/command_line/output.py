"""What commands print: results on standard output, sentences about refusals on standard error; both UTF-8."""

import io
import json
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any, TextIO

_MEASURED_ROWS = 1000


def prepare_streams() -> None:
    """A pipe gets UTF-8 whatever the system's code page is, so that `--json` reads the same everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(text: str = "") -> None:
    """One result, on lines of its own."""
    _write(sys.stdout, _visible(text))


def complain(text: str) -> None:
    """One sentence about what was refused."""
    _write(sys.stderr, _visible(f"talentdesk: {text}"))


def show_progress(words: str, done: int, total: int, rest: str = "") -> None:
    """How far a long command has come, on one line of the terminal that the next call overwrites; nowhere else."""
    if sys.stderr.isatty():
        # the spaces hide what is left of a longer line
        sys.stderr.write(f"\r{words} {done}/{total} {padded(rest, 24)}" + ("\n" if done == total else ""))
        sys.stderr.flush()


def say_json(value: Any) -> None:
    """A value as indented JSON with the characters themselves."""
    _write(sys.stdout, json.dumps(value, ensure_ascii=False, indent=2))


def say_json_list(values: Iterable[Any]) -> None:
    """As `say_json` of a list, each value as soon as it is there: a long list is never in memory as a whole."""
    opened = False
    for value in values:
        sys.stdout.write("," if opened else "[")
        sys.stdout.write("\n" + textwrap.indent(json.dumps(value, ensure_ascii=False, indent=2), "  "))
        opened = True
    _write(sys.stdout, "\n]" if opened else "[]")


def say_table(rows: Iterable[Sequence[str]]) -> None:
    """The cells in columns, as wide as the first thousand rows need; a wider cell further down moves those after it."""
    upcoming = iter(rows)
    first = list(islice(upcoming, _MEASURED_ROWS))
    widths = _widths(first)
    for row in chain(first, upcoming):
        sys.stdout.write(_visible(_columns(row, widths)) + "\n")
    sys.stdout.flush()


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The cells in columns, two spaces apart, counting a Chinese character as two columns wide."""
    widths = _widths(rows)
    return [_columns(row, widths) for row in rows]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []


def _columns(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(padded(cell, widths[column]) for column, cell in enumerate(row)).rstrip()


def padded(text: str, columns: int) -> str:
    """`text` with spaces up to so many columns."""
    return text + " " * (columns - width(text))


def width(text: str) -> int:
    """Columns that a terminal gives the text: two for wide characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def one_line(text: str) -> str:
    """The text without line breaks and control characters, for a cell or a terminal."""
    return "".join(" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)


def _visible(text: str) -> str:
    """The text without what would steer a terminal: names in it are strangers'."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def _write(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")
    stream.flush()
