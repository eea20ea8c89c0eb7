"""The key slots: passwords open them, anything else is noticed."""

import random
from pathlib import Path

import pytest

from desktop.store.key_slots import BadKeySlots, Derivation, FileKey, KeySlots, seal, unseal
from desktop.store.location import WorkspaceFiles
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.vault import Vault
from tests.store.factory import QUICK

FILE_ID = "0123456789abcdef" * 2


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """One slot: `unit` with password `secret`."""
    key = FileKey.random()
    made = Vault.create(tmp_path, FILE_ID, key)
    made.put_slot(key, "unit", "secret", QUICK)
    return made


def refusal(vault: Vault, login: str, password: str) -> UnavailableCode:
    with pytest.raises(Unavailable) as refused:
        vault.unlock(login, password)
    return refused.value.code


def test_each_account_opens_the_same_key_with_its_own_password(vault: Vault, tmp_path: Path) -> None:
    key = vault.unlock("unit", "secret")
    vault.put_slot(key, "省厅", "密码 123", QUICK)
    again = Vault.open(tmp_path)
    assert again.unlock("省厅", "密码 123") == key == again.unlock("unit", "secret")
    assert again.is_key(key)
    assert not again.is_key(FileKey.random())


@pytest.mark.parametrize(("login", "password"), [("unit", "Secret"), ("unit", ""), ("Unit", "secret"), ("", "secret")])
def test_a_wrong_password_and_an_unknown_login_are_answered_alike(vault: Vault, login: str, password: str) -> None:
    assert refusal(vault, login, password) is UnavailableCode.WRONG_PASSWORD


def test_a_new_password_closes_the_old_one(vault: Vault, tmp_path: Path) -> None:
    vault.put_slot(vault.unlock("unit", "secret"), "unit", "other", QUICK)
    again = Vault.open(tmp_path)
    assert again.unlock("unit", "other") == vault.unlock("unit", "other")
    assert refusal(again, "unit", "secret") is UnavailableCode.WRONG_PASSWORD


def test_a_removed_slot_opens_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.remove_slot("unit")
    assert not Vault.open(tmp_path).has_slot("unit")
    assert refusal(Vault.open(tmp_path), "unit", "secret") is UnavailableCode.WRONG_PASSWORD


def test_a_slot_moved_to_another_account_or_file_or_cost_opens_nothing() -> None:
    slot = seal(FileKey.random(), FILE_ID, "unit", "secret", QUICK)
    assert unseal(slot, FILE_ID, "unit", "secret") is not None
    assert unseal(slot, FILE_ID, "department", "secret") is None
    assert unseal(slot, FILE_ID[::-1], "unit", "secret") is None


@pytest.mark.parametrize(
    "given",
    [
        {"memory_kib": 1024},
        {"memory_kib": 2 * 1024 * 1024},
        {"iterations": 0},
        {"iterations": 100},
        {"lanes": 0},
        {"lanes": 64},
    ],
)
def test_costs_outside_the_bounds_are_not_accepted(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Derivation(**given)


def test_the_file_names_nobody(vault: Vault, tmp_path: Path) -> None:
    vault.put_slot(vault.unlock("unit", "secret"), "王建国", "secret", QUICK)
    content = WorkspaceFiles(tmp_path).keys.read_bytes()
    assert b"unit" not in content
    assert "王建国".encode() not in content
    assert b"\\u738b" not in content


def test_every_flipped_bit_is_noticed(vault: Vault) -> None:
    content = vault.to_bytes()
    for place in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(BadKeySlots):
            KeySlots.from_bytes(bytes(flipped))


def test_a_damaged_copy_is_said_and_healed_from_the_other(vault: Vault, tmp_path: Path) -> None:
    files = WorkspaceFiles(tmp_path)
    intact = vault.to_bytes()
    chance = random.Random(7)
    for file in (files.keys, files.keys_copy):
        flipped = bytearray(intact)
        flipped[chance.randrange(len(intact))] ^= 4
        file.write_bytes(flipped)
        opened = Vault.open(tmp_path)
        assert opened.healed == (file.name,)
        assert file.read_bytes() == intact
        assert Vault.open(tmp_path).healed == ()


def test_a_missing_copy_is_written_again(vault: Vault, tmp_path: Path) -> None:
    WorkspaceFiles(tmp_path).keys.unlink()
    assert Vault.open(tmp_path).healed == ("keys.json",)
    assert WorkspaceFiles(tmp_path).keys.read_bytes() == vault.to_bytes()


def test_of_two_intact_copies_the_newer_counts(vault: Vault, tmp_path: Path) -> None:
    files = WorkspaceFiles(tmp_path)
    older = files.keys_copy.read_bytes()
    vault.put_slot(vault.unlock("unit", "secret"), "unit", "newer", QUICK)
    files.keys_copy.write_bytes(older)
    opened = Vault.open(tmp_path)
    assert opened.healed == ("keys.copy.json",)
    assert refusal(opened, "unit", "secret") is UnavailableCode.WRONG_PASSWORD


def test_without_an_intact_copy_the_keys_are_damaged(vault: Vault, tmp_path: Path) -> None:
    files = WorkspaceFiles(tmp_path)
    files.keys.write_bytes(b"")
    files.keys_copy.write_bytes(vault.to_bytes()[:-1])
    with pytest.raises(Unavailable) as refused:
        Vault.open(tmp_path)
    assert refused.value.code is UnavailableCode.KEYS_DAMAGED


def test_a_key_does_not_show_itself() -> None:
    key = FileKey.random()
    assert key.secret.hex() not in repr(key)
    with pytest.raises(ValueError, match="32 bytes"):
        FileKey(b"short")
