"""`talentdesk server move-in` and `move-out`, as the owner of the database types them."""

from pathlib import Path

import pytest

from desktop.command_line.program import run
from tests.postgres.moving_house import LOCAL, lived_in
from tests.postgres.server import Database
from tests.store.factory import PASSWORD
from tests.store.shared import address_of


@pytest.fixture
def passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALENTDESK_LOCAL_PASSWORD", PASSWORD)
    monkeypatch.setenv("TALENTDESK_NEW_PASSWORD", "another password")


@pytest.mark.slow
@pytest.mark.usefixtures("passwords")
def test_a_workspace_moves_in_and_a_unit_moves_out(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lived_in(tmp_path).store.close()
    address = str(address_of(database))
    owner = ["--as", "postgres", "--administrator", "admin"]
    assert run(["server", "move-in", address, *owner, "--store", str(tmp_path / LOCAL)]) == 0
    said = capsys.readouterr().out
    assert f"已搬入 {address}：" in said
    assert "请管理员逐个重新启用并设定密码：\n  applicant\n  department-1\n" in said
    assert run(["server", "move-out", address, str(tmp_path / "out"), *owner, "--unit", "U1"]) == 0
    said = capsys.readouterr().out
    assert "这一部分自己的根值" in said
    assert "恢复密钥" in said
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TALENTDESK_PASSWORD", "another password")
        assert run(["audit", "verify", "--store", str(tmp_path / "out"), "--as", "admin"]) == 0


def test_a_local_password_is_asked_for_by_its_own_name(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--as", "postgres", "--administrator", "admin", "--store", str(tmp_path / LOCAL)]
    assert run(["server", "move-in", str(address_of(database)), *words]) == 1
    assert "TALENTDESK_LOCAL_PASSWORD" in capsys.readouterr().err
