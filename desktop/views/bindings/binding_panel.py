"""绑定单位: what an applicant sees of their binding, and the search by a unit's code (guide 3.1). For any page."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.bindings import BindingState
from desktop.services import bindings
from desktop.services.bindings import BindingRow
from desktop.services.rows import OrganisationRow
from desktop.services.workspace import Workspace
from desktop.text.bindings import binding_state_label
from desktop.text.errors import explain, is_expected
from desktop.text.moments import moment_text
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.waiting import Waiting

_LOOK = {
    None: (IconName.INFORMATION, ColorRole.MUTED),
    BindingState.PENDING: (IconName.AGEING, ColorRole.WARN),
    BindingState.BOUND: (IconName.APPROVED, ColorRole.OK),
    BindingState.REFUSED: (IconName.TERMINATED, ColorRole.BAD),
    BindingState.UNBOUND: (IconName.INFORMATION, ColorRole.MUTED),
    BindingState.WITHDRAWN: (IconName.INFORMATION, ColorRole.MUTED),
}
_HISTORY_SHOWN = 6


class BindingPanel(QWidget):
    """`changed(bound)`: the binding is another one; whether a unit is bound now. Reads when it is shown.

    What it waits for is shown by the page that it stands on, whose `waiting` says too that it was given up.
    """

    changed = Signal(bool)

    def __init__(self, workspace: Workspace, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._waiting = waiting
        self._rows: tuple[BindingRow, ...] = ()
        self._found: OrganisationRow | None = None
        self._sure = False
        self._busy = False
        self.setObjectName("binding_panel")
        self._mark = IconLabel(IconName.INFORMATION, ColorRole.MUTED, 28)
        self._unit = Label(style=LabelStyle.HEADING, wrap=True)
        self._unit.setObjectName("bound_unit")
        self._state = Label(style=LabelStyle.SECONDARY, wrap=True)
        self._state.setObjectName("binding_state")
        self._code = QLineEdit()
        self._code.setObjectName("unit_code")
        self._code.setPlaceholderText(self.tr("统一社会信用代码，18 位"))
        self._code.setAccessibleName(self.tr("统一社会信用代码"))
        self._code.setFixedWidth(280)
        self._search = KeyButton(self.tr("查询"), IconName.SEARCH)
        self._search.setObjectName("find_unit")
        self._name = Label(style=LabelStyle.STRONG, wrap=True)
        self._name.setObjectName("found_unit")
        self._hint = Label(style=LabelStyle.SMALL, wrap=True)
        self._hint.setObjectName("found_hint")
        self._act = KeyButton("", IconName.BINDINGS, kind=ButtonKind.PRIMARY, asks_twice=True)
        self._act.setObjectName("binding_action")
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName("binding_problem")
        self._history = Label(style=LabelStyle.SMALL_SECONDARY, wrap=True)
        self._history.setObjectName("binding_history")
        self._card = self._found_card()
        self._lay_out()
        self._search.clicked.connect(self._on_search)
        self._code.returnPressed.connect(self._on_search)
        self._code.textEdited.connect(self._forget_found)
        self._act.clicked.connect(self._on_act)
        waiting.given_up.connect(self._on_given_up)
        self.setFocusProxy(self._code)
        self._forget_found()

    @property
    def current(self) -> BindingRow | None:
        """The newest; what is pending or bound is always that."""
        return self._rows[0] if self._rows else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the bindings again."""
        self._waiting.read(lambda: bindings.own_bindings(self._workspace), self._show, self._show_error)

    def _found_card(self) -> Panel:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addWidget(self._hint)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        card = Panel(Surface.WINDOW)
        card.setObjectName("found_card")
        set_style_property(card, "kind", "card")
        card.setLayout(row)
        card.setMaximumWidth(720)
        return card

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._unit)
        words.addWidget(self._state)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        search = QHBoxLayout()
        search.setSpacing(8)
        search.addWidget(self._code)
        search.addWidget(self._search)
        search.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(HorizontalLine())
        layout.addWidget(Label(self.tr("按统一社会信用代码查找推荐单位"), LabelStyle.STRONG))
        explanation = self.tr(
            "代码可向单位人事处询问。绑定后由该单位推荐申报；一次只能绑定一个单位，解除绑定也在这里查询后进行。"
        )
        layout.addWidget(Label(explanation, LabelStyle.SMALL, wrap=True))
        layout.addLayout(search)
        layout.addWidget(self._problem)
        layout.addWidget(self._card)
        layout.addWidget(self._history)
        layout.addStretch(1)

    def _show(self, rows: tuple[BindingRow, ...]) -> None:
        before, self._rows, self._busy = self.current, rows, False
        now = self.current
        icon, role = _LOOK[None if now is None else now.state]
        self._mark.set_icon(icon, role)
        title, sentence = self._said(now)
        self._unit.setText(title)
        self._state.setText(sentence)
        past = [row for row in rows if row.state not in (BindingState.PENDING, BindingState.BOUND)]
        lines = [self._past(row) for row in past[:_HISTORY_SHOWN]]
        self._history.setText("\n".join([self.tr("以前的绑定"), *lines]) if lines else "")
        self._show_found()
        if now != before:
            self.changed.emit(now is not None and now.state is BindingState.BOUND)

    def _said(self, now: BindingRow | None) -> tuple[str, str]:
        if now is None or now.state in (BindingState.UNBOUND, BindingState.WITHDRAWN):
            return self.tr("尚未绑定推荐单位"), self.tr("绑定单位是申报的前提：先查到单位并申请，单位同意后即可申报。")
        if now.state is BindingState.PENDING:
            return now.unit_name, self.tr("已于 {0} 申请绑定，正等待单位人事处审核。同意之前可以撤回。").format(
                moment_text(now.asked_at)
            )
        if now.state is BindingState.REFUSED:
            return self.tr("绑定申请未获同意"), self.tr("{0} 拒绝了申请：{1}").format(now.unit_name, now.reason)
        return now.unit_name, self.tr("已绑定，{0} 经单位同意。现在可以由它推荐申报。").format(
            moment_text(now.decided_at)
        )

    def _past(self, row: BindingRow) -> str:
        when = moment_text(row.ended_at or row.decided_at)
        why = self.tr("：{0}").format(row.reason) if row.reason else ""
        return f"{when}  {row.unit_name}  {binding_state_label(row.state)}{why}"

    def _on_search(self) -> None:
        code = self._code.text()
        if code.strip():
            self._search.setEnabled(False)
            self._waiting.read(
                lambda: bindings.find_unit(self._workspace, code),
                self._on_found,
                self._on_not_found,
                self.tr("正在查询单位"),
            )

    def _on_found(self, unit: OrganisationRow) -> None:
        self._search.setEnabled(True)
        self._found = unit
        self._problem.hide()
        self._show_found()
        self._act.setFocus()

    def _on_not_found(self, error: Exception) -> None:
        self._search.setEnabled(True)
        self._forget_found()
        self._show_error(error)

    def _forget_found(self) -> None:
        self._found = None
        self._problem.hide()
        self._show_found()

    def _show_found(self) -> None:
        """The unit that was found, and what can be done with it: exactly one thing, or why nothing."""
        found, now = self._found, self.current
        self._sure = False
        self._card.setVisible(found is not None)
        if found is None:
            return
        self._name.setText(found.name)
        standing = now if now is not None and now.state in (BindingState.PENDING, BindingState.BOUND) else None
        here = standing is not None and standing.unit_id == found.id
        self._act.setVisible(standing is None or here)
        hint = found.code
        if standing is None:
            self._act.setText(self.tr("绑定"))
            self._act.set_kind(ButtonKind.PRIMARY)
        elif not here:
            words = self.tr("{0} · 您已绑定或正申请绑定“{1}”，须先与它解除绑定或撤回申请。")
            hint = words.format(found.code, standing.unit_name)
        elif standing.state is BindingState.PENDING:
            self._act.setText(self.tr("撤回申请"))
            self._act.set_kind(ButtonKind.NORMAL)
            hint = self.tr("{0} · 等待单位审核").format(found.code)
        else:
            self._act.setText(self.tr("解除绑定"))
            self._act.set_kind(ButtonKind.DANGER)
            hint = self.tr("{0} · 已绑定。解除无须单位同意，单位会收到提示；有申报在审核时不能解除。").format(
                found.code
            )
        self._hint.setText(hint)

    def _on_act(self) -> None:
        found, now, workspace = self._found, self.current, self._workspace
        if found is None or self._busy:
            return
        if now is not None and now.state is BindingState.BOUND:
            if not self._sure:  # asked once, where one stands
                self._sure = True
                self._act.setText(self.tr("确认解除"))
                return
            self._do(lambda: bindings.unbind(workspace, now.id), self.tr("正在解除绑定"))
        elif now is not None and now.state is BindingState.PENDING:
            self._do(lambda: bindings.withdraw_binding(workspace, now.id), self.tr("正在撤回申请"))
        else:
            self._do(lambda: bindings.ask_binding(workspace, found.code), self.tr("正在申请绑定"))

    def _do(self, verb: Callable[[], None], text: str) -> None:
        """The button stays enabled, or the keyboard would go on to whatever comes next."""
        self._busy = True
        self._problem.hide()
        self._waiting.write(verb, lambda _: self.refresh(), self._on_not_done, text)

    def _on_given_up(self) -> None:
        self._busy = False
        self._search.setEnabled(True)
        self._show_found()

    def _on_not_done(self, error: Exception) -> None:
        self.refresh()
        self._show_error(error)

    def _show_error(self, error: Exception) -> None:
        self._busy = False
        self._problem.setText(explain(error))
        self._problem.show()
        if not is_expected(error):
            raise error  # for the fault report
