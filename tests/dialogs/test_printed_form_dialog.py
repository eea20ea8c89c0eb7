"""The preview of a printed form: pages, zoom, saving, printing, by keys alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.printed_form_dialog import PrintedFormDialog, PrintedFormServices
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.replaced_file import replaced_file
from desktop.printing.application_form import application_form
from desktop.printing.making import FormKind, MadeForm
from desktop.printing.paper import Page
from desktop.printing.pdf import pdf_bytes
from desktop.printing.typefaces import find_typefaces
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.domain.applications import sample_catalogue
from tests.printing.forms import full_content, printed
from tests.widgets.conftest import application_theme, theme
from tests.work.conftest import runner
from tests.work.gate import Gate

__all__ = ["application_theme", "runner", "theme"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def form(application_theme: Theme) -> MadeForm:
    catalogue = sample_catalogue()
    pages = application_form(
        printed(full_content(catalogue, 1), catalogue),
        find_typefaces(lambda: bytes(pymupdf.Font("cjk").buffer)),
    )
    return MadeForm(FormKind.APPLICATION, "申报表 王建国", pages, 1)


@dataclass
class Desk:
    """Who stands behind the dialog: what it is given, what it asked for."""

    form: MadeForm | None
    qtbot: QtBot
    runner: BackgroundRunner
    settings: QSettings
    trouble: Exception | None = None
    made: Gate | None = None
    pages: Sequence[Page] = ()
    recorded: list[MadeForm] = field(default_factory=list)

    def make(self) -> MadeForm | None:
        if self.made is not None:
            self.made.pass_through()
        if self.trouble is not None:
            raise self.trouble
        return self.form

    def save(self, form: MadeForm, file: Path) -> None:
        if self.trouble is not None:
            raise self.trouble
        pdf = pdf_bytes(self.pages or form.pages, form.title)
        with replaced_file(file, overwrite=True) as draft:
            draft.file.write(pdf)

    def open(self) -> PrintedFormDialog:
        services = PrintedFormServices(self.make, self.save, self.recorded.append, self.settings)
        dialog = PrintedFormDialog("申报表 · 王建国", "申报表_王建国", services, self.runner)
        dialog.show()
        dialog.activateWindow()
        self.until(dialog.isActiveWindow)
        return dialog

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)


@pytest.fixture
def desk(form: MadeForm, qtbot: QtBot, runner: BackgroundRunner, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(form, qtbot, runner, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    for window in QApplication.topLevelWidgets():
        if isinstance(window, PrintedFormDialog):
            window.end()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def label(dialog: PrintedFormDialog, name: str) -> str:
    found = dialog.findChild(Label, name)
    assert found is not None
    return found.text()


def banner(dialog: PrintedFormDialog) -> Banner:
    found = dialog.findChild(Banner, "printedFormBanner")
    assert found is not None
    return found


def button(dialog: PrintedFormDialog, name: str) -> KeyButton:
    found = dialog.findChild(KeyButton, name)
    assert found is not None
    return found


def choose(desk: Desk, dialog: PrintedFormDialog, file: Path) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    chooser = dialog.findChild(QFileDialog, "formChooser")
    assert chooser is not None
    desk.until(chooser.isVisible)
    assert Path(chooser.selectedFiles()[0]).name == "申报表_王建国.pdf"
    chooser.setDirectory(str(file.parent))
    chooser.selectFile(file.name)
    chooser.accept()


def test_keys_leaf_and_zoom_through_the_pages(desk: Desk, form: MadeForm) -> None:
    dialog = desk.open()
    assert not dialog.isModal()
    desk.until(lambda: dialog.form is form)
    count = len(form.pages)
    assert label(dialog, "formPages") == f"第 1 页，共 {count} 页"
    view = dialog.view
    for key, page in (
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_PageUp, 2),
        (Qt.Key.Key_End, count),
        (Qt.Key.Key_Home, 1),
    ):
        QTest.keyClick(view, key)
        assert label(dialog, "formPages") == f"第 {page} 页，共 {count} 页"
    fitting = view.zoom
    QTest.keyClick(dialog, Qt.Key.Key_0, CONTROL)
    assert view.zoom == 1.0
    QTest.keyClick(dialog, Qt.Key.Key_Equal, CONTROL)
    assert view.zoom == 1.25
    QTest.keyClick(dialog, Qt.Key.Key_Minus, CONTROL)
    assert view.zoom == 1.0
    QTest.keyClick(dialog, Qt.Key.Key_E)
    assert view.zoom < 1.0
    QTest.keyClick(dialog, Qt.Key.Key_W)
    assert view.zoom == pytest.approx(fitting)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_paper_is_white_and_ink_black_in_light_and_dark(desk: Desk, theme: Theme) -> None:
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        theme.set_mode(mode)
        dialog = desk.open()
        desk.until(partial(getattr, dialog.view, "shows_page"))
        picture = dialog.view.viewport().grab().toImage()
        middle = range(picture.width() // 4, picture.width() * 3 // 4)
        seen = {picture.pixelColor(x, y).lightness() for x in middle for y in range(30, picture.height(), 3)}
        assert max(seen) == 255
        assert min(seen) < 60
        dialog.close()


def test_the_form_is_saved_where_the_person_wants_it(desk: Desk, form: MadeForm, tmp_path: Path) -> None:
    dialog = desk.open()
    desk.until(lambda: dialog.form is form)
    file = tmp_path / "表.pdf"
    choose(desk, dialog, file)
    desk.until(banner(dialog).isVisible)
    assert banner(dialog).text == "已保存为 表.pdf"
    with pymupdf.open(file) as document:
        assert len(document) == len(form.pages)
    assert desk.settings.value("printing/folder") == str(tmp_path)


def test_a_form_that_cannot_be_saved_says_why_and_can_be_saved_again(
    desk: Desk, form: MadeForm, tmp_path: Path
) -> None:
    dialog = desk.open()
    desk.until(lambda: dialog.form is form)
    desk.trouble = Rejected(RejectionCode.TARGET_DISK_FULL, file="表.pdf")
    dialog.save_to(tmp_path / "表.pdf")
    desk.until(banner(dialog).isVisible)
    assert banner(dialog).text == "没有保存"
    assert button(dialog, "saveForm").isEnabled()
    assert not (tmp_path / "表.pdf").exists()


def test_a_form_that_cannot_be_made_can_be_tried_again(desk: Desk, form: MadeForm) -> None:
    desk.trouble = Rejected(RejectionCode.NOT_FOUND, reference="x")
    dialog = desk.open()
    desk.until(banner(dialog).isVisible)
    assert banner(dialog).text == "表册没有排出来"
    assert not button(dialog, "printForm").isEnabled()
    desk.trouble = None
    (retry,) = banner(dialog).findChildren(KeyButton)
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    desk.until(lambda: dialog.form is form)
    assert not banner(dialog).isVisible()


def test_a_list_of_nothing_says_so(desk: Desk) -> None:
    desk.form = None
    dialog = desk.open()
    desk.until(banner(dialog).isVisible)
    assert banner(dialog).text.startswith("没有已提交的申报")
    assert not button(dialog, "saveForm").isEnabled()


def test_the_pages_that_are_chosen_go_to_the_printer_and_on_record(desk: Desk, form: MadeForm, tmp_path: Path) -> None:
    dialog = desk.open()
    desk.until(lambda: dialog.form is form)
    QTest.keyClick(dialog, Qt.Key.Key_P, CONTROL)
    asked = dialog.findChild(QPrintDialog, "printDialog")
    assert asked is not None
    desk.until(asked.isVisible)
    assert (asked.minPage(), asked.maxPage()) == (1, len(form.pages))
    asked.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    dialog.print_on(printer)
    desk.until(banner(dialog).isVisible)
    del printer
    with pymupdf.open(tmp_path / "printed.pdf") as document:
        assert len(document) == 2
        assert f"第 2 页 共 {len(form.pages)} 页" in document[0].get_text()
        assert document[0].rect.width == pytest.approx(595, abs=1)
    assert banner(dialog).text == "已送到打印机，共 2 页"
    desk.until(lambda: desk.recorded == [form])
