"""What the child gives up before it reads the first byte of a stranger's: memory, time, files, crash dumps.

System call and file system filters of single platforms belong here too, as further steps of `enter_cage`.
"""

from __future__ import annotations

import sys

from desktop.preview.protocol import Limits

_LIFETIME_CPU_SECONDS = 1800
_DESCRIPTORS = 64
_GRACE_SECONDS = 1.0
"""The program's own watchdog should be the one to notice an overrun."""

if sys.platform == "win32":
    import faulthandler
    import os

    def enter_cage(limits: Limits) -> None:
        """Nothing to give up here: the program ends a child that takes too long."""

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

    def enter_cage(limits: Limits) -> None:
        """Lower the limits of this process for good. macOS knows no limit of address space and is left without."""
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_NOFILE, _DESCRIPTORS)
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
