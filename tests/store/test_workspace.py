"""Making and opening a workspace: what is refused is refused before anything is written, each for its own reason."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from desktop.store.backups import automatic_backup
from desktop.store.engine import Mode, connect
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.vault import Vault
from desktop.store.workspace import check_workspace, create_workspace, open_store
from tests.store.factory import NOW, PASSWORD, QUICK, Desk, make_workspace

MOUNT, UMOUNT = shutil.which("mount") or "", shutil.which("umount") or ""
may_mount = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not (MOUNT and UMOUNT), reason="mounts a file system"
)


@contextmanager
def mounted(point: Path, *options: str) -> Iterator[Path]:
    point.mkdir(exist_ok=True)
    if subprocess.run([MOUNT, *options, str(point)], check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine mounts nothing")
    try:
        yield point
    finally:
        subprocess.run([UMOUNT, str(point)], check=True)


def fill_up(file: Path) -> None:
    with file.open("ab", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 4096)


def refused(act: Callable[..., object], *arguments: object, **named: object) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        act(*arguments, **named)
    return caught.value


def test_a_new_workspace_opens_with_its_first_accounts_password(tmp_path: Path) -> None:
    location = tmp_path / "市人才办 desk#1?"
    key = create_workspace(location, "admin", PASSWORD, derivation=QUICK)
    assert sorted(path.name for path in location.iterdir()) == ["backups", "data.db", "keys.copy.json", "keys.json"]
    assert Vault.open(location).unlock("admin", PASSWORD) == key
    store = open_store(location, key, at=NOW)
    assert store.change_number() == store.change_number()
    store.close()


def test_a_closed_workspace_is_all_in_its_data_file(desk: Desk) -> None:
    desk.file()
    location = desk.store.location
    assert (location / "data.db-wal").exists()
    desk.store.close()
    assert sorted(path.name for path in location.iterdir()) == ["backups", "data.db", "keys.copy.json", "keys.json"]
    desk.store = open_store(location, desk.key, at=NOW)
    assert desk.situation(desk.find("U1", "d-0001")).stage == "unit"


def test_no_workspace_is_made_over_anything(tmp_path: Path) -> None:
    location = tmp_path / "desk"
    create_workspace(location, "admin", PASSWORD, derivation=QUICK)
    before = {path.name: path.read_bytes() for path in location.iterdir() if path.is_file()}
    problem = refused(create_workspace, location, "other", PASSWORD, derivation=QUICK)
    assert problem.code is UnavailableCode.EXISTS_ALREADY
    assert {path.name: path.read_bytes() for path in location.iterdir() if path.is_file()} == before
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("")
    for occupied in (tmp_path / "papers", tmp_path / "papers" / "letter.txt"):
        problem = refused(create_workspace, occupied, "admin", PASSWORD, derivation=QUICK)
        assert problem.code is UnavailableCode.NOT_EMPTY


def test_no_workspace_is_made_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    (tmp_path / "circle").symlink_to("circle")
    for place in (tmp_path / "letter.txt" / "desk", tmp_path / ("n" * 300), tmp_path / "circle" / "desk"):
        problem = refused(create_workspace, place, "admin", PASSWORD, derivation=QUICK)
        assert problem.code is UnavailableCode.IMPOSSIBLE_PLACE
        assert dict(problem.arguments)["path"] == str(place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "letter.txt"]


def test_an_empty_folder_may_become_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    create_workspace(tmp_path / "desk", "admin", PASSWORD, derivation=QUICK)
    check_workspace(tmp_path / "desk")


@pytest.mark.parametrize("name", ["nowhere", "empty", "file"])
def test_what_is_no_workspace_is_told_apart(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    assert refused(check_workspace, tmp_path / name).code is UnavailableCode.NOT_A_WORKSPACE
    assert refused(Vault.open, tmp_path / name).code is UnavailableCode.NOT_A_WORKSPACE


def test_another_key_opens_nothing_and_the_newest_backup_is_named(desk: Desk) -> None:
    backup = automatic_backup(desk.store.files, desk.key, NOW)
    desk.store.close()
    problem = refused(open_store, desk.store.location, FileKey.random(), at=NOW)
    assert problem.code is UnavailableCode.DAMAGED
    assert problem.argument("backup") == str(backup)
    desk.store = open_store(desk.store.location, desk.key, at=NOW)


@pytest.mark.parametrize("size", [0, 100, 4096, 6000])
def test_a_data_file_cut_short_is_damaged(desk: Desk, size: int) -> None:
    desk.file()
    desk.store.close()
    data = desk.store.files.data
    whole = data.read_bytes()
    data.write_bytes(whole[:size])
    assert refused(open_store, desk.store.location, desk.key, at=NOW).code is UnavailableCode.DAMAGED
    data.write_bytes(whole)
    desk.store = open_store(desk.store.location, desk.key, at=NOW)


def test_a_file_of_a_newer_program_is_left_alone(desk: Desk) -> None:
    raw = connect(desk.store.files.data, desk.key, Mode.MIGRATE)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    problem = refused(open_store, desk.store.location, desk.key, at=NOW)
    assert problem.code is UnavailableCode.NEWER_SCHEMA
    assert problem.argument("found") == "9999"
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()


@may_mount
def test_a_read_only_folder_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.store.close()
    with mounted(tmp_path / "view", "--bind", "-o", "ro", str(desk.store.location)) as view:
        assert refused(open_store, view, desk.key, at=NOW).code is UnavailableCode.READ_ONLY
        problem = refused(create_workspace, view / "sub", "admin", PASSWORD, derivation=QUICK)
        assert problem.code is UnavailableCode.READ_ONLY
    desk.store = open_store(desk.store.location, desk.key, at=NOW)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind an administrator")
def test_a_folder_without_permission_is_refused(desk: Desk) -> None:
    desk.store.close()
    desk.store.location.chmod(0o500)
    try:
        assert refused(open_store, desk.store.location, desk.key, at=NOW).code is UnavailableCode.READ_ONLY
    finally:
        desk.store.location.chmod(0o700)
    desk.store = open_store(desk.store.location, desk.key, at=NOW)


@may_mount
def test_a_full_disk_keeps_what_was_and_takes_the_decision_when_there_is_room(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=3m", "tmpfs") as small:
        desk = make_workspace(small)
        identity = desk.file()
        filler = small / "filler"
        fill_up(filler)
        problem = refused(desk.decide, identity, Action.RETURN, "unit", "unit", comment="缺" * 2000)
        assert problem.code is UnavailableCode.DISK_FULL
        assert desk.situation(identity).seq == 0
        filler.unlink()
        desk.decide(identity, Action.RETURN, "unit", "unit", comment="缺" * 2000)
        assert desk.situation(identity).seq == 1
        desk.store.close()


@may_mount
def test_no_half_workspace_is_left_on_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=64k", "tmpfs") as small:
        problem = refused(create_workspace, small / "desk", "admin", PASSWORD, derivation=QUICK)
        assert problem.code is UnavailableCode.DISK_FULL
        assert list(small.iterdir()) == []


LIMITED = """
import resource, signal, sys
from pathlib import Path
from desktop.domain.terms import Action
from desktop.store.problems import Unavailable
from tests.store.factory import make_workspace

desk = make_workspace(Path(sys.argv[1]))
identity = desk.file()
desk.store._checkpoints.stop()
size = max(path.stat().st_size for path in desk.store.location.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    for _ in range(100):
        desk.decide(identity, Action.RETURN, "unit", "unit", comment="x" * 2000)
        desk.decide(identity, Action.WITHDRAW, "unit", "unit")
except Unavailable as problem:
    print(problem.code)
print(desk.situation(identity).seq >= 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits a process's files")
def test_a_write_that_the_system_refuses_is_no_crash(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["disk_failed", "True"], done.stderr


CREATING = """
import sys
from pathlib import Path
from desktop.store.workspace import create_workspace
from tests.store.factory import QUICK
print("ready", flush=True)
create_workspace(Path(sys.argv[1]), "admin", "secret", derivation=QUICK)
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("delay", [0.0, 0.02, 0.06, 0.1, 0.2])
def test_a_kill_while_a_workspace_is_made_leaves_all_or_nothing(tmp_path: Path, delay: float) -> None:
    location = tmp_path / "desk"
    child = subprocess.Popen(
        [sys.executable, "-c", CREATING, str(location)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    try:
        child.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
    child.communicate()
    if location.exists():
        key = Vault.open(location).unlock("admin", "secret")
        open_store(location, key, at=NOW).close()
    else:
        create_workspace(location, "admin", PASSWORD, derivation=QUICK)
    assert WorkspaceFiles(location).is_workspace
