"""A disk that remembers what a power cut may take back: all that was written since a file's last sync.

Names (creations, renames, deletions) survive in the order in which they were made, as on a journalling file system,
and for certain only after their folder was synced.
"""

import os
import random
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from tests.faults.write_recorder import Operation

SECTORS = (512, 4096)


class Fate(Enum):
    """What becomes of the writes that no sync covers; of a torn one some sectors reach the disk and others do not."""

    NONE = auto()
    ALL = auto()
    PREFIX = auto()
    """The first ones, the last of these torn."""
    ANY = auto()
    """Each or not, in whatever order the disk took them."""
    TORN = auto()
    """Each sector or not."""


@dataclass
class _File:
    durable: bytes = b""
    pending: list[Operation] = field(default_factory=list)


class Disk:
    """Files by name below one folder; `apply` follows the recording, `images` gives what a cut now could leave."""

    def __init__(self, folder: Path) -> None:
        self._names = {str(path): _File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
        self._durable_names = dict(self._names)
        self._pending_names: list[Operation] = []

    def apply(self, operation: Operation) -> None:
        match operation:
            case ("write" | "truncate", path, *_):
                self._names[path].pending.append(operation)
            case ("sync", path):
                file = self._names[path]
                file.durable, file.pending = _written(file, Fate.ALL, random.Random(0)), []
            case ("sync-names", folder):
                beside = [path for path in {*self._names, *self._durable_names} if os.path.dirname(path) == folder]
                for path in beside:
                    self._durable_names.pop(path, None)
                self._durable_names |= {path: self._names[path] for path in beside if path in self._names}
                self._pending_names = [one for one in self._pending_names if os.path.dirname(one[1]) != folder]
            case ("create", path):
                self._name(("name", path, _File()))
            case ("rename", source, target):
                self._name(("name", target, self._names[source]))
                self._name(("delete", source))
            case ("link", source, target):
                self._name(("name", target, self._names[source]))
            case ("delete", path) if path in self._names:
                self._name(operation)

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """One of the many contents that the disk may have after a cut at this moment."""
        names = copy(self._durable_names)
        for operation in self._pending_names[: chance.randint(0, len(self._pending_names))]:
            _rename(names, operation)
        fates = list(Fate)
        return {path: _written(file, chance.choice(fates), chance) for path, file in names.items()}

    def _name(self, operation: Operation) -> None:
        _rename(self._names, operation)
        self._pending_names.append(operation)


def _rename(names: dict[str, _File], operation: Operation) -> None:
    if operation[0] == "name":
        names[operation[1]] = operation[2]
    else:
        names.pop(operation[1], None)


def _written(file: _File, fate: Fate, chance: random.Random) -> bytes:
    content = bytearray(file.durable)
    for operation in _surviving(file.pending, fate, chance):
        if operation[0] == "truncate":
            size = operation[2]
            content = content[:size] + bytes(max(0, size - len(content)))
        else:
            _, _, offset, data = operation
            if len(content) < offset:
                content += bytes(offset - len(content))
            content[offset : offset + len(data)] = data
    return bytes(content)


def _surviving(pending: Sequence[Operation], fate: Fate, chance: random.Random) -> Iterator[Operation]:
    match fate:
        case Fate.ALL:
            yield from pending
        case Fate.PREFIX if pending:
            whole = chance.randrange(len(pending))
            yield from pending[:whole]
            yield from _torn(pending[whole], chance)
        case Fate.ANY:
            yield from (operation for operation in pending if chance.random() < 0.5)
        case Fate.TORN:
            for operation in pending:
                yield from _torn(operation, chance)


def _torn(operation: Operation, chance: random.Random) -> Iterator[Operation]:
    if operation[0] == "truncate":
        if chance.random() < 0.5:
            yield operation
        return
    _, path, offset, data = operation
    sector, kept = chance.choice(SECTORS), chance.random()
    start = 0
    while start < len(data):
        end = min(len(data), (offset + start) // sector * sector + sector - offset)
        if chance.random() < kept:
            yield ("write", path, offset + start, data[start:end])
        start = end
