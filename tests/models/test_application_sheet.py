"""The list as a spreadsheet: the headings and words of the table, numbers and moments as such."""

from dataclasses import replace

from desktop.models.application_columns import Column, describe, heading
from desktop.models.application_sheet import sheet_columns
from tests.models.shelf import MOMENT, make_row

STANDARDS = {"C-03": "省部级科学技术奖"}


def test_every_column_but_the_check_boxes_has_heading_width_and_the_words_of_the_table() -> None:
    columns = sheet_columns(list(Column), STANDARDS)
    assert [one.sheet.heading for one in columns] == [heading(one) for one in Column if one is not Column.CHECK]
    assert all(one.sheet.width > 0 for one in columns)
    row = make_row(4)
    for column, one in zip(list(Column)[1:], columns, strict=True):
        cell = one.cell(row)
        assert not isinstance(cell, str) or cell == describe(column).text(row, STANDARDS)


def test_the_order_is_that_of_the_table() -> None:
    columns = sheet_columns([Column.STATUS, Column.CHECK, Column.NAME], {})
    assert [one.sheet.heading for one in columns] == ["状态", "姓名"]


def test_numbers_and_moments_are_no_texts() -> None:
    row = replace(make_row(4), days_waiting=8, attachments=7, findings=0)
    wanted = [Column.SUBMITTED_AT, Column.DAYS_WAITING, Column.ATTACHMENTS, Column.FINDINGS]
    columns = sheet_columns(wanted, {})
    assert [one.cell(row) for one in columns] == [MOMENT, 8, 7, 0]
    assert [one.sheet.number_format for one in columns] == ["", '0" 天"', "", '[=0]"通过";0" 项"']
    assert columns[1].cell(replace(row, stage="")) is None
    assert columns[0].cell(replace(row, submitted_at=None)) is None
