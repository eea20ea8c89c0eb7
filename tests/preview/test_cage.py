"""What the child can no longer do once it is caged; tried in a process of its own."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are POSIX ones")

PRISONER = """
import json, os, resource, tempfile
from desktop.preview.cage import lower_limits
from desktop.preview.protocol import Limits
descriptor, path = tempfile.mkstemp()
os.unlink(path)
lower_limits(Limits(memory_bytes=512 << 20))

def try_to(act):
    try:
        act()
    except (OSError, MemoryError, ValueError) as error:
        return type(error).__name__
    return "done"

print(json.dumps({
    "allocate": try_to(lambda: bytearray(600 << 20)),
    "write a file": try_to(lambda: os.write(descriptor, b"x")),
    "open many files": try_to(lambda: [os.dup(0) for _ in range(100)]),
    "raise the limit again": try_to(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
    if os.getuid() else "ValueError",
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "processes": resource.getrlimit(resource.RLIMIT_NPROC),
}))
"""
SLOW = """
import re
from desktop.preview.cage import Allowance, enter_cage
from desktop.preview.protocol import Limits
limits = Limits(request_seconds=-0.8)
enter_cage(limits)
with Allowance(limits):
    pass
print("in time", flush=True)
with Allowance(limits):
    re.match(r"(a+)+$", "a" * 60 + "b")
print("never", flush=True)
"""


def run(source: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", source]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_limits_alone_leave_no_memory_files_processes_or_crash_dumps_to_spend() -> None:
    outcome = run(PRISONER)
    assert json.loads(outcome.stdout) == {
        "allocate": "MemoryError",
        "write a file": "OSError",
        "open many files": "OSError",
        "raise the limit again": "ValueError",
        "core": [0, 0],
        "processes": [0, 0],
    }, outcome.stderr


def test_a_request_that_overruns_ends_the_process_even_where_python_is_not_heard() -> None:
    outcome = run(SLOW)
    assert outcome.stdout == "in time\n"
    assert outcome.returncode != 0
