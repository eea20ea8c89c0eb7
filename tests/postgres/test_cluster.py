import os
import select
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from psycopg import sql

from tests.postgres.cluster import Certificate, Cluster, ServerFailed
from tests.postgres.programs import OLDEST, SYSTEM_FOLDER, Programs
from tests.postgres.server import Server
from tests.shared_postgres import PROGRAMS

ROOT = Path(__file__).resolve().parent.parent.parent
NEWEST = PROGRAMS[max(PROGRAMS)]
EACH_VERSION = pytest.mark.parametrize("programs", PROGRAMS.values(), ids=lambda each: f"postgresql-{each.version}")
OWNER = """
import sys
from tests.postgres.cluster import Cluster
from tests.postgres.programs import installed
programs = installed()
with Cluster(programs[max(programs)]) as cluster:
    print(cluster.pid, cluster.directory, flush=True)
    sys.stdin.read()
"""


def own_server(owner: subprocess.Popen[str]) -> tuple[int, Path]:
    """A descriptor of the server's process, which becomes readable when that has ended, and its folder."""
    assert owner.stdout
    pid, folder = owner.stdout.readline().split(maxsplit=1)
    return os.pidfd_open(int(pid)), Path(folder.rstrip("\n"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="waits for the end of a process by its pidfd")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_and_its_folder_go_when_their_owner_is_killed(end: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        process, folder = own_server(owner)
        watchdog = os.pidfd_open(watchdog_of(folder))
        owner.send_signal(end)
    try:
        for ended in (process, watchdog):
            assert select.select([ended], [], [], 30)[0]
    finally:
        os.close(process)
        os.close(watchdog)
    assert not folder.exists()


def watchdog_of(folder: Path) -> int:
    commands = {int(each.parent.name): each.read_bytes() for each in Path("/proc").glob("[0-9]*/cmdline")}
    (pid,) = [pid for pid, command in commands.items() if command.split(b"\0")[3:5] == [b"watchdog", bytes(folder)]]
    return pid


def tcp_listeners(pid: int) -> set[str]:
    """The sockets of the process that the kernel lists under TCP."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    own = {os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir()}
    return own & {f"socket:[{columns[9]}]" for columns in lines}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_tcp_port_is_open(postgres_server: Server) -> None:
    assert tcp_listeners(postgres_server.pid) == set()


@pytest.mark.slow
@EACH_VERSION
def test_a_durable_server_recovers_what_was_committed_before_it_ended_on_the_spot(programs: Programs) -> None:
    with Cluster(programs, durable=True) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("CREATE TABLE verdict (id int)")
            connection.execute("INSERT INTO verdict VALUES (1)")
        unfinished = psycopg.connect(cluster.dsn())
        unfinished.execute("INSERT INTO verdict VALUES (2)")
        cluster.stop_immediately()
        unfinished.close()
        cluster.start()
        with psycopg.connect(cluster.dsn()) as connection:
            assert connection.execute("SELECT id FROM verdict").fetchall() == [(1,)]
        assert "automatic recovery in progress" in cluster.log


@pytest.mark.slow
def test_programs_that_the_account_of_the_server_cannot_reach_are_copied(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with Cluster(NEWEST.copy_to(tmp_path)) as cluster, psycopg.connect(cluster.dsn()) as connection:
        assert connection.info.server_version // 10000 == NEWEST.version
        assert (cluster.directory / "programs").exists() == (os.geteuid() == 0)


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    """Of the host name `localhost`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    certificate = Certificate(tmp_path / "chain.pem", tmp_path / "key.pem")
    certificate.chain.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    certificate.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate


@pytest.mark.slow
@pytest.mark.skipif(not SYSTEM_FOLDER.exists(), reason="the programs of the wheel speak no TLS")
def test_with_a_certificate_the_server_is_reached_by_tcp_and_only_encrypted(certificate: Certificate) -> None:
    assert PROGRAMS[OLDEST].speak_tls
    with Cluster(PROGRAMS[OLDEST], certificate=certificate) as cluster:
        assert len(tcp_listeners(cluster.pid)) == 1
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE ROLE person LOGIN PASSWORD 'secret'"))
        url = cluster.dsn("postgres", "person", "secret", host="localhost") + f"&sslrootcert={certificate.chain}"
        with psycopg.connect(url + "&sslmode=verify-full") as connection:
            assert connection.pgconn.ssl_in_use
        with pytest.raises(psycopg.OperationalError, match="no encryption"):
            psycopg.connect(url + "&sslmode=disable")


@pytest.mark.slow
def test_a_server_that_cannot_start_says_what_it_logged_and_leaves_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate", encoding="utf-8")
    cluster = Cluster(NEWEST, certificate=Certificate(broken, broken))
    with pytest.raises(ServerFailed, match=r"(?i)ssl"), cluster:
        pytest.fail("started")
    assert not cluster.directory.exists()
