"""我的申报: from 条件自检 through the notices to 确认申报, and what has become of earlier applications."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from desktop.domain.clock import shanghai_day
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services import own_applications, reading, self_checks
from desktop.services.applications import application_detail
from desktop.services.reading import AnnouncedNotice
from desktop.services.rows import ApplicationDetail
from desktop.services.self_checks import Tick
from desktop.views.administration.room import Room
from desktop.views.applicant.home_page import HomePage
from desktop.views.applicant.notice_page import NoticePage
from desktop.views.applicant.progress_page import ProgressPage
from desktop.views.applicant.room_reading import Check, Home, read_check, read_home
from desktop.views.applicant.self_check_page import SelfCheckPage
from desktop.views.session import Session
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.step_bar import StepBar
from desktop.widgets.theme.metrics import PANE_PADDING
from desktop.widgets.tone import Tone

_CHECK, _NOTICE = 0, 1


class ApplicantRoom(Room):
    """`fill_in_asked(str application)`: the form is wanted. `detail_asked(str application)`: its contents, to be read.
    `binding_asked()`: 去绑定.
    """

    fill_in_asked = Signal(str)
    detail_asked = Signal(str)
    binding_asked = Signal()

    def __init__(self, session: Session) -> None:
        busy = BusyIndicator()
        super().__init__(session.runner, self.tr("我的申报"), "", (), plain=True, busy=busy)
        self._session = session
        workspace = session.workspace
        self.steps = StepBar(
            self.tr("申报步骤"),
            (self.tr("条件自检"), self.tr("通知确认"), self.tr("信息填报"), self.tr("提交")),
            self.tr("已完成"),
            self.tr("进行中"),
        )
        self.home = HomePage(workspace.clock, shanghai_day(workspace.clock()).year)
        self.check = SelfCheckPage()
        self.notice = NoticePage(workspace.clock)
        self.progress = ProgressPage()
        self._wanted = ""
        self._pages = QStackedWidget()
        for page in (self.home, self.check, self.notice, self.progress):
            self._pages.addWidget(page)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, PANE_PADDING, 0)
        beside.addWidget(self.steps, 1)
        beside.addWidget(busy)
        self.content.addLayout(beside)
        self.content.addWidget(HorizontalLine())
        self.content.addWidget(self._pages, 1)
        self.setFocusProxy(self.home)
        self._connect()

    @property
    def page(self) -> QWidget | None:
        """The one that is shown."""
        return self._pages.currentWidget()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read again what the page shows; a notice that is being read stays as it was opened."""
        if self.page is self.home:
            self._read_home(self.home.notices.year)
        elif self.page is self.check:
            self._read_check(self._wanted, lambda: None)

    def show_home(self, choose: str = "") -> None:
        """Back to the beginning."""
        self.notice.stop()
        self._go_to(self.home, None)
        self._read_home(self.home.notices.year, choose)
        self.home.notices.keyboard_focus()

    def _connect(self) -> None:
        self.home.start_asked.connect(partial(self._start_check, ""))
        self.home.unit.binding_asked.connect(self.binding_asked)
        self.home.notices.asked.connect(self._read_home)
        self.home.notices.view_asked.connect(self._view_notice)
        self.home.notices.apply_asked.connect(self._apply)
        self.home.notices.continue_asked.connect(self.fill_in_asked)
        self.home.history.view_asked.connect(self.detail_asked)
        self.home.history.edit_asked.connect(self.fill_in_asked)
        self.home.history.progress_asked.connect(self._show_progress)
        self.home.history.delete_asked.connect(self._delete)
        self.check.back_asked.connect(self.show_home)
        self.check.binding_asked.connect(self.binding_asked)
        self.check.confirmed.connect(self._on_checked)
        self.notice.back_asked.connect(self.show_home)
        self.notice.apply_asked.connect(self._apply)
        self.notice.confirmed.connect(self._begin)
        self.notice.file_asked.connect(self._keep_file)
        self.progress.back_asked.connect(self.show_home)
        self.progress.view_asked.connect(self.detail_asked)

    def _can_read_again(self) -> bool:
        """A notice that is read, and the progress, are not read anew: they stay as they were opened."""
        return self.page in (self.home, self.check)

    def _go_to(self, page: QWidget, step: int | None) -> None:
        if page is not self.page:
            self.clear_announcement()
        self._pages.setCurrentWidget(page)
        self.steps.set_current(step)

    def _read_home(self, year: int, choose: str = "") -> None:
        workspace = self._session.workspace

        def show(home: Home) -> None:
            self.home.unit.show_binding(home.binding)
            self.home.notices.show_notices(home.notices)
            self.home.history.show_applications(home.own)
            self.home.history.choose(choose)

        self.waiting.read(
            lambda: read_home(workspace, year), show, self.show_error, self.tr("正在读取通知公告和申报信息")
        )

    def _start_check(self, notice_id: str, why: Exception | None = None) -> None:
        """条件自检; from there to the notice that is wanted, else to the list. `why`: what was refused without it."""

        def begin() -> None:
            self._wanted = notice_id
            self.notice.stop()
            self._go_to(self.check, _CHECK)
            self.check.begin()
            if why is not None:
                self.show_error(why)

        self._read_check(notice_id, begin)

    def _read_check(self, wanted: str, shown: Callable[[], None]) -> None:
        workspace, ticks = self._session.workspace, frozenset(self.check.ticks)

        def show(found: Check) -> None:
            if found.catalogue is None:
                self.show_home()
                self.announce(self.tr("还没有可以申报的通知公告，管理部门发布后再做条件自检。"), tone=Tone.INFO)
                return
            self.check.show_check(found.catalogue, found.checked, found.binding)
            shown()

        self.waiting.read(
            lambda: read_check(workspace, wanted, ticks), show, self.show_error, self.tr("正在核对申报条件")
        )

    def _on_checked(self) -> None:
        """确认开始申报 leads to the notices; where one was wanted already, to that."""
        if self._wanted:
            self._open_to_read(self._wanted)
            return
        self.show_home()
        self.steps.set_current(_NOTICE)
        self.announce(self.tr("条件自检已完成。请在通知公告中选择一份，点“申报”。"), tone=Tone.INFO)

    def _view_notice(self, notice_id: str) -> None:
        workspace = self._session.workspace

        def show(announced: AnnouncedNotice) -> None:
            self._go_to(self.notice, None)
            self.notice.show_notice(announced)

        self.waiting.read(
            lambda: reading.read_notice_of(workspace, notice_id), show, self.show_error, self.tr("正在读取通知")
        )

    def _apply(self, notice_id: str) -> None:
        """申报: by way of 条件自检, unless that is done."""
        if self.check.ready:
            self._open_to_read(notice_id)
        else:
            self._start_check(notice_id)

    def _open_to_read(self, notice_id: str) -> None:
        workspace = self._session.workspace

        def show(announced: AnnouncedNotice) -> None:
            self._go_to(self.notice, _NOTICE)
            self.notice.show_notice(announced, partial(reading.seconds_left, workspace, announced.notice))

        self.waiting.write(
            lambda: reading.open_to_read(workspace, notice_id), show, self._on_not_open, self.tr("正在打开通知")
        )

    def _on_not_open(self, error: Exception) -> None:
        self.show_home()
        self.show_error(error)

    def _begin(self, notice_id: str) -> None:
        workspace, ticks = self._session.workspace, frozenset(self.check.ticks)
        self.notice.set_busy(True)

        def begun(application_id: str) -> None:
            self.show_home(application_id)
            self.announce(self.tr("申报已开始，请逐项填报。"))
            self.fill_in_asked.emit(application_id)

        def refused(error: Exception) -> None:
            self.notice.set_busy(False)
            open_check = isinstance(error, Rejected) and error.code in (
                RejectionCode.SELF_CHECK_OPEN,
                RejectionCode.SELF_CHECK_FAILED,
            )
            if open_check:
                self._start_check(notice_id, error)
            else:
                self.show_error(error)

        self.waiting.write(
            lambda: reading.begin_application(workspace, notice_id, ticks),
            begun,
            refused,
            self.tr("正在开始申报"),
            on_given_up=lambda: self.notice.set_busy(False),
        )

    def _show_progress(self, application_id: str) -> None:
        workspace = self._session.workspace

        def show(found: tuple[ApplicationDetail, tuple[Tick, ...]]) -> None:
            self._go_to(self.progress, None)
            self.progress.show_progress(*found, workspace.clock())

        self.waiting.read(
            lambda: (application_detail(workspace, application_id), self_checks.ticks_of(workspace, application_id)),
            show,
            self.show_error,
            self.tr("正在读取进度"),
        )

    def _delete(self, application_id: str) -> None:
        workspace = self._session.workspace

        def deleted(_: None) -> None:
            self.announce(self.tr("已删除这份申报。同一份通知可以重新申报。"), tone=Tone.INFO)
            self._read_home(self.home.notices.year)

        self.waiting.write(
            lambda: own_applications.delete_own_application(workspace, application_id),
            deleted,
            self.show_error,
            self.tr("正在删除"),
        )

    def _keep_file(self, sha256: str, name: str) -> None:
        chooser = QFileDialog(self, self.tr("保存附件"), name)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(name)
        chooser.fileSelected.connect(lambda chosen: self.keep_file(sha256, Path(chosen)))
        chooser.open()

    def keep_file(self, sha256: str, target: Path) -> None:
        """Write an attachment of the notice that is shown."""
        workspace, notice_id = self._session.workspace, self.notice.notice_id
        self.waiting.write(
            lambda: reading.keep_file(workspace, notice_id, sha256, target),
            lambda _: self.announce(self.tr("附件已保存：{0}").format(target.name)),
            self.show_error,
            self.tr("正在保存附件 {0}").format(target.name),
            aside=True,
        )
