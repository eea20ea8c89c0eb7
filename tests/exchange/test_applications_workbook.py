"""The workbook holds what it was given, read again by another library; nothing in it is a formula."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop.exchange.applications_workbook import (
    LONGEST_TEXT,
    ROWS_A_SHEET,
    ApplicationsWorkbook,
    Cell,
    SheetColumn,
    WorkbookLabels,
)

CREATED = datetime(2026, 11, 25, 2, 5, tzinfo=UTC)
COLUMNS = (SheetColumn("姓名", 12), SheetColumn("提交", 17), SheetColumn("停留", 10, '0" 天"'))
LABELS = WorkbookLabels("申请", "待我审核", "张敏", "类别：A\n导出人：张敏", CREATED)
TRIGGERS = ("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org/", "0123", "1e5", "TRUE", "#N/A", "'quoted")


def write(file: Path, rows: Sequence[Sequence[Cell]], *, rows_a_sheet: int = ROWS_A_SHEET) -> Path:
    with file.open("wb") as stream:
        book = ApplicationsWorkbook(stream, file.parent, COLUMNS, LABELS, rows_a_sheet=rows_a_sheet)
        for row in rows:
            book.write(row)
        book.close()
    return file


def read(file: Path) -> dict[str, list[Sequence[object]]]:
    book = CalamineWorkbook.from_path(str(file))
    return {name: list(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}


@dataclass
class Element:
    """One element of a part of the workbook; `inside` are the elements below it, all of them."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: "list[Element]" = field(default_factory=list)

    def all(self, tag: str) -> "list[Element]":
        return [element for element in self.inside if element.tag == tag]


def xml(file: Path, name: str) -> Element:
    """One part, as any reader of XML takes it apart."""
    open_ones = [Element("", {})]

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes)
        for one in open_ones:
            one.inside.append(element)
        open_ones.append(element)

    def text(data: str) -> None:
        open_ones[-1].text += data

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda tag: open_ones.pop()
    with zipfile.ZipFile(file) as archive:
        parser.Parse(archive.read(name), True)
    (root,) = open_ones
    return root


def test_rows_come_back_as_they_were_with_their_types(tmp_path: Path) -> None:
    moment = datetime(2026, 8, 31, 23, 30, 59, 500_000, tzinfo=UTC)
    file = write(tmp_path / "a.xlsx", [("王建国", moment, 7), ("", None, None), ("欧阳·买买提", moment, 0)])
    local = datetime.fromisoformat("2026-09-01T07:30:59")
    assert read(file) == {
        "申请": [["姓名", "提交", "停留"], ["王建国", local, 7.0], ["", "", ""], ["欧阳·买买提", local, 0.0]]
    }
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("text", TRIGGERS)
def test_a_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    file = write(tmp_path / "a.xlsx", [(text, None, 1)])
    assert read(file)["申请"][1][0] == text
    sheet = xml(file, "xl/worksheets/sheet1.xml")
    assert not sheet.all("f")
    assert not sheet.all("hyperlink")
    (cell,) = (element for element in sheet.all("c") if element.attributes["r"] == "A2")
    assert cell.attributes["t"] == "inlineStr"


texts = st.text(st.one_of(st.characters(), st.sampled_from("=+-@\r\n\t\x00\x0b\x1f_x0D\ud83d\ufffe\uffff 　'\"<&")))


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, "count[int]"]:
    return tmp_path_factory.mktemp("books"), count()


@given(st.lists(texts, min_size=1, max_size=8))
@example(["_x0041_", "_x005F_x0041_", "a\rb", "a\x0bb", " a ", "𠮷\ud842", "\ufffe"])
def test_any_text_comes_back_but_for_what_xml_cannot_hold(
    numbered: tuple[Path, "count[int]"], written: list[str]
) -> None:
    folder, numbers = numbered
    file = write(folder / f"{next(numbers)}.xlsx", [(text, None, 1) for text in written])
    found = [row[0] for row in read(file)["申请"][1:]]
    assert len(found) == len(written)
    for text, cell in zip(written, found, strict=True):
        assert isinstance(cell, str)
        assert len(cell) == len(text)
        changed = {(before, after) for before, after in zip(text, cell, strict=True) if before != after}
        assert {after for _, after in changed} <= {"\ufffd"}
        assert all("\ud800" <= before <= "\udfff" or before in "\ufffe\uffff_" for before, _ in changed)
    file.unlink()


def test_a_text_beyond_excels_limit_ends_in_an_ellipsis(tmp_path: Path) -> None:
    longest, longer, wide = "字" * LONGEST_TEXT, "字" * (LONGEST_TEXT + 1), "𠮷" * LONGEST_TEXT
    file = write(tmp_path / "a.xlsx", [(text, None, 1) for text in (longest, longer, wide)])
    found = [str(row[0]) for row in read(file)["申请"][1:]]
    assert found == [longest, f"{'字' * (LONGEST_TEXT - 1)}…", f"{'𠮷' * ((LONGEST_TEXT - 1) // 2)}…"]


def test_the_heading_is_bold_frozen_and_filtered_and_columns_have_their_widths(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", [("王建国", CREATED, 7)] * 3)
    sheet = xml(file, "xl/worksheets/sheet1.xml")
    (pane,) = sheet.all("pane")
    assert (pane.attributes["ySplit"], pane.attributes["state"]) == ("1", "frozen")
    assert [one.attributes["ref"] for one in sheet.all("autoFilter")] == ["A1:C4"]
    assert [float(column.attributes["width"]) // 1 for column in sheet.all("col")] == [12, 17, 10]
    styles = xml(file, "xl/styles.xml")
    formats = {element.attributes["numFmtId"]: element.attributes["formatCode"] for element in styles.all("numFmt")}
    (fonts,), (looks,) = styles.all("fonts"), styles.all("cellXfs")
    bold = [bool(font.all("b")) for font in fonts.all("font")]
    cells = {element.attributes["r"]: int(element.attributes.get("s", 0)) for element in sheet.all("c")}
    shown = {place: looks.all("xf")[look].attributes for place, look in cells.items()}
    assert [bold[int(shown[place]["fontId"])] for place in ("A1", "B1", "C1", "A2", "B2")] == [True] * 3 + [False] * 2
    assert [formats.get(shown[place]["numFmtId"]) for place in ("A2", "B2", "C2")] == [
        None,
        "yyyy-mm-dd hh:mm",
        '0" 天"',
    ]


def test_what_was_exported_stands_in_the_properties(tmp_path: Path) -> None:
    core = xml(write(tmp_path / "a.xlsx", []), "docProps/core.xml")
    words = {element.tag: element.text for element in core.inside}
    assert words["dc:title"] == "待我审核"
    assert words["dc:creator"] == "张敏"
    assert words["dc:description"] == "类别：A\n导出人：张敏"


def test_a_full_sheet_goes_on_in_the_next_with_the_same_heading(tmp_path: Path) -> None:
    rows = [(f"人{number}", None, number) for number in range(7)]
    found = read(write(tmp_path / "a.xlsx", rows, rows_a_sheet=4))
    assert list(found) == ["申请", "申请 2", "申请 3"]
    assert [[row[0] for row in sheet] for sheet in found.values()] == [
        ["姓名", "人0", "人1", "人2"],
        ["姓名", "人3", "人4", "人5"],
        ["姓名", "人6"],
    ]
    assert list(read(write(tmp_path / "b.xlsx", rows[:3], rows_a_sheet=4))) == ["申请"]


def test_an_empty_list_gives_the_headings(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.xlsx", [])) == {"申请": [["姓名", "提交", "停留"]]}
