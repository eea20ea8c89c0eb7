"""The way from an applicant's list into the form of an application, and back."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.dialogs.detail.status_look import status_look
from desktop.domain.clock import shanghai_day
from desktop.domain.terms import Role, Status
from desktop.services.drafting import OpenedForm, may_fill_in
from desktop.services.submitting import Submitted
from desktop.text.terms import status_label
from desktop.views.applicant.form.form_page import ApplicantFormPage
from desktop.views.header_bar import HeaderBar
from desktop.views.session import Session
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.waiting import Waiting


class Filling(QObject):
    """`stack` holds the room that the person comes from and, over it, one form. `detail_wanted(str)`: this application
    is not theirs to fill in. `said(str sentence)`: to be said in the room. `closed(str sentence)`: back there.
    """

    detail_wanted = Signal(str)
    said = Signal(str)
    closed = Signal(str)

    def __init__(self, session: Session, header: HeaderBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._header = session, header
        self.stack = QStackedWidget()
        self.page: ApplicantFormPage | None = None
        self._waiting = Waiting(session.runner, self.stack)
        self._waiting.given_up.connect(self._say_given_up)

    def open(self, application_id: str) -> None:
        """Show the form where the person may fill it in, else have the application shown."""
        workspace = self._session.workspace
        if Role.APPLICANT not in self._session.roles:
            self.detail_wanted.emit(application_id)
            return

        def go_on(may: bool) -> None:
            if may:
                self.show_form(application_id)
            else:
                self.detail_wanted.emit(application_id)

        self._waiting.read(
            lambda: may_fill_in(workspace, application_id),
            go_on,
            lambda _error: self.detail_wanted.emit(application_id),  # which says what is the matter
            self.tr("正在打开申报"),
        )

    def show_form(self, application_id: str) -> ApplicantFormPage:
        """Put the form over the room."""
        if self.page is not None:
            return self.page
        page = ApplicantFormPage(self._session, application_id)
        page.opened.connect(self._on_opened)
        page.left.connect(partial(self._close, ""))
        page.given_up.connect(self._on_given_up)
        page.submitted.connect(self._on_submitted)
        self.page = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        return page

    def may_close(self) -> bool:
        """Whether the window can be closed; what was typed is on its way to the store by then."""
        return self.page is None or self.page.may_leave()

    def _on_opened(self, opened: OpenedForm) -> None:
        status, notice = opened.detail.row.status, opened.detail.notice
        until = opened.detail.situation.correction_due if status is Status.RETURNED else notice.closes
        self._header.show_task(notice.title, _status_mark(status), self._until(until or notice.closes))

    def _until(self, moment: datetime) -> str:
        now = self._session.workspace.clock()
        day = shanghai_day(moment - timedelta(milliseconds=1))
        left = (day - shanghai_day(now)).days
        when = self.tr("{0} 月 {1} 日").format(day.month, day.day)
        if day.year != shanghai_day(now).year:
            when = self.tr("{0} 年 {1}").format(day.year, when)
        if moment <= now:
            return self.tr("已于 {0}截止").format(when)
        return self.tr("截止 {0}，还有 {1} 天").format(when, left) if left else self.tr("今天截止")

    def _on_submitted(self, done: Submitted) -> None:
        words = self.tr("已提交，申报编号 {0}。推荐单位审核后可在这里查看进度。")
        if done.submission > 1:
            words = self.tr("已再次提交（第 {1} 次），申报编号 {0}。")
        self._close(words.format(done.number, done.submission))

    def _on_given_up(self) -> None:
        self._close("")
        self._say_given_up()

    def _say_given_up(self) -> None:
        self.said.emit(self.tr("已取消，没有打开申报。"))

    def _close(self, sentence: str) -> None:
        page, self.page = self.page, None
        self._header.show_task("")
        if page is not None:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.closed.emit(sentence)


def _status_mark(status: Status) -> QWidget:
    icon, role = status_look(status)
    mark = QWidget()
    row = QHBoxLayout(mark)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(IconLabel(icon, role))
    row.addWidget(Label(status_label(status), LabelStyle.WARN if status is Status.RETURNED else LabelStyle.MUTED))
    return mark
