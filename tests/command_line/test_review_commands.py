"""The commands about applications: import, list, show, decide, export; and the workspace's audit and backups."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from tests.command_line.conftest import Command
from tests.desk import Desk
from tests.dossiers import UNIT, another_person, sample_dossier


def test_dossiers_are_imported_with_a_line_each(command: Command, desk: Desk, tmp_path: Path) -> None:
    good = sample_dossier().to_folder(tmp_path / "good")
    other = sample_dossier("app-2", document_number=another_person(3)).to_zip(tmp_path / "other.zip")
    bad = sample_dossier("app-3", change=lambda d: d.manifest.update(pledge=False)).to_zip(tmp_path / "bad.zip")
    words = ("import", "--store", desk.location, "--as", "hr")
    printed = command(*words, good, bad, other, desk=desk)
    assert printed.code == 1
    lines = printed.out.splitlines()
    assert [line.split()[1] for line in lines[:3]] == ["已导入", "已拒绝", "已导入"]
    assert lines[3] == "2 imported, 0 unchanged, 1 refused"
    assert printed.err.startswith(f"talentdesk: {bad}：")
    printed = command(*words, good, other, desk=desk)
    assert (printed.code, printed.out.splitlines()[-1]) == (0, "0 imported, 2 unchanged, 0 refused")


def test_the_list_has_the_keys_that_programs_rely_on(command: Command, desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.bring(sample_dossier("app-2", name="李娜", document_number=another_person(3)))
    desk.act("hr", Action.PASS)
    words = ("list", "--store", desk.location, "--as", "hr", "--json")
    rows = json.loads(command(*words, "--sort", "application", desk=desk).out)
    assert rows[0] == {
        "application": "app-1",
        "number": "2024-22-000001",
        "name": "王建国",
        "unit": UNIT,
        "class": "C",
        "standard": "C-03",
        "service_type": "首次认定",
        "status": "submitted",
        "stage": "department-1",
        "submitted_at": "2024-08-19T10:22:31+08:00",
        "days_waiting": 0,
        "attachments": 5,
        "findings": 0,
    }
    keys = [row["application"] for row in json.loads(command(*words, "--sort", "-application", desk=desk).out)]
    assert keys == ["app-2", "app-1"]

    def found(*options: str) -> list[str]:
        return [row["application"] for row in json.loads(command(*words, *options, desk=desk).out)]

    assert found("--stage", "unit") == ["app-2"]
    assert found("--search", "李娜") == ["app-2"]
    assert found("--unit", UNIT, "--sort", "name") == ["app-2", "app-1"]
    assert found("--unit", "nobody") == []
    assert found("--status", "approved") == []
    assert len(found("--limit", "1")) == 1
    table = command("list", "--store", desk.location, "--as", "hr", "--limit", "1", desk=desk).out
    assert "申报编号" in table
    assert "共 2 份，显示 1 份" in table


def test_show_has_the_keys_that_programs_rely_on(command: Command, desk: Desk) -> None:
    desk.bring(sample_dossier(document_number="220104198203151212"))
    desk.act("hr", Action.RETURN, comment="请核对证件号码", straight_back=True)
    shown = json.loads(command("show", "--store", desk.location, "--as", "hr", "app-1", "--json", desk=desk).out)
    assert list(shown) == [
        *("application", "number", "status", "stage", "submission", "seq", "class", "unit", "sections"),
        *("attachments", "findings", "decisions"),
    ]
    assert (shown["status"], shown["stage"], shown["submission"], shown["seq"]) == ("returned", "", 1, 1)
    assert shown["sections"]["basic"][0]["name"] == "王建国"
    assert set(shown["attachments"][0]) == {"section", "record", "slot", "name", "size", "sha256"}
    (finding,) = shown["findings"]
    assert (finding["code"], finding["severity"], finding["field"]) == (
        "document_check_digit",
        "error",
        "document_number",
    )
    assert "证件号码" in finding["message"]
    (decision,) = shown["decisions"]
    assert decision == {
        "seq": 0,
        "submission": 1,
        "action": "return",
        "stage": "unit",
        "by": "hr",
        "decided_at": "2024-08-20T09:01:00+08:00",
        "recorded_at": "2024-08-20T09:01:00+08:00",
        "comment": "请核对证件号码",
        "meeting": "",
        "correction_deadline": None,
        "straight_back": True,
    }
    text = command("show", "--store", desk.location, "--as", "hr", shown["number"], desk=desk).out
    assert "── 基本信息" in text
    assert "请核对证件号码" in text
    assert "220104198203151212" not in text


@pytest.mark.parametrize("login", ["hr2", "secretary", "admin", "auditor", "elsewhere"])
def test_what_a_login_may_not_see_is_not_there(command: Command, desk: Desk, login: str) -> None:
    desk.bring(sample_dossier())
    assert command("list", "--store", desk.location, "--as", login, "--json").out == "[]\n"
    unknown = command("show", "--store", desk.location, "--as", login, "app-1")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err == "talentdesk: 没有找到申报“app-1”。\n"


def test_a_decision_is_recorded_and_a_stale_one_refused_with_who_may_do_what(command: Command, desk: Desk) -> None:
    desk.bring(sample_dossier())
    words = ("decide", "--store", desk.location, "--as", "hr", "app-1")
    printed = command(*words, "pass", "--submission", 1, "--seq", 0, desk=desk)
    assert printed.code == 0
    assert "现为部门一审（seq 1）" in printed.out
    stale = command(*words, "terminate", "--submission", 1, "--seq", 0, "--comment", "-", desk=desk)
    assert stale.code == 1
    assert "长春市人社局" in stale.err
    assert "seq 1" in stale.err
    assert desk.detail("hr").row.seq == 1


def test_an_export_imports_again_as_unchanged_and_never_writes_over_a_file(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    desk.bring(sample_dossier())
    words = ("export", "--store", desk.location, "--as", "city", "app-1")
    assert command(*words, tmp_path / "out.zip", desk=desk).code == 0
    printed = command("import", "--store", desk.location, "--as", "hr", tmp_path / "out.zip", desk=desk)
    assert printed.out.splitlines()[-1] == "0 imported, 1 unchanged, 0 refused"
    content = (tmp_path / "out.zip").read_bytes()
    again = command(*words, tmp_path / "out.zip", desk=desk)
    assert again.code == 1
    assert "已存在" in again.err
    assert (tmp_path / "out.zip").read_bytes() == content
    assert command(*words, tmp_path / "no folder" / "out.zip", desk=desk).code == 1


@pytest.mark.parametrize("login", ["secretary", "member"])
def test_secretary_and_member_see_but_do_not_export(command: Command, desk: Desk, tmp_path: Path, login: str) -> None:
    desk.bring(sample_dossier())
    for reviewer in ("hr", "city", "province"):
        desk.act(reviewer, Action.PASS)
    assert command("show", "--store", desk.location, "--as", login, "app-1").code == 0
    printed = command("export", "--store", desk.location, "--as", login, "app-1", tmp_path / "out.zip")
    assert printed.code == 1
    assert "不能导出" in printed.err
    assert not (tmp_path / "out.zip").exists()


def test_the_audit_prints_root_and_count_and_proves_an_earlier_root(command: Command, desk: Desk) -> None:
    words = ("audit", "verify", "--store", desk.location, "--as", "auditor")
    first = command(*words)
    assert first.code == 0
    root = first.out.splitlines()[0].removeprefix("root ")
    desk.bring(sample_dossier())
    assert command(*words, "--against", root).code == 0
    forged = root[:-1] + ("0" if root[-1] != "0" else "1")
    assert command(*words, "--against", forged).code == 1
    assert "根值" in command(*words, "--against", "nonsense").err
    assert command("audit", "verify", "--store", desk.location, "--as", "hr").code == 1


def test_a_backup_is_a_plain_zip_that_restores_to_the_same_workspace(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    desk.bring(sample_dossier())
    file = tmp_path / "backup.zip"
    assert command("backup", "--store", desk.location, "--as", "admin", file).code == 0
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["data.db", "keys.json"]
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert command("backup", "--store", desk.location, "--as", "admin", file).code == 1
    assert command("backup", "--store", desk.location, "--as", "hr", tmp_path / "b.zip").code == 1
    assert command("restore", file, tmp_path / "restored").code == 0
    rows = [
        command("list", "--store", store, "--as", "hr", "--json", desk=desk).out
        for store in (desk.location, tmp_path / "restored")
    ]
    assert rows[0] == rows[1] != "[]\n"
    assert command("restore", file, desk.location).code == 1
    assert command("restore", tmp_path / "none.zip", tmp_path / "other").code == 1


def test_a_wrong_password_and_a_folder_that_is_no_workspace_are_told_apart(
    command: Command, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "不是工作区" in command("list", "--store", tmp_path, "--as", "hr").err
    monkeypatch.setenv("TALENTDESK_PASSWORD", "wrong password")
    printed = command("list", "--store", desk.location, "--as", "hr")
    assert (printed.code, printed.err) == (1, "talentdesk: 账号或密码不正确。\n")


def test_a_damaged_copy_of_the_keys_is_told_and_made_anew(command: Command, desk: Desk) -> None:
    keys = desk.location / "keys.json"
    good = keys.read_bytes()
    keys.write_bytes(good[:100] + bytes([good[100] ^ 1]) + good[101:])
    printed = command("list", "--store", desk.location, "--as", "hr", desk=desk)
    assert printed.code == 0
    assert "密钥文件 keys.json 损坏或已过期" in printed.err
    assert keys.read_bytes() == good
    assert command("list", "--store", desk.location, "--as", "hr", desk=desk).err == ""


def test_attachments_are_shown_in_the_order_of_the_catalogue(command: Command, desk: Desk) -> None:
    dossier = sample_dossier()
    dossier.manifest["attachments"].reverse()
    desk.bring(dossier)
    shown = json.loads(command("show", "--store", desk.location, "--as", "hr", "app-1", "--json", desk=desk).out)
    assert [(item["section"], item["slot"]) for item in shown["attachments"]] == [
        ("basic", "portrait"),
        ("education", "certificate"),
        ("awards", "certificate"),
        ("materials", "id_front"),
        ("materials", "id_back"),
    ]


@pytest.mark.parametrize("seq", [3, 4])
def test_a_decision_on_an_approved_application_is_refused_saying_that_nobody_decides(
    command: Command, desk: Desk, seq: int
) -> None:
    desk.bring(sample_dossier())
    for login in ("hr", "city", "province"):
        desk.act(login, Action.PASS)
    desk.act("secretary", Action.CONFIRM, meeting="第一次评审会")
    words = ("decide", "--store", desk.location, "--as", "hr", "app-1", "pass", "--submission", 1, "--seq", seq)
    printed = command(*words, desk=desk)
    assert printed.code == 1
    assert "现在没有人可以办理：业务状态为“终审通过”。" in printed.err
