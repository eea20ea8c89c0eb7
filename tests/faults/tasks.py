"""What the children do that get killed: each step is announced before it begins and told of when it is done."""

import itertools
import json
import os
import random
import re
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.domain.decisions import DecisionRequest, Refused
from desktop.domain.terms import Action
from desktop.services.accounts import change_password
from desktop.services.applications import find_application
from desktop.services.decisions import decide
from desktop.services.dossiers import export_dossier, import_dossier, import_dossiers
from desktop.services.workspace import Workspace
from desktop.store.backups import automatic_backup
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.records.identity import new_id
from desktop.store.schema import upgrade
from tests.desk import NOW, PASSWORD, QUICK
from tests.faults.nursery import Report, wait_for_go
from tests.faults.office import APPLICATIONS, detail_of, export_list, signed_in
from tests.faults.write_recorder import WriteRecorder

LONGEST_COMMENT = 1500
NEW_PASSWORD = "a new password"


def deciding(report: Report, location: str, attempt: int, rounds: int) -> None:
    """Passes and withdraws every application in turn."""
    chance = random.Random(attempt)
    with signed_in(Path(location), at=NOW + timedelta(minutes=attempt)) as workspace:
        rows = [detail_of(workspace, reference).row for reference in APPLICATIONS]
        report("begun")
        for turn, row in itertools.product(range(rounds), rows):
            action = Action.PASS if (row.stage == "unit") is (turn % 2 == 0) else Action.WITHDRAW
            comment = "材料齐全。" * chance.randrange(1, LONGEST_COMMENT // 5)
            request = DecisionRequest(action, row.submission, row.seq + turn, comment)
            identity = new_id()
            report(f"deciding {json.dumps([row.id, identity, asdict(request)])}")
            decide(workspace, row.id, request, decision_id=identity)
            report(f"decided {identity}")


def importing(report: Report, location: str, paths: list[str]) -> None:
    with signed_in(Path(location)) as workspace:
        report("begun")
        for result in import_dossiers(workspace, [Path(path) for path in paths]):
            if result.problem is not None:
                raise result.problem
            report(f"imported {result.path.stem}")


def exporting(report: Report, location: str, folder: str, references: list[str]) -> None:
    with signed_in(Path(location)) as workspace:
        report("begun")
        for reference in references:
            export_dossier(workspace, find_application(workspace, reference), Path(folder, f"{reference}.zip"))
            report(f"exported {reference}")


def exporting_lists(report: Report, location: str, files: list[str]) -> None:
    """In a session of its own, by which whatever it starts can be found."""
    os.setsid()
    report(f"session {os.getpid()}")
    with signed_in(Path(location)) as workspace:
        report("begun")
        for file in map(Path, files):
            export_list(workspace, file)
            report(f"exported {file.stem}")


def written_down(
    report: Report, location: str, recording: str, dossiers: list[str], out: str, synchronous: str
) -> None:
    """A morning's work with everything that it writes: decisions, imports, an export, a new password, checkpoints."""
    if synchronous != "FULL":
        _relax(synchronous)
    recorder = WriteRecorder(Path(location).parent)
    small, large = [Path(name) for name in dossiers[:-1]], Path(dossiers[-1])
    with signed_in(Path(location)) as workspace:
        _decide_all(workspace, recorder)
        for result in import_dossiers(workspace, small):
            recorder.told("imported", result.path.stem)
        import_dossier(workspace, large)  # enough for the checkpoints to begin beside the decisions that follow
        recorder.told("imported", large.stem)
        _decide_all(workspace, recorder)
        _decide_all(workspace, recorder)
        export_dossier(workspace, find_application(workspace, APPLICATIONS[0]), Path(out))
        recorder.told("exported", Path(out).name)
    with signed_in(Path(location)) as workspace:
        _decide_all(workspace, recorder)
        workspace.derivation = QUICK
        recorder.told("changing", NEW_PASSWORD)
        change_password(workspace, PASSWORD, NEW_PASSWORD)
        recorder.told("changed", NEW_PASSWORD)
        _decide_all(workspace, recorder)
        recorder.save(Path(recording))
        report("done")


def _decide_all(workspace: Workspace, recorder: WriteRecorder) -> None:
    for reference in APPLICATIONS:
        row = detail_of(workspace, reference).row
        action = Action.PASS if row.stage == "unit" else Action.WITHDRAW
        identity = new_id()
        recorder.told("deciding", identity)
        decide(
            workspace, row.id, DecisionRequest(action, row.submission, row.seq, "同意。" * 300), decision_id=identity
        )
        recorder.told("decided", identity)


def _relax(synchronous: str) -> None:
    """Lets every connection wait less for the disk than the program asks for."""

    def execute(self: Any, statement: str, *parameters: Any) -> Any:
        lax = re.sub("(PRAGMA synchronous = ).*", rf"\g<1>{synchronous}", statement)
        return ordinary.execute(self, lax, *parameters)

    ordinary, connect = dbapi2.Connection, dbapi2.connect
    careless = type("Careless", (ordinary,), {"execute": execute})
    dbapi2.connect = lambda *arguments, **options: connect(*arguments, **options, factory=careless)


def rivalling(report: Report, location: str, seed: int, rounds: int) -> None:
    """Wants every application passed and withdrawn in turn, as another such program does at the same time."""
    chance, longest = random.Random(seed), 0.0
    with signed_in(Path(location)) as workspace:
        rows = [detail_of(workspace, reference).row for reference in APPLICATIONS]
        wait_for_go(report)
        for turn in range(rounds):
            action = Action.PASS if turn % 2 == 0 else Action.WITHDRAW
            for row in chance.sample(rows, len(rows)):
                identity, started = new_id(), time.monotonic()
                try:
                    request = DecisionRequest(action, row.submission, row.seq + turn, "同意。")
                    decide(workspace, row.id, request, decision_id=identity)
                    report(f"won {row.application} {turn} {identity}")
                except Refused as refusal:
                    report(f"lost {row.application} {turn} {refusal.refusal.code.value}")
                longest = max(longest, time.monotonic() - started)
        report(f"longest {round(longest * 1000)}")


def importing_beside(report: Report, location: str, paths: list[str]) -> None:
    longest = 0.0
    with signed_in(Path(location)) as workspace:
        wait_for_go(report)
        for path in paths:
            started = time.monotonic()
            result = import_dossier(workspace, Path(path))
            longest = max(longest, time.monotonic() - started)
            report(f"imported {result.path.stem} {result.outcome}")
        report(f"longest {round(longest * 1000)}")


def overwriting(report: Report, file: str, pieces: list[tuple[int, str]]) -> None:
    """Another program writes over places of a file: (offset, hexadecimal digits)."""
    with Path(file).open("rb+") as target:
        for offset, digits in pieces:
            target.seek(offset)
            target.write(bytes.fromhex(digits))


def opening(report: Report, location: str) -> None:
    """Opens a workspace of an older revision."""
    report("begun")
    with signed_in(Path(location)):
        report("migrated")


def migrating(report: Report, location: str, key: str, further: str) -> None:
    """As opening an older workspace does: a verified backup, then the upgrade."""
    files, secret = WorkspaceFiles(Path(location)), FileKey(bytes.fromhex(key))
    report("begun")
    report(f"backed-up {automatic_backup(files, secret, NOW).name}")
    upgrade(files.data, secret, further_revisions=Path(further))
    report("migrated")
