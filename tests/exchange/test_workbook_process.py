"""A workbook written by a process of its own: the same rows arrive, and nothing is left when either end goes."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop.exchange.applications_workbook import ROWS_A_SHEET, Cell, SheetColumn, WorkbookLabels
from desktop.exchange.replaced_file import replaced_file
from desktop.exchange.workbook_process import WorkbookProcess, WriterGone
from desktop.exchange.workbook_wire import END, Order, order_line, parse_order, parse_rows, rows_line

CREATED = datetime(2026, 11, 25, 2, 5, tzinfo=UTC)
COLUMNS = (SheetColumn("姓名", 12), SheetColumn("停留", 10, '0" 天"'))
LABELS = WorkbookLabels("申请", "待我审核", "张敏", "类别：A\n导出人：张敏", CREATED)

moments = st.integers(0, 4_000_000_000_000).map(
    lambda milliseconds: datetime.fromtimestamp(milliseconds // 1000, UTC).replace(
        microsecond=milliseconds % 1000 * 1000
    )
)
cells = st.one_of(st.none(), st.text(st.characters()), st.integers(-(2**40), 2**40), moments)


@given(st.lists(st.lists(cells)))
def test_rows_are_told_as_they_are(rows: list[list[Cell]]) -> None:
    line = rows_line(rows)
    assert line.count(b"\n") == 1
    assert parse_rows(line) == rows


def test_the_order_is_told_as_it_is(tmp_path: Path) -> None:
    order = Order(tmp_path / "文件\udc80", tmp_path, COLUMNS, LABELS, ROWS_A_SHEET)
    assert parse_order(order_line(order)) == order


def test_the_rows_arrive_in_order_over_several_lines_and_sheets(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with replaced_file(file, overwrite=True) as draft:
        book = WorkbookProcess(draft, COLUMNS, LABELS, rows_a_sheet=251)
        try:
            for number in range(450):
                book.write((f"人{number}\ud800", number))
            book.close()
        finally:
            book.end()
    assert (book.rows, book.sheets) == (450, 2)
    read = CalamineWorkbook.from_path(str(file))
    rows = [row for name in read.sheet_names for row in read.get_sheet_by_name(name).to_python()[1:]]
    assert rows == [[f"人{number}\ufffd", float(number)] for number in range(450)]
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_killed_writer_is_noticed_and_nothing_is_left(tmp_path: Path) -> None:
    def write_for_ever() -> None:
        with replaced_file(tmp_path / "a.xlsx", overwrite=True) as draft:
            book = WorkbookProcess(draft, COLUMNS, LABELS)
            try:
                book.write(("王建国", 1))
                book.kill()
                while True:
                    book.write(("王建国", 1))
            finally:
                book.end()

    with pytest.raises(WriterGone):
        write_for_ever()
    assert list(tmp_path.iterdir()) == []


def test_a_writer_whose_answer_nobody_hears_takes_its_draft_with_it(tmp_path: Path) -> None:
    folder = tmp_path / ".a.xlsx.part"
    folder.mkdir()
    order = order_line(Order(folder / "draft", folder, COLUMNS, LABELS, ROWS_A_SHEET))
    words = [sys.executable, "-I", "-m", "desktop", "workbook-child"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.close()
        writer.stdin.write(order + rows_line([("王建国", 1)] * 3) + END)
    assert writer.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_is_left_alone_takes_its_draft_with_it(tmp_path: Path) -> None:
    folder = tmp_path / ".a.xlsx.part"
    folder.mkdir()
    order = Order(folder / "draft", folder, COLUMNS, LABELS, ROWS_A_SHEET)
    rows = rows_line([("王建国", 1)] * 3)
    told = subprocess.run(
        [sys.executable, "-I", "-m", "desktop", "workbook-child"],
        input=order_line(order) + rows + rows[:-9],
        capture_output=True,
        timeout=60,
    )
    assert (told.returncode, told.stdout) == (1, b"")
    assert list(tmp_path.iterdir()) == []
