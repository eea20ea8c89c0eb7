"""A throw-away PostgreSQL cluster and its server process: where it lies, how it starts and stops, how it is reached.

It listens on a Unix socket alone unless a certificate is given, works for root too, and leaves nothing behind when
its owner dies, however that dies. What is in its databases is the business of `server.py`.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypedDict
from urllib.parse import quote

import psycopg

from tests.postgres.programs import Programs

# Servers live in memory where there is room for them.
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 2**31
PATIENCE: Final = 60.0
PAUSE: Final = 0.01
DEFAULT_PORT: Final = 5432
# Shared memory that a killed server would leave behind lies in its folder too.
SETTINGS: Final = {
    "max_connections": "200",
    "shared_buffers": "64MB",
    "dynamic_shared_memory_type": "mmap",
    "listen_addresses": "",
    "log_timezone": "UTC",
}
# For servers whose data nobody wants back after a crash.
CARELESS: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# The superuser needs no password: only the owner and root may enter the folder of the socket.
ACCESS: Final = "local all postgres trust\nlocal all all scram-sha-256\n"
TLS_ACCESS: Final = "hostssl all all 127.0.0.1/32 scram-sha-256\n"
# Its standard input ends with its owner. An orphaned server is then stopped, and the folder goes in any case.
WATCHDOG: Final = """
cat >/dev/null
if pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null; then
    for _ in 0 1 2 3 4 5 6 7 8 9; do
        [ -e "$1/data/postmaster.pid" ] || break
        sleep 0.2
    done
fi
rm -rf "$1"
"""


class ServerFailed(Exception):
    """The server did not start; says what it logged."""


@dataclass(frozen=True)
class Certificate:
    """PEM files: the server's certificate, with its chain, and the key."""

    chain: Path
    key: Path


class _Account(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


class Cluster:
    """Made and stopped at first; `remove()`, or the end of the `with` block, takes it from the disk."""

    def __init__(
        self,
        programs: Programs,
        *,
        durable: bool = False,
        certificate: Certificate | None = None,
        above: Path | None = None,
        over_tcp: bool = False,
    ) -> None:
        """Its folder lies in the one `above`, in memory where none is named and there is room.

        With a certificate it listens by TCP, encrypted alone; `over_tcp` without one lets nobody in there.
        """
        self.version = programs.version
        self.directory = Path(tempfile.mkdtemp(prefix="talentdesk-postgres-", dir=above or _roomy_folder()))
        self._data = self.directory / "data"
        self._log = self.directory / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", WATCHDOG, "watchdog", self.directory],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,
        )
        self.port = DEFAULT_PORT
        self._settings = SETTINGS | ({} if durable else CARELESS)
        self._account = _unprivileged_account()
        try:
            self._hand_over(self.directory)
            self._programs = self._reachable(programs)
            self._initialise()
            if certificate or over_tcp:
                self.port = _free_port()
                self._settings["listen_addresses"] = "127.0.0.1"
            if certificate:
                self._prove(certificate)
        except BaseException:
            self.remove()
            raise

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()

    @property
    def pid(self) -> int:
        """Of the process that all others of the server come from."""
        if self._process is None:
            raise ProcessLookupError("the server is not running")
        return self._process.pid

    @property
    def log(self) -> str:
        """What the server has written since the cluster was made."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def dsn(
        self,
        database: str = "postgres",
        user: str = "postgres",
        password: str | None = None,
        *,
        host: str | None = None,
    ) -> str:
        """A URL, over the socket unless a host is named."""
        login = quote(user, safe="") + ("" if password is None else f":{quote(password, safe='')}")
        return f"postgresql://{login}@/{quote(database, safe='')}?host={host or self.directory}&port={self.port}"

    def start(self) -> None:
        """Returns when the server answers. Raises `ServerFailed` with the log where it does not."""
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        self._process = self._begin("postgres", "-k", self.directory, "-p", str(self.port), *settings)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            try:
                self._process.wait(PAUSE)
            except subprocess.TimeoutExpired:
                if time.monotonic() < deadline:
                    continue
            self.stop_immediately()
            raise ServerFailed(self.log)

    def stop(self) -> None:
        """Ends every session, then the server, with everything on disk."""
        self._end(signal.SIGINT)

    def stop_immediately(self) -> None:
        """Ends the server on the spot, as a crash would: the next start has to recover."""
        self._end(signal.SIGQUIT)

    def restart(self) -> None:
        self.stop()
        self.start()

    def remove(self) -> None:
        self.stop_immediately()
        self._watchdog.communicate()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.dsn(), connect_timeout=int(PATIENCE)).close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def _begin(self, program: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        # A session of its own: an interrupt from the terminal is for the owner, who then stops the server.
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [self._programs.folder / program, "-D", self._data, *arguments],
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._account,
            )

    def _initialise(self) -> None:
        arguments = ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        if self._begin("initdb", "--auth=trust", *arguments).wait(PATIENCE) != 0:
            raise ServerFailed(self.log)
        (self._data / "pg_hba.conf").write_text(ACCESS, encoding="utf-8")

    def _prove(self, certificate: Certificate) -> None:
        files = {"ssl_cert_file": certificate.chain, "ssl_key_file": certificate.key}
        for setting, file in files.items():
            copy = self._data / f"{setting}.pem"
            shutil.copyfile(file, copy)
            copy.chmod(0o600)
            self._hand_over(copy)
            self._settings[setting] = copy.name
        self._settings["ssl"] = "on"
        (self._data / "pg_hba.conf").write_text(ACCESS + TLS_ACCESS, encoding="utf-8")

    def _reachable(self, programs: Programs) -> Programs:
        """The programs, or a copy of them where the account may not enter their folder, as in the home of root."""
        try:
            subprocess.run(
                [programs.folder / "postgres", "--version"], check=True, capture_output=True, cwd="/", **self._account
            )
        except PermissionError:
            programs = programs.copy_to(self.directory / "programs")
            for path in [self.directory / "programs", *(self.directory / "programs").rglob("*")]:
                self._hand_over(path)
        return programs

    def _hand_over(self, path: Path) -> None:
        if self._account:
            os.chown(path, self._account["user"], self._account["group"], follow_symlinks=False)


def _unprivileged_account() -> _Account:
    """PostgreSQL refuses to run as root, so root lends it another account; everybody else runs it as they are."""
    if os.geteuid() != 0:
        return {}
    names = {account.pw_name: account for account in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _roomy_folder() -> Path | None:
    """`None` is the usual folder for temporary files."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
