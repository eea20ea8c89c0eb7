"""The evidence alone on the whole screen, and back to how the dialog stood."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from desktop.dialogs.detail.detail_view import DetailView


class FullScreen(QObject):
    """Turns the dialog over to its evidence, which gets the keyboard then, and back."""

    def __init__(self, dialog: QDialog, view: DetailView, evidence: QWidget) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._view = view
        self._evidence = evidence
        self._was_maximised = False
        self.is_on = False

    def toggle(self) -> None:
        self.is_on = not self.is_on
        self._view.show_evidence_only(self.is_on)
        if self.is_on:
            self._was_maximised = self._dialog.isMaximized()
            self._dialog.showFullScreen()
            self._evidence.setFocus()
        elif self._was_maximised:
            self._dialog.showMaximized()
        else:
            self._dialog.showNormal()
