"""数据验证信息: everything that has to be mended or looked at, by section; each line leads to its place."""

from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.findings import Severity
from desktop.models.form_state import FormState
from desktop.models.form_todo import FormPlace, TodoItem, todo_item
from desktop.views.applicant.form.scroll_page import ScrollPage
from desktop.views.applicant.form.todo_list import TodoLine
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.separators import HorizontalLine


class CheckingPage(ScrollPage):
    """`place_chosen(FormPlace)`, `check_asked()`: look again, with all that the workspace knows."""

    place_chosen = Signal(object)
    check_asked = Signal()

    def __init__(self, state: FormState) -> None:
        super().__init__()
        self._state = state
        self._summary = Label("", LabelStyle.BODY, wrap=True)
        self._summary.setObjectName("checkingSummary")
        self._again = KeyButton(self.tr("重新验证"), IconName.REFRESH, "F5")
        self._again.setObjectName("checkAgain")
        self._again.clicked.connect(self.check_asked)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._summary, 1)
        head.addWidget(self._again)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(4)
        self._fine = EmptyState(
            IconName.APPROVED,
            self.tr("数据验证通过"),
            self.tr("没有需要修改的内容，可以提交了。"),
        )
        self._shown: tuple[TodoItem, ...] | None = None
        self.column.addLayout(head)
        self.column.addLayout(self._groups)
        self.column.addWidget(self._fine)
        self.column.addStretch(1)
        state.checked.connect(self.show_findings)
        self.show_findings()

    def begin(self) -> None:
        first = self.findChild(TodoLine)
        (first or self._again).setFocus()

    def show_findings(self) -> None:
        """Show what the state holds; the same again changes nothing."""
        content, catalogue = self._state.content, self._state.catalogue
        items = tuple(todo_item(one, content, catalogue) for one in self._state.findings)
        if items == self._shown:
            return
        self._shown = items
        self._clear()
        for section, members in groupby(zip(self._state.findings, items, strict=True), lambda pair: pair[0].section):
            self._add_group(section, [item for _, item in members])
        errors = self._state.errors
        looks = sum(one.severity is Severity.WARNING for one in self._state.findings)
        words = []
        if errors:
            words.append(self.tr("有 {0} 项必须修改后才能提交").format(errors))
        if looks:
            words.append(self.tr("{0} 项请核对，情况属实可以提交").format(looks))
        self._summary.setText(self.tr("；").join(words) + self.tr("。") if words else "")
        self._fine.setVisible(not items)

    def _add_group(self, section: str, items: list[TodoItem]) -> None:
        label = self._state.catalogue.section(section).label
        head = QHBoxLayout()
        head.addWidget(Label(label, LabelStyle.HEADING), 1)
        head.addWidget(Label(self.tr("{0} 项").format(len(items)), LabelStyle.MUTED))
        self._groups.addLayout(head)
        for item in items:
            line = TodoLine(item)
            line.clicked.connect(lambda _checked=False, place=item.place: self._choose(place))
            self._groups.addWidget(line)
        self._groups.addWidget(HorizontalLine())
        self._groups.addSpacing(8)

    def _choose(self, place: FormPlace) -> None:
        self.place_chosen.emit(place)

    def _clear(self) -> None:
        while (item := self._groups.takeAt(0)) is not None:
            inside = item.layout()
            widgets = [item.widget()]
            while inside is not None and (part := inside.takeAt(0)) is not None:
                widgets.append(part.widget())
            for widget in widgets:
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
