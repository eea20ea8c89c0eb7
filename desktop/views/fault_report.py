"""What happens when the program itself is at fault: a log without personal data, a word to the person, and on."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

_log = logging.getLogger("talentdesk.fault")


def describe_fault(error: BaseException) -> str:
    """Type and places of an exception, never its message or values: those may hold somebody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return f"{type(error).__name__}\n{places}"


class FaultReport(QObject):
    """Takes every exception nobody expected, from any thread. One box at a time; the program lives on."""

    _reported = Signal(str)

    def __init__(self, application: QApplication, log_file: str) -> None:
        super().__init__(application)
        self._log_file = log_file
        self._box: QMessageBox | None = None
        self._reported.connect(self._show)

    def install(self) -> None:
        """Hear of exceptions that reach the interpreter."""
        sys.excepthook = self._on_exception

    def report(self, error: BaseException) -> None:
        """Write it to the log and tell the person; may be called from any thread."""
        text = describe_fault(error)
        _log.error("%s", text)
        self._reported.emit(text)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.report(error)

    def _show(self, text: str) -> None:
        if self._box is not None:
            return
        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("程序出错"))
        box.setText(self.tr("程序内部出错，刚才的操作可能没有完成。已保存的内容未受影响，可以继续使用。"))
        box.setInformativeText(self.tr("日志（不含个人信息）：{0}").format(self._log_file))
        box.setDetailedText(text)
        box.finished.connect(self._on_closed)
        self._box = box
        box.open()

    def _on_closed(self) -> None:
        self._box = None
