"""Choosing one unit or several among thousands, by parts of their names or codes."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.dialogs.unit_delegate import UnitDelegate
from desktop.models.units_model import UnitItem, UnitsModel
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.search_field import SearchField
from desktop.widgets.separators import HorizontalLine

_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class UnitChooserDialog(QDialog):
    """`units_chosen(frozenset[str])`: the person wants these, none for no filter.

    While one types, the arrow keys walk the list and Enter checks; Ctrl+Enter is 确定.
    """

    units_chosen = Signal(object)

    def __init__(self, units: Iterable[UnitItem], chosen: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unit_chooser")
        self.setWindowTitle(self.tr("选择单位"))
        self.setModal(True)
        self.resize(640, 520)
        self._model = UnitsModel(units, chosen, self)
        self._search = SearchField(self.tr("单位名称或统一社会信用代码的任何一段"), None)
        self._search.setObjectName("unit_search")
        self.list = QListView()
        self.list.setObjectName("unit_list")
        self.list.setAccessibleName(self.tr("单位"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.list.setItemDelegate(UnitDelegate(self.list))
        self.list.setModel(self._model)
        self._nothing = Label(style=LabelStyle.MUTED, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        over_list = QVBoxLayout(self.list.viewport())
        over_list.addWidget(self._nothing)
        self._summary = Label(style=LabelStyle.SECONDARY)
        self._summary.setObjectName("unit_summary")
        self._clear = KeyButton(self.tr("清除"), None, kind=ButtonKind.QUIET)
        self._clear.setObjectName("unit_clear")
        self._clear.clicked.connect(self._model.clear_choice)
        self._lay_out()
        for widget in (self._search, self.list):
            widget.installEventFilter(self)
        self._search.textChanged.connect(self._on_typed)
        self._model.choice_changed.connect(self._show_choice)
        self._model.modelReset.connect(self._show_found)
        self._show_found()
        self._show_choice()
        self._search.setFocus()

    def set_codes(self, codes: Mapping[str, str]) -> None:
        """The units' codes are here: from now on they are shown and found."""
        self._model.set_codes(codes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in _ENTER:
                self._model.toggle(self.list.currentIndex().row())
                self._search.selectAll()
                return True
            if plain and watched is self._search and event.key() in _WALKING:
                QApplication.sendEvent(self.list, event)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        done = KeyButton(self.tr("确定"), None, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        done.setObjectName("unit_done")
        done.clicked.connect(self._on_done)
        top, buttons = QVBoxLayout(), QHBoxLayout()
        top.setContentsMargins(16, 16, 16, 12)
        top.addWidget(self._search)
        buttons.setContentsMargins(16, 12, 16, 12)
        buttons.addWidget(self._summary)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(HorizontalLine())
        layout.addWidget(self.list, 1)
        layout.addWidget(HorizontalLine())
        layout.addLayout(buttons)

    def _on_typed(self, text: str) -> None:
        self._model.find(text)

    def _show_found(self) -> None:
        found = self._model.rowCount()
        self._nothing.setVisible(not found)
        self._nothing.setText(self.tr("没有名称或代码含“{0}”的单位").format(self._search.text().strip()))
        if found:
            self.list.setCurrentIndex(self._model.index(0))

    def _show_choice(self) -> None:
        count = len(self._model.chosen)
        self._clear.setEnabled(bool(count))
        words = self.tr("已选 {0} 个单位") if count else self.tr("未选，显示全部单位")
        self._summary.setText(words.format(f"{count:,}"))

    def _on_done(self) -> None:
        self.accept()
        self.units_chosen.emit(self._model.chosen)
