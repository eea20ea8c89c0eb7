"""`kill -9` at random moments of exporting dossiers and of migrating: the old or the new, nothing half."""

import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_reader import open_dossier
from desktop.services.applications import find_application
from desktop.services.dossiers import export_dossier
from desktop.services.workspace import Workspace
from desktop.store.location import WorkspaceFiles
from desktop.store.records.exports import EXCHANGE
from desktop.store.schema import HEAD, REVISIONS, downgrade, revision_of, upgrade
from desktop.store.tables import audit
from tests.faults.kills import striking, told_of
from tests.faults.nursery import Nursery
from tests.faults.office import APPLICATIONS, copy_office, decisions_on_record, dossiers_on_record, signed_in, unsound
from tests.faults.tally import Tally

NEXT, OLDER = "9999", REVISIONS[-2]
_REVISION = """
from alembic import op
from sqlalchemy import text

from desktop.store.migrations.statements import table_copy

revision, down_revision, branch_labels, depends_on = "THIS", "BEFORE", None, None


def upgrade():
    connection = op.get_bind()
    shape = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'decision'")).scalar()
    columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(decision)")]
    table_copy(connection, "decision", shape, columns)
    op.execute("CREATE TABLE further AS SELECT sha256, position, content FROM blob_chunk")


def downgrade():
    op.execute("DROP TABLE further")
"""


def exporting(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """A file that is there is complete and on record; exporting the others finishes the work."""
    with striking("kill while exporting", nursery, template, folder, seed) as room:
        tally, out = room.tally, folder / "out"
        with signed_in(room.fresh_office()) as workspace:
            whole = {name: _exported(workspace, name, folder / f"{name}.zip") for name in APPLICATIONS}

        def prepare() -> tuple[str, dict[str, Any]]:
            out.mkdir(exist_ok=True)
            for file in out.iterdir():
                file.unlink()
            location, references = str(room.fresh_office()), list(APPLICATIONS)
            return "exporting", {"location": location, "folder": str(out), "references": references}

        pace = room.measure(prepare)
        parts = 0
        for _ in range(count):
            work, arguments = prepare()
            told = told_of(room.strike(pace, work, **arguments), "exported")
            tally.acknowledged += len(told)
            there = [name for name in APPLICATIONS if (out / f"{name}.zip").exists()]
            tally.lost += [name for name in told if name not in there]
            tally.wrong += [f"half of {name}" for name in there if (out / f"{name}.zip").read_bytes() != whole[name]]
            remains = [file for file in out.iterdir() if file.stem not in there]
            parts += len(remains)
            tally.wrong += [f"{file.name} looks finished" for file in remains if not _is_unfinished(file, whole)]
            with signed_in(room.office) as workspace:
                tally.wrong += unsound(workspace)
                recorded = _exports_on_record(workspace)
                tally.wrong += [f"{name} is not on record" for name in there if name not in recorded]
                for name in APPLICATIONS:
                    _export_again(workspace, name, out / f"{name}.zip", name in there, tally)
            tally.lost += [name for name in APPLICATIONS if (out / f"{name}.zip").read_bytes() != whole[name]]
        tally.facts["hidden parts left behind"] = parts
    return tally


def migrating(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """The file is at the old revision or at the new one with all its rows, and the upgrade can be repeated.

    In turns the program's own last upgrade as opening does it, and one that copies a table and all attachments.
    """
    with striking("kill while migrating", nursery, template, folder, seed) as room:
        tally, further = room.tally, folder / "further"
        further.mkdir()
        revision = _REVISION.replace("THIS", NEXT).replace("BEFORE", HEAD)
        (further / "r9999_next.py").write_text(revision, encoding="utf-8")
        with signed_in(template) as workspace:
            key = workspace.local.key
            before = (decisions_on_record(workspace), dossiers_on_record(workspace))
        older = copy_office(template, folder / "older")
        downgrade(WorkspaceFiles(older).data, key, OLDER)
        files = WorkspaceFiles(room.office)

        def prepare_further() -> tuple[str, dict[str, Any]]:
            location = str(copy_office(template, room.office))
            return "migrating", {"location": location, "key": key.secret.hex(), "further": str(further)}

        def prepare_older() -> tuple[str, dict[str, Any]]:
            return "opening", {"location": str(copy_office(older, room.office))}

        kinds = []
        for prepare, from_, to in ((prepare_further, HEAD, NEXT), (prepare_older, OLDER, HEAD)):
            kinds.append((prepare, from_, to, room.measure(prepare)))
        found = {True: 0, False: 0}
        for attempt in range(count):
            prepare, from_, to, pace = kinds[attempt % len(kinds)]
            work, arguments = prepare()
            told = room.strike(pace, work, **arguments)
            backed_up = told_of(told, "backed-up")
            tally.acknowledged += len(backed_up) + ("migrated" in told)
            there = {file.name: file for file in files.backups.glob("*.zip")}
            tally.lost += [name for name in backed_up if name not in there]
            tally.wrong += [f"{name} is half a backup" for name, file in there.items() if not _is_whole(file)]
            revision = str(revision_of(files.data, key))
            found[revision == to] += 1
            if revision not in (from_, to):
                tally.wrong.append(f"revision {revision}")
            if "migrated" in told and revision != to:
                tally.lost.append("a migration that was told of")
            if to == NEXT:
                if revision != NEXT:
                    upgrade(files.data, key, further_revisions=further)
                downgrade(files.data, key, HEAD, further_revisions=further)
            with signed_in(room.office) as workspace:
                tally.wrong += unsound(workspace)
                if (decisions_on_record(workspace), dossiers_on_record(workspace)) != before:
                    tally.lost.append("rows of a migrated workspace")
        tally.facts |= {"found at the old revision": found[False], "at the new one": found[True]}
    return tally


def _exported(workspace: Workspace, reference: str, file: Path) -> bytes:
    export_dossier(workspace, find_application(workspace, reference), file)
    return file.read_bytes()


def _export_again(workspace: Workspace, reference: str, file: Path, is_there: bool, tally: Tally) -> None:
    try:
        _exported(workspace, reference, file)
        refused = False
    except Rejected as problem:
        refused = problem.code is RejectionCode.TARGET_EXISTS
    if refused is not is_there:
        tally.wrong.append(f"{reference} exported again: {'refused' if refused else 'not refused'}")


def _exports_on_record(workspace: Workspace) -> set[str]:
    """The keys of the applications whose export is in the audit."""
    with workspace.store.read() as connection:
        entries = "\n".join(connection.scalars(select(audit.c.entry).where(audit.c.chain == EXCHANGE)))
    return {name for name in APPLICATIONS if find_application(workspace, name) in entries}


def _is_unfinished(file: Path, whole: dict[str, bytes]) -> bool:
    """Hidden, named as a part, and refused as a dossier unless it only lacked its name."""
    if not (file.name.startswith(".") and file.name.endswith(".part")):
        return False
    if file.read_bytes() in whole.values():
        return True
    try:
        with open_dossier(file) as dossier:
            dossier.verify_files()
    except Rejected:
        return True
    return False


def _is_whole(backup: Path) -> bool:
    with zipfile.ZipFile(backup) as package:
        return package.testzip() is None and sorted(package.namelist()) == ["data.db", "keys.json"]
