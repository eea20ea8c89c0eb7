"""Help, wrong usage and passwords, before any workspace is touched."""

import subprocess
import sys

import pytest

from desktop.command_line.arguments import chinese, option_strings, with_values_joined
from desktop.command_line.commands import build_parser
from tests.command_line.conftest import Command

COMMANDS = (
    *("new", "backup", "restore", "audit verify", "unit import", "notice import", "catalogue check"),
    *("person add", "person disable", "person enable", "person password"),
    *("catalogue activate", "import", "export", "list", "show", "decide", "demo", "tour"),
)


@pytest.mark.parametrize("words", ["", *COMMANDS, "audit", "unit", "person", "notice", "catalogue"])
def test_every_command_explains_itself_in_chinese(command: Command, words: str) -> None:
    printed = command(*words.split(), "--help")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith(f"用法：talentdesk {words}".rstrip())
    assert "usage" not in printed.out
    assert "optional arguments" not in printed.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["bogus"], "bogus"),
        (["decide"], "缺少参数：APPLICATION, ACTION, --submission, --seq"),
        (["list"], "缺少参数：--store"),
        (["list", "--store", "s"], "缺少参数：--as"),
        (["list", "--store", "s", "--as", "l", "--status", "lost"], "lost"),
        (["list", "--store", "s", "--as", "l", "--sort", "-colour"], "colour"),
        (["list", "--store", "s", "--as", "l", "--limit", "-1"], "-1"),
        (["list", "--store", "s", "--as", "l", "--password", "x"], "多余的参数"),
        (["decide", "--store", "s", "--as", "l", "a", "submit", "--submission", "1", "--seq", "0"], "submit"),
        (["decide", "--store", "s", "--as", "l", "a", "return", "--seq", "0", "--deadline", "soon"], "soon"),
        (["person", "add", "--store", "s", "--as", "l", "n"], "--role"),
        (["import", "--store", "s", "--as", "l"], "DOSSIER"),
        (["new"], "STORE"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_chinese_sentence(command: Command, words: list[str], sentence: str) -> None:
    printed = command(*words)
    assert (printed.code, printed.out) == (2, "")
    assert sentence in printed.err
    assert printed.err.startswith("talentdesk: ")


@pytest.mark.parametrize("words", ["new {} --as hr", "restore file {}", "demo {}", "backup file --store {} --as hr"])
def test_what_only_a_folder_can_be_refuses_an_address_with_a_sentence(command: Command, words: str) -> None:
    printed = command(*words.format("postgresql://host/db").split())
    assert printed.code == 1
    assert "共享数据库" in printed.err


def test_without_terminal_and_variable_the_password_is_missed(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALENTDESK_PASSWORD")
    printed = command("list", "--store", "nowhere", "--as", "hr")
    assert printed.code == 1
    assert "TALENTDESK_PASSWORD" in printed.err


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["list", "--sort", "-unit"], ["list", "--sort=-unit"]),
        (["decide", "--comment", "-1", "--seq", "0"], ["decide", "--comment=-1", "--seq", "0"]),
        (["list", "--search", "--json"], ["list", "--search", "--json"]),
        (["list", "--json", "-x"], ["list", "--json", "-x"]),
        (["show", "--", "--sort", "-a"], ["show", "--", "--sort", "-a"]),
        (["list", "--sort"], ["list", "--sort"]),
    ],
)
def test_a_value_may_begin_with_a_dash(words: list[str], joined: list[str]) -> None:
    assert list(with_values_joined(words, option_strings(build_parser()))) == joined


def test_a_message_that_is_not_known_stays_as_it_is() -> None:
    assert chinese("something new") == "something new"


def test_help_loads_neither_the_database_nor_a_screen() -> None:
    script = (
        "import sys; from desktop.__main__ import main; code = main(['--help']); "
        "heavy = {'sqlalchemy', 'PySide6', 'pymupdf', 'alembic'} & set(sys.modules); sys.exit(code or len(heavy))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
