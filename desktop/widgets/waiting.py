"""What a page or dialog has asked for, shown where it was asked: after 200 ms, and after 2 s with a way out.

Whoever takes the way out ends it in the store too: what was read is left as it was shown, what was being written is
not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.panel import Panel
from desktop.work.job import ProgressReport
from desktop.work.runner import BackgroundRunner, ErrorHandler
from desktop.work.ticket import Ticket

_T = TypeVar("_T")
FROM_TOP = 6
_BESIDE = 10


class _Floating(Panel):
    """Holds an indicator at the top of a page, over what the page shows, so that nothing moves for a short wait."""

    def __init__(self, indicator: BusyIndicator, page: QWidget, from_top: int) -> None:
        super().__init__(parent=page)
        self.setObjectName("floatingWait")
        self.setProperty("kind", "card")
        self._page, self._indicator, self._from_top = page, indicator, from_top
        row = QHBoxLayout(self)
        row.setContentsMargins(_BESIDE, 2, _BESIDE, 2)
        row.addWidget(indicator)
        for watched in (page, indicator):
            watched.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self._take_place()
        elif watched is self._indicator:
            match event.type():
                case QEvent.Type.ShowToParent:
                    self._take_place()
                    self.raise_()
                    self.show()
                case QEvent.Type.HideToParent:
                    self.hide()
                case QEvent.Type.LayoutRequest:
                    self._take_place()
        return super().eventFilter(watched, event)

    def _take_place(self) -> None:
        self.adjustSize()
        self.move(QPoint((self._page.width() - self.width()) // 2, self._from_top))


def floating_indicator(page: QWidget, from_top: int = FROM_TOP) -> BusyIndicator:
    """An indicator over a page, `from_top` where something at its top must not be covered."""
    indicator = BusyIndicator()
    _Floating(indicator, page, from_top)
    return indicator


@dataclass(frozen=True, slots=True)
class _Wait:
    """What is said of it, and what is done when it is given up."""

    text: str
    on_given_up: Callable[[], None] | None


class Waiting(QObject):
    """Asks the runner for `page` and shows the wait on it, by `indicator` or floating over it.

    `given_up(bool written)`: the person took the way out of reading or of writing, and nothing has changed. A write
    that could not be stopped any more answers as if nothing had been said.
    """

    given_up = Signal(bool)

    def __init__(
        self,
        runner: BackgroundRunner,
        page: QWidget,
        indicator: BusyIndicator | None = None,
        *,
        from_top: int = FROM_TOP,
    ) -> None:
        super().__init__(page)
        self._runner = runner
        self._page = page
        self._reads: dict[Ticket, _Wait] = {}
        self._writes: dict[Ticket, _Wait] = {}
        self._ending = False
        self._indicator = indicator if indicator is not None else floating_indicator(page, from_top)
        self._indicator.cancel_requested.connect(self.give_up)

    @property
    def under_way(self) -> bool:
        """Whether anything is waited for."""
        return any(ticket.active for ticket in (*self._reads, *self._writes))

    def read(
        self,
        fn: Callable[..., _T],
        on_result: Callable[[_T], object],
        on_error: ErrorHandler | None = None,
        text: str = "",
        *,
        newest_first: bool = False,
        background: bool = False,
        on_given_up: Callable[[], None] | None = None,
    ) -> Ticket:
        """As `BackgroundRunner.query`; `text` says what is being done. `on_given_up` is called before `given_up`."""
        ticket = self._runner.query(
            fn,
            self._then(on_result),
            self._or(on_error),
            owner=self._page,
            newest_first=newest_first,
            background=background,
        )
        self._reads[ticket] = _Wait(text or self.tr("正在读取"), on_given_up)
        self._show()
        return ticket

    def write(
        self,
        fn: Callable[..., _T],
        on_result: Callable[[_T], object] | None = None,
        on_error: ErrorHandler | None = None,
        text: str = "",
        *,
        on_progress: ProgressReport | None = None,
        on_given_up: Callable[[], None] | None = None,
        aside: bool = False,
    ) -> Ticket:
        """As `BackgroundRunner.operation`. `on_given_up` is called before `given_up` where this one was stopped."""

        def stopped() -> None:
            self._settle()
            if on_given_up is not None:
                on_given_up()
            self.given_up.emit(True)

        ticket = self._runner.operation(
            fn,
            self._then(on_result),
            self._or(on_error),
            owner=self._page,
            on_progress=on_progress,
            on_cancelled=stopped,
            aside=aside,
        )
        self._writes[ticket] = _Wait(text or self.tr("正在保存"), None)
        self._show()
        return ticket

    def drop(self, ticket: Ticket) -> None:
        """What the page does not want any more, as when something newer takes its place."""
        ticket.cancel()
        self._settle()

    def give_up(self) -> None:
        """End all that is waited for: 取消 of the sign, and of what the page offers itself."""
        reads, writes = self._reads, self._writes
        self._ending = True
        for ticket in (*reads, *writes):
            ticket.cancel()
        self._settle()
        for wait in reads.values():
            if wait.on_given_up is not None:
                wait.on_given_up()
        if reads and not writes:
            self.given_up.emit(False)

    def _show(self) -> None:
        """What is being written is said before what is being read, the newest of each."""
        self._ending = False
        self._settle()

    def _then(self, on_result: Callable[[Any], object] | None) -> Callable[[Any], None]:
        def answered(value: Any) -> None:
            self._settle()
            if on_result is not None:
                on_result(value)

        return answered

    def _or(self, on_error: ErrorHandler | None) -> ErrorHandler:
        def refused(error: Exception) -> None:
            self._settle()
            if on_error is None:
                self._runner.failed.emit(error)
            else:
                on_error(error)

        return refused

    def _settle(self) -> None:
        self._reads, self._writes = (
            {ticket: wait for ticket, wait in waits.items() if ticket.active} for waits in (self._reads, self._writes)
        )
        if not self.under_way:
            self._ending = False
            self._indicator.stop()
        elif self._ending:
            self._indicator.show_ending(self.tr("正在取消"))
        else:
            *_, newest = (self._writes or self._reads).values()
            self._indicator.start(newest.text, cancellable=True)
