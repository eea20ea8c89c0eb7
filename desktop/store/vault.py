"""The two identical copies of a workspace's key slots: opening, changing and healing them.

Local accounts share the file key: between them only the program separates.
"""

from collections.abc import Sequence
from pathlib import Path

from desktop.store.interruption import settle
from desktop.store.key_slots import (
    OF_CODES,
    ORDINARY,
    BadKeySlots,
    Derivation,
    FileKey,
    KeySlots,
    code_names,
    seal,
    spend_a_derivation,
    unseal,
)
from desktop.store.location import WorkspaceFiles, replace_durably, unavailable_for
from desktop.store.problems import Unavailable, UnavailableCode

__all__ = ["ORDINARY", "Derivation", "FileKey", "Vault"]


class Vault:
    """The key slots of one workspace. Another program's change is seen by opening it again."""

    def __init__(self, files: WorkspaceFiles, slots: KeySlots, healed: tuple[str, ...] = ()) -> None:
        self._files = files
        self._slots = slots
        self.healed = healed
        """Names of the copies that were damaged, missing or older, and have been replaced."""

    @classmethod
    def create(cls, location: Path, file_id: str, key: FileKey) -> "Vault":
        """Writes both copies, without any slot yet."""
        vault = cls(WorkspaceFiles(location), KeySlots(file_id, key.fingerprint(file_id), 1, ()))
        vault._write(vault._slots)
        return vault

    @classmethod
    def open(cls, location: Path) -> "Vault":
        """Reads both copies and replaces the worse one by the better.

        Raises `Unavailable`: not_a_workspace without a copy, keys_damaged where neither verifies.
        """
        files = WorkspaceFiles(location)
        copies = [file for file in (files.keys, files.keys_copy) if file.is_file()]
        if not copies:
            raise Unavailable(UnavailableCode.NOT_A_WORKSPACE, path=str(location))
        intact = [slots for slots in map(_read, copies) if slots is not None]
        if not intact or len({slots.file_id for slots in intact}) > 1:
            raise Unavailable(UnavailableCode.KEYS_DAMAGED, path=str(location))
        best = max(intact, key=lambda slots: slots.revision)
        vault = cls(files, best)
        vault.healed = vault._heal()
        return vault

    def unlock(self, login: str, password: str) -> FileKey:
        """The file key. Raises `Unavailable` (wrong_password), after the same time where the login has no slot."""
        slot = self._slots.find(login)
        if slot is None:
            spend_a_derivation(password, self._slots.slots[0].derivation if self._slots.slots else ORDINARY)
            raise Unavailable(UnavailableCode.WRONG_PASSWORD)
        key = unseal(slot, self._slots.file_id, login, password)
        if key is None:
            raise Unavailable(UnavailableCode.WRONG_PASSWORD)
        return key

    def has_slot(self, login: str) -> bool:
        return self._slots.find(login) is not None

    def is_key(self, key: FileKey) -> bool:
        """Whether `key`, for instance one typed from the recovery sheet, is this workspace's."""
        return key.fingerprint(self._slots.file_id) == self._slots.fingerprint

    def put_slot(
        self,
        key: FileKey,
        login: str,
        password: str,
        derivation: Derivation = ORDINARY,
        *,
        without_codes: bool = False,
    ) -> None:
        """Gives the account its slot, or a new one for a new password; `without_codes` closes those of its codes."""
        if not self.is_key(key):
            raise ValueError("the key is another workspace's")
        closed = code_names(login) if without_codes else ()
        self._write(self._slots.changed([seal(key, self._slots.file_id, login, password, derivation)], closed))

    def put_codes(self, key: FileKey, login: str, codes: Sequence[str]) -> None:
        """Gives the account's recovery codes their slots, in place of those it had."""
        if not self.is_key(key):
            raise ValueError("the key is another workspace's")
        names = code_names(login)
        added = [seal(key, self._slots.file_id, name, code, OF_CODES) for name, code in zip(names, codes, strict=False)]
        self._write(self._slots.changed(added, names))

    def unlock_by_code(self, login: str, code: str) -> tuple[FileKey, str]:
        """The file key, and the name of the slot that a recovery code of the account opens.

        Raises `Unavailable` (wrong_password).
        """
        for name in code_names(login):
            slot = self._slots.find(name)
            key = None if slot is None else unseal(slot, self._slots.file_id, name, code)
            if key is not None:
                return key, name
        raise Unavailable(UnavailableCode.WRONG_PASSWORD)

    def replace_by_code(
        self, key: FileKey, login: str, code_name: str, password: str, derivation: Derivation = ORDINARY
    ) -> None:
        """Gives the account a new slot for a new password, and closes that of the code, in one write."""
        self._write(self._slots.changed([seal(key, self._slots.file_id, login, password, derivation)], (code_name,)))

    def remove_slot(self, login: str) -> None:
        """Closes the account's slot and those of its recovery codes. Its password opens older backups still."""
        names = (login, *code_names(login))
        if any(map(self.has_slot, names)):
            self._write(self._slots.changed((), names))

    def to_bytes(self) -> bytes:
        """What both files hold, for a backup."""
        return self._slots.to_bytes()

    def _write(self, slots: KeySlots) -> None:
        settle()  # what is written with it, in the database or in the other copy, is carried through
        content = slots.to_bytes()
        replace_durably(self._files.keys, content)
        replace_durably(self._files.keys_copy, content)
        self._slots = slots

    def _heal(self) -> tuple[str, ...]:
        content = self._slots.to_bytes()
        worse = [file for file in (self._files.keys, self._files.keys_copy) if _content(file) != content]
        for file in worse:
            replace_durably(file, content)
        return tuple(file.name for file in worse)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise unavailable_for(error, file) from error


def _read(file: Path) -> KeySlots | None:
    content = _content(file)
    try:
        return None if content is None else KeySlots.from_bytes(content)
    except BadKeySlots:
        return None
