"""What a hostile document would try once it has taken over the child: through Python, and past it by number.

Each attempt succeeds in a free process and raises, or ends the process, where something stands in its way.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import platform
import resource
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from desktop.preview.linux_kernel import system_call
from desktop.preview.system_call_filter import ARCHITECTURES
from desktop.preview.system_calls import DEADLY, TOWARDS_ITSELF, Numbers

HERE = -100  # AT_FDCWD
TRUE = "/bin/true"
OTHERS = {
    "openat": Numbers(257, 56),
    "openat2": Numbers(437, 437),
    "newfstatat": Numbers(262, 79),
    "statx": Numbers(332, 291),
    "name_to_handle_at": Numbers(303, 264),
    "prlimit64": Numbers(302, 261),
}
NUMBERS = DEADLY | TOWARDS_ITSELF | OTHERS


class Outside:
    """What lies ready before the door is locked, in an empty folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "file"
        self.file.write_bytes(b"content")
        self.path = bytes(self.file) + b"\0"
        self.descriptor = os.open(folder / "open already", os.O_CREAT | os.O_RDWR)
        self.parent = os.getppid()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = self.server.getsockname()
        self.local_server = socket.socket(socket.AF_UNIX)
        self.local_address = str(folder / "socket")
        self.local_server.bind(self.local_address)
        self.local_server.listen()
        self.unconnected = socket.socket()
        self.page = memory(b"", mmap.PROT_READ | mmap.PROT_WRITE)
        # mov eax, 20 (getpid); int 0x80; ret
        self.code = memory(b"\xb8\x14\0\0\0\xcd\x80\xc3", mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        self.handle = memory(struct.pack("=Ii", 120, 0), mmap.PROT_READ | mmap.PROT_WRITE)
        with contextlib.suppress(OSError):  # not every file system has handles
            by_number("name_to_handle_at", HERE, self.path, address(self.handle), address(self.page), 0)


Attempts = dict[str, Callable[[Outside], object]]


def by_number(name: str, *arguments: int | bytes) -> int:
    """A system call without any function of a library in between."""
    number = ARCHITECTURES[platform.machine()].number(NUMBERS[name])
    assert number is not None
    return system_call(number, *arguments)


def memory(content: bytes, protection: int) -> mmap.mmap:
    made = mmap.mmap(-1, 4096, prot=protection)
    made.write(content)
    return made


def address(mapping: mmap.mmap) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(mapping))


def leave_if_new(process: int) -> None:
    """Both sides of a fork come by here; the new one has proved enough."""
    if process == 0:
        os._exit(0)


def look_for_access(outside: Outside) -> None:
    if not os.access(outside.file, os.R_OK):
        raise PermissionError


def take_descriptors() -> None:
    for _ in range(100):
        os.dup(0)


def send_by_udp() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(b"secret", ("127.0.0.1", 9))


def connect_to(family: socket.AddressFamily, where: tuple[str, int] | str) -> None:
    with socket.socket(family) as connection:
        connection.connect(where)


def read_memory(outside: Outside) -> None:
    there = struct.pack("=QQ", address(outside.page), 8)
    by_number("process_vm_readv", os.getpid(), there, 1, there, 1, 0)


FILES: Attempts = {
    "read a file": lambda outside: outside.file.read_bytes(),
    "write a file": lambda outside: outside.file.write_bytes(b"changed"),
    "make a file": lambda outside: (outside.folder / "new").write_bytes(b""),
    "list a folder": lambda outside: os.listdir(outside.folder),
    "remove a file": lambda outside: outside.file.unlink(),
    "rename a file": lambda outside: outside.file.rename(outside.folder / "renamed"),
    "make a symbolic link": lambda outside: (outside.folder / "link").symlink_to("file"),
    "make a folder": lambda outside: (outside.folder / "made").mkdir(),
    "make a named pipe": lambda outside: os.mkfifo(outside.folder / "pipe"),
    "truncate a file": lambda outside: os.truncate(outside.file, 0),
    "read the parent's environment": lambda outside: Path(f"/proc/{outside.parent}/environ").read_bytes(),
    "read its own map": lambda _: Path("/proc/self/maps").read_bytes(),
    "openat by number": lambda outside: by_number("openat", HERE, outside.path, os.O_RDONLY, 0),
    "openat2 by number": lambda outside: by_number("openat2", HERE, outside.path, bytes(24), 24),
}
"""These Landlock refuses as well, in all its versions."""

PROBES: Attempts = {
    "stat a file": lambda outside: outside.file.stat(),
    "newfstatat by number": lambda outside: by_number("newfstatat", HERE, outside.path, address(outside.page), 0),
    "statx by number": lambda outside: by_number("statx", HERE, outside.path, 0, 0x7FF, address(outside.page)),
    "look for access": look_for_access,
    "make a hard link": lambda outside: (outside.folder / "link").hardlink_to(outside.file),
    "change the mode of a file": lambda outside: outside.file.chmod(0o777),
    "go to another folder": lambda outside: os.chdir(outside.folder),
    "ask where it is": lambda _: os.getcwd(),
    "grow an open file": lambda outside: os.ftruncate(outside.descriptor, 1),
    "make executable memory": lambda _: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "raise its limits": lambda _: by_number("prlimit64", 0, resource.RLIMIT_CORE, struct.pack("=QQ", 0, 0), 0),
    "take many descriptors": lambda _: take_descriptors(),
    "run a program": lambda _: subprocess.run([TRUE], check=True),
}
"""The filter says no and the process lives."""

DEADLY_ATTEMPTS: Attempts = {
    "connect by TCP": lambda outside: connect_to(socket.AF_INET, outside.address),
    "connect a socket it had": lambda outside: outside.unconnected.connect(outside.address),
    "listen on a socket it had": lambda outside: outside.unconnected.bind(("127.0.0.1", 0)),
    "send by UDP": lambda _: send_by_udp(),
    "connect to a local socket": lambda outside: connect_to(socket.AF_UNIX, outside.local_address),
    "make a pair of sockets": lambda _: socket.socketpair(),
    "socket by number": lambda _: by_number("socket", socket.AF_INET, socket.SOCK_STREAM, 0),
    "fork": lambda _: leave_if_new(os.fork()),
    "clone by number": lambda _: leave_if_new(by_number("clone", signal.SIGCHLD, 0, 0, 0, 0)),
    "clone3 by number": lambda _: leave_if_new(
        by_number("clone3", struct.pack("=8Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0), 64)
    ),
    "start a thread": lambda _: threading.Thread(target=int).start(),
    "spawn a program": lambda _: os.posix_spawn(TRUE, [TRUE], {}),
    "execve by number": lambda _: by_number("execve", TRUE.encode() + b"\0", 0, 0),
    "execveat by number": lambda _: by_number("execveat", HERE, TRUE.encode() + b"\0", 0, 0, 0),
    "signal its parent": lambda outside: os.kill(outside.parent, signal.SIGURG),
    "tgkill its parent by number": lambda outside: by_number("tgkill", outside.parent, outside.parent, signal.SIGURG),
    "hold on to its parent": lambda outside: by_number("pidfd_open", outside.parent, 0),
    "be traced": lambda _: by_number("ptrace", 0, 0, 0, 0),
    "read a process's memory": read_memory,
    "make a file in memory": lambda _: os.memfd_create("program"),
    "set up io_uring": lambda outside: by_number("io_uring_setup", 1, address(outside.page)),
    "handle page faults": lambda _: by_number("userfaultfd", 1),
    "open a keyring": lambda _: by_number("keyctl", 0, -2, 1),
    "change its personality": lambda _: by_number("personality", 0xFFFFFFFF),
    "leave its file system": lambda _: by_number("unshare", 0x200),
    "load a program into the kernel": lambda outside: by_number(
        "bpf", 0, struct.pack("=IIII", 2, 4, 4, 1) + bytes(112), 128
    ),
    "open by a handle": lambda outside: by_number("open_by_handle_at", HERE, address(outside.handle), os.O_RDONLY),
    "change the root": lambda outside: by_number("chroot", bytes(outside.folder) + b"\0"),
    "call the 32-bit way": lambda outside: ctypes.CFUNCTYPE(ctypes.c_int)(address(outside.code))(),
}
"""The filter ends the process."""

PORTS = ("connect by TCP", "listen on a socket it had")
"""These Landlock refuses as well, in its newer versions."""

SPENDING: Attempts = {
    "take more memory": lambda _: bytearray(1100 << 20),
    "fill a file it had open": lambda outside: os.write(outside.descriptor, b"x"),
}
"""The limits say no."""

OFTEN_CLOSED = {
    "clone3 by number",
    "be traced",
    "read a process's memory",
    "set up io_uring",
    "handle page faults",
    "open a keyring",
    "change its personality",
    "leave its file system",
    "load a program into the kernel",
    "open by a handle",
    "change the root",
    "call the 32-bit way",
}
"""Containers, kernels or ordinary accounts may refuse these to a free process too."""

ATTEMPTS: Attempts = FILES | PROBES | DEADLY_ATTEMPTS | SPENDING
