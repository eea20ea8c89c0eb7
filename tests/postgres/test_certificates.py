"""A server elsewhere must prove who it is, and where it does not, the sentence says why."""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from psycopg import sql

from desktop.store.postgres.address import parse_address
from desktop.store.postgres.engine import connect
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.text.problems import unavailable_sentence
from tests.postgres.cluster import Certificate, Cluster
from tests.postgres.programs import OLDEST, SYSTEM_FOLDER
from tests.shared_postgres import PROGRAMS

Key = ec.EllipticCurvePrivateKey
PASSWORD = "geheimnis"
TODAY = datetime.now(UTC)
MODES = {
    "postgresql:///db": "prefer",
    "postgresql:///db?host=/var/run/postgresql": "prefer",
    "postgresql://localhost/db": "prefer",
    "postgresql://127.0.0.1:5433/db": "prefer",
    "postgresql://[::1]/db": "prefer",
    "postgresql://db.example/db": "verify-full",
    "postgresql://localhost.example/db": "verify-full",
    "postgresql://10.0.0.7/db": "verify-full",
    "postgresql://[2001:db8::7]/db": "verify-full",
    "postgresql://db.example/db?sslmode=verify-ca": "verify-ca",
    "postgresql://localhost/db?sslmode=verify-full": "verify-full",
    "postgresql:///db?host=db.example": "verify-full",
}


@pytest.mark.parametrize("text", MODES)
def test_who_is_elsewhere_must_prove_who_they_are(text: str) -> None:
    assert parse_address(text).sslmode == MODES[text]
    assert f"sslmode={MODES[text]}" in parse_address(text).conninfo()


def signed(
    folder: Path, name: str, host: str, issuer: tuple[x509.Certificate, Key] | None = None, *, days: int = 1
) -> tuple[x509.Certificate, Key]:
    """A certificate of `host` that ends in `days`, by itself or by an issuer, and in files of this name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    by, signer = (subject, key) if issuer is None else (issuer[0].subject, issuer[1])
    builder = x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(TODAY - timedelta(days=9)).not_valid_after(TODAY + timedelta(days=days))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    made = builder.sign(signer, hashes.SHA256())
    (folder / f"{name}.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (folder / f"{name}.key").write_bytes(secret)
    return made, key


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, a stranger, and what the authority has signed."""
    folder = tmp_path_factory.mktemp("papers")
    authority = signed(folder, "authority", "Our Authority")
    signed(folder, "stranger", "Somebody Else")
    signed(folder, "good", "localhost", authority)
    signed(folder, "expired", "localhost", authority, days=-1)
    signed(folder, "other", "elsewhere.example", authority)
    return folder


@pytest.fixture(scope="module")
def cluster(papers: Path) -> Iterator[Cluster]:
    """A server that listens with the good certificate; a test may have it show another."""
    certificate = Certificate(papers / "good.crt", papers / "good.key")
    with Cluster(PROGRAMS[OLDEST], certificate=certificate) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE ROLE person LOGIN PASSWORD {}").format(PASSWORD))
        yield cluster


def reach(cluster: Cluster, authority: Path | None) -> bool:
    """Whether the connection is encrypted."""
    root = "" if authority is None else f"&sslrootcert={authority}"
    address = parse_address(f"postgresql://localhost:{cluster.port}/postgres?sslmode=verify-full{root}")
    with connect(address, "person", PASSWORD) as connection:
        return connection.pgconn.ssl_in_use


def show(cluster: Cluster, papers: Path, name: str) -> None:
    """Has the server show this certificate from now on."""
    for kind, file in (("cert", f"{name}.crt"), ("key", f"{name}.key")):
        (cluster.directory / "data" / f"ssl_{kind}_file.pem").write_bytes((papers / file).read_bytes())
    cluster.restart()


def refusal(cluster: Cluster, authority: Path | None) -> str:
    with pytest.raises(Unavailable) as refused:
        reach(cluster, authority)
    assert refused.value.code is UnavailableCode.CERTIFICATE
    assert str(refused.value.argument("detail")) in unavailable_sentence(refused.value)
    return unavailable_sentence(refused.value)


@pytest.mark.slow
@pytest.mark.skipif(not SYSTEM_FOLDER.exists(), reason="the programs of the wheel speak no TLS")
def test_a_server_is_known_by_the_authority_its_dates_and_its_name(cluster: Cluster, papers: Path) -> None:
    authority = papers / "authority.crt"
    assert reach(cluster, authority)
    assert "不是由已知的机构签发" in refusal(cluster, papers / "stranger.crt")
    assert "本机没有用来核对的根证书" in refusal(cluster, papers / "missing.crt")
    assert "本机没有用来核对的根证书" in refusal(cluster, None)
    show(cluster, papers, "expired")
    assert "已过期" in refusal(cluster, authority)
    show(cluster, papers, "other")
    assert "属于另一个主机名" in refusal(cluster, authority)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="this system has no such limit")
@pytest.mark.skipif(not SYSTEM_FOLDER.exists(), reason="the programs of the wheel speak no TLS")
def test_a_network_that_swallows_everything_is_noticed_within_half_a_minute(cluster: Cluster, papers: Path) -> None:
    show(cluster, papers, "good")
    text = f"postgresql://localhost:{cluster.port}/postgres?sslmode=verify-full&sslrootcert={papers / 'authority.crt'}"
    with (
        connect(parse_address(text), "person", PASSWORD) as connection,
        socket.socket(fileno=os.dup(connection.fileno())) as line,
    ):
        options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)
        idle, interval, count, unanswered = (line.getsockopt(socket.IPPROTO_TCP, option) for option in options)
    assert idle + count * interval <= 30
    assert unanswered == 20_000


@pytest.mark.slow
def test_a_server_that_speaks_no_tls_is_said_to(papers: Path) -> None:
    newest = PROGRAMS[max(PROGRAMS)]
    assert not newest.speak_tls
    with Cluster(newest, over_tcp=True) as cluster:
        assert "没有启用加密连接" in refusal(cluster, papers / "authority.crt")
