"""Shared memory between two processes, under no name."""

import os
import subprocess
import sys

import pytest

from desktop.preview.pixels import create_pixels

SIZE = 1 << 20
WRITER = """
import sys
from desktop.preview.pixels import open_pixels
with open_pixels(sys.argv[1], int(sys.argv[2])) as memory:
    memory[:5] = b"hello"
    memory[-3:] = b"end"
"""


def test_what_a_child_writes_the_program_reads() -> None:
    pixels = create_pixels(SIZE)
    command = [sys.executable, "-I", "-c", WRITER, pixels.token, str(SIZE)]
    subprocess.run(command, pass_fds=pixels.inherited, check=True, timeout=60)
    content = bytearray(SIZE)
    assert pixels.read_into(memoryview(content))
    assert content == b"hello" + bytes(SIZE - 8) + b"end"
    pixels.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a tagged mapping cannot be shrunk")
def test_memory_that_was_shrunk_reads_short_instead_of_crashing() -> None:
    pixels = create_pixels(SIZE)
    os.ftruncate(pixels.inherited[0], 100)
    assert pixels.read_into(memoryview(bytearray(100)))
    assert not pixels.read_into(memoryview(bytearray(101)))
    pixels.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_has_no_name_and_does_not_pass_to_other_children() -> None:
    pixels = create_pixels(SIZE)
    (descriptor,) = pixels.inherited
    assert os.readlink(f"/proc/self/fd/{descriptor}").endswith(" (deleted)")
    assert not os.get_inheritable(descriptor)
    pixels.close()
