"""A scripted journey over the real window: the longest time in which it did not answer, and its memory.

`python -m tests.benchmarks.table.journey ROWS FOLDER` prints one JSON object.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.application_columns import Column
from desktop.preview.host import PreviewHost
from desktop.views.main_window import MainWindow
from desktop.views.session import Session
from desktop.widgets.search_field import SearchField
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.garbage import GarbageCollector
from desktop.work.runner import BackgroundRunner, keep_turns_short
from tests.benchmarks.table.heart import Heart, resident
from tests.benchmarks.table.province import province
from tests.views.desk import find_part, type_in

_UNTIL_NEXT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
"""The heart beats every millisecond, so nothing is waited for longer."""


def measure(rows: int, folder: Path) -> dict[str, float]:
    """Opens the list of everything, sorts, scrolls, jumps, searches, selects; waits each time until it is all there."""
    application = QApplication([])
    place = province(folder, rows)
    keep_turns_short()
    garbage = GarbageCollector(application)
    garbage.spare_what_is_there()
    with tempfile.TemporaryDirectory() as home:
        settings = QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat)
        theme = Theme(application, Path(home), mode=ThemeMode.LIGHT)
        runner, workspace = BackgroundRunner(), place.signed_in("department-2")
        empty = resident()
        window = MainWindow(Session(workspace, runner, PreviewHost(), theme, settings))
        page = window.applications
        model, table = page.model, page.table
        heart = Heart()
        gaps: dict[str, float] = {}

        def until(condition: Callable[[], bool]) -> None:
            begun = time.perf_counter()
            while not condition():
                application.processEvents()
                if time.perf_counter() - begun > 120:
                    raise TimeoutError
            application.processEvents()

        def step(name: str, act: Callable[[], object]) -> None:
            heart.begin()
            act()
            until(lambda: not model.loading and model.complete and (model._lines is not None or not model.rowCount()))
            gaps[name] = max(gaps.get(name, 0.0), heart.longest)

        window.resize(1366, 768)
        step("open", window.show)
        step("everything", lambda: window.navigation.choose("basket:all"))
        for column in (Column.NAME, Column.UNIT, Column.CLASS, Column.DAYS_WAITING):
            step(f"sort by {column.name.lower()}", partial(page._on_heading_clicked, int(column)))
        bar = table.verticalScrollBar()
        step("end", table.scrollToBottom)
        for part in range(1, 40):
            step("jumps", partial(bar.setValue, bar.maximum() * part // 40))
        step("keys", lambda: [QTest.keyClick(table, Qt.Key.Key_PageUp) for _ in range(10)])
        step("check all", lambda: QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
        field = find_part(window, SearchField)

        def search(word: str) -> None:
            field.clear()
            type_in(field, word)
            QTest.keyClick(field, Qt.Key.Key_Return)

        for word in ("王", "研究"):
            step(f"search {word}", partial(search, word))
        figures = {f"gap {name}": gap for name, gap in gaps.items()}
        figures["gap"] = max(gaps.values())
        figures["memory"] = resident() - empty
        window.close()
        runner.close()
    return figures


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), Path(sys.argv[2]))) + "\n")
    sys.stdout.flush()
    os._exit(0)
