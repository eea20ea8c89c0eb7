"""The export button of the list: the file holds what the table shows, and everything goes on meanwhile."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QToolButton
from python_calamine import CalamineWorkbook

from desktop.domain.clock import SHANGHAI
from desktop.models.application_columns import Column, describe, heading
from desktop.services.applications import list_applications
from desktop.services.rows import ApplicationQuery, ApplicationRow, Basket
from desktop.views.applications.export_words import file_name, workbook_labels
from desktop.views.leaving import Leaving
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton
from tests.views.desk import OpenWindow, WindowDesk, find_part, hold

NUMBERS: dict[Column, Callable[[ApplicationRow], object]] = {
    Column.DAYS_WAITING: lambda row: float(row.days_waiting) if row.stage else "",
    Column.ATTACHMENTS: lambda row: float(row.attachments),
    Column.FINDINGS: lambda row: float(row.findings),
    Column.SUBMITTED_AT: lambda row: _local(row.submitted_at),
}


def _local(moment: datetime | None) -> object:
    return "" if moment is None else moment.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "导出"
    made.mkdir()
    return made


def export_button(opened: OpenWindow) -> QToolButton:
    return opened.part(QToolButton, "export_list")


def outcome(opened: OpenWindow) -> Banner:
    return opened.part(Banner, "export_outcome")


def progress(opened: OpenWindow) -> Banner:
    return opened.part(Banner, "export_progress")


def choose(opened: OpenWindow, file: Path) -> None:
    """Ask for the export and answer where to."""
    opened.click(export_button(opened))
    chooser = opened.part(QFileDialog, "export_chooser")
    opened.until(chooser.isVisible)
    chooser.setDirectory(str(file.parent))
    chooser.selectFile(file.name)
    chooser.accept()


def exported(opened: OpenWindow, act: Callable[[], object]) -> None:
    with opened.qtbot.waitSignal(opened.window.exporting.finished, timeout=20_000):
        act()


def read(file: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()]


def shown(opened: OpenWindow) -> list[list[object]]:
    """The table as it is on the screen, numbers and moments as such."""
    table, standards = opened.table, opened.window.applications.standards
    columns = [one for one in Column if one is not Column.CHECK and not table.isColumnHidden(one)]
    rows: list[list[object]] = [
        [NUMBERS[one](row) if one in NUMBERS else describe(one).text(row, standards) for one in columns]
        for row in opened.rows
    ]
    return [[heading(one) for one in columns], *rows]


def test_the_file_holds_what_the_table_shows(desk: WindowDesk, folder: Path) -> None:
    opened = desk.open("province")
    opened.until(lambda: bool(opened.window.applications.standards))
    opened.reading(lambda: opened.click_place("全部申请"))
    opened.reading(lambda: opened.click_heading(Column.NAME))
    assert opened.table.isColumnHidden(Column.NUMBER)
    opened.window.applications._on_column_toggled(Column.SERVICE_TYPE, False)
    file = folder / "全部.xlsx"
    exported(opened, lambda: choose(opened, file))
    assert len(opened.rows) > 5
    assert read(file) == shown(opened)
    assert outcome(opened).text == f"已导出 {len(opened.rows)} 行到 全部.xlsx"
    assert str(folder) in outcome(opened).accessibleName()
    assert [path.name for path in folder.iterdir()] == ["全部.xlsx"]


def test_filters_and_hidden_columns_hold_and_a_suffix_is_added(desk: WindowDesk, folder: Path) -> None:
    opened = desk.open("province")
    query = ApplicationQuery(basket=Basket.ALL, classes=frozenset("C"))
    opened.reading(lambda: opened.window.applications._on_query_wanted(query))
    exported(opened, lambda: choose(opened, folder / "C 类"))
    assert read(folder / "C 类.xlsx") == shown(opened)
    assert 1 < len(shown(opened)) < len(list_applications(opened.workspace, ApplicationQuery()))


def test_a_name_is_offered_and_the_folder_remembered(desk: WindowDesk, folder: Path) -> None:
    opened = desk.open("province")
    exported(opened, lambda: choose(opened, folder / "a.xlsx"))
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    opened.key(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    chooser = opened.part(QFileDialog, "export_chooser")
    opened.until(chooser.isVisible)
    assert Path(chooser.directory().absolutePath()) == folder
    assert [Path(name).name for name in chooser.selectedFiles()] == ["待我审核_2026-11-23.xlsx"]
    chooser.reject()
    assert not opened.window.exporting.running
    assert "Alt+E" in export_button(opened).toolTip()


class _Browser(QObject):
    """Stands for the system's file browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show_folder(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_folder_can_be_opened(desk: WindowDesk, folder: Path) -> None:
    opened = desk.open("province")
    exported(opened, lambda: choose(opened, folder / "a.xlsx"))
    browser = _Browser()
    slot: Any = "show_folder"  # the annotation says bytes, but those are refused
    QDesktopServices.setUrlHandler("file", browser, slot)
    opened.click(find_part(outcome(opened), KeyButton, "open_export_folder"))
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(one) for one in browser.opened] == [folder]


class SlowStandards(dict[str, str]):
    """Labels that an export waits for from the second row on, until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.entered, self.opened = threading.Event(), threading.Event()

    def get(self, key: str, default: object = None) -> str:
        self.asked += 1
        if self.asked > 1:
            self.entered.set()
            hold(self.opened)
        return ""


@pytest.fixture
def slow() -> Iterator[SlowStandards]:
    made = SlowStandards()
    yield made
    made.opened.set()


def start_slowly(opened: OpenWindow, slow: SlowStandards, file: Path) -> None:
    """An export that stands still after its first row."""
    opened.until(lambda: bool(opened.window.applications.standards))
    opened.window.applications.standards = slow
    choose(opened, file)
    opened.until(slow.entered.is_set)
    opened.until(lambda: "已写" in progress(opened).text)


def test_the_window_goes_on_while_a_file_is_written(desk: WindowDesk, folder: Path, slow: SlowStandards) -> None:
    opened = desk.open("province")
    start_slowly(opened, slow, folder / "a.xlsx")
    assert progress(opened).isVisible()
    assert progress(opened).text == f"正在导出 a.xlsx：已写 0 / {len(opened.rows)} 行"
    assert not export_button(opened).isEnabled()
    opened.reading(lambda: opened.click_place("全部申请"))
    written: list[object] = []
    opened.runner.operation(lambda: True, written.append)
    opened.until(lambda: written == [True])
    waiting = list_applications(opened.workspace, ApplicationQuery(basket=Basket.TO_REVIEW))
    exported(opened, slow.opened.set)
    assert len(read(folder / "a.xlsx")) == 1 + len(waiting)
    assert export_button(opened).isEnabled()


def test_a_cancelled_export_leaves_the_old_file(desk: WindowDesk, folder: Path, slow: SlowStandards) -> None:
    opened = desk.open("province")
    (folder / "a.xlsx").write_bytes(b"old")
    opened.until(lambda: bool(opened.window.applications.standards))
    opened.window.applications.standards = slow
    opened.window.exporting.export_to(folder / "a.xlsx")
    opened.until(slow.entered.is_set)
    opened.click(opened.part(KeyButton, "cancel_export"))
    assert progress(opened).text == "正在取消导出"
    exported(opened, slow.opened.set)
    assert outcome(opened).text == "已取消导出，没有留下文件。"
    assert not progress(opened).isVisible()
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.xlsx", b"old")]
    assert export_button(opened).isEnabled()


def test_closing_the_window_cancels_and_waits_until_nothing_is_left(
    desk: WindowDesk, folder: Path, slow: SlowStandards
) -> None:
    opened = desk.open("province")
    start_slowly(opened, slow, folder / "a.xlsx")
    leaving = Leaving(opened.runner, opened.window)
    with opened.qtbot.waitSignal(leaving.finished, timeout=10_000):
        opened.window.close()
        assert opened.runner.unfinished_operations == 1
        leaving.start()
        slow.opened.set()
    assert opened.runner.unfinished_operations == 0
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_gives_a_sentence_and_the_list_stays(desk: WindowDesk, folder: Path) -> None:
    opened = desk.open("province")
    listed = opened.listed
    exported(opened, lambda: opened.window.exporting.export_to(folder / "gone" / "a.xlsx"))
    assert outcome(opened).text == "列表没有导出"
    assert "所在的文件夹不存在" in outcome(opened).accessibleName()
    assert opened.listed == listed
    assert export_button(opened).isEnabled()


def test_the_name_offered_tells_filters_and_fits_every_system() -> None:
    now = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    plain = ApplicationQuery(basket=Basket.ALL)
    assert file_name(plain, "全部申请", {}, now) == "全部申请_2026-11-23.xlsx"
    unit = replace(plain, units=frozenset({"u"}), year=2026)
    assert file_name(unit, "全部申请", {"u": 'A/B: "研究院"'}, now) == "全部申请_A-B- -研究院-_2026_2026-11-23.xlsx"
    many = replace(unit, classes=frozenset("AB"))
    assert file_name(many, "全部申请", {}, now) == "全部申请_筛选_2026-11-23.xlsx"


def test_the_properties_name_place_filters_and_person_but_no_identity_number(desk: WindowDesk) -> None:
    opened = desk.open("province", show=False)
    number = "11010519491231002X"
    query = ApplicationQuery(basket=Basket.HANDLED, classes=frozenset("A"), search=f" {number.lower()}")
    account, now = opened.workspace.account, opened.workspace.clock()
    labels = workbook_labels(query, "我已办理", {}, account, now)
    assert (labels.title, labels.author) == ("我已办理", account.name)
    assert labels.comments.splitlines() == [
        "位置：我已办理",
        "类别：A",
        "搜索：1101**********002X",
        "排序：提交，降序",
        "导出时间：2026-11-23 10:40",
        f"导出人：{account.name} province",
    ]
