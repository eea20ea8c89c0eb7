"""Shows a printed form as it will lie on paper; prints it and saves it as PDF. What is printed is handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from desktop.dialogs.print_run import PrintRun
from desktop.dialogs.printed_form_bar import PrintedFormBar
from desktop.printing.making import MadeForm
from desktop.printing.paper import page_image
from desktop.printing.pdf import page_layout
from desktop.text.errors import explain, is_expected
from desktop.widgets.banner import Banner
from desktop.widgets.icons import IconName
from desktop.widgets.paper_view import PaperView
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting, floating_indicator
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

_FOLDER_KEY = "printing/folder"
_SIZE = (980, 700)
_PRINTER_DOTS = 600
"""An inch."""


@dataclass(frozen=True, slots=True)
class PrintedFormServices:
    """What the dialog asks for; all but `settings` may take long and is called off the GUI thread.

    `make` gives the form, None where there is nothing to print; it is cancelled when the dialog closes. `save` writes
    it into a file, over one that is there: the person was asked. `record` puts on record that it went to a printer.
    """

    make: Callable[[], MadeForm | None]
    save: Callable[[MadeForm, Path], object]
    record: Callable[[MadeForm], object]
    settings: QSettings


class PrintedFormDialog(QDialog):
    """Not modal, so that the form can lie beside the application. `file_name` is what a file is called at first."""

    def __init__(
        self,
        title: str,
        file_name: str,
        services: PrintedFormServices,
        runner: BackgroundRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("printedFormDialog")
        self.setWindowTitle(title)
        self.setWindowFlags(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._file_name = file_name
        self._services = services
        self._runner = runner
        self._form: MadeForm | None = None
        self._asking: QPrintDialog | None = None
        self._bar = PrintedFormBar(title)
        self._banner = Banner(Tone.OK, "")
        self._banner.setObjectName("printedFormBanner")
        self._banner.hide()
        self.view = PaperView()
        self._waiting = Waiting(runner, self.view)
        self._making: Ticket | None = None
        self._busy = floating_indicator(self.view)
        self._run: PrintRun | None = None
        self._stopped = False
        self._leaving = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._bar, self._banner):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self._connect()
        self.resize(*_SIZE)
        self.view.setFocus()
        self._make()

    @property
    def form(self) -> MadeForm | None:
        """The form that is shown, None while it is being made."""
        return self._form

    def done(self, result: int) -> None:
        """Close; what is still being made is not wanted any more, what is being printed is finished before."""
        if self._run is not None:
            self._leaving = True
            return
        if self._making is not None:
            self._waiting.drop(self._making)
        super().done(result)

    def end(self) -> None:
        """Close as the program closes: at once, with what is left of a printing in one go."""
        if self._run is not None:
            self._run.finish()
        self.close()

    def ask_where_to_save(self) -> None:
        """Choose a file; the folder of the last time is offered, and another file of that name is asked about."""
        if self._form is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._services.settings.value(_FOLDER_KEY, documents))
        chooser = QFileDialog(self, self.tr("另存为 PDF"), folder if Path(folder).is_dir() else "")
        chooser.setObjectName("formChooser")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(self.tr("PDF 文件 (*.pdf)"))
        chooser.setDefaultSuffix("pdf")
        chooser.selectFile(f"{self._file_name}.pdf")
        chooser.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def save_to(self, file: Path) -> None:
        """Write the form into `file`, over what is there."""
        form = self._form
        if form is None:
            return
        self._services.settings.setValue(_FOLDER_KEY, str(file.parent))
        self._bar.offer(False)
        self._waiting.write(
            lambda: self._services.save(form, file),
            lambda _: self._on_saved(file),
            self._on_not_saved,
            self.tr("正在保存 {0}").format(file.name),
        )

    def ask_for_printer(self) -> None:
        """Choose a printer, pages and copies, then print."""
        if self._form is not None:
            self._asking = self._asking or self._print_dialog(self._form)
            QDialog.open(self._asking)  # its own `open` wants a slot by name

    def print_on(self, printer: QPrinter) -> None:
        """Put the pages on that printer's paper, those that its range names."""
        form = self._form
        if form is None:
            return
        first, last = printer.fromPage() or 1, printer.toPage() or len(form.pages)
        count = last - first + 1
        self._bar.offer(False)
        self._banner.hide()
        self._stopped = self._leaving = False
        self._run = PrintRun(printer, form.pages[first - 1 : last], self)
        self._run.gone_on.connect(lambda done: self._busy.set_text(self._printing(done, count)))
        self._run.ended.connect(lambda printed: self._on_printed(form, printed, count))
        self._busy.start(self._printing(0, count), cancellable=True)

    def _printing(self, done: int, count: int) -> str:
        words = self.tr("正在打印 {0} / {1} 页，完成后关闭") if self._leaving else self.tr("正在打印 {0} / {1} 页")
        return words.format(done, count)

    def _stop_printing(self) -> None:
        if self._run is not None:
            self._stopped, self._leaving = True, False
            self._run.stop()

    def _on_printed(self, form: MadeForm, printed: int, count: int) -> None:
        self._run = None
        self._busy.stop()
        self._bar.offer(True)
        if printed == count:
            self._say(Tone.OK, self.tr("已送到打印机，共 {0} 页").format(count))
        elif printed:
            self._say(Tone.WARN, self.tr("已停止打印，前 {0} 页已送到打印机").format(printed))
        elif self._stopped:
            self._say(Tone.INFO, self.tr("已取消打印，什么也没有打印出来。"))
        else:
            self._say(Tone.BAD, self.tr("没有打印"), self.tr("打印机没有接受，请检查打印机后再试，或另存为 PDF。"))
        if printed:
            self._runner.operation(
                lambda: self._services.record(form), self._on_recorded, self._on_not_recorded, owner=self
            )

    def _on_recorded(self, _: object) -> None:
        if self._leaving:
            self.close()

    def _print_dialog(self, form: MadeForm) -> QPrintDialog:
        """One for as long as this dialog lives: PySide crashed where it was deleted before (`deleteLater`)."""
        dialog = QPrintDialog(self)  # with a printer of its own
        dialog.setObjectName("printDialog")
        printer = dialog.printer()
        printer.setDocName(form.title)
        printer.setResolution(_PRINTER_DOTS)
        printer.setPageLayout(page_layout(form.pages[0].size))
        dialog.setMinMax(1, len(form.pages))
        dialog.accepted.connect(lambda: self.print_on(dialog.printer()))
        return dialog

    def _connect(self) -> None:
        bar, view = self._bar, self.view
        bar.zoom.work_on(view)
        bar.print_asked.connect(self.ask_for_printer)
        bar.save_asked.connect(self.ask_where_to_save)
        bar.close_asked.connect(self.close)
        view.picture_wanted.connect(self._draw)
        view.zoom_changed.connect(bar.zoom.show_zoom)
        view.page_changed.connect(self._show_page)
        self._waiting.given_up.connect(self._on_given_up)
        self._busy.cancel_requested.connect(self._stop_printing)

    def _make(self) -> None:
        self._bar.offer(False)
        self._banner.hide()
        self._making = self._waiting.read(
            self._services.make, self._on_made, self._on_not_made, self.tr("正在排版"), background=True
        )

    def _on_given_up(self) -> None:
        if self._form is None:  # nothing to look at
            self.close()
            return
        self._bar.offer(True)
        self._say(Tone.INFO, self.tr("已取消保存"), self.tr("没有留下文件，原有的文件没有改变。"))

    def _on_made(self, form: MadeForm | None) -> None:
        if form is None:
            self._say(Tone.INFO, self.tr("没有已提交的申报，没有可以列出的内容。"))
            return
        self._form = form
        self.view.show_sheets([page.size.points for page in form.pages])
        self._bar.offer(True)
        self._show_page(0)

    def _draw(self, page: int, width: int) -> None:
        """The first picture of a size takes a third of a second, as its letters are drawn for the first time."""
        form = self._form
        if form is not None:
            self._runner.query(
                lambda: page_image(form.pages[page], width),
                partial(self.view.set_picture, page, width),
                owner=self,
                newest_first=True,
            )

    def _on_not_made(self, error: Exception) -> None:
        self._say(Tone.BAD, self.tr("表册没有排出来"), explain(error))
        self._banner.add_action(self.tr("重试"), self._make, icon=IconName.REFRESH)
        self._report(error)

    def _show_page(self, page: int) -> None:
        self._bar.show_page(page, len(self._form.pages) if self._form is not None else 0)

    def _on_saved(self, file: Path) -> None:
        self._bar.offer(True)
        self._say(Tone.OK, self.tr("已保存为 {0}").format(file.name), str(file.parent))
        self._banner.add_action(
            self.tr("打开所在文件夹"), partial(self._open_folder, file.parent), icon=IconName.FOLDER_OPEN
        )

    def _open_folder(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say(Tone.WARN, self.tr("系统没有打开文件夹，请在文件管理器中打开"), str(folder))

    def _on_not_saved(self, error: Exception) -> None:
        self._bar.offer(True)
        self._say(Tone.BAD, self.tr("没有保存"), explain(error))
        self._report(error)

    def _on_not_recorded(self, error: Exception) -> None:
        self._say(Tone.WARN, self.tr("已送到打印机，但没有留下记录"), explain(error))
        self._report(error)

    def _say(self, tone: Tone, text: str, detail: str = "") -> None:
        self._banner.clear_actions()
        self._banner.set_message(tone, text, detail)
        self._banner.show()

    def _report(self, error: Exception) -> None:
        if not is_expected(error):
            self._runner.failed.emit(error)
