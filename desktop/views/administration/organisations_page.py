"""单位和部门: the tree of departments and their units, and importing it from a table."""

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from desktop.domain.terms import OrganisationKind
from desktop.services import organisations
from desktop.services.organisations import ImportReport
from desktop.services.rows import OrganisationRow
from desktop.text.problems import rejected_sentence
from desktop.views.administration.room import Room
from desktop.views.administration.room_table import Cell, Line, RoomTable
from desktop.views.session import Session
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting

_SHOWN = 5


class OrganisationsPage(Room):
    """Departments with what lies below them; `import` reads .xlsx and .csv."""

    def __init__(self, session: Session) -> None:
        self._import = KeyButton("", IconName.UPLOAD, kind=ButtonKind.PRIMARY)
        busy = BusyIndicator()
        explanation = self.tr("部门按层级排列，单位列在所属部门之下")
        super().__init__(session.runner, self.tr("单位和部门"), explanation, (busy, self._import))
        self._session = session
        self._importing = Waiting(session.runner, self, busy)
        self._importing.given_up.connect(self._on_stopped)
        self._import.setText(self.tr("导入表格"))
        self._import.setObjectName("import_organisations")
        self._import.clicked.connect(self._on_import)
        headings = ((self.tr("名称"), 0), (self.tr("类型"), 120), (self.tr("代码"), 240))
        self._table = RoomTable(self.tr("单位和部门"), headings, tree=True)
        self._table.setObjectName("organisations")
        self._empty = EmptyState(
            IconName.UNITS,
            self.tr("还没有单位和部门"),
            self.tr("先导入一张表格：.xlsx 或 .csv，表头为 code,name,parent,kind。"),
            self.tr("kind 填 department 或 unit；parent 填上级部门的 code，顶层留空；单位的 code 是统一社会信用代码。"),
        )
        self._empty.add_action(self.tr("导入表格"), self._on_import, icon=IconName.UPLOAD, kind=ButtonKind.PRIMARY)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        self.content.addWidget(self._stack)
        self.setFocusProxy(self._table)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the tree again."""
        workspace = self._session.workspace
        self.waiting.read(lambda: organisations.organisations(workspace), self._show, self.show_error)

    def _show(self, rows: tuple[OrganisationRow, ...]) -> None:
        kinds = {OrganisationKind.DEPARTMENT: self.tr("部门"), OrganisationKind.UNIT: self.tr("单位")}
        icons = {OrganisationKind.DEPARTMENT: IconName.CLASSES, OrganisationKind.UNIT: IconName.UNITS}
        self._table.show_lines(
            [
                Line(
                    row.id,
                    (
                        Cell(row.name, icon=icons[row.kind], bold=row.kind is OrganisationKind.DEPARTMENT),
                        Cell(kinds[row.kind], ColorRole.TEXT_SECONDARY),
                        Cell(row.code, ColorRole.TEXT_SECONDARY),
                    ),
                    depth,
                )
                for depth, row in in_tree_order(rows)
            ]
        )
        self._stack.setCurrentWidget(self._table if rows else self._empty)
        units = sum(row.kind is OrganisationKind.UNIT for row in rows)
        words = self.tr("{0} 个部门 · {1} 个单位")
        self.show_summary(words.format(f"{len(rows) - units:,}", f"{units:,}") if rows else "")

    def _on_import(self) -> None:
        chooser = QFileDialog(self, self.tr("选择单位表格"))
        chooser.setNameFilter(self.tr("表格 (*.xlsx *.csv)"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda chosen: self.import_file(Path(chosen)))
        chooser.open()

    def import_file(self, file: Path) -> None:
        """Read the table in the background; each refused row is named."""
        workspace = self._session.workspace
        self._importing.write(
            lambda: organisations.import_organisations(workspace, file),
            self._on_imported,
            self.show_error,
            self.tr("正在导入 {0}").format(file.name),
        )

    def _on_stopped(self) -> None:
        self.announce(self.tr("已取消导入，表格中的单位和部门一个也没有导入。"), tone=Tone.INFO)

    def _on_imported(self, report: ImportReport) -> None:
        words = self.tr("导入 {0} 行，未变 {1} 行，拒绝 {2} 行。").format(
            report.imported, report.unchanged, len(report.refused)
        )
        words_of_line = self.tr("第 {0} 行：{1}")
        detail = " ".join(
            words_of_line.format(line.line, rejected_sentence(line.reason)) for line in report.refused[:_SHOWN]
        )
        self.announce(words, detail, Tone.WARN if report.refused else Tone.OK)
        self.refresh()


def in_tree_order(rows: tuple[OrganisationRow, ...]) -> list[tuple[int, OrganisationRow]]:
    """Each organisation with its depth, children right below their parent, by code."""
    children: dict[str | None, list[OrganisationRow]] = {}
    for row in sorted(rows, key=lambda one: (one.kind is OrganisationKind.UNIT, one.code)):
        children.setdefault(row.parent_id, []).append(row)

    def below(parent: str | None, depth: int) -> list[tuple[int, OrganisationRow]]:
        return [entry for row in children.get(parent, []) for entry in ((depth, row), *below(row.id, depth + 1))]

    return below(None, 0)
