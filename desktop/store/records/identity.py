"""Ids are made by whoever writes, so that a repeated write is recognised."""

import os
import time
from uuid import UUID

_VERSION, _VARIANT = 0x7000_8000_0000_0000_0000, 0xF000_C000_0000_0000_0000


def new_id() -> str:
    """36 characters: a UUID of version 7 (RFC 9562), the millisecond and then 74 random bits.

    What is written one after the other lies side by side in the database, so that a million rows are read and written
    in few pages.
    """
    random = int.from_bytes(os.urandom(10)) & ~_VARIANT | _VERSION
    return str(UUID(int=time.time_ns() // 1_000_000 << 80 | random))
