"""The desk of every test of a command, and the commands as people type them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.command_line.program import run
from tests.desk import PASSWORD, Desk, copied_desk, make_desk


@dataclass(frozen=True)
class Printed:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Printed]


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("desk") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def desk(desk_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(desk_template, tmp_path)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `talentdesk` with these words; `clock` is the desk's where one is given."""
    monkeypatch.setenv("TALENTDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("TALENTDESK_NEW_PASSWORD", "another password")

    def typed(*words: object, desk: Desk | None = None) -> Printed:
        arguments = [str(word) for word in words]
        code = run(arguments) if desk is None else run(arguments, clock=desk.clock)
        out, err = capsys.readouterr()
        return Printed(code, out, err)

    return typed
