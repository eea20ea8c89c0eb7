"""Which system calls a caged child may make, and which nobody makes who is only reading a document; by architecture.

How the kernel is told is the business of `system_call_filter`. What stands in neither table is answered with "no".
"""

from __future__ import annotations

from typing import NamedTuple


class Numbers(NamedTuple):
    """A call's number for the kernel; None where the architecture does not have the call."""

    x86_64: int | None
    aarch64: int | None


# Pipe, memory, time and the end: all that is left to do once everything has been loaded. The frequent ones first.
ALLOWED = {
    "read": Numbers(0, 63),
    "write": Numbers(1, 64),
    "brk": Numbers(12, 214),
    "munmap": Numbers(11, 215),
    "mremap": Numbers(25, 216),
    "madvise": Numbers(28, 233),
    "futex": Numbers(202, 98),
    "setitimer": Numbers(38, 103),
    "clock_gettime": Numbers(228, 113),
    "clock_getres": Numbers(229, 114),
    "clock_nanosleep": Numbers(230, 115),
    "nanosleep": Numbers(35, 101),
    "gettimeofday": Numbers(96, 169),
    "time": Numbers(201, None),
    "getrandom": Numbers(318, 278),
    "getrusage": Numbers(98, 165),
    "fstat": Numbers(5, 80),
    "lseek": Numbers(8, 62),
    "readv": Numbers(19, 65),
    "writev": Numbers(20, 66),
    "close": Numbers(3, 57),
    "rt_sigaction": Numbers(13, 134),
    "rt_sigprocmask": Numbers(14, 135),
    "rt_sigreturn": Numbers(15, 139),
    "sigaltstack": Numbers(131, 132),
    "restart_syscall": Numbers(219, 128),
    "sched_yield": Numbers(24, 124),
    "getpid": Numbers(39, 172),
    "gettid": Numbers(186, 178),
    "exit": Numbers(60, 93),
    "exit_group": Numbers(231, 94),
}

# Allowed as long as the memory does not become executable (argument 2 has no PROT_EXEC).
WITHOUT_CODE = {
    "mmap": Numbers(9, 222),
    "mprotect": Numbers(10, 226),
}

# Allowed towards the process itself (argument 0), so that `abort` ends it as usual.
TOWARDS_ITSELF = {
    "tgkill": Numbers(234, 131),
}

# Ends the process at the first attempt.
DEADLY = {
    "execve": Numbers(59, 221),
    "execveat": Numbers(322, 281),
    "fork": Numbers(57, None),
    "vfork": Numbers(58, None),
    "clone": Numbers(56, 220),
    "clone3": Numbers(435, 435),
    "socket": Numbers(41, 198),
    "socketpair": Numbers(53, 199),
    "bind": Numbers(49, 200),
    "listen": Numbers(50, 201),
    "accept": Numbers(43, 202),
    "accept4": Numbers(288, 242),
    "connect": Numbers(42, 203),
    "sendto": Numbers(44, 206),
    "sendmsg": Numbers(46, 211),
    "recvmsg": Numbers(47, 212),
    "ptrace": Numbers(101, 117),
    "process_vm_readv": Numbers(310, 270),
    "process_vm_writev": Numbers(311, 271),
    "kill": Numbers(62, 129),
    "tkill": Numbers(200, 130),
    "rt_sigqueueinfo": Numbers(129, 138),
    "rt_tgsigqueueinfo": Numbers(297, 240),
    "pidfd_send_signal": Numbers(424, 424),
    "pidfd_open": Numbers(434, 434),
    "pidfd_getfd": Numbers(438, 438),
    "bpf": Numbers(321, 280),
    "io_uring_setup": Numbers(425, 425),
    "io_uring_enter": Numbers(426, 426),
    "io_uring_register": Numbers(427, 427),
    "userfaultfd": Numbers(323, 282),
    "perf_event_open": Numbers(298, 241),
    "mount": Numbers(165, 40),
    "umount2": Numbers(166, 39),
    "pivot_root": Numbers(155, 41),
    "chroot": Numbers(161, 51),
    "unshare": Numbers(272, 97),
    "setns": Numbers(308, 268),
    "add_key": Numbers(248, 217),
    "request_key": Numbers(249, 218),
    "keyctl": Numbers(250, 219),
    "memfd_create": Numbers(319, 279),
    "memfd_secret": Numbers(447, 447),
    "open_by_handle_at": Numbers(304, 265),
    "init_module": Numbers(175, 105),
    "finit_module": Numbers(313, 273),
    "kexec_load": Numbers(246, 104),
    "kexec_file_load": Numbers(320, 294),
    "personality": Numbers(135, 92),
    "seccomp": Numbers(317, 277),
}

NEWEST_KNOWN = 470
"""Calls beyond this number do not exist as far as the child is concerned; a newer C library then takes the old way."""
