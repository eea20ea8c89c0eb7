"""代为填报: begins, or goes on with, the application of somebody who is bound to the unit and sits beside its desk."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from desktop.domain.catalogue import Catalogue
from desktop.domain.self_check import Answer, Checked
from desktop.services import beside, reading
from desktop.services.beside import BesideForm
from desktop.services.bindings import DeskBindingRow
from desktop.services.reading import AnnouncedNotice
from desktop.services.rows import NoticeRow
from desktop.text.errors import explain, is_expected
from desktop.text.self_check import reason_sentence
from desktop.text.terms import status_label
from desktop.views.applicant.condition_row import ConditionRow
from desktop.views.applicant.notice_page import NoticePage
from desktop.views.applicant.page_foot import PageFoot
from desktop.views.session import Session
from desktop.widgets.banner import Banner
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.sending_dialog import SendingDialog
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import FORM_PADDING
from desktop.widgets.tone import Tone
from desktop.work.ticket import Ticket

_SIZE = (860, 680)


class BesideDialog(SendingDialog):
    """`form_wanted(str application)`: it has begun, or is to be gone on with."""

    form_wanted = Signal(str)

    def __init__(self, session: Session, row: DeskBindingRow, parent: Panel | None = None) -> None:
        super().__init__(parent, floating=True)
        self.setObjectName("beside_dialog")
        self.setWindowTitle(self.tr("代为填报"))
        self.setModal(True)
        self.resize(*_SIZE)
        self._session, self._row = session, row
        self.rows: list[ConditionRow] = []
        self._conditions_of = ""
        self._reading: Ticket | None = None
        self._asking = self.waiting(session.runner)
        self._asking.given_up.connect(self._on_given_up)
        self._notices = ChoiceField(self.tr("通知公告"), ())
        self._notices.setObjectName("beside_notice")
        self._notices.chosen.connect(self._read_conditions)
        self._going_on = QVBoxLayout()
        self._conditions = QVBoxLayout()
        self._conditions.setSpacing(0)
        self.present = QCheckBox(self.tr("{0} 本人在场，以上各项由本人逐项确认").format(row.name))
        self.present.setObjectName("beside_present")
        self.present.toggled.connect(self._show_state)
        self.foot = PageFoot(self.tr("下一步：阅读通知"))
        self.foot.back_asked.connect(self.reject)
        self.foot.go_asked.connect(self._read_notice)
        self.notice = NoticePage(session.workspace.clock)
        self.notice.back_asked.connect(self._back)
        self.notice.confirmed.connect(self._begin)
        self._problem = Banner(Tone.BAD, "", closable=False)
        self._problem.setObjectName("beside_problem")
        self._problem.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._first_page())
        self._stack.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._problem)
        column.addWidget(self._stack, 1)
        self._show_state()
        self._read()

    @property
    def ticks(self) -> frozenset[str]:
        return frozenset(row.key for row in self._by_hand if row.box.isChecked())

    @property
    def _by_hand(self) -> list[ConditionRow]:
        return [row for row in self.rows if row.answer in (Answer.OPEN, Answer.TICKED)]

    def done(self, result: int) -> None:
        self.notice.stop()
        super().done(result)

    def _read(self) -> None:
        workspace, binding = self._session.workspace, self._row.id

        def show(found: tuple[tuple[BesideForm, ...], tuple[NoticeRow, ...]]) -> None:
            self._problem.hide()
            forms, open_now = found
            begun = {form.notice.id for form in forms}
            for form in forms:
                words = self.tr("继续填报：{0}（{1}）").format(form.notice.title, status_label(form.status))
                button = KeyButton(words, IconName.CHANGED)
                button.setObjectName("beside_go_on")
                button.clicked.connect(partial(self._finish, form.application_id))
                self._going_on.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            for notice in open_now:
                if notice.id not in begun:
                    self._notices.addItem(notice.title, notice.id)
            if self._notices.count():
                self._notices.setCurrentIndex(0)
                self._read_conditions()
            else:
                self._say(self.tr("现在没有可以开始申报的通知公告。"))

        self._asking.read(
            lambda: (beside.forms_beside(workspace, binding), beside.open_notices(workspace)),
            show,
            self._on_refused,
            self.tr("正在读取通知公告"),
        )

    def _read_conditions(self) -> None:
        workspace, notice = self._session.workspace, self._notices.key

        def show(found: tuple[Catalogue, tuple[Checked, ...]]) -> None:
            catalogue, checked = found
            self._problem.hide()
            self._conditions_of = notice
            while (item := self._conditions.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self.rows = [
                ConditionRow(one.condition.key, one.condition.text, one.answer, reason_sentence(one, catalogue))
                for one in checked
            ]
            for row in self.rows:
                row.ticked.connect(self._show_state)
                self._conditions.addWidget(row)
                self._conditions.addWidget(HorizontalLine())
            self._show_state()

        def refused(error: Exception) -> None:
            self._keep_choice()
            self._on_refused(error)

        if self._reading is not None:
            self._asking.drop(self._reading)
        self._show_state()
        self._reading = self._asking.read(
            lambda: beside.conditions_beside(workspace, notice),
            show,
            refused,
            self.tr("正在读取申报条件"),
        )

    def _read_notice(self) -> None:
        workspace, binding, notice = self._session.workspace, self._row.id, self._notices.key

        def show(announced: AnnouncedNotice) -> None:
            self._problem.hide()
            self._stack.setCurrentWidget(self.notice)
            self.notice.show_notice(announced, partial(reading.seconds_left, workspace, announced.notice))

        self._asking.write(
            lambda: beside.read_beside(workspace, binding, notice), show, self._on_refused, self.tr("正在打开通知")
        )

    def _begin(self, notice: str) -> None:
        workspace, binding, ticks = self._session.workspace, self._row.id, self.ticks
        self.notice.set_busy(True)
        self._asking.write(
            lambda: beside.begin_beside(workspace, binding, notice, ticks),
            self._finish,
            self._on_refused,
            self.tr("正在开始申报"),
        )

    def _finish(self, application_id: str) -> None:
        self.accept()
        self.form_wanted.emit(application_id)

    def _back(self) -> None:
        self.notice.stop()
        self._stack.setCurrentIndex(0)

    def _on_refused(self, error: Exception) -> None:
        self.notice.set_busy(False)
        self._say(explain(error))
        if not is_expected(error):
            self._session.runner.failed.emit(error)

    def _on_given_up(self) -> None:
        self.notice.set_busy(False)
        self._keep_choice()
        self._say(self.tr("已取消，内容保持原样。"), Tone.INFO)
        if not self._conditions_of:
            self._problem.add_action(
                self.tr("重新读取"), self._read_conditions if self._notices.count() else self._read
            )

    def _keep_choice(self) -> None:
        """The notice whose conditions are shown is the one that is chosen, as before."""
        if self._conditions_of:
            self._notices.set_key(self._conditions_of)
        self._show_state()

    def _say(self, sentence: str, tone: Tone = Tone.BAD) -> None:
        self._problem.clear_actions()
        self._problem.set_message(tone, sentence)
        self._problem.show()

    def _show_state(self) -> None:
        still = sum(not row.box.isChecked() for row in self._by_hand)
        said = ""
        if self._conditions_of != self._notices.key:
            said = self.tr("还没有读取申报条件")
        elif still:
            said = self.tr("还有 {0} 项需要本人核对后勾选").format(still)
        elif not self.present.isChecked():
            said = self.tr("请确认本人在场")
        self.foot.show_state(said, ready=bool(self._conditions_of) and not said, hint=said)

    def _first_page(self) -> Panel:
        inside = Panel(Surface.WINDOW)
        column = QVBoxLayout(inside)
        column.setContentsMargins(FORM_PADDING, 18, FORM_PADDING, 18)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("为 {0} 代为填报").format(self._row.name), LabelStyle.TITLE))
        said = self.tr("须由本人在场。申报属于本人，本人登录后可以看到和修改；提交记录会写明由单位经办人代为填报。")
        column.addWidget(Label(said, LabelStyle.SECONDARY, wrap=True))
        column.addLayout(self._going_on)
        choosing = QHBoxLayout()
        choosing.setSpacing(12)
        choosing.addWidget(Label(self.tr("通知公告"), LabelStyle.MUTED))
        choosing.addWidget(self._notices, 1)
        column.addLayout(choosing)
        column.addLayout(self._conditions)
        column.addWidget(self.present)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = Panel()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self.foot)
        return page
