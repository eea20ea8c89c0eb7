"""One flipped bit in any page of the data: a command says what it says of the whole file, or that it is damaged."""

import random
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from desktop.store.engine import PAGE_BYTES
from tests.command_line.conftest import Command
from tests.desk import Desk
from tests.dossiers import PDF, another_person, sample_dossier

DAMAGED = "数据文件已损坏"
SAMPLE, STEP = 4, 8


@pytest.fixture
def damaged(desk: Desk, command: Command) -> "Damaged":
    """A workspace whose rows reach over several pages: long texts, comments, attachments."""
    dossier = sample_dossier()
    dossier.manifest["sections"]["achievements"] = [{"text": "成果" * 150}]
    dossier.manifest["sections"]["honors"] = [
        {"id": f"h{order}", "name": "先进" * 90, "date": "2020-05-01", "authority": "省政府", "level": "省部级"}
        for order in range(8)
    ]
    dossier.attach("education", "certificate", PDF + random.Random(1).randbytes(60_000), "e1")
    assert desk.bring(dossier).problem is None
    desk.act("hr", Action.PASS, comment="同意" * 900)
    desk.act("city", Action.RETURN, comment="请补正" * 600)
    desk.bring(sample_dossier("app-2", document_number=another_person(3)))
    desk.close()
    return Damaged(desk, command)


class Damaged:
    """Commands on a workspace with one bit of one page flipped."""

    def __init__(self, desk: Desk, command: Command) -> None:
        self._desk, self._command = desk, command
        self._target = desk.folder / "out.zip"
        self._ask("show", "--as", "hr", "app-1")  # puts on record that it was opened
        self._file = desk.location / "data.db"
        self._whole = self._file.read_bytes()
        self.pages = range(len(self._whole) // PAGE_BYTES)
        self._answers = [self._answer(self._whole, words) for words in self._questions()]
        assert all(DAMAGED not in answer for answer in self._answers)

    def deviations(self, page: int) -> list[str]:
        """What the commands said that they should not have."""
        content = bytearray(self._whole)
        content[page * PAGE_BYTES + random.Random(page).randrange(PAGE_BYTES)] ^= 1
        wrong = []
        for words, expected in zip(self._questions(), self._answers, strict=True):
            said = self._answer(bytes(content), words)
            if said != expected and DAMAGED not in said:
                wrong.append(f"page {page} {words[0]}: {said[:300]}")
            if words[0] == "audit" and DAMAGED not in said:
                wrong.append(f"page {page} unnoticed by audit verify")
        return wrong

    def _questions(self) -> list[tuple[object, ...]]:
        return [
            ("list", "--as", "hr", "--json"),
            ("show", "--as", "hr", "app-1", "--json"),
            ("audit", "verify", "--as", "auditor"),
            ("export", "--as", "hr", "app-1", self._target),
        ]

    def _answer(self, content: bytes, words: tuple[object, ...]) -> str:
        for name in ("data.db-wal", "data.db-shm"):
            (self._desk.location / name).unlink(missing_ok=True)
        self._file.write_bytes(content)
        self._target.unlink(missing_ok=True)
        said = self._ask(*words)
        return f"{said}{self._target.read_bytes().hex() if self._target.exists() else ''}"

    def _ask(self, *words: object) -> str:
        printed = self._command(*words, "--store", self._desk.location, desk=self._desk)
        return f"{printed.code} {printed.out}{printed.err}"


def test_a_flipped_bit_in_a_page_changes_no_answer(damaged: Damaged) -> None:
    pages = random.Random(7).sample(damaged.pages, SAMPLE)
    assert [wrong for page in pages for wrong in damaged.deviations(page)] == []


@pytest.mark.slow
def test_a_flipped_bit_in_every_eighth_page_changes_no_answer(damaged: Damaged) -> None:
    assert [wrong for page in damaged.pages[::STEP] for wrong in damaged.deviations(page)] == []


def test_the_damage_names_the_newest_backup(damaged: Damaged, desk: Desk, command: Command) -> None:
    desk.location.joinpath("backups", "20240101T000000000000Z.zip").write_bytes(b"")
    file: Path = desk.location / "data.db"
    content = bytearray(file.read_bytes())
    content[-PAGE_BYTES // 2] ^= 1
    file.write_bytes(content)
    printed = command("audit", "verify", "--store", desk.location, "--as", "auditor")
    assert (printed.code, printed.out) == (1, "")
    assert DAMAGED in printed.err
    assert "20240101T000000000000Z.zip" in printed.err
