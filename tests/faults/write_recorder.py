"""Listens to every write, truncation, sync, creation and deletion by which this process changes files.

The database's are heard inside SQLite, by taking the place of its file methods; the program's own at `os`. Nothing is
kept from happening. What is written without a sync by the program is heard when it is renamed.
"""

import ctypes
import json
import os
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

from sqlcipher3 import _sqlite3, dbapi2

Operation = tuple[Any, ...]
"""("write", path, offset, bytes), ("truncate", path, size), ("sync", path), ("create", path), ("delete", path),
("rename", from, to), ("link", from, to), ("sync-names",), ("told", kind, fact)."""

_Close = CFUNCTYPE(c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_OpenDirectory = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))
_SetSystemCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_GetSystemCall = CFUNCTYPE(c_void_p, c_void_p, c_char_p)


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", c_int),
        ("close", _Close),
        ("read", c_void_p),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        ("others", c_void_p * 13),
    )


class _FileSystem(ctypes.Structure):
    _fields_ = (
        ("version", c_int),
        ("file_bytes", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
        ("others", c_void_p * 11),
        ("set_system_call", _SetSystemCall),
        ("get_system_call", _GetSystemCall),
        ("next_system_call", c_void_p),
    )


def can_listen() -> bool:
    """Whether the driver shows SQLite's own functions, as the published builds do."""
    return hasattr(ctypes.CDLL(_sqlite3.__file__), "sqlite3_vfs_find")


def read_recording(file: Path) -> list[Operation]:
    """The operations that a recorder saved."""
    rows = json.loads(file.read_text(), object_hook=lambda found: found["bytes"].encode("latin-1"))
    return [tuple(row) for row in rows]


class WriteRecorder:
    """Hears everything below `folder` from its making on, for as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        self.operations: list[Operation] = []
        self._folder = folder
        self._paths: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        self._listen_to_database()
        self._listen_to_program()

    def told(self, kind: str, fact: str) -> None:
        """Somebody was told that something is done."""
        self.operations.append(("told", kind, fact))

    def save(self, file: Path) -> None:
        """Writes down what was heard."""
        file.write_text(json.dumps(self.operations, default=lambda data: {"bytes": data.decode("latin-1")}))

    def _listen_to_database(self) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        dbapi2.connect(":memory:").close()  # brings the library up
        library.sqlite3_vfs_find.restype = POINTER(_FileSystem)
        system = library.sqlite3_vfs_find(None).contents
        really_open, really_delete = _Open.from_buffer_copy(system.open), _Delete.from_buffer_copy(system.delete)
        really_open_directory = _OpenDirectory(system.get_system_call(ctypes.byref(system), b"openDirectory"))

        def opened(system_: int, name: int | None, file: int, flags: int, out: Any) -> int:
            # SQLite keeps this very address, so no copy of the name may be handed on
            path = None if name is None else os.fsdecode(ctypes.string_at(name))
            is_new = path is not None and not os.path.exists(path)
            result: int = really_open(system_, name, file, flags, out)
            if result == 0 and path is not None and Path(path).is_relative_to(self._folder):
                if is_new:
                    self.operations.append(("create", path))
                self._paths[file] = path
                methods = POINTER(c_void_p).from_address(file)
                address = ctypes.cast(methods, c_void_p).value or 0
                table = self._tables.get(address) or self._tables.setdefault(address, self._listening(address))
                c_void_p.from_address(file).value = ctypes.addressof(table)
            return result

        def deleted(system_: int, name: bytes, sync: int) -> int:
            self._note("delete", os.fsdecode(name))
            result: int = really_delete(system_, name, sync)
            return result

        def directory_opened(name: bytes, out: Any) -> int:
            directory = os.path.dirname(os.fsdecode(name))
            result: int = really_open_directory(name, out)
            self._note_names(directory)
            return result

        # the structure keeps bare addresses, so the callables are kept here
        self._kept += [system, _Open(opened), _Delete(deleted), _OpenDirectory(directory_opened)]
        system.open, system.delete = self._kept[1], self._kept[2]
        system.set_system_call(ctypes.byref(system), b"openDirectory", ctypes.cast(self._kept[3], c_void_p))

    def _listening(self, address: int) -> _Methods:
        real = _Methods.from_address(address)
        table = _Methods.from_buffer_copy(real)

        def write(file: int, data: int, size: int, offset: int) -> int:
            self.operations.append(("write", self._paths[file], offset, ctypes.string_at(data, size)))
            result: int = real.write(file, data, size, offset)
            return result

        def truncate(file: int, size: int) -> int:
            self.operations.append(("truncate", self._paths[file], size))
            result: int = real.truncate(file, size)
            return result

        def sync(file: int, flags: int) -> int:
            result: int = real.sync(file, flags)
            self.operations.append(("sync", self._paths[file]))
            return result

        listeners = (_Write(write), _Truncate(truncate), _Sync(sync))
        self._kept.append(listeners)
        table.write, table.truncate, table.sync = listeners
        return table

    def _listen_to_program(self) -> None:
        fsync = os.fsync

        def synced(descriptor: int) -> None:
            path = os.readlink(f"/proc/self/fd/{descriptor}")
            if os.path.isdir(path):
                fsync(descriptor)
                self._note_names(path)
                return
            self._note_content(path)
            fsync(descriptor)
            self._note("sync", path)

        def moved(kind: str, real: Callable[..., None]) -> Callable[..., None]:
            def move(source: Any, target: Any, **options: Any) -> None:
                self._note_content(os.fspath(source))
                self._note(kind, os.fspath(source), os.fspath(target))
                real(source, target, **options)

            return move

        def unlinked(real: Callable[..., None]) -> Callable[..., None]:
            def unlink(path: Any, **options: Any) -> None:
                real(path, **options)
                self._note("delete", os.fspath(path))

            return unlink

        replaced = {
            "fsync": synced,
            "rename": moved("rename", os.rename),
            "replace": moved("rename", os.replace),
            "link": moved("link", os.link),
            "unlink": unlinked(os.unlink),
            "remove": unlinked(os.remove),
        }
        for name, listener in replaced.items():
            setattr(os, name, listener)

    def _note(self, kind: str, *paths: str) -> None:
        if Path(paths[0]).is_relative_to(self._folder):
            self.operations.append((kind, *paths))

    def _note_names(self, directory: str) -> None:
        if Path(directory).is_relative_to(self._folder):
            self.operations.append(("sync-names", directory))

    def _note_content(self, path: str) -> None:
        """All of a file that the program wrote by itself, if the database did not."""
        if path in self._paths.values() or not Path(path).is_relative_to(self._folder) or not os.path.isfile(path):
            return
        content = Path(path).read_bytes()
        if ("write", path, 0, content) not in self.operations[-8:]:
            self.operations += [("create", path), ("write", path, 0, content)]
