"""绑定审核: the HR desk agrees to who asks to be bound to its unit, or refuses with a reason, within the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from desktop.domain.bindings import REASON_LENGTH
from desktop.services import bindings
from desktop.services.bindings import DeskBindingRow
from desktop.views.administration.room import Room
from desktop.views.bindings.beside_dialog import BesideDialog
from desktop.views.bindings.binding_table import BindingTab, BindingTable
from desktop.views.session import Session
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import CELL_PADDING


class BindingsPage(Room):
    """`changed()`: something was decided or seen, and counts are others. `fill_in_asked(str application)`: the form of
    somebody who is beside the desk.
    """

    changed = Signal()
    fill_in_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        self._approve = KeyButton("", IconName.PASS, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._refuse = KeyButton("", IconName.TERMINATE, "Ctrl+D", kind=ButtonKind.DANGER)
        self._beside = KeyButton("", IconName.CHANGED, "Ctrl+N")
        super().__init__(
            session.runner,
            self.tr("绑定审核"),
            self.tr("申报人须先与推荐单位绑定，才能由它推荐申报"),
            (),
            (self._approve, self._refuse, self._beside),
        )
        self._session = session
        self._rows: tuple[DeskBindingRow, ...] = ()
        self._approve.setText(self.tr("同意"))
        self._approve.setObjectName("approve_binding")
        self._refuse.setText(self.tr("拒绝"))
        self._refuse.setObjectName("refuse_binding")
        self._beside.setText(self.tr("代为填报"))
        self._beside.setObjectName("fill_in_beside")
        self._tabs = SegmentedControl(
            self.tr("范围"),
            [
                (BindingTab.PENDING, self.tr("待审核")),
                (BindingTab.BOUND, self.tr("已绑定")),
                (BindingTab.HISTORY, self.tr("历史")),
            ],
        )
        self._tabs.setObjectName("binding_tabs")
        self._tabs.set_key(BindingTab.PENDING)
        self._tabs.chosen.connect(lambda key: self._show_tab(BindingTab(key)))
        self._left = KeyButton("", IconName.INFORMATION, kind=ButtonKind.QUIET)
        self._left.setObjectName("newly_left")
        self._left.clicked.connect(self._show_who_left)
        self._tables = {tab: BindingTable(tab) for tab in BindingTab}
        self._stack = QStackedWidget()
        for table in self._tables.values():
            self._stack.addWidget(table)
            table.table.itemSelectionChanged.connect(self._show_actions)
        self._reason = QLineEdit()
        self._reason.setObjectName("refusal_reason")
        self._reason.setMaxLength(REASON_LENGTH)
        self._reason.setPlaceholderText(self.tr("写明拒绝的原因，申报人会看到"))
        self._reason.setAccessibleName(self.tr("拒绝的原因"))
        self._confirm = KeyButton(self.tr("确认拒绝"), IconName.TERMINATE, kind=ButtonKind.DANGER)
        self._confirm.setObjectName("confirm_refusal")
        self._cancel = KeyButton(self.tr("取消"), None, kind=ButtonKind.QUIET)
        self._strip = self._reason_strip()
        self._lay_out()
        self._approve.clicked.connect(self._on_approve)
        self._refuse.clicked.connect(self._ask_for_reason)
        self._beside.clicked.connect(self._on_beside)
        self._confirm.clicked.connect(self._on_refuse)
        self._reason.returnPressed.connect(self._on_refuse)
        self._cancel.clicked.connect(self._drop_reason)
        self.setFocusProxy(self._tables[BindingTab.PENDING].table)
        self._show_actions()

    @property
    def tab(self) -> BindingTab:
        """The one that is shown."""
        return BindingTab(self._tabs.key or BindingTab.PENDING)

    @property
    def selected(self) -> DeskBindingRow | None:
        key = self._tables[self.tab].table.selected_key
        return next((row for row in self._rows if row.id == key), None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._strip.isVisible():
            self._drop_reason()
            return
        super().keyPressEvent(event)

    def refresh(self) -> None:
        """Read the bindings again."""
        workspace = self._session.workspace
        self.waiting.read(lambda: bindings.desk_bindings(workspace), self._show, self.show_error)

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(CELL_PADDING, 8, CELL_PADDING, 8)
        tabs.addWidget(self._tabs)
        tabs.addStretch(1)
        tabs.addWidget(self._left)
        self.content.addLayout(tabs)
        self.content.addWidget(HorizontalLine())
        self.content.addWidget(self._stack, 1)
        self.content.addWidget(self._strip)

    def _reason_strip(self) -> Panel:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._reason, 1)
        row.addWidget(self._confirm)
        row.addWidget(self._cancel)
        self._whom = Label(style=LabelStyle.STRONG)
        self._whom.setObjectName("refused_person")
        layout = QVBoxLayout()
        layout.setContentsMargins(CELL_PADDING, 10, CELL_PADDING, 10)
        layout.setSpacing(6)
        layout.addWidget(self._whom)
        layout.addLayout(row)
        strip = Panel()
        strip.setLayout(layout)
        strip.hide()
        return strip

    def _show(self, rows: tuple[DeskBindingRow, ...]) -> None:
        self._rows = rows
        counts = {tab: table.show_rows(rows) for tab, table in self._tables.items()}
        self.show_summary(
            self.tr("待审核 {0} · 已绑定 {1} · 历史 {2}").format(*(f"{counts[tab]:,}" for tab in BindingTab))
        )
        unseen = sum(row.unseen for row in rows)
        self._left.setText(self.tr("{0:,} 人新近解除绑定").format(unseen))
        self._left.setVisible(unseen > 0)
        self._show_actions()
        if self.tab is BindingTab.HISTORY:
            self._see()

    def _show_who_left(self) -> None:
        self._tabs.set_key(BindingTab.HISTORY)
        self._show_tab(BindingTab.HISTORY)
        self._tables[BindingTab.HISTORY].table.setFocus()

    def _show_tab(self, tab: BindingTab) -> None:
        self._drop_reason()
        self._stack.setCurrentWidget(self._tables[tab])
        self._show_actions()
        if tab is BindingTab.HISTORY:
            self._see()

    def _see(self) -> None:
        """Who has left is no longer new; it stays marked until the page is read again. Nobody waits for that."""
        if any(row.unseen for row in self._rows):
            workspace = self._session.workspace
            self._session.runner.operation(
                lambda: bindings.see_bindings(workspace), lambda _: self.changed.emit(), self.show_error, owner=self
            )

    def _show_actions(self) -> None:
        deciding = self.tab is BindingTab.PENDING
        for button in (self._approve, self._refuse):
            button.setVisible(deciding)
            button.setEnabled(deciding and self.selected is not None)
        bound = self.tab is BindingTab.BOUND
        self._beside.setVisible(bound)
        self._beside.setEnabled(bound and self.selected is not None)

    def _on_beside(self) -> None:
        row = self.selected
        if row is not None:
            dialog = BesideDialog(self._session, row, self)
            dialog.form_wanted.connect(self.fill_in_asked)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_approve(self) -> None:
        row = self.selected
        if row is None:
            return
        workspace = self._session.workspace
        self.waiting.write(
            lambda: bindings.approve_binding(workspace, row.id),
            lambda _: self._on_decided(self.tr("已同意 {0} 与本单位绑定。").format(row.name)),
            self._on_not_decided,
            self.tr("正在同意 {0} 的申请").format(row.name),
        )

    def _ask_for_reason(self) -> None:
        row = self.selected
        if row is not None:
            self._whom.setText(self.tr("拒绝 {0} 的绑定申请").format(row.name))
            self._strip.show()
            self._reason.setFocus()

    def _on_refuse(self) -> None:
        row, reason = self.selected, self._reason.text()
        if row is None:
            return
        workspace = self._session.workspace
        self.waiting.write(
            lambda: bindings.refuse_binding(workspace, row.id, reason),
            lambda _: self._on_refused(self.tr("已拒绝 {0} 的绑定申请，本人会看到原因。").format(row.name)),
            self._on_not_decided,
            self.tr("正在拒绝 {0} 的申请").format(row.name),
        )

    def _on_refused(self, words: str) -> None:
        self._reason.clear()
        self._drop_reason()
        self._on_decided(words)

    def _on_decided(self, words: str) -> None:
        self.announce(words)
        self._tables[self.tab].table.setFocus()
        self.refresh()
        self.changed.emit()

    def _on_not_decided(self, error: Exception) -> None:
        """Another window may have been quicker; a reason that was typed stays."""
        self.refresh()
        self.show_error(error)

    def _drop_reason(self) -> None:
        self._strip.hide()
        self._tables[self.tab].table.setFocus()
