"""Giving a saved filter its name, at first or anew."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.services.saved_filters import NAME_LENGTH
from desktop.text.errors import explain, is_expected
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.labels import Label, LabelStyle

_WIDTH = 440


class FilterNameDialog(FormDialog):
    """`save_requested(str, bool)`: the name, and whether it is meant to replace the filter that is called so.

    The owner saves by `send`, then calls `accept` or `show_error`. Under a name of `taken` the button says that it
    replaces.
    """

    save_requested = Signal(str, bool)

    def __init__(
        self,
        conditions: str,
        name: str,
        taken: Collection[str],
        *,
        renaming: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("给筛选改名") if renaming else self.tr("保存筛选")
        super().__init__("filter_name", title, self.tr("改名") if renaming else self.tr("保存"), _WIDTH, parent)
        self._taken = set(taken)
        self._renaming = renaming
        self.explain_above(self.tr("条件：{0}").format(conditions))
        self._name = self.add_field("filter_name", self.tr("名称"), name)
        self._name.setPlaceholderText(self.tr("最多 {0} 个字").format(NAME_LENGTH))
        self._name.setAccessibleName(self.tr("名称"))
        self._note = Label(style=LabelStyle.SMALL, wrap=True)
        self._note.setObjectName("filter_name_note")
        self.form.addRow("", self._note)
        self._name.textChanged.connect(self._show_consequence)
        self._name.returnPressed.connect(self._save.click)
        self.asked.connect(self._on_asked)
        self._show_consequence()

    @property
    def name(self) -> str:
        """What is filled in now."""
        return self._name.text().strip()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._name.setFocus()
        self._name.selectAll()

    def show_error(self, error: Exception) -> None:
        """Say why it was not saved; what was typed stays. A fault of the program goes on to the fault report."""
        self.show_problem(explain(error))
        if not is_expected(error):
            raise error

    def note_taken(self, name: str) -> None:
        """A filter of that name has come to be meanwhile."""
        self._taken.add(name)
        self._show_consequence()

    @property
    def _replaces(self) -> bool:
        return not self._renaming and self.name in self._taken

    def _show_consequence(self) -> None:
        self.clear_problem()
        if self._replaces:
            self._save.setText(self.tr("替换"))
            self._note.set_style(LabelStyle.SMALL_WARN)
            self._note.setText(self.tr("已有这个名称的筛选，它的条件将换成上面的条件。"))
        elif self._renaming:
            self._note.setText(self.tr("只改名称，条件不变。"))
        else:
            self._save.setText(self.tr("保存"))
            self._note.set_style(LabelStyle.SMALL)
            self._note.setText(self.tr("只有您自己看得到，登录后在左边“保存的筛选”里。"))

    def _on_asked(self) -> None:
        self.save_requested.emit(self.name, self._replaces)
