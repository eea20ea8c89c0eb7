"""An office that a journey begins in: a workspace set up by the commands as an administrator types them."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from desktop.__main__ import main
from desktop.domain.clock import SHANGHAI
from tests.desk import CATALOGUE_FILE, UNITS_CSV
from tests.dossiers import OTHER_UNIT, UNIT, WrittenDossier, another_person
from tests.journeys.papers import dossier

PASSWORD: Final = "办公桌 password"
PEOPLE: Final = (
    ("hr", "unit", UNIT, "周敏"),
    ("hr2", "unit", OTHER_UNIT, "吴刚"),
    ("city", "department", "2201", "郑芳"),
    ("province", "department", "22", "冯涛"),
    ("secretary", "secretary", "22", "蒋琳"),
    ("auditor", "auditor", None, "沈默"),
)
NAMES: Final = ("王建国", "李晓梅", "张志强")


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@dataclass
class Office:
    """A workspace and a folder for the test's own files; `talentdesk` as it is typed there."""

    store: Path
    folder: Path
    _written: list[Path] = field(default_factory=list)

    def command(self, login: str, *words: object) -> Said:
        """Runs `talentdesk COMMAND --store … --as LOGIN`; `words` begin with the command."""
        command, rest = _split(words)
        out, err = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, TALENTDESK_PASSWORD=PASSWORD, TALENTDESK_NEW_PASSWORD=PASSWORD),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = main([*command, "--store", str(self.store), "--as", login, *rest])
        return Said(code, out.getvalue(), err.getvalue())

    def process(self, login: str, *words: object) -> Said:
        """The same in a process of its own, as another program on the same file."""
        command, rest = _split(words)
        arguments = [sys.executable, "-m", "desktop", *command, "--store", str(self.store), "--as", login, *rest]
        environment = {**os.environ, "TALENTDESK_PASSWORD": PASSWORD, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=60, check=False)
        return Said(done.returncode, done.stdout, done.stderr)

    def bring(self, written: WrittenDossier, login: str = "hr") -> Said:
        """Imports a dossier with the command."""
        file = written.to_zip(self.folder / f"dossier-{len(self._written)}.zip")
        self._written.append(file)
        return self.command(login, "import", file)

    def listed(self, login: str, *words: object) -> list[dict[str, Any]]:
        """What `talentdesk list --json` says to that login."""
        said = self.command(login, "list", *words, "--json")
        assert said.code == 0, said.err
        rows: list[dict[str, Any]] = json.loads(said.out)
        return rows

    def shown(self, login: str, application: str = "journey-1") -> dict[str, Any]:
        """What `talentdesk show --json` says to that login."""
        said = self.command(login, "show", application, "--json")
        assert said.code == 0, said.err
        found: dict[str, Any] = json.loads(said.out)
        return found

    def decide(self, login: str, action: str, application: str = "journey-1", **options: str) -> Said:
        """One decision by the command, on the application as it stands."""
        row = self.shown(login, application)
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        return self.command(
            login, "decide", application, action, "--submission", row["submission"], "--seq", row["seq"], *words
        )


def set_up(folder: Path) -> Path:
    """A workspace from nothing: administrator, organisations, people, catalogue, notice, dossiers of three people."""
    office = Office(folder / "workspace", folder)
    with patch.dict(os.environ, TALENTDESK_PASSWORD=PASSWORD), contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main(["new", str(office.store), "--as", "admin"]) == 0
    assert printed.getvalue().strip()
    (folder / "units.csv").write_text(UNITS_CSV, encoding="utf-8")
    (folder / "notice.toml").write_text(notice_text(), encoding="utf-8")
    _done(office.command("admin", "unit import", folder / "units.csv"))
    for login, role, unit, name in PEOPLE:
        place = ["--unit", unit] if unit else []
        _done(office.command("admin", "person add", login, "--role", role, *place, "--name", name))
    _done(office.command("admin", "catalogue activate", CATALOGUE_FILE))
    _done(office.command("province", "notice import", folder / "notice.toml"))
    people = ({"talent_source": "引进人才"}, *({"document_number": another_person(number)} for number in (2, 3)))
    files = [
        dossier(
            f"journey-{number}", submitted_at=moment(days=-1, minutes=number), name=NAMES[number - 1], **basic
        ).to_zip(folder / f"journey-{number}.zip")
        for number, basic in enumerate(people, start=1)
    ]
    _done(office.command("hr", "import", *files))
    return office.store


@contextlib.contextmanager
def office_like(template: Path, folder: Path) -> Iterator[Office]:
    """A copy of the office, to change at will."""
    shutil.copytree(template, folder / "workspace")
    yield Office(folder / "workspace", folder)


def moment(**step: float) -> str:
    """A time near now, as a dossier writes it."""
    return (datetime.now(UTC).astimezone(SHANGHAI) + timedelta(**step)).isoformat(timespec="seconds")


def notice_text() -> str:
    """A notice whose window is open now."""
    return (
        'key = "2024-01"\ntitle = "人才分类定级认定申报通知"\ntext = "请于规定时间内申报。"\n'
        f"opens = {moment(days=-40)}\ncloses = {moment(days=40)}\n"
        'catalogue = "jilin-2024"\nissuer = "22"\nreading_seconds = 30\n'
    )


def _split(words: tuple[object, ...]) -> tuple[list[str], list[str]]:
    return str(words[0]).split(), [str(word) for word in words[1:]]


def _done(said: Said) -> None:
    assert said.code == 0, said.err
