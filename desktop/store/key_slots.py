"""The key file's document: one slot per account, each the file key sealed under that account's password.

The bytes of a document are canonical and carry their own checksum, so that any flipped bit is noticed on reading.
"""

import hashlib
import hmac
import json
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
KEY_BYTES = 32


class BadKeySlots(ValueError):
    """What was read is not a key file, or not as it was written."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """Argon2id's cost. Bounded on reading, so that a doctored file can neither weaken it nor exhaust the machine."""

    memory_kib: int = 128 * 1024
    iterations: int = 3
    lanes: int = 2

    def __post_init__(self) -> None:
        if not (8 * 1024 <= self.memory_kib <= 1024 * 1024 and 1 <= self.iterations <= 16 and 1 <= self.lanes <= 16):
            raise ValueError("argon2id parameters out of bounds")


ORDINARY = Derivation()
OF_CODES = Derivation(memory_kib=8 * 1024, iterations=1, lanes=1)
"""The least there is, for what is random and long: ten slots are tried in a moment."""
CODES = 10
"""How many slots for recovery codes a login may have beside its own."""


class FileKey:
    """The random key of one workspace's data. Shows nothing of itself when printed."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a file key has 32 bytes")
        self._secret = secret

    @classmethod
    def random(cls) -> "FileKey":
        return cls(os.urandom(KEY_BYTES))

    @property
    def secret(self) -> bytes:
        return self._secret

    def fingerprint(self, file_id: str) -> str:
        """Tells whether a key is this file's without telling the key."""
        return hmac.new(self._secret, f"fingerprint {file_id}".encode(), hashlib.sha256).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileKey) and hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        return "FileKey(…)"


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One account's slot; `account` is a digest of the login, so that the file names nobody."""

    account: str
    derivation: Derivation
    salt: bytes
    nonce: bytes
    sealed: bytes

    def to_json(self) -> dict[str, Any]:
        return {
            "account": self.account,
            "derivation": asdict(self.derivation),
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.sealed.hex(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "KeySlot":
        account = _hexadecimal(data["account"], 32).hex()
        derivation = Derivation(**{name: _integer(value) for name, value in data["derivation"].items()})
        salt, nonce = _hexadecimal(data["salt"], 16), _hexadecimal(data["nonce"], 12)
        return cls(account, derivation, salt, nonce, _hexadecimal(data["sealed"], KEY_BYTES + 16))


@dataclass(frozen=True, slots=True)
class KeySlots:
    """All slots of a workspace. `revision` counts changes: of two intact copies the higher one is the newer."""

    file_id: str
    fingerprint: str
    revision: int
    slots: tuple[KeySlot, ...]

    def find(self, login: str) -> KeySlot | None:
        account = account_digest(self.file_id, login)
        return next((slot for slot in self.slots if slot.account == account), None)

    def changed(self, added: Iterable[KeySlot], removed: Iterable[str]) -> "KeySlots":
        """With these slots in place of those of the same accounts, and without those of these logins."""
        slots = {slot.account: slot for slot in self.slots}
        for login in removed:
            slots.pop(account_digest(self.file_id, login), None)
        slots.update((slot.account, slot) for slot in added)
        return replace(self, revision=self.revision + 1, slots=tuple(slots[account] for account in sorted(slots)))

    def to_bytes(self) -> bytes:
        """The canonical bytes of this document."""
        body = {
            "format": FORMAT,
            "file": self.file_id,
            "fingerprint": self.fingerprint,
            "revision": self.revision,
            "slots": [slot.to_json() for slot in self.slots],
        }
        return _render({**body, "checksum": hashlib.sha256(_render(body)).hexdigest()})

    @classmethod
    def from_bytes(cls, content: bytes) -> "KeySlots":
        """The inverse of `to_bytes`. Raises `BadKeySlots` for anything that `to_bytes` would not have written."""
        try:
            data = json.loads(content.decode("ascii"))
            slots = tuple(KeySlot.from_json(item) for item in data["slots"])
            fingerprint = _hexadecimal(data["fingerprint"], 32).hex()
            document = cls(_hexadecimal(data["file"], 16).hex(), fingerprint, _integer(data["revision"]), slots)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadKeySlots("not a file of key slots") from error
        if document.to_bytes() != content:
            raise BadKeySlots("the key slots do not match their checksum")
        return document


def seal(key: FileKey, file_id: str, login: str, password: str, derivation: Derivation) -> KeySlot:
    """A slot that gives `key` to whoever knows `password`."""
    salt, nonce = os.urandom(16), os.urandom(12)
    cipher = AESGCM(_derive(password, salt, derivation))
    associated = _associated(file_id, login, derivation)
    sealed = cipher.encrypt(nonce, key.secret, associated)
    return KeySlot(account_digest(file_id, login), derivation, salt, nonce, sealed)


def unseal(slot: KeySlot, file_id: str, login: str, password: str) -> FileKey | None:
    """The file key, or None for a wrong password."""
    cipher = AESGCM(_derive(password, slot.salt, slot.derivation))
    try:
        return FileKey(cipher.decrypt(slot.nonce, slot.sealed, _associated(file_id, login, slot.derivation)))
    except InvalidTag:
        return None


def spend_a_derivation(password: str, derivation: Derivation) -> None:
    """Takes as long as `unseal`, so that a login without a slot cannot be told by the time of the answer."""
    _derive(password, bytes(16), derivation)


def code_names(login: str) -> tuple[str, ...]:
    """What the slots of a login's recovery codes are called: no login is, as none holds a zero."""
    return tuple(f"{login}\0recovery {number}" for number in range(CODES))


def account_digest(file_id: str, login: str) -> str:
    """What a slot calls the account."""
    name = unicodedata.normalize("NFC", login).encode()
    return hmac.new(bytes.fromhex(file_id), b"account " + name, hashlib.sha256).hexdigest()


def _derive(password: str, salt: bytes, derivation: Derivation) -> bytes:
    secret = unicodedata.normalize("NFC", password).encode()
    return hash_secret_raw(
        secret, salt, derivation.iterations, derivation.memory_kib, derivation.lanes, KEY_BYTES, Type.ID
    )


def _associated(file_id: str, login: str, derivation: Derivation) -> bytes:
    facts = {"file": file_id, "login": unicodedata.normalize("NFC", login), "derivation": asdict(derivation)}
    return _render(facts)


def _render(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, sort_keys=True, indent=1, ensure_ascii=True) + "\n").encode("ascii")


def _hexadecimal(value: object, length: int) -> bytes:
    if not isinstance(value, str) or re.fullmatch(f"[0-9a-f]{{{2 * length}}}", value) is None:
        raise ValueError("not hexadecimal digits of the right number")
    return bytes.fromhex(value)


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not an integer")
    return value
