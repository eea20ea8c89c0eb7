"""The button beside a masked value: asks for the whole of it, shows it, hides it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.tool_button import ToolButton, ToolButtonKind


class RevealButton(ToolButton):
    """`whole_asked(RevealButton)` when somebody wants to see it, which `show_whole` or `keep_masked` answers;
    `text_changed(str)` with what is to be shown.
    """

    whole_asked = Signal(object)
    text_changed = Signal(str)

    def __init__(self, key: str, masked: str, parent: QWidget | None = None) -> None:
        super().__init__(IconName.SEEN, "", kind=ToolButtonKind.TINY, checkable=True, parent=parent)
        self.setObjectName(f"reveal-{key}")
        self._masked = masked
        self.clicked.connect(self._on_clicked)
        self._show(self._masked, whole=False)

    def show_whole(self, text: str) -> None:
        """The whole value has come; whoever has changed their mind meanwhile does not see it."""
        self._show(text if self.isChecked() else self._masked, whole=self.isChecked())

    def keep_masked(self) -> None:
        """It is not shown."""
        self._show(self._masked, whole=False)

    def _on_clicked(self, wanted: bool) -> None:
        if wanted:
            self.whole_asked.emit(self)
        else:
            self.keep_masked()

    def _show(self, text: str, *, whole: bool) -> None:
        self.setChecked(whole)
        self.set_icon(IconName.UNREAD if whole else IconName.SEEN)
        self.set_name(self.tr("隐藏号码") if whole else self.tr("显示完整号码"))
        self.text_changed.emit(text)
