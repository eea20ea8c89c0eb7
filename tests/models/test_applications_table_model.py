"""The applications table's rows: read in pages off the GUI thread, kept in place when somebody else decides."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.application_columns import Column
from desktop.models.applications_table_model import ROW_ROLE, ApplicationsTableModel
from desktop.models.checked_rows import MOST_CHECKED
from desktop.models.row_pages import PAGE_ROWS
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.rows import ApplicationQuery, ApplicationSort
from desktop.work.runner import BackgroundRunner
from tests.models.shelf import Shelf, make_row


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    made = BackgroundRunner()
    yield made
    made.close()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf(250)
    yield made
    made.gate.set()


@pytest.fixture
def model(shelf: Shelf, runner: BackgroundRunner) -> Iterator[ApplicationsTableModel]:
    made = ApplicationsTableModel(shelf, runner)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    assert tester.model() is made


def load(qtbot: QtBot, model: ApplicationsTableModel, query: ApplicationQuery | None = None) -> None:
    with qtbot.waitSignal(model.loaded):
        model.set_query(query or ApplicationQuery())


def test_the_first_page_arrives_with_the_whole_length(qtbot: QtBot, model: ApplicationsTableModel) -> None:
    load(qtbot, model)
    assert model.rowCount() == 250
    assert model.index(0, Column.NAME).data() == "王0"
    assert model.index(99, Column.NAME).data() == "王99"


def test_a_row_further_down_shows_an_ellipsis_until_its_page_is_here(
    qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf
) -> None:
    load(qtbot, model)
    shelf.gate.clear()
    assert model.index(201, Column.NAME).data() == "…"
    assert model.index(202, Column.NAME).data() == "…"
    with qtbot.waitSignal(model.dataChanged) as changed:
        shelf.gate.set()
    assert changed.args is not None
    assert changed.args[0].row() == 200
    assert model.index(201, Column.NAME).data() == "王201"
    assert shelf.reads == [(0, PAGE_ROWS), (200, 50)]


def test_a_row_that_is_quickly_read_is_painted_at_once(qtbot: QtBot, model: ApplicationsTableModel) -> None:
    load(qtbot, model)
    assert model.index(101, Column.NAME).data() == "王101"


def test_reading_never_holds_up_the_caller(qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf) -> None:
    shelf.gate.clear()
    model.set_query(ApplicationQuery())
    assert model.loading
    assert model.rowCount() == 0
    with qtbot.waitSignal(model.loaded):
        shelf.gate.set()
    assert not model.loading


def test_only_the_newest_query_is_shown(qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf) -> None:
    shelf.gate.clear()
    model.set_query(ApplicationQuery(search="王1"))
    model.set_query(ApplicationQuery(search="王24"))
    with qtbot.waitSignal(model.loaded) as loaded:
        shelf.gate.set()
    assert loaded.args == [11]
    assert model.index(0, Column.NAME).data() == "王24"


def test_the_order_is_told_of_the_list_that_is_shown_alone(qtbot: QtBot, model: ApplicationsTableModel) -> None:
    everything, some = ApplicationQuery(), ApplicationQuery(search="王24")
    load(qtbot, model)
    qtbot.waitUntil(lambda: len(model.order_of(everything) or ()) == 250)
    model.set_query(some)
    assert model.order_of(some) is None
    qtbot.waitUntil(lambda: not model.loading)
    assert (model.order_of(everything), len(model.order_of(some) or ())) == (None, 11)


def test_a_refresh_keeps_what_is_checked_and_drops_what_is_gone(
    qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf
) -> None:
    load(qtbot, model)
    model.set_checked([3, 5], checked=True)
    shelf.stored = [row for row in shelf.stored if row.id != "id-5"]
    with qtbot.waitSignals([model.refreshed, model.rowsRemoved]):
        model.refresh()
    assert [row.id for row in model.checked] == ["id-3"]
    assert model.rowCount() == 249
    assert model.row_of("id-6") == 5


def test_rows_that_are_added_elsewhere_appear_without_a_reset(
    qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf
) -> None:
    load(qtbot, model)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    shelf.stored.append(make_row(999))
    with qtbot.waitSignals([model.refreshed, model.rowsInserted]):
        model.refresh()
    assert model.rowCount() == 251
    assert resets == []


def test_a_refresh_asked_for_during_another_follows_it(
    qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf
) -> None:
    load(qtbot, model)
    shelf.gate.clear()
    model.refresh()
    model.refresh()
    refreshed: list[int] = []
    model.refreshed.connect(refreshed.append)
    # whoever changes something all the time must not keep the list from being read to its end
    model.refreshed.connect(lambda total: shelf.stored.append(make_row(999)) if total == 250 else None)
    shelf.gate.set()
    qtbot.waitUntil(lambda: len(refreshed) == 2)
    assert refreshed == [250, 251]
    assert not model.loading


def test_another_query_forgets_the_checks(qtbot: QtBot, model: ApplicationsTableModel) -> None:
    load(qtbot, model)
    model.set_checked(range(3), checked=True)
    load(qtbot, model, ApplicationQuery(search="王1"))
    assert model.checked == ()


def test_checks_show_in_the_cells_and_can_be_cleared(qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf) -> None:
    load(qtbot, model)
    model.set_checked([1], checked=True)
    box = model.index(1, Column.CHECK)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    model.set_checked([1], checked=False)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    model.set_checked([1, 2], checked=True)
    model.clear_checks()
    assert model.checked == ()


def test_a_failed_read_is_told_and_leaves_the_rows(qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf) -> None:
    load(qtbot, model)
    shelf.error = Unavailable(UnavailableCode.DISK_FAILED)
    with qtbot.waitSignal(model.failed) as failed:
        model.refresh()
    assert failed.args == [shelf.error]
    assert model.index(0, Column.NAME).data() == "王0"


def test_sorting_asks_the_store(qtbot: QtBot, model: ApplicationsTableModel) -> None:
    load(qtbot, model)
    with qtbot.waitSignal(model.loaded):
        model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert model.query.sort is ApplicationSort.NAME
    assert model.index(0, Column.NAME).data() == "王99"


def test_a_check_box_column_cannot_be_sorted_by(model: ApplicationsTableModel) -> None:
    model.sort(Column.CHECK)
    assert model.query == ApplicationQuery()


def test_standards_are_named_by_the_catalogue(qtbot: QtBot, model: ApplicationsTableModel) -> None:
    load(qtbot, model)
    model.set_standards({"C-03": "省部级科学技术奖二等奖主要完成人"})
    assert model.index(0, Column.STANDARD).data() == "C-03 省部级科学技术奖二等奖主要完成人"


def test_every_cell_of_every_kind_of_row_has_words(qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf) -> None:
    shelf.stored = [make_row(0), replace(make_row(1), stage="", submitted_at=None, findings=0)]
    load(qtbot, model)
    texts = [[model.index(row, column).data() for column in Column] for row in range(2)]
    assert texts[0][Column.STAGE] == "单位审核"
    assert texts[1][Column.STAGE] == "—"
    assert texts[1][Column.DAYS_WAITING] == "—"
    assert texts[1][Column.FINDINGS] == "通过"
    assert model.headerData(Column.STAGE, Qt.Orientation.Horizontal) == "当前环节"
    assert model.index(0, Column.NAME).data(ROW_ROLE) == shelf.stored[0]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


@pytest.fixture
def long(runner: BackgroundRunner) -> Iterator[tuple[ApplicationsTableModel, Shelf]]:
    """A list whose count and lines take longer than its first page."""
    shelf = Shelf(1250, short=False)
    made = ApplicationsTableModel(shelf, runner)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made, shelf
    assert tester.model() is made
    shelf.gate.set()
    shelf.rest.set()
    shelf.order.set()


def test_a_long_list_shows_its_first_rows_before_it_is_counted(
    qtbot: QtBot, long: tuple[ApplicationsTableModel, Shelf]
) -> None:
    model, shelf = long
    shelf.rest.clear()
    with qtbot.waitSignal(model.loaded) as loaded:
        model.set_query(ApplicationQuery())
    assert loaded.args == [PAGE_ROWS]
    assert not model.complete
    assert model.index(99, Column.NAME).data() == "王99"
    with qtbot.waitSignals([model.rowsInserted, model.counted]):
        shelf.rest.set()
    assert model.complete
    assert model.rowCount() == 1250


def test_the_end_of_a_list_that_is_counted_but_not_yet_ordered_can_be_looked_at(
    qtbot: QtBot, long: tuple[ApplicationsTableModel, Shelf]
) -> None:
    model, shelf = long
    shelf.order.clear()
    with qtbot.waitSignal(model.counted):
        model.set_query(ApplicationQuery())
    assert model.index(1249, Column.NAME).data() == "王1249"
    assert shelf.reads[-1] == (1200, PAGE_ROWS)
    shelf.order.set()


def test_rows_that_a_long_list_gained_while_it_was_ordered_are_there(
    qtbot: QtBot, long: tuple[ApplicationsTableModel, Shelf]
) -> None:
    model, shelf = long
    with qtbot.waitSignal(model.counted, check_params_cb=lambda total: total == 1250):
        model.set_query(ApplicationQuery())
    shelf.stored.append(make_row(1250))
    with qtbot.waitSignal(model.refreshed):
        model.refresh()
    assert model.rowCount() == 1251
    assert model.index(1250, Column.NAME).data() == "王1250"


def test_a_newer_query_ends_the_reading_of_the_older_one(
    qtbot: QtBot, long: tuple[ApplicationsTableModel, Shelf]
) -> None:
    model, shelf = long
    shelf.rest.clear()
    load(qtbot, model)
    load(qtbot, model, ApplicationQuery(search="王124"))
    shelf.rest.set()
    qtbot.waitUntil(lambda: model.complete)
    assert model.rowCount() == 11


def test_of_a_long_list_no_more_are_checked_than_may_be(
    qtbot: QtBot, runner: BackgroundRunner, long: tuple[ApplicationsTableModel, Shelf]
) -> None:
    model, shelf = long
    shelf.stored = [make_row(index) for index in range(MOST_CHECKED + 500)]
    with qtbot.waitSignal(model.counted):
        model.set_query(ApplicationQuery())
    with qtbot.waitSignal(model.checks_limited) as limited:
        model.check_all(runner.query)
    assert limited.args == [MOST_CHECKED]
    assert [row.line for row in model.checked] == list(range(1, MOST_CHECKED + 1))


def test_a_row_that_is_not_to_be_seen_any_more_is_left_blank(
    qtbot: QtBot, model: ApplicationsTableModel, shelf: Shelf
) -> None:
    load(qtbot, model)
    del shelf.stored[150]
    assert model.index(150, Column.NAME).data() == "…"
    assert model.index(151, Column.NAME).data() == "王151"
    model.set_checked([150, 151], checked=True)
    assert [row.id for row in model.checked] == ["id-151"]
