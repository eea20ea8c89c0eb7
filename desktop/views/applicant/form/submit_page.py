"""承诺与提交: what goes out, the pledge word for word, and the button that hands it in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout

from desktop.models.form_state import SINGLE, FormState
from desktop.services.drafting import OpenedForm
from desktop.text.moments import moment_text
from desktop.views.applicant.form.scroll_page import ScrollPage
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.style_property import set_style_property

_BOX_WIDTH = 880


class SubmitPage(ScrollPage):
    """`submit_asked()` with the pledge given; `findings_asked()`, `self_check_asked()`: the person wants to see what is
    in the way.
    """

    submit_asked = Signal()
    findings_asked = Signal()
    self_check_asked = Signal()

    def __init__(self, state: FormState, opened: OpenedForm) -> None:
        super().__init__()
        self._state, self._opened = state, opened
        self._busy = False
        self._facts: dict[str, Label] = {}
        self._blocked = Label("", LabelStyle.BAD)
        self._blocked.setObjectName("submitBlocked")
        self._look = KeyButton(self.tr("查看数据验证信息"), IconName.PHRASES)
        self._look.setObjectName("lookAtFindings")
        self._look.clicked.connect(self.findings_asked)
        self._self_check = KeyButton(self.tr("查看条件自检"), IconName.BALLOT)
        self._self_check.setObjectName("lookAtSelfCheck")
        self._self_check.clicked.connect(self.self_check_asked)
        self.pledge = QCheckBox(self.tr("本人承诺，申报所提供的材料真实、准确，如有违诺情况，本人愿承担所有责任"))
        self.pledge.setObjectName("pledge")
        self.pledge.toggled.connect(self._show_state)
        self.present = QCheckBox(self.tr("申报人在场，已看过以上内容并亲自作出承诺"))
        self.present.setObjectName("pledgeBeside")
        self.present.setVisible(opened.beside)
        self.present.toggled.connect(self._show_state)
        self._submit = KeyButton(self.tr("提交"), IconName.SUBMIT, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._submit.setObjectName("submit")
        self._submit.clicked.connect(self.submit_asked)
        self.busy = BusyIndicator()
        self._problem = Label("", LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("submitProblem")
        self._problem.hide()
        self._lay_out()
        state.checked.connect(self._show_state)
        self._show_state()

    def begin(self) -> None:
        (self._look if self._state.errors else self.pledge).setFocus()

    @property
    def pledged(self) -> bool:
        """Whether the pledge is given; filled in beside the applicant, they have given it in front of the desk."""
        return self.pledge.isChecked() and (self.present.isChecked() or not self._opened.beside)

    def set_busy(self, busy: bool) -> None:
        """The submission is on its way; if it does not arrive, the keyboard is back where it was asked for."""
        was_busy, self._busy = self._busy, busy
        self._show_state()
        if was_busy and not busy and self._submit.isVisible():
            self._submit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Why it was refused; "" for nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        row, notice = self._opened.detail.row, self._opened.detail.notice
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        facts = (
            ("notice", self.tr("通知公告"), notice.title),
            ("unit", self.tr("推荐单位"), row.unit),
            ("name", self.tr("申报人"), ""),
            ("standard", self.tr("申请评定符合标准"), ""),
            ("class", self.tr("申请评定级别（层次）"), ""),
            ("files", self.tr("附件"), ""),
            ("until", self.tr("截止时间"), moment_text(self._opened.detail.situation.correction_due or notice.closes)),
        )
        for number, (key, label, text) in enumerate(facts):
            grid.addWidget(Label(label, LabelStyle.MUTED), number, 0)
            self._facts[key] = Label(text, LabelStyle.BODY, wrap=True)
            grid.addWidget(self._facts[key], number, 1)
        box = Panel(Surface.WINDOW)
        set_style_property(box, "kind", "card")
        box.setMaximumWidth(_BOX_WIDTH)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addLayout(grid)
        blocked = QHBoxLayout()
        blocked.setSpacing(12)
        blocked.addWidget(self._blocked)
        blocked.addWidget(self._look)
        blocked.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._submit)
        buttons.addSpacing(8)
        buttons.addWidget(self._self_check)
        buttons.addSpacing(8)
        buttons.addWidget(self.busy)
        buttons.addStretch(1)
        self.column.addWidget(box)
        self.column.addSpacing(8)
        self.column.addLayout(blocked)
        self.column.addWidget(self.pledge)
        self.column.addWidget(self.present)
        self.column.addLayout(buttons)
        self.column.addWidget(self._problem)
        after = self.tr("提交后由推荐单位审核，审核期间不能修改；如被退回，可以修改后再次提交，并须重新承诺。")
        self.column.addWidget(Label(after, LabelStyle.SMALL, wrap=True))
        self.column.addStretch(1)

    def _show_state(self) -> None:
        errors = self._state.errors
        self._show_facts()
        self._blocked.setText(self.tr("数据验证还有 {0} 项未通过，修改后才能提交。").format(errors) if errors else "")
        self._blocked.setVisible(bool(errors))
        self._look.setVisible(bool(errors))
        self.pledge.setEnabled(not errors and not self._busy)
        self.present.setEnabled(self.pledge.isEnabled())
        if errors:
            for box in (self.pledge, self.present):
                box.setChecked(False)
        self._submit.setEnabled(not errors and self.pledged and not self._busy)
        why = self.tr("先完成数据验证") if errors else "" if self.pledged else self.tr("先勾选承诺")
        self._submit.set_hint(why)

    def _show_facts(self) -> None:
        values, catalogue = self._state.values("basic", SINGLE), self._state.catalogue
        standard, graded = catalogue.standard(values.get("standard")), catalogue.class_of(values.get("standard"))
        nothing = self.tr("（未填写）")
        self._facts["name"].setText(str(values.get("name") or nothing))
        self._facts["standard"].setText(nothing if standard is None else f"{standard.code}  {standard.label}")
        self._facts["class"].setText(nothing if graded is None else f"{graded.key}  {graded.label}")
        self._facts["files"].setText(self.tr("{0} 份").format(len(self._state.content.attachments)))
