"""The commands that make a workspace and fill its registers."""

from pathlib import Path

import pytest

from tests.command_line.conftest import Command
from tests.desk import CATALOGUE_FILE, NOTICE_TOML, Desk
from tests.dossiers import UNIT, sample_dossier


def test_a_new_workspace_shows_its_recovery_key_once_and_is_not_made_twice(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "new"
    printed = command("new", store, "--as", "admin")
    assert printed.code == 0
    key = printed.out.splitlines()[-1]
    assert len(key.replace("-", "")) == 56
    again = command("new", store, "--as", "admin")
    assert (again.code, again.out) == (1, "")
    assert "已经是一个工作区" in again.err
    assert command("list", "--store", store, "--as", "admin", "--json").out == "[]\n"


def test_a_short_password_makes_no_workspace(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALENTDESK_PASSWORD", "1234567")
    assert command("new", tmp_path / "new", "--as", "admin").code == 1
    assert not (tmp_path / "new").exists()


def test_units_are_imported_with_a_line_for_each_refused_row(command: Command, desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("code,name,parent,kind\n2203,四平市人社局,22,department\n2204,辽源,99,department\n", "gb18030")
    words = ("unit", "import", "--store", desk.location, "--as", "admin", table)
    printed = command(*words)
    assert (printed.code, printed.out) == (1, "1 imported, 0 unchanged, 1 refused\n")
    assert printed.err == "talentdesk: 第 3 行：上级部门“99”既不在表格中，也未登记。\n"
    table.write_text("code,name,parent,kind\n2203,四平市人社局,22,department\n", "utf-8-sig")
    printed = command(*words)
    assert (printed.code, printed.out) == (0, "0 imported, 1 unchanged, 0 refused\n")
    assert command("unit", "import", "--store", desk.location, "--as", "hr", table).code == 1


def test_a_person_is_added_and_gains_roles(command: Command, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("person", "add", "--store", desk.location, "--as", "admin", "newcomer")
    printed = command(*words, "--role", "unit", "--unit", UNIT, "--name", "李娜")
    assert (printed.code, printed.out) == (0, "已添加账号 newcomer：推荐单位（长春光电研究院）\n")
    printed = command(*words, "--role", "secretary", "--role", "auditor", "--unit", "22")
    assert printed.code == 0
    assert "评委会秘书（吉林省人社厅）" in printed.out
    monkeypatch.setenv("TALENTDESK_PASSWORD", "another password")
    assert command("list", "--store", desk.location, "--as", "newcomer").code == 0
    assert command(*words, "--role", "auditor").code == 1


@pytest.mark.parametrize(
    ("role", "options", "sentence"),
    [
        ("unit", ("--unit", "22"), "单位代码"),
        ("unit", (), "单位代码"),
        ("department", ("--unit", UNIT), "部门代码"),
        ("member", (), "部门代码"),
        ("auditor", ("--unit", "22"), "不要指定"),
        ("unit", ("--unit", "77"), "77"),
    ],
)
def test_a_role_belongs_to_the_right_kind_of_organisation(
    command: Command, desk: Desk, role: str, options: tuple[str, ...], sentence: str
) -> None:
    before = desk.counts()
    printed = command("person", "add", "--store", desk.location, "--as", "admin", "x", "--role", role, *options)
    assert printed.code == 1
    assert sentence in printed.err
    assert desk.counts() == before


def test_a_notice_is_published_by_its_issuer_and_not_changed_under_applications(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "notice.toml"
    words = ("notice", "import", "--store", desk.location, "--as", "province", file)
    file.write_text(NOTICE_TOML, encoding="utf-8")
    assert command(*words).out.startswith("通知没有变化")
    file.write_text(NOTICE_TOML.replace("请于", "务必于"), encoding="utf-8")
    assert command(*words).out.startswith("已更新通知")
    desk.bring(sample_dossier())
    file.write_text(NOTICE_TOML.replace("请于", "再次请于"), encoding="utf-8")
    printed = command(*words)
    assert printed.code == 1
    assert "已有申报" in printed.err
    file.write_text(NOTICE_TOML.replace('"2024-01"', '"2024-05"'), encoding="utf-8")
    assert "审核人员" in command("notice", "import", "--store", desk.location, "--as", "city", file).err
    assert command(*words).out.startswith("已发布通知 2024-05")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('key = "2024-01"', "", "key"),
        ("reading_seconds = 30", "reading_seconds = true", "reading_seconds"),
        ("opens = 2024-07-01", "opens = 2025-07-01", "closes"),
        ('issuer = "22"', 'issuer = "99"', "99"),
        ('issuer = "22"', f'issuer = "{UNIT}"', UNIT),
        ('"jilin-2024"', '"jilin-1999"', "jilin-1999"),
        ("title =", "headline =", "headline"),
        ("opens = 2024-07-01T00:00:00+08:00", 'opens = "soon"', "opens"),
        ('key = "2024-01"', "key = ", "TOML"),
    ],
)
def test_a_wrong_notice_is_refused_naming_the_key(
    command: Command, desk: Desk, tmp_path: Path, old: str, new: str, named: str
) -> None:
    file = tmp_path / "notice.toml"
    file.write_text(NOTICE_TOML.replace(old, new), encoding="utf-8")
    before = desk.counts()
    printed = command("notice", "import", "--store", desk.location, "--as", "province", file)
    assert (printed.code, printed.out) == (1, "")
    assert named in printed.err
    assert desk.counts() == before


def test_a_catalogue_that_is_not_utf_8_is_refused_in_words_of_the_program(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(CATALOGUE_FILE.read_text(encoding="utf-8").encode("gb18030"))
    printed = command("catalogue", "check", file)
    assert printed.code == 1
    assert "UTF-8" in printed.err
    assert "codec" not in printed.err


def test_a_catalogue_is_checked_and_activated(command: Command, desk: Desk, tmp_path: Path) -> None:
    assert command("catalogue", "check", CATALOGUE_FILE).code == 0
    again = command("catalogue", "activate", "--store", desk.location, "--as", "admin", CATALOGUE_FILE)
    assert again.code == 0
    assert "没有变化" in again.out
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(CATALOGUE_FILE.read_text(encoding="utf-8").replace("sample = true", "sample = 3"), "utf-8")
    printed = command("catalogue", "check", wrong)
    assert printed.code == 1
    assert "wrong.toml" in printed.err
    assert "sample" in printed.err
    assert command("catalogue", "activate", "--store", desk.location, "--as", "hr", CATALOGUE_FILE).code == 1
    assert command("catalogue", "check", tmp_path / "none.toml").code == 1
