"""A printed form that takes long to make, to save or to print shows it, and given up it leaves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from desktop.dialogs import print_run
from desktop.dialogs.printed_form_dialog import PrintedFormDialog
from desktop.printing.making import MadeForm
from desktop.printing.paper import Page
from tests.dialogs.test_printed_form_dialog import Desk, banner, button, desk, form
from tests.signs import give_up, sign
from tests.widgets.conftest import application_theme, theme
from tests.work.conftest import gate, runner
from tests.work.gate import Gate

__all__ = ["application_theme", "desk", "form", "gate", "runner", "theme"]

pytestmark = pytest.mark.usefixtures("impatient")


def test_saving_that_is_given_up_leaves_no_file_and_the_old_one(
    desk: Desk, form: MadeForm, tmp_path: Path, gate: Gate
) -> None:
    class Slow(Sequence[Page]):
        """Pages of which the second is long in coming."""

        def __len__(self) -> int:
            return len(form.pages)

        def __getitem__(self, place: Any) -> Any:
            if place == 1:
                gate.pass_through()
            return form.pages[place]

    desk.pages = Slow()
    dialog = desk.open()
    desk.until(lambda: dialog.form is form)
    folder = tmp_path / "表册"
    folder.mkdir()
    (folder / "表.pdf").write_bytes(b"old")
    dialog.save_to(folder / "表.pdf")
    assert give_up(desk.qtbot, dialog) == "正在保存 表.pdf"
    gate.opened.set()
    desk.until(banner(dialog).isVisible)
    assert banner(dialog).text == "已取消保存"
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [("表.pdf", b"old")]
    assert button(dialog, "saveForm").isEnabled()


def test_a_form_whose_making_is_given_up_is_not_shown(desk: Desk, gate: Gate) -> None:
    desk.made = gate
    dialog = desk.open()
    assert give_up(desk.qtbot, dialog) == "正在排版"
    assert not dialog.isVisible()
    gate.opened.set()


@dataclass
class Printing:
    """A form of very many pages that is being printed into `file`, one page a turn."""

    dialog: PrintedFormDialog
    form: MadeForm
    file: Path
    printer: QPrinter

    def begin(self) -> None:
        self.dialog.print_on(self.printer)

    def pages(self) -> int:
        with pymupdf.open(self.file) as document:
            return len(document)


@pytest.fixture
def printing(desk: Desk, form: MadeForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printing:
    monkeypatch.setattr(print_run, "_TURN_SECONDS", 0.0)
    long = desk.form = replace(form, pages=form.pages * 12)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog = desk.open()
    desk.until(lambda: dialog.form is long)
    made = Printing(dialog, long, tmp_path / "printed.pdf", printer)
    made.begin()
    return made


def test_printing_is_seen_and_what_is_stopped_leaves_no_file(desk: Desk, printing: Printing) -> None:
    dialog = printing.dialog
    assert not button(dialog, "printForm").isEnabled()
    assert give_up(desk.qtbot, dialog).startswith("正在打印 ")
    desk.until(banner(dialog).isVisible)
    assert banner(dialog).text == "已取消打印，什么也没有打印出来。"
    assert sign(dialog) == ""
    assert not printing.file.exists()
    assert desk.recorded == []
    assert button(dialog, "printForm").isEnabled()


def test_a_window_that_is_closed_while_it_prints_goes_when_all_is_printed(desk: Desk, printing: Printing) -> None:
    dialog = printing.dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.until(lambda: sign(dialog).endswith("，完成后关闭"))
    gone = list[int]()
    dialog.finished.connect(gone.append)
    desk.until(lambda: gone)
    assert (printing.pages(), desk.recorded) == (len(printing.form.pages), [printing.form])


def test_a_window_that_is_closed_while_it_prints_and_stopped_then_stays(desk: Desk, printing: Printing) -> None:
    dialog = printing.dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    give_up(desk.qtbot, dialog)
    desk.until(banner(dialog).isVisible)
    assert (banner(dialog).text, printing.file.exists()) == ("已取消打印，什么也没有打印出来。", False)
    printing.begin()
    desk.until(lambda: bool(sign(dialog)) and "关闭" not in sign(dialog))
    desk.until(lambda: desk.recorded)
    assert (printing.pages(), dialog.isVisible()) == (len(printing.form.pages), True)


def test_a_program_that_ends_prints_the_rest_before(desk: Desk, printing: Printing) -> None:
    printing.dialog.end()
    assert printing.pages() == len(printing.form.pages)
