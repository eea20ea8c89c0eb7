"""`talentdesk list --excel`: the list as a workbook, with the same options, and never over another file."""

from datetime import datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.command_line.conftest import Command
from tests.desk import Desk
from tests.dossiers import another_person, sample_dossier


def read(file: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()]


def test_the_list_becomes_a_workbook_with_types(command: Command, desk: Desk, tmp_path: Path) -> None:
    desk.bring(sample_dossier())
    desk.bring(sample_dossier("app-2", name="=李娜", document_number=another_person(3)))
    words = ("list", "--store", desk.location, "--as", "hr", "--sort", "application", "--excel")
    file = tmp_path / "a.xlsx"
    printed = command(*words, file, desk=desk)
    assert (printed.code, printed.out, printed.err) == (0, f"已导出 2 行到 {file}\n", "")
    heading, first, second = read(file)
    assert heading[:3] == ["申报编号", "姓名", "单位"]
    submitted = datetime.fromisoformat("2024-08-19T10:22:31")
    assert first[:2] == ["2024-22-000001", "王建国"]
    assert first[-4:] == [submitted, 0.0, 5.0, 0.0]
    assert second[1] == "=李娜"
    assert command(*words, tmp_path / "b.xlsx", "--search", "李娜", desk=desk).code == 0
    assert [row[1] for row in read(tmp_path / "b.xlsx")] == ["姓名", "=李娜"]
    assert command(*words, tmp_path / "c.xlsx", "--limit", "1", desk=desk).out.startswith("已导出 1 行")


def test_an_existing_file_is_kept_and_wrong_usage_is_told(command: Command, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"old")
    words = ("list", "--store", desk.location, "--as", "hr")
    printed = command(*words, "--excel", file, desk=desk)
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == f"talentdesk: “{file}”已存在，未作改动，请换一个文件名。\n"
    assert file.read_bytes() == b"old"
    assert command(*words, "--excel", tmp_path / "a.csv", desk=desk).code == 2
    assert command(*words, "--json", "--excel", tmp_path / "b.xlsx", desk=desk).code == 2
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["a.xlsx"]
