"""What happens when the program itself is at fault: a log without personal data, a word to the person, and on."""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

_log = logging.getLogger("talentdesk.fault")

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def describe_fault(error: BaseException) -> str:
    """Types and places of an exception and its causes, never a message or a value: those may hold somebody's data."""
    lines: list[str] = []
    known: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in known:
        known.add(id(cause))
        lines.append(type(cause).__name__ if cause is error else f"caused by {type(cause).__name__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


class _FaultFormatter(logging.Formatter):
    def formatException(self, ei: ExceptionInfo) -> str:
        return describe_fault(ei[1]) if ei[1] is not None else ""


def fault_log(file: Path) -> logging.Handler:
    """Writes warnings and worse to `file`, exceptions as `describe_fault` does; opened when there is something."""
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_FaultFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler


class FaultReport(QObject):
    """Takes every exception nobody expected, from any thread. One box at a time; the program lives on."""

    _reported = Signal(str)

    def __init__(self, application: QApplication, log_file: str) -> None:
        super().__init__(application)
        self._log_file = log_file
        self._box: QMessageBox | None = None
        self._hook_before = sys.excepthook
        self._thread_hook_before = threading.excepthook
        self._reported.connect(self._show)

    def install(self) -> None:
        """Hear of exceptions that reach the interpreter."""
        self._hook_before, self._thread_hook_before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_exception_of_thread

    def uninstall(self) -> None:
        """Leave them to whoever heard of them before."""
        sys.excepthook = self._hook_before
        threading.excepthook = self._thread_hook_before

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

    def _on_exception_of_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self.report(raised.exc_value)

    def _show(self, text: str) -> None:
        if self._box is not None:
            return
        box = QMessageBox(QApplication.activeWindow())
        box.setObjectName("fault_box")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("程序出错"))
        box.setText(self.tr("程序内部出错，刚才的操作可能没有完成。已保存的内容未受影响，可以继续使用。"))
        box.setInformativeText(self.tr("日志（不含个人信息）：{0}").format(self._log_file))
        box.setDetailedText(text)
        box.finished.connect(self._on_closed)
        self._box = box
        box.open()

    def _on_closed(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None
