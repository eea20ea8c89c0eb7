"""单位和部门: the tree of departments and their units, and importing it from a table."""

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog

from desktop.domain.terms import OrganisationKind
from desktop.services import organisations
from desktop.services.organisations import ImportReport
from desktop.services.rows import OrganisationRow
from desktop.text.problems import rejected_sentence
from desktop.views.administration.room import Room, fill_table, plain_table
from desktop.views.session import Session
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.tone import Tone

_INDENT = "　　"
_SHOWN = 5


class OrganisationsPage(Room):
    """Departments with what lies below them; `import` reads .xlsx and .csv."""

    def __init__(self, session: Session) -> None:
        self._import = KeyButton("", IconName.UPLOAD, kind=ButtonKind.PRIMARY)
        super().__init__(
            self.tr("单位和部门"), self.tr("表头：code,name,parent,kind；支持 .xlsx 和 .csv"), (self._import,)
        )
        self._session = session
        self._import.setText(self.tr("导入表格"))
        self._import.setObjectName("import_organisations")
        self._import.clicked.connect(self._on_import)
        self._table = plain_table(
            self.tr("单位和部门"), (self.tr("名称"), self.tr("类型"), self.tr("代码")), stretched=0
        )
        self._table.setObjectName("organisations")
        self.content.addWidget(self._table)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the tree again."""
        workspace = self._session.workspace
        self._session.runner.query(
            lambda: organisations.organisations(workspace), self._show, self.show_error, owner=self
        )

    def _show(self, rows: tuple[OrganisationRow, ...]) -> None:
        kinds = {OrganisationKind.DEPARTMENT: self.tr("部门"), OrganisationKind.UNIT: self.tr("单位")}
        fill_table(
            self._table,
            [(_INDENT * depth + row.name, kinds[row.kind], row.code) for depth, row in in_tree_order(rows)],
        )

    def _on_import(self) -> None:
        chooser = QFileDialog(self, self.tr("选择单位表格"))
        chooser.setNameFilter(self.tr("表格 (*.xlsx *.csv)"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda chosen: self.import_file(Path(chosen)))
        chooser.open()

    def import_file(self, file: Path) -> None:
        """Read the table in the background; each refused row is named."""
        workspace = self._session.workspace
        self._session.runner.operation(
            lambda: organisations.import_organisations(workspace, file), self._on_imported, self.show_error, owner=self
        )

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
