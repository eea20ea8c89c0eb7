"""Damage after a clean close: no flipped bit goes unnoticed, and no file says anything to whoever has no key."""

import contextlib
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from desktop.store.engine import PAGE_BYTES
from desktop.store.integrity import verify_data
from desktop.store.key_slots import BadKeySlots, KeySlots
from desktop.store.location import WorkspaceFiles
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.records.comments import phrases, save_phrases
from desktop.store.vault import Vault
from desktop.store.workspace import open_store
from tests.store.factory import NOW, Desk, make_workspace

SECRETS = (
    "王建国", "13800001111", "11010519491231002X", "请补正", "学位证书", "%PDF", "evidence", "经办", "department-1",
    "d-0001", "CREATE TABLE", "sqlite_master", "SQLite format 3", "application",
)  # fmt: skip


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A workspace with some applications, closed."""
    desk = make_workspace(tmp_path_factory.mktemp("damage"))
    for _ in range(4):
        identity = desk.file()
        desk.decide(identity, Action.PASS, "unit", "unit")
    desk.store.close()
    return desk


def unnoticed(desk: Desk, flips: int, seed: int) -> list[str]:
    """Flips one random bit at a time in data.db or either copy of the keys; names those that nothing noticed."""
    files = WorkspaceFiles(desk.store.location)
    chance = random.Random(seed)
    wholes = {file: file.read_bytes() for file in (files.data, files.keys, files.keys_copy)}
    # one flip in four goes to the keys, which are far smaller
    choices = [files.data] * 6 + [files.keys, files.keys_copy]
    missed: list[str] = []
    for _ in range(flips):
        file = chance.choice(choices)
        place = chance.randrange(len(wholes[file]) * 8)
        flipped = bytearray(wholes[file])
        flipped[place // 8] ^= 1 << place % 8
        if file == files.data:
            file.write_bytes(flipped)
            noticed = bool(verify_data(file, desk.key))
            file.write_bytes(wholes[file])
        else:
            noticed = not _reads(bytes(flipped))
        if not noticed:
            missed.append(f"{file.name} bit {place}")
    return missed


def _reads(content: bytes) -> bool:
    try:
        KeySlots.from_bytes(content)
    except BadKeySlots:
        return False
    return True


def test_not_one_of_a_thousand_flipped_bits_goes_unnoticed(closed: Desk) -> None:
    assert verify_data(closed.store.files.data, closed.key) == ()
    assert unnoticed(closed, 1000, seed=1) == []
    assert verify_data(closed.store.files.data, closed.key) == ()


def test_a_long_text_is_read_as_written_or_not_at_all(desk: Desk) -> None:
    phrase = "材料齐全，符合条件。" * 400
    with desk.store.write() as connection:
        save_phrases(connection, desk.ids["unit"], (phrase,))
    desk.store.close()
    file, refused = desk.store.files.data, list[UnavailableCode]()
    whole = file.read_bytes()
    for start in range(0, len(whole), PAGE_BYTES):
        file.write_bytes(whole[: start + 2000] + bytes([whole[start + 2000] ^ 1]) + whole[start + 2001 :])
        try:
            with closing(open_store(desk.store.location, desk.key, at=NOW)) as store, store.read() as connection:
                assert phrases(connection, desk.ids["unit"]) == (phrase,)
        except Unavailable as problem:
            refused.append(problem.code)
    assert set(refused) == {UnavailableCode.DAMAGED}
    assert len(refused) < len(whole) // PAGE_BYTES
    file.write_bytes(whole)


def test_what_was_concluded_from_a_forged_page_is_not_kept(desk: Desk) -> None:
    phrase = "材料齐全，符合条件。" * 400
    with desk.store.write() as connection:
        save_phrases(connection, desk.ids["unit"], (phrase,))
    desk.store.close()
    file = desk.store.files.data
    whole, kept = file.read_bytes(), list[str]()
    for start in range(0, len(whole), PAGE_BYTES):
        file.write_bytes(whole[: start + 2000] + bytes([whole[start + 2000] ^ 1]) + whole[start + 2001 :])
        with contextlib.suppress(Unavailable), closing(open_store(desk.store.location, desk.key, at=NOW)) as store:
            with store.write() as connection:
                (copy,) = phrases(connection, desk.ids["unit"])
                save_phrases(connection, desk.ids["admin"], (copy,))
            with store.read() as connection:
                kept += phrases(connection, desk.ids["admin"])
        for name in ("data.db-wal", "data.db-shm"):
            file.with_name(name).unlink(missing_ok=True)
    assert set(kept) == {phrase}
    file.write_bytes(whole)


def test_a_workspace_whose_file_was_damaged_meanwhile_can_be_closed(desk: Desk) -> None:
    desk.file()
    data = desk.store.files.data
    for file in (data, data.with_name("data.db-wal")):
        file.write_bytes(bytes(file.stat().st_size))
    desk.store.close()
    with pytest.raises(Unavailable) as refused:
        open_store(desk.store.location, desk.key, at=NOW)
    assert refused.value.code is UnavailableCode.DAMAGED


def test_stock_sqlite_and_a_text_search_find_only_ciphertext(desk: Desk) -> None:
    identity = desk.file()
    desk.decide(identity, Action.RETURN, "unit", "unit")
    files = [path for path in desk.store.location.rglob("*") if path.is_file()]
    assert "data.db-wal" in {path.name for path in files}
    for file in files:
        if file.name.endswith("-shm"):
            continue
        content = file.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in content, (file.name, secret)
            assert secret.encode("utf-16-le") not in content, (file.name, secret)
    stock = sqlite3.connect(f"{desk.store.files.data.as_uri()}?mode=ro", uri=True)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        stock.execute("SELECT * FROM sqlite_master").fetchall()
    stock.close()


def test_both_copies_of_the_keys_are_the_same(closed: Desk) -> None:
    files = WorkspaceFiles(closed.store.location)
    assert files.keys.read_bytes() == files.keys_copy.read_bytes()
    assert Vault.open(Path(closed.store.location)).healed == ()
