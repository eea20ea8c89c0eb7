"""The dates of the list as they are painted: never a day of another year without its year."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QPoint, QSettings, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from desktop.models.application_columns import Column
from desktop.models.applications_table_model import ApplicationsTableModel
from desktop.services.rows import ApplicationQuery
from desktop.views.applications.applications_table import ApplicationsTable
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.models.shelf import MOMENT, Shelf

NARROW, WIDE = 1140, 1700
"""What the list has of a window of 1366 pixels, and of one of 1920."""
SUBMITTED = (MOMENT, datetime(2025, 11, 3, 2, 0, tzinfo=UTC), datetime(2025, 12, 31, 17, 0, tzinfo=UTC), None)


@pytest.fixture
def table_at(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[[datetime], ApplicationsTable]]:
    """A table whose clock stands at a moment, over applications of `SUBMITTED`."""
    runner = BackgroundRunner()
    shelf = Shelf(len(SUBMITTED))
    shelf.stored = [replace(row, submitted_at=at) for row, at in zip(shelf.stored, SUBMITTED, strict=True)]
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)

    def made(now: datetime) -> ApplicationsTable:
        model = ApplicationsTableModel(shelf, runner)
        table = ApplicationsTable(model, settings, lambda: now)
        model.setParent(table)
        qtbot.addWidget(table)
        with qtbot.waitSignal(model.loaded):
            model.set_query(ApplicationQuery())
        table.resize(NARROW, 400)
        table.show()
        return table

    yield made
    runner.close()


def painted_dates(table: ApplicationsTable) -> list[str]:
    """The words of the date column as the table paints them."""
    generator, drawing = QSvgGenerator(), QBuffer()
    generator.setOutputDevice(drawing)
    painter = QPainter(generator)
    table.viewport().render(painter, QPoint())
    painter.end()
    words = [""] * table.model().rowCount()
    for x, y, text in re.findall(
        r'<text[^>]* x="(\d+)" y="(\d+)"[^>]*>([^<]*)</text>', bytes(drawing.data().data()).decode()
    ):
        if table.columnAt(int(x)) == Column.SUBMITTED_AT:
            words[table.rowAt(int(y))] += text
    return words


def test_a_narrow_list_names_the_year_of_every_day_that_is_not_of_this_one(
    table_at: Callable[[datetime], ApplicationsTable],
) -> None:
    autumn = table_at(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    assert painted_dates(autumn) == ["09-01", "2025-11-03", "01-01", ""]
    new_year = table_at(datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    assert painted_dates(new_year) == ["2026-09-01", "2025-11-03", "2026-01-01", ""]
    tip = new_year.model().index(0, Column.SUBMITTED_AT).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "2026-09-01 10:00"


def test_a_list_with_room_says_day_and_time(table_at: Callable[[datetime], ApplicationsTable]) -> None:
    table = table_at(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    table.resize(WIDE, 400)
    assert painted_dates(table) == ["2026-09-01 10:00", "2025-11-03 10:00", "2026-01-01 01:00", ""]


def test_a_column_made_narrower_by_hand_still_shows_no_day_without_its_year(
    table_at: Callable[[datetime], ApplicationsTable],
) -> None:
    table = table_at(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    table.setColumnWidth(Column.SUBMITTED_AT, 70)
    this_year, another, _, _ = painted_dates(table)
    assert this_year == "09-01"
    assert another.startswith("202")
    assert another.endswith("…")
