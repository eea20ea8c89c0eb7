"""The rows of the table as they are painted: laid out once, and anew when anything they show has changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.models.application_columns import Column
from desktop.models.applications_table_model import ApplicationsTableModel
from desktop.services.rows import ApplicationQuery, ApplicationRow
from desktop.views.applications import row_layout
from desktop.views.applications.applications_table import ApplicationsTable
from desktop.widgets.theme.current import color
from desktop.widgets.theme.metrics import ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole, ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.models.shelf import Shelf

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(30)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, shelf: Shelf, tmp_path: Path) -> Iterator[ApplicationsTable]:
    runner = BackgroundRunner()
    model = ApplicationsTableModel(shelf, runner)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = ApplicationsTable(model, settings, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1200, 400)
    made.show()
    with qtbot.waitSignal(model.loaded):
        model.set_query(ApplicationQuery())
    yield made
    runner.close()


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the rows in the order they were laid out."""
    names: list[str] = []
    lay_out = row_layout.RowLayout.of

    def noting(self: row_layout.RowLayout, row: ApplicationRow) -> row_layout.LaidOutRow:
        names.append(row.name)
        return lay_out(self, row)

    monkeypatch.setattr(row_layout.RowLayout, "of", noting)
    return names


def painted(table: ApplicationsTable, row: int) -> QImage:
    top = table.rowViewportPosition(row)
    return table.viewport().grab(QRect(0, top, table.viewport().width(), ROW_HEIGHT)).toImage()


def paper(image: QImage) -> str:
    """The colour behind the words, between two cells."""
    return image.pixelColor(8, 4).name()


def test_a_row_is_laid_out_once_however_often_it_is_painted(table: ApplicationsTable, laid_out: list[str]) -> None:
    before = painted(table, 2)
    laid_out.clear()
    assert painted(table, 2) == before
    assert painted(table, 3) != before
    assert laid_out == []


def test_a_row_that_was_read_anew_is_painted_anew(qtbot: QtBot, table: ApplicationsTable, shelf: Shelf) -> None:
    model = table.model()
    assert isinstance(model, ApplicationsTableModel)
    before = painted(table, 2)
    shelf.stored[2] = replace(shelf.stored[2], name="欧阳修远")
    with qtbot.waitSignal(model.refreshed):
        model.refresh()
    assert painted(table, 2) != before


def test_a_wider_column_and_a_hidden_one_are_painted_anew(table: ApplicationsTable) -> None:
    before = painted(table, 2)
    table.setColumnWidth(Column.NAME, table.columnWidth(Column.NAME) + 40)
    wider = painted(table, 2)
    assert wider != before
    table.show_column(Column.SERVICE_TYPE, shown=False)
    assert painted(table, 2) != wider


def test_the_other_theme_paints_in_its_colours(table: ApplicationsTable, theme: Theme) -> None:
    assert paper(painted(table, 2)) == color(ColorRole.SURFACE).name()
    theme.set_mode(ThemeMode.DARK)
    assert paper(painted(table, 2)) == color(ColorRole.SURFACE).name()
    theme.set_mode(ThemeMode.LIGHT)


def test_the_rows_of_keyboard_mouse_and_check_have_their_colours(table: ApplicationsTable) -> None:
    table.setCurrentIndex(table.model().index(1, Column.NAME))
    QTest.mouseMove(table.viewport(), QPoint(300, table.rowViewportPosition(2) + 10))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, table.rowViewportPosition(3) + 10))
    table.setCurrentIndex(table.model().index(1, Column.NAME))
    papers = [painted(table, row).pixelColor(200, 4).name() for row in (1, 2, 3, 4)]
    roles = (ColorRole.SELECTED_SOFT, ColorRole.HOVER, ColorRole.SELECTED, ColorRole.SURFACE)
    assert papers == [color(role).name() for role in roles]


def test_a_long_name_is_cut_where_its_column_ends(table: ApplicationsTable, shelf: Shelf) -> None:
    layout = row_layout.RowLayout((row_layout.Cell(Column.UNIT, 0, 100),), {}, NOW.date(), 1.0)
    laid_out = layout.of(replace(shelf.stored[0], unit="吉林省农业科学院畜牧科学分院"))
    ((_, _, left, _, shown),) = laid_out.texts
    assert left == 12
    assert shown.startswith("吉林省")
    assert shown.endswith("…")
