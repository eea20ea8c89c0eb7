"""Exporting the list from its page: choosing the file, how far it is, the way to cancel, and where the file lies."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.application_columns import Column
from desktop.models.application_sheet import sheet_columns
from desktop.services.list_export import ListExport, ListExported
from desktop.text.errors import explain, is_expected
from desktop.views.applications.applications_page import ApplicationsPage
from desktop.views.applications.export_words import file_name, workbook_labels
from desktop.views.navigation import basket_title
from desktop.views.session import Session
from desktop.widgets.banner import Banner
from desktop.widgets.icons import IconName
from desktop.widgets.tone import Tone
from desktop.work.cancellation import Cancellation
from desktop.work.job import ProgressReport
from desktop.work.ticket import Ticket

_FOLDER_KEY = "applications/export_folder"


class Exporting(QObject):
    """One export at a time, beside everything else. `finished()`: it was written, refused or cancelled."""

    finished = Signal()

    def __init__(self, session: Session, page: ApplicationsPage, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._window = window
        self._ticket: Ticket | None = None
        self._stopping = False
        self._progress = Banner(Tone.INFO, "", icon=IconName.EXPORT, closable=False)
        self._progress.setObjectName("export_progress")
        cancel = self._progress.add_action(self.tr("取消"), self.cancel, icon=IconName.REMOVE)
        cancel.setObjectName("cancel_export")
        self._outcome = Banner(Tone.OK, "")
        self._outcome.setObjectName("export_outcome")
        for banner in (self._progress, self._outcome):
            banner.hide()
            page.add_strip(banner)
        page.export_requested.connect(self.choose_file)

    @property
    def running(self) -> bool:
        """Whether a file is being written."""
        return self._ticket is not None

    def choose_file(self) -> None:
        """Ask where to; the folder of the last time is offered."""
        if self.running:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._session.settings.value(_FOLDER_KEY, documents))
        chooser = QFileDialog(self._window, self.tr("导出列表"), folder if Path(folder).is_dir() else "")
        chooser.setObjectName("export_chooser")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(self.tr("Excel 工作簿 (*.xlsx)"))
        chooser.setDefaultSuffix("xlsx")
        query = self._page.query
        now = self._session.workspace.clock()
        chooser.selectFile(file_name(query, basket_title(query.basket), self._page.unit_names, now))
        chooser.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def export_to(self, file: Path) -> None:
        """Write what the table shows now into `file`; a file of that name is replaced when all is written."""
        if self.running:
            return
        self._session.settings.setValue(_FOLDER_KEY, str(file.parent))
        export = self._export(file)

        def run(cancellation: Cancellation, progress: ProgressReport) -> ListExported:
            cancellation.on_request(export.cancel)
            return export.run(progress)

        self._page.offer_export(False)
        self._outcome.hide()
        self._say_progress(self.tr("正在导出 {0}").format(file.name))
        self._progress.show()
        self._ticket = self._session.runner.operation(
            run,
            self._on_exported,
            self._on_refused,
            owner=self,
            on_progress=partial(self._on_progress, file),
            on_cancelled=self._on_cancelled,
            aside=True,
        )

    def cancel(self) -> None:
        """Stop; nothing is left of it. When nothing is written there is nothing to do."""
        if self._ticket is not None and not self._stopping:
            self._stopping = True
            self._say_progress(self.tr("正在取消导出"))
            self._ticket.cancel()

    def _export(self, file: Path) -> ListExport:
        page, workspace = self._page, self._session.workspace
        header = page.table.horizontalHeader()
        in_order = [Column(header.logicalIndex(place)) for place in range(header.count())]
        hidden = page.table.hidden_columns
        columns = sheet_columns([column for column in in_order if column not in hidden], page.standards)
        place = basket_title(page.query.basket)
        labels = workbook_labels(page.query, place, page.unit_names, workspace.account, workspace.clock())
        return ListExport(workspace, page.query, columns, labels, file, overwrite=True)

    def _on_progress(self, file: Path, done: int, total: int) -> None:
        if self._stopping:
            return
        words = self.tr("正在导出 {0}：已写 {1} / {2} 行") if done < total else self.tr("正在保存 {0}：共 {2} 行")
        self._say_progress(words.format(file.name, f"{done:,}", f"{total:,}"))

    def _say_progress(self, words: str) -> None:
        self._progress.set_message(Tone.INFO, words, icon=IconName.EXPORT)

    def _on_exported(self, exported: ListExported) -> None:
        self._end()
        text = self.tr("已导出 {0} 行到 {1}").format(f"{exported.rows:,}", exported.file.name)
        if exported.sheets > 1:
            text = self.tr("{0}，超过一张工作表的上限，分为 {1} 张").format(text, exported.sheets)
        folder = exported.file.parent
        self._show(Tone.OK, text, str(folder))
        opener = self._outcome.add_action(
            self.tr("打开所在文件夹"), partial(self._open_folder, folder), icon=IconName.FOLDER_OPEN
        )
        opener.setObjectName("open_export_folder")
        self.finished.emit()

    def _open_folder(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._show(Tone.WARN, self.tr("系统没有打开文件夹，请在文件管理器中打开"), str(folder))

    def _on_refused(self, error: Exception) -> None:
        self._end()
        self._show(Tone.BAD, self.tr("列表没有导出"), explain(error))
        self.finished.emit()
        if not is_expected(error):
            raise error  # for the fault report

    def _on_cancelled(self) -> None:
        self._end()
        self._show(Tone.INFO, self.tr("已取消导出，没有留下文件。"))
        self.finished.emit()

    def _end(self) -> None:
        self._ticket, self._stopping = None, False
        self._progress.hide()
        self._page.offer_export(True)

    def _show(self, tone: Tone, text: str, detail: str = "") -> None:
        self._outcome.clear_actions()
        self._outcome.set_message(tone, text, detail)
        self._outcome.show()
