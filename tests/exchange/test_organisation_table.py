"""Tables of organisations in every form they come in."""

from pathlib import Path

import pytest
import xlsxwriter

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.organisation_table import TableRow, read_organisation_table

HEADER = ("code", "name", "parent", "kind")


def write_xlsx(file: Path, lines: tuple[tuple[object, ...], ...]) -> Path:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_csv_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "t.CSV"
    file.write_text("Code,name,parent,kind\r\n1,省,,department\r\n\r\n2, 市 ,1,department\r\n", encoding=encoding)
    assert read_organisation_table(file) == (
        TableRow(2, "1", "省", "", "department"),
        TableRow(4, "2", "市", "1", "department"),
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-be", "utf-16-le"])
def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("\ufeffcode,name,parent,kind\n1,𬱖省,,department\n".encode(encoding))
    assert read_organisation_table(file) == (TableRow(2, "1", "𬱖省", "", "department"),)


def test_a_spreadsheet_is_read_with_its_numbers_as_they_look(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "t.xlsx", (HEADER, (2201, "长春", 22, "department"), (), (22, "省", "", "department")))
    assert read_organisation_table(file) == (
        TableRow(2, "2201", "长春", "22", "department"),
        TableRow(4, "22", "省", "", "department"),
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.ods", b"", RejectionCode.UNKNOWN_TABLE_FORMAT),
        ("t.xlsx", b"not a ZIP", RejectionCode.TABLE_DAMAGED),
        ("t.xlsx", b"PK\x05\x06" + bytes(18), RejectionCode.TABLE_DAMAGED),
        ("t.csv", b"code,name,parent,kind\n\xff\xff\xff,,,\n", RejectionCode.TABLE_DAMAGED),
        ("t.csv", b'code,name,parent,kind\n"open,a,b,c\n', RejectionCode.TABLE_DAMAGED),
        ("t.csv", b"", RejectionCode.TABLE_HEADER),
        ("t.csv", b"code,name,kind\n", RejectionCode.TABLE_HEADER),
        ("t.csv", b"code,name,parent,kind,extra\n", RejectionCode.TABLE_HEADER),
        ("t.csv", b"code,name,parent,kind\n,,,\n", RejectionCode.TABLE_EMPTY),
    ],
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, name: str, content: bytes, code: RejectionCode) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Rejected) as raised:
        read_organisation_table(tmp_path / name)
    assert raised.value.code is code
