"""Passing many applications with one comment: a summary first, then each on its own, then a report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.decisions import COMMENT_LENGTH
from desktop.services.problems import Interrupted, Unavailable
from desktop.services.rows import ApplicationRow
from desktop.text.errors import explain, is_expected
from desktop.text.language import phrase
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.work.cancellation import Cancellation
from desktop.work.job import ProgressReport
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

_SHOWN = 12
_COMMENT_HEIGHT = 132


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of each: `refused` pairs the application with the sentence; `left` were not tried any more.

    `halted` says why not, where nobody cancelled: of the first of `left` it may not be known.
    """

    passed: tuple[ApplicationRow, ...]
    refused: tuple[tuple[ApplicationRow, str], ...]
    left: tuple[ApplicationRow, ...]
    halted: str = ""


def pass_each(
    rows: Sequence[ApplicationRow],
    pass_one: Callable[[ApplicationRow], None],
    cancellation: Cancellation,
    progress: ProgressReport,
) -> BatchReport:
    """Pass one application after the other, each in its own transaction. A refusal stops none of the others; a place
    that is not available, as a server that was lost, stops all; a cancellation ends the one under way too."""
    passed: list[ApplicationRow] = []
    refused: list[tuple[ApplicationRow, str]] = []
    halted = ""
    for row in rows:
        if cancellation.requested:
            break
        try:
            pass_one(row)
        except Interrupted:
            break
        except Unavailable as lost:
            halted = explain(lost)
            break
        except Exception as error:
            if not is_expected(error):
                raise
            refused.append((row, explain(error)))
        else:
            passed.append(row)
        progress(len(passed) + len(refused), len(rows))
    return BatchReport(tuple(passed), tuple(refused), tuple(rows[len(passed) + len(refused) :]), halted)


class BatchPassDialog(QDialog):
    """`finished_passing(BatchReport)` when all were tried or the person cancelled."""

    finished_passing = Signal(object)

    def __init__(
        self,
        rows: Sequence[ApplicationRow],
        pass_one: Callable[[ApplicationRow, str], None],
        runner: BackgroundRunner,
        parent: QWidget | None = None,
    ) -> None:
        """`pass_one(row, comment)` runs on a background thread and raises what services raise; asked for the same once
        more, it passes it once."""
        super().__init__(parent)
        self._rows = tuple(rows)
        self._pass_one = pass_one
        self._runner = runner
        self._ticket: Ticket | None = None
        self.setObjectName("batch_pass_dialog")
        self.setWindowTitle(self.tr("批量通过"))
        self.setModal(True)
        self.setMinimumWidth(520)
        self._comment = CommentEdit(self.tr("审核意见"), COMMENT_LENGTH)
        self._comment.field.setObjectName("batch_comment")
        self._comment.setFixedHeight(_COMMENT_HEIGHT)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, len(self._rows))
        self._progress.hide()
        self._report = Label(wrap=True, selectable=True)
        self._report.setObjectName("batch_report")
        self._report.hide()
        self._cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        self._cancel.clicked.connect(self.reject)
        self._go = KeyButton(
            self.tr("通过这 {0} 份").format(len(self._rows)), IconName.PASS, "Ctrl+Return", kind=ButtonKind.PRIMARY
        )
        self._go.setObjectName("batch_go")
        self._go.clicked.connect(self._on_go)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label(self.tr("通过 {0} 份申请").format(len(self._rows)), LabelStyle.HEADING))
        layout.addWidget(Label(self._summary(), LabelStyle.SECONDARY, wrap=True))
        layout.addWidget(Label(self.tr("审核意见（写入每一份，申报人可见；可以不填）"), LabelStyle.SMALL))
        layout.addWidget(self._comment)
        layout.addWidget(self._progress)
        layout.addWidget(self._report)
        layout.addLayout(buttons)

    def reject(self) -> None:
        """Esc: stop at once; the one under way is not passed, what was passed stays passed and is reported."""
        if self._ticket is not None and self._ticket.active:
            self._cancel.setEnabled(False)
            self._cancel.setText(self.tr("正在取消"))
            self._ticket.cancel()
            return
        super().reject()

    def _summary(self) -> str:
        names = phrase("list.separator").join(row.name for row in self._rows[:_SHOWN])
        if len(self._rows) > _SHOWN:
            names = self.tr("{0} 等").format(names)
        with_findings = sum(row.findings > 0 for row in self._rows)
        unopened = sum(not row.opened for row in self._rows)
        parts = [names]
        if with_findings:
            parts.append(self.tr("其中 {0} 份校验有问题").format(with_findings))
        if unopened:
            parts.append(self.tr("{0} 份您还没有打开看过").format(unopened))
        return self.tr("{0}。").format(self.tr("；").join(parts))

    def _on_go(self) -> None:
        if self._comment.is_too_long:
            self._comment.setFocus()
            return
        comment, rows = self._comment.text.strip(), self._rows
        self._go.setEnabled(False)
        self._comment.setEnabled(False)
        self._report.hide()
        self._progress.setRange(0, len(rows))
        self._progress.setValue(0)
        self._progress.show()
        self._cancel.setText(self.tr("取消"))

        def work(cancellation: Cancellation, progress: ProgressReport) -> BatchReport:
            return pass_each(rows, lambda row: self._pass_one(row, comment), cancellation, progress)

        self._ticket = self._runner.operation(
            work,
            self._on_finished,
            self._on_failed,
            owner=self,
            on_progress=lambda done, total: self._progress.setValue(done),
            on_cancelled=super().reject,
        )

    def _on_finished(self, report: BatchReport) -> None:
        self.finished_passing.emit(report)
        if not report.refused and not report.left:
            self.accept()
            return
        lines = [self.tr("已通过 {0} 份。").format(len(report.passed))]
        lines += [self.tr("{0}：{1}").format(row.name, sentence) for row, sentence in report.refused]
        if report.halted:
            lines.append(self.tr("{0}：{1}").format(report.left[0].name, report.halted))
            lines.append(self.tr("还有 {0} 份没有办理，审核意见已保留。").format(len(report.left)))
        elif report.left:
            lines.append(self.tr("取消后还有 {0} 份没有办理。").format(len(report.left)))
        self._show_report("\n".join(lines))
        if report.halted:
            self._offer_again(report.left)

    def _offer_again(self, rows: tuple[ApplicationRow, ...]) -> None:
        self._rows = rows
        self._go.setText(self.tr("再试这 {0} 份").format(len(rows)))
        self._go.setEnabled(True)
        self._go.show()

    def _on_failed(self, error: Exception) -> None:
        self._show_report(explain(error))
        raise error  # refusals never come here: a fault, for the fault report

    def _show_report(self, text: str) -> None:
        self._progress.hide()
        self._report.setText(text)
        self._report.show()
        self._go.hide()
        self._cancel.setText(self.tr("关闭"))
        self._cancel.setEnabled(True)
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
