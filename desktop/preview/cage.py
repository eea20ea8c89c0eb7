"""What the child gives up before it reads the first byte of a stranger's, and which walls then stand around it.

Limits of POSIX are set here; `landlock`, `system_call_filter` and `job_object` are the walls of single systems.
"""

from __future__ import annotations

import sys

from desktop.preview.protocol import Limits, Wall

_LIFETIME_CPU_SECONDS = 1800
_DESCRIPTORS = 64
_GRACE_SECONDS = 1.0
"""The program's own watchdog should be the one to notice an overrun."""


class CageUnavailable(Exception):
    """A wall cannot be raised without which no stranger's document may be opened on this system."""


if sys.platform == "win32":
    import faulthandler
    import os

    from desktop.preview.job_object import enter_job

    def enter_cage(limits: Limits) -> tuple[Wall, ...]:
        """Give up memory beyond the limit and the starting of processes, for good; the walls that stand."""
        return (Wall.JOB_OBJECT,) if enter_job(limits.memory_bytes) else ()

    class Allowance:
        """Time for one request: a native thread ends a child that overruns it, even if the program is gone."""

        def __init__(self, limits: Limits) -> None:
            self._seconds = limits.request_seconds + _GRACE_SECONDS
            self._nowhere = os.open(os.devnull, os.O_WRONLY)

        def __enter__(self) -> None:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)

        def __exit__(self, *_: object) -> None:
            faulthandler.cancel_dump_traceback_later()

else:
    import resource
    import signal

    if sys.platform == "linux":
        from desktop.preview.landlock import close_files_and_network
        from desktop.preview.system_call_filter import FilterUnavailable, filter_system_calls

    def enter_cage(limits: Limits) -> tuple[Wall, ...]:
        """Give up for good whatever reading a document does not need; the walls that stand.

        Whatever the child will need must have been loaded before. Raises CageUnavailable where the filter of system
        calls, which alone would do, cannot be had on Linux.
        """
        lower_limits(limits)
        walls = [Wall.LIMITS]
        if sys.platform == "linux":
            if close_files_and_network():
                walls.append(Wall.LANDLOCK)
            try:
                filter_system_calls()
            except FilterUnavailable as error:
                raise CageUnavailable from error
            walls.append(Wall.SECCOMP)
        return tuple(walls)

    def lower_limits(limits: Limits) -> None:
        """The limits of every POSIX system. macOS knows no limit of address space and is left without."""
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_NOFILE, _DESCRIPTORS)
        _lower(resource.RLIMIT_NPROC, 0)
        _lower(resource.RLIMIT_CPU, _LIFETIME_CPU_SECONDS)
        if sys.platform != "darwin":
            _lower(resource.RLIMIT_AS, limits.memory_bytes)
        # a write past RLIMIT_FSIZE is an error, not the end of the process
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        # no Python handler: the kernel ends the process even while it is deep inside the renderer
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    class Allowance:
        """Time for one request: the kernel ends a child that overruns it, even if the program is gone."""

        def __init__(self, limits: Limits) -> None:
            self._seconds = limits.request_seconds + _GRACE_SECONDS

        def __enter__(self) -> None:
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

        def __exit__(self, *_: object) -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _lower(kind: int, value: int) -> None:
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(kind, (value, value))
