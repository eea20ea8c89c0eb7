"""Editing the ready sentences from inside the detail dialog, and saving them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.phrases_dialog import PhrasesDialog
from desktop.text.errors import explain
from desktop.work.runner import BackgroundRunner


class PhraseEditor(QObject):
    """`saved(tuple[str, ...])`: these are the sentences from now on."""

    saved = Signal(object)

    def __init__(self, services: DetailServices, runner: BackgroundRunner, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._runner = runner
        self._window = window

    def open(self, phrases: tuple[str, ...]) -> None:
        """Ask for other sentences; the dialog stays open until they are saved."""
        dialog = PhrasesDialog(phrases, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.phrases_saved.connect(lambda wanted: self._save(dialog, wanted))
        dialog.open()

    def _save(self, dialog: PhrasesDialog, phrases: tuple[str, ...]) -> None:
        services = self._services

        def on_saved(_: object) -> None:
            dialog.accept()
            self.saved.emit(phrases)

        def on_error(error: Exception) -> None:
            dialog.show_error(explain(error))

        dialog.send(self._runner, lambda: services.save_phrases(phrases), on_saved, on_error, self.tr("正在保存常用语"))
