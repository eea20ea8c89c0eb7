"""The demo's accounts as clickable lines: role, login, what that person does."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.terms import Role
from desktop.services.demo_logins import DemoLogin, DemoLogins
from desktop.text.terms import role_label
from desktop.widgets.icons import IconName, icon
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_ICONS = {
    Role.APPLICANT: IconName.PERSON,
    Role.UNIT: IconName.UNITS,
    Role.DEPARTMENT: IconName.AUDIT,
    Role.MEMBER: IconName.MEETING,
    Role.SECRETARY: IconName.AGENDA,
    Role.ADMINISTRATOR: IconName.SETTINGS,
    Role.AUDITOR: IconName.AUDIT,
}
_ROW = 30


class _LinedDelegate(QStyledItemDelegate):
    """A thin line under each row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        cell: QRect = option.rect
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), color(ColorRole.LINE))


class DemoLoginsList(QWidget):
    """`chosen(str)`: the login of the clicked line."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logins: tuple[DemoLogin, ...] = ()
        self._caption = Label(style=LabelStyle.SMALL)
        caption = QHBoxLayout()
        caption.setSpacing(8)
        caption.addWidget(Label(self.tr("演示账号"), LabelStyle.STRONG))
        caption.addWidget(self._caption, 1)
        self._table = QTableWidget(0, 3)
        self._table.setObjectName("demo_logins")
        self._table.setAccessibleName(self.tr("演示账号"))
        self._table.horizontalHeader().hide()
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setMinimumSectionSize(_ROW)
        self._table.verticalHeader().setDefaultSectionSize(_ROW)
        self._table.setShowGrid(False)
        self._table.setItemDelegate(_LinedDelegate(self._table))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self._table.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        self._table.setColumnWidth(0, 132)
        self._table.setColumnWidth(1, 112)
        self._table.cellClicked.connect(self._on_cell_activated)
        self._table.cellActivated.connect(self._on_cell_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(caption)
        layout.addWidget(self._table)

    def show_logins(self, logins: DemoLogins) -> None:
        """Show the accounts of a demo workspace."""
        self._logins = _one_of_each_role_first(logins.logins)
        self._caption.setText(self.tr("点一行填入；密码都是 {0}").format(logins.password))
        self._table.setRowCount(len(self._logins))
        for row, login in enumerate(self._logins):
            role = QTableWidgetItem(icon(_ICONS[login.role]), role_label(login.role))
            for column, item in enumerate((role, QTableWidgetItem(login.login), QTableWidgetItem(login.place))):
                item.setToolTip(f"{login.name} · {login.place}")
                self._table.setItem(row, column, item)

    def _on_cell_activated(self, row: int, column: int) -> None:
        self.chosen.emit(self._logins[row].login)


def _one_of_each_role_first(logins: tuple[DemoLogin, ...]) -> tuple[DemoLogin, ...]:
    """The way of an application through its roles, then the further accounts of each."""
    before: dict[Role, int] = {}
    ranked: list[tuple[bool, int, int, DemoLogin]] = []
    for login in logins:
        ranked.append((before.get(login.role, 0) > 0, tuple(Role).index(login.role), len(ranked), login))
        before[login.role] = before.get(login.role, 0) + 1
    return tuple(login for *_, login in sorted(ranked, key=lambda one: one[:3]))
