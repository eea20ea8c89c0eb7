"""看修改对比: what has been changed in a returned application since it was submitted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.dialogs.detail.comparison_panel import ComparisonPanel
from desktop.domain.catalogue import Catalogue
from desktop.domain.comparison import compare
from desktop.models.change_rows import change_rows
from desktop.services.rows import SubmissionRow


class FormChangesDialog(QDialog):
    """The last of `versions` is the form as it is filled in now; not modal, so that one can mend beside it."""

    def __init__(self, versions: Sequence[SubmissionRow], catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formChangesDialog")
        self.setWindowTitle(self.tr("修改对比"))
        self._catalogue = catalogue
        self._versions = {version.number: version for version in versions}
        self.panel = ComparisonPanel()
        self.panel.show_submissions(versions, unsubmitted=True)
        self.panel.versions_chosen.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.resize(980, 620)
        if len(versions) > 1:
            self._show(versions[-2].number, versions[-1].number)
            self.panel.focus_table()

    def _show(self, older: int, newer: int) -> None:
        before, after = self._versions[older].content, self._versions[newer].content
        changes = compare(before, after, self._catalogue)
        self.panel.show_changes(older, newer, change_rows(changes, before, after, self._catalogue))
