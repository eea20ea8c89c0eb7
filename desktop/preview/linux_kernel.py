"""System calls of Linux that Python has no function for, by number. For the walls of the preview's cage alone."""

from __future__ import annotations

import ctypes
import os

_SET_NO_NEW_PRIVILEGES = 38


def system_call(number: int, *arguments: int | bytes) -> int:
    """Make a call; bytes are handed over by their address. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    outcome: int = library.syscall(ctypes.c_long(number), *map(_as_argument, arguments))
    return _checked(outcome)


def set_no_new_privileges() -> None:
    """Nothing this process starts may be more than itself; what it gives up afterwards stays so. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    _checked(library.prctl(_SET_NO_NEW_PRIVILEGES, *map(_as_argument, (1, 0, 0, 0))))


def _as_argument(value: int | bytes) -> ctypes.c_long | bytes:
    return value if isinstance(value, bytes) else ctypes.c_long(value)


def _checked(outcome: int) -> int:
    if outcome < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return outcome
