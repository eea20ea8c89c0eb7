"""`talentdesk server`: making a shared database and comparing it with what it should be, as its owner types it."""

import psycopg
import pytest

from desktop.command_line.program import run
from tests.postgres.server import Database
from tests.store.shared import address_of

ADMINISTRATOR = "the.keeper"
PASSWORD = "一把 long 钥匙"


@pytest.fixture
def address(database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TALENTDESK_NEW_PASSWORD", PASSWORD)
    return str(address_of(database))


def initialise(address: str, administrator: str = ADMINISTRATOR) -> int:
    return run(["server", "init", address, "--as", "postgres", "--administrator", administrator, "--name", "管理"])


def test_an_empty_database_becomes_a_shared_workspace(
    database: Database, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert initialise(address) == 0
    assert f"已建立共享工作区：{address}" in capsys.readouterr().out
    assert run(["server", "check", address, "--as", "postgres"]) == 0
    assert capsys.readouterr().out == "数据库与应有的样子一致。\n"
    with psycopg.connect(database.dsn(ADMINISTRATOR, PASSWORD)) as connection:
        assert connection.execute("SELECT talentdesk.me() IS NOT NULL").fetchall() == [(True,)]


def test_a_second_time_changes_nothing(database: Database, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert initialise(address) == 0
    assert initialise(address, "another") == 1
    assert "已经是一个工作区" in capsys.readouterr().err
    with psycopg.connect(database.dsn()) as connection:
        assert connection.execute("SELECT login FROM talentdesk.account").fetchall() == [(ADMINISTRATOR,)]


def test_a_difference_is_printed_and_fails(
    database: Database, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    initialise(address)
    with psycopg.connect(database.dsn()) as connection:
        connection.execute("CREATE TABLE talentdesk.forgotten (id text)")
    capsys.readouterr()
    assert run(["server", "check", address, "--as", "postgres"]) == 1
    said = capsys.readouterr().err
    assert "多出：table forgotten" in said
    assert "多出：column forgotten.id" in said


def test_a_database_of_something_else_is_no_workspace(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "check", address, "--as", "postgres"]) == 1
    assert "不是" in capsys.readouterr().err


@pytest.mark.parametrize("login", ["Admin", "管理员", "pg_admin", "talentdesk_owner", "a" * 64, "1st", "x;y"])
def test_a_login_that_a_server_cannot_have_is_refused(
    address: str, login: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert initialise(address, login) == 1
    assert "以小写字母开头" in capsys.readouterr().err


def test_a_login_of_the_servers_own_is_not_taken_over(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert initialise(address, "postgres") == 1
    assert "服务器上已有登录名 postgres" in capsys.readouterr().err


def test_who_does_not_own_the_database_makes_nothing_of_it(
    database: Database, address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database.dsn(), autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'geheimnis'")
    monkeypatch.setenv("TALENTDESK_PASSWORD", "geheimnis")
    assert run(["server", "init", address, "--as", "stranger", "--administrator", ADMINISTRATOR]) == 1
    assert "所有者" in capsys.readouterr().err
    with psycopg.connect(database.dsn()) as connection:
        assert connection.execute("SELECT to_regnamespace('talentdesk') IS NULL").fetchall() == [(True,)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("/a/folder", "须以 postgresql:// 开头"),
        ("postgresql://someone:secret@server/db", "@ 前不能写账号和密码"),
        ("postgresql://server", "数据库名"),
        ("postgresql://server:99999/db", "端口"),
        ("postgresql://server/db?password=x", "sslrootcert"),
        ("postgresql://server/db?sslmode=none", "sslmode"),
        ("postgresql://server/a db", "空格"),
    ],
)
def test_what_is_no_address_is_said(text: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "check", text, "--as", "postgres"]) == 1
    said = capsys.readouterr().err
    assert "postgresql://服务器/数据库" in said
    assert reason in said
    assert "secret" not in said


def test_no_server_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["server", "check", "postgresql://127.0.0.1:1/nothing", "--as", "postgres"]) == 1
    assert "连接不上服务器 postgresql://127.0.0.1:1/nothing" in capsys.readouterr().err
