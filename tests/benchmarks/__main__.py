"""`python -m tests.benchmarks`: every benchmark beside this file, one after the other, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """The number of benchmarks that failed."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    failed = 0
    for name in names:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-c", f"from tests.benchmarks.{name} import main; main()"]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
