"""The commands on a shared database, as people type them: the same words, an address in the folder's place."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop.services.places import Address
from tests.command_line.conftest import Command
from tests.desk import NOW, PASSWORD, copied_desk
from tests.dossiers import another_person, sample_dossier
from tests.postgres.server import Server
from tests.shared_house import moved_in


@pytest.fixture(scope="module")
def address(
    postgres_server: Server, desk_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Address]:
    folder = tmp_path_factory.mktemp("house")
    (desk,) = [*_filled(desk_template, folder)]
    with moved_in(postgres_server, desk, PASSWORD, NOW) as there:
        yield there


def _filled(template: Path, folder: Path) -> Iterator[Path]:
    for desk in copied_desk(template, folder):
        desk.bring(sample_dossier())
        desk.bring(sample_dossier("app-2", name="李娜", document_number=another_person(3)))
        yield desk.location


def test_a_desk_lists_what_is_its_own_and_decides(command: Command, address: Address) -> None:
    there = ("--store", address, "--as")
    rows = json.loads(command("list", *there, "hr", "--json", "--sort", "application").out)
    assert [(row["application"], row["stage"]) for row in rows] == [("app-1", "unit"), ("app-2", "unit")]
    assert command("list", *there, "hr2").out.endswith("共 0 份\n")
    printed = command("decide", *there, "hr", "app-1", "pass", "--submission", 1, "--seq", 0)
    assert (printed.code, printed.err) == (0, "")
    assert "现为" in printed.out
    found = json.loads(command("list", *there, "city", "--json", "--stage", "department-1").out)
    assert [(row["application"], row["stage"]) for row in found] == [("app-1", "department-1")]
    printed = command("decide", *there, "hr", "app-1", "pass", "--submission", 1, "--seq", 0)
    assert printed.code == 1
    assert "seq 1" in printed.err
    printed = command("decide", *there, "hr", "app-1", "withdraw", "--submission", 1, "--seq", 1, "--comment", "再看")
    assert printed.code == 0
    printed = command("decide", *there, "hr2", "app-1", "pass", "--submission", 1, "--seq", 2)
    assert "没有" in printed.err


def test_an_application_is_shown_to_its_desks_and_to_nobody_else(command: Command, address: Address) -> None:
    there = ("--store", address, "--as")
    shown = json.loads(command("show", *there, "hr", "app-2", "--json").out)
    assert (shown["application"], shown["sections"]["basic"][0]["name"]) == ("app-2", "李娜")
    assert "李娜" in command("show", *there, "city", "app-2").out
    hidden, missing = (command("show", *there, "hr2", key) for key in ("app-2", "no-such"))
    assert hidden.code == missing.code == 1
    assert hidden.err.replace("app-2", "…") == missing.err.replace("no-such", "…")


def test_a_person_is_added_closed_and_let_in_again(
    command: Command, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ("--store", address, "--as")
    printed = command("person", "add", *there, "admin", "newcomer", "--role", "auditor", "--name", "新人")
    assert (printed.code, printed.out) == (0, "已添加账号 newcomer：审计员\n")
    assert command("person", "add", *there, "hr", "intruder", "--role", "auditor").code == 1
    assert command("person", "add", *there, "admin", "张敏", "--role", "auditor").code == 1
    assert command("person", "disable", *there, "admin", "newcomer").code == 0
    monkeypatch.setenv("TALENTDESK_PASSWORD", "another password")
    printed = command("list", *there, "newcomer")
    assert (printed.code, printed.err) == (1, "talentdesk: 此账号已停用，请联系管理员。\n")
    monkeypatch.setenv("TALENTDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("TALENTDESK_NEW_PASSWORD", "the third password")
    assert command("person", "enable", *there, "admin", "newcomer").code == 0
    monkeypatch.setenv("TALENTDESK_PASSWORD", "the third password")
    monkeypatch.setenv("TALENTDESK_NEW_PASSWORD", "the last password")
    printed = command("person", "password", *there, "newcomer")
    assert (printed.code, printed.out) == (0, "已修改 newcomer 的密码。\n")
    assert command("list", *there, "newcomer").code == 1
    monkeypatch.setenv("TALENTDESK_PASSWORD", "the last password")
    assert command("list", *there, "newcomer").code == 0


def test_a_list_is_exported_and_the_audit_verifies_it(command: Command, address: Address, tmp_path: Path) -> None:
    there = ("--store", address, "--as")
    first = command("audit", "verify", *there, "auditor")
    assert (first.code, first.err) == (0, "")
    root = first.out.splitlines()[0].removeprefix("root ")
    file = tmp_path / "list.xlsx"
    assert command("list", *there, "hr", "--excel", file).code == 0
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert {row[1] for row in rows[1:]} == {"王建国", "李娜"}
    second = command("audit", "verify", *there, "admin", "--against", root)
    assert (second.code, second.err) == (0, "")
    assert int(second.out.splitlines()[1].removeprefix("count ")) > int(root.partition("-")[0])
    refused = command("audit", "verify", *there, "hr")
    assert (refused.code, refused.err) == (1, "talentdesk: 审计核验须由管理员或审计员进行。\n")


def test_a_wrong_password_and_a_missing_server_are_told_apart(
    command: Command, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALENTDESK_PASSWORD", "something else")
    printed = command("list", "--store", address, "--as", "hr")
    assert (printed.code, printed.err) == (1, "talentdesk: 账号或密码不正确。\n")
    printed = command("list", "--store", "postgresql://127.0.0.1:1/nothing", "--as", "hr")
    assert "连接不上服务器 postgresql://127.0.0.1:1/nothing" in printed.err


def test_a_backup_is_made_by_the_servers_own_program(command: Command, address: Address, tmp_path: Path) -> None:
    printed = command("backup", "--store", address, "--as", "admin", tmp_path / "backup")
    assert printed.code == 1
    assert "pg_dump" in printed.err
    assert address.command_text() in printed.err
