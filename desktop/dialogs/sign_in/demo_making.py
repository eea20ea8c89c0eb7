"""生成演示工作区: the button, how far it is, the way out, and what went wrong."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.waiting import Waiting
from desktop.work.cancellation import Cancellation
from desktop.work.runner import BackgroundRunner

MakeDemo = Callable[[Path, Callable[[int, int], None]], None]


class DemoMaking(QWidget):
    """`busy_changed(bool)` when it begins and ends, `made()` when the demo is there: complete or not at all."""

    busy_changed = Signal(bool)
    made = Signal()

    def __init__(self, make_demo: MakeDemo, explain: Callable[[Exception], str], runner: BackgroundRunner) -> None:
        super().__init__()
        self._make_demo, self._explain = make_demo, explain
        self.folder: Path | None = None
        self._button = KeyButton(self.tr("生成演示工作区"), IconName.DEMO, kind=ButtonKind.PRIMARY)
        self._button.setObjectName("make_demo")
        self._button.clicked.connect(self._on_clicked)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("demo_problem")
        self._problem.hide()
        busy = BusyIndicator()
        self._waiting = Waiting(runner, self, busy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._progress)
        layout.addWidget(busy)
        layout.addWidget(self._problem)

    def offer(self, folder: Path) -> None:
        """A demo can be made there."""
        self.folder = folder
        self._problem.hide()
        self.show()

    def _on_clicked(self) -> None:
        folder = self.folder
        if folder is None:
            return
        self._set_busy(True)
        self._progress.setRange(0, 0)

        def work(progress: Callable[[int, int], None], cancellation: Cancellation) -> None:
            def told(done: int, total: int) -> None:
                cancellation.raise_if_requested()
                progress(done, total)

            self._make_demo(folder, told)

        self._waiting.write(
            work,
            self._on_made,
            self._on_refused,
            self.tr("正在生成演示工作区"),
            on_progress=self._on_progress,
            on_given_up=self._on_given_up,
        )

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_made(self, result: object) -> None:
        self._set_busy(False)
        self.made.emit()

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        self._say(self._explain(error))

    def _on_given_up(self) -> None:
        self._set_busy(False)
        self._say(self.tr("已取消，没有留下任何文件。"))

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    def _set_busy(self, busy: bool) -> None:
        self._button.setEnabled(not busy)
        self._progress.setVisible(busy)
        self._problem.setVisible(False)
        self.busy_changed.emit(busy)
