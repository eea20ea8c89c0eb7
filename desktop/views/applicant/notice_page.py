"""One notice: 通知查看, or 申报 with the time that it is to be read before 确认申报 (guide 3.2, first step)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.reading import AnnouncedNotice
from desktop.text.notices import window_sentence
from desktop.text.problems import size_text
from desktop.views.applicant.page_foot import PageFoot
from desktop.views.notices.notice_text_view import NoticeTextView
from desktop.widgets.countdown_ring import CountdownRing
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import FORM_PADDING

_TICK_MS = 100


class NoticePage(QWidget):
    """`apply_asked(str notice)`: from 通知查看. `confirmed(str notice)`: 确认申报, its time over. `back_asked()`.

    `file_asked(str sha256, str name)`: an attachment is to be kept somewhere.
    """

    apply_asked = Signal(str)
    confirmed = Signal(str)
    back_asked = Signal()
    file_asked = Signal(str, str)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_page")
        self._clock = clock
        self._announced: AnnouncedNotice | None = None
        self._left: Callable[[], int] | None = None
        self._busy = False
        self._title = Label("", LabelStyle.TITLE, wrap=True)
        self._title.setObjectName("notice_title")
        self._facts = Label("", LabelStyle.SECONDARY, wrap=True)
        self._facts.setObjectName("notice_facts")
        self.text = NoticeTextView(self.tr("通知内容"))
        self.text.setObjectName("notice_text")
        self._files_bar = QWidget()
        self._files = FlowLayout()
        self._ring = CountdownRing()
        self.foot = PageFoot(self.tr("确认申报"), self._ring)
        self.foot.back_asked.connect(self.back_asked)
        self.foot.go_asked.connect(self._on_go)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show_state)
        self._lay_out()

    @property
    def notice_id(self) -> str:
        """Of the notice that is shown."""
        return "" if self._announced is None else self._announced.notice.id

    @property
    def reading(self) -> bool:
        """Whether the notice is read to apply, and not just looked at."""
        return self._left is not None

    def show_notice(self, announced: AnnouncedNotice, left: Callable[[], int] | None = None) -> None:
        """`left` tells the seconds of reading that remain; without it the notice is only looked at."""
        self._announced, self._left, self._busy = announced, left, False
        notice = announced.notice
        self._title.setText(notice.title)
        window = window_sentence(notice, self._clock(), closed_early=announced.closing is not None)
        self._facts.setText(self.tr("{0}　{1}").format(notice.issuer.name, window))
        self.text.show_text(notice.text)
        while (item := self._files.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for file in announced.files:
            button = KeyButton(self.tr("{0}　{1}").format(file.name, size_text(file.size)), IconName.DOWNLOAD)
            button.setObjectName(f"file_{file.sha256[:8]}")
            button.clicked.connect(lambda _=False, one=file: self.file_asked.emit(one.sha256, one.name))
            self._files.addWidget(button)
        self._files_bar.setVisible(bool(announced.files))
        self.foot.go.setText(self.tr("确认申报") if self.reading else self.tr("申报"))
        self.foot.show_go(self.reading or self._is_open)
        self._ring.setVisible(self.reading)
        self._show_state()
        if self.reading:
            self._timer.start()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """The page is left: reading it begins anew the next time."""
        self._timer.stop()
        self._left = None

    def set_busy(self, busy: bool) -> None:
        """The application is being begun; if it is not, the keyboard is back where that was asked for."""
        was_busy, self._busy = self._busy, busy
        self._show_state()
        if was_busy and not busy and self.foot.go.isVisible():
            self.foot.go.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _is_open(self) -> bool:
        one = self._announced
        return one is not None and one.notice.opens <= self._clock() < one.notice.closes

    def _show_state(self) -> None:
        announced = self._announced
        if announced is None:
            return
        if self._left is None:
            window = window_sentence(announced.notice, self._clock(), closed_early=announced.closing is not None)
            self.foot.show_state("" if self._is_open else window, ready=self._is_open)
            return
        left = self._left()
        self._ring.set_left(left, announced.notice.reading_seconds)
        if left > 0:
            said = self.tr("请阅读通知，{0} 秒后可以确认申报").format(left)
            self.foot.show_state(said, ready=False, hint=said)
            return
        self._timer.stop()
        had_keyboard = self.foot.go.isEnabled()
        self.foot.show_state(self.tr("已读完，可以确认申报"), ready=not self._busy)
        if not had_keyboard and not self._busy and self.text.hasFocus():
            self.foot.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self) -> None:
        if self._announced is not None:
            signal = self.confirmed if self.reading else self.apply_asked
            signal.emit(self._announced.notice.id)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(FORM_PADDING, 16, FORM_PADDING, 14)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        page = QHBoxLayout()
        page.setContentsMargins(FORM_PADDING - 16, 0, 0, 0)
        page.addWidget(self.text)
        row = QHBoxLayout()
        row.setContentsMargins(FORM_PADDING, 10, FORM_PADDING, 12)
        row.setSpacing(12)
        row.addWidget(Label(self.tr("附件"), LabelStyle.MUTED))
        row.addLayout(self._files, 1)
        files = QVBoxLayout(self._files_bar)
        files.setContentsMargins(0, 0, 0, 0)
        files.addWidget(HorizontalLine())
        files.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(HorizontalLine())
        column.addLayout(page, 1)
        column.addWidget(self._files_bar)
        column.addWidget(self.foot)
