"""The preview child's wall on Windows: a job object that bounds its memory and lets it start no process.

It closes neither files nor the network.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS, _UI_RESTRICTIONS = 9, 4
    _ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION = 0x8, 0x100, 0x400
    _ALL_UI_RESTRICTIONS = 0xFF

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("smallest_working_set", ctypes.c_size_t),
            ("largest_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", _BasicLimits),
            ("transfers", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def enter_job(memory_bytes: int) -> bool:
        """Put this process into a job of its own, for good. False if the system does not let it."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.basic.flags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
        limits.basic.processes = 1
        limits.process_memory = memory_bytes
        restrictions = wintypes.DWORD(_ALL_UI_RESTRICTIONS)
        kernel.SetInformationJobObject(job, _UI_RESTRICTIONS, ctypes.byref(restrictions), ctypes.sizeof(restrictions))
        return bool(
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            and kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
        )
