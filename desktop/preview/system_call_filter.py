"""The seccomp filter of the preview child, as the small BPF program the kernel asks about every system call.

Written by hand for the two architectures the program is published for; the calls are listed in `system_calls`.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from errno import EACCES, ENOSYS
from typing import Literal

from desktop.preview.linux_kernel import set_no_new_privileges, system_call
from desktop.preview.system_calls import ALLOWED, DEADLY, NEWEST_KNOWN, TOWARDS_ITSELF, WITHOUT_CODE, Numbers

# linux/filter.h, linux/bpf_common.h
_LOAD_WORD = 0x20
_IF_EQUAL = 0x15
_IF_AT_LEAST = 0x35
_IF_ANY_BIT = 0x45
_RETURN = 0x06

# linux/seccomp.h: what the filter answers
_ALLOW = 0x7FFF0000
_KILL_PROCESS = 0x80000000
_REFUSE = 0x00050000

# struct seccomp_data; the lower half of an argument comes first, as both architectures are little-endian
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16

_SET_MODE_FILTER = 1
_ALL_THREADS = 1
_PROT_EXEC = 4
_X32_BIT = 0x40000000


class FilterUnavailable(Exception):
    """This system offers no such filter, or not to this process."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """A processor as the kernel names it."""

    name: Literal["x86_64", "aarch64"]
    audit: int
    """AUDIT_ARCH_… of linux/audit.h."""

    def number(self, call: Numbers) -> int | None:
        """What the call is called there."""
        return call.x86_64 if self.name == "x86_64" else call.aarch64


ARCHITECTURES = {
    "x86_64": Architecture("x86_64", 0xC000003E),
    "aarch64": Architecture("aarch64", 0xC00000B7),
}


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def filter_system_calls() -> None:
    """Leave this process, with all its threads and for good, the calls of the list. Raises FilterUnavailable."""
    architecture = ARCHITECTURES.get(platform.machine())
    seccomp = architecture.number(DEADLY["seccomp"]) if architecture else None
    if architecture is None or seccomp is None or struct.calcsize("P") != 8:
        raise FilterUnavailable(f"no filter for {platform.machine()}")
    steps = b"".join(filter_program(architecture, os.getpid()))
    program = _Program(len(steps) // 8, steps)
    try:
        set_no_new_privileges()
        stray = system_call(seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.addressof(program))
    except OSError as error:
        raise FilterUnavailable(error.strerror) from error
    if stray:
        raise FilterUnavailable(f"thread {stray} cannot follow")


def filter_program(architecture: Architecture, process: int) -> Iterator[bytes]:
    """The filter of this process (by its number), instruction by instruction."""

    def numbers(calls: Iterable[Numbers]) -> Iterator[int]:
        return (number for call in calls if (number := architecture.number(call)) is not None)

    # the same number means another call elsewhere: 32-bit calls and those of x32 are not for this child
    yield _load(_ARCHITECTURE_AT)
    yield _step(_IF_EQUAL, architecture.audit, if_true=1)
    yield _answer(_KILL_PROCESS)
    yield _load(_NUMBER_AT)
    yield from _if(_IF_AT_LEAST, _X32_BIT, _answer(_KILL_PROCESS))
    for number in numbers(ALLOWED.values()):
        yield from _if(_IF_EQUAL, number, _answer(_ALLOW))
    for number in numbers(WITHOUT_CODE.values()):
        executable = _if(_IF_ANY_BIT, _PROT_EXEC, _answer(_REFUSE | EACCES))
        yield from _if(_IF_EQUAL, number, _load_argument(2), *executable, _answer(_ALLOW))
    for number in numbers(TOWARDS_ITSELF.values()):
        itself = _if(_IF_EQUAL, process, _answer(_ALLOW))
        yield from _if(_IF_EQUAL, number, _load_argument(0), *itself, _answer(_KILL_PROCESS))
    for number in numbers(DEADLY.values()):
        yield from _if(_IF_EQUAL, number, _answer(_KILL_PROCESS))
    yield from _if(_IF_AT_LEAST, NEWEST_KNOWN + 1, _answer(_REFUSE | ENOSYS))
    yield _answer(_REFUSE | EACCES)


def _if(condition: int, value: int, *then: bytes) -> tuple[bytes, ...]:
    """Go through `then` if the condition holds, and past it otherwise."""
    return _step(condition, value, if_false=len(then)), *then


def _load(offset: int) -> bytes:
    return _step(_LOAD_WORD, offset)


def _load_argument(index: int) -> bytes:
    return _load(_ARGUMENTS_AT + 8 * index)


def _answer(what: int) -> bytes:
    return _step(_RETURN, what)


def _step(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    """struct sock_filter; the last two are how many instructions to skip."""
    return struct.pack("=HBBI", code, if_true, if_false, value)
