"""At a slot: what is on its way into it and how far, the way out of it, and that it was taken."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.models.form_state import SINGLE
from desktop.services.draft_files import SlotPlace
from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.labels import Label, LabelStyle


class UploadSign(QWidget):
    """Stands in the slot's own layout and takes no room while there is nothing to be said."""

    def __init__(self, uploads: Uploads, place: SlotPlace) -> None:
        super().__init__()
        self._uploads, self._place = uploads, place
        self._busy = BusyIndicator()
        self._busy.cancel_requested.connect(lambda: uploads.give_up(place))
        self._busy.installEventFilter(self)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._note = Label("", LabelStyle.SMALL_SECONDARY, wrap=True)
        self._note.setObjectName("uploadNote")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._busy)
        column.addWidget(self._bar)
        column.addWidget(self._note)
        uploads.upload_changed.connect(self._on_upload_changed)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._busy and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._bar.setVisible(event.type() == QEvent.Type.ShowToParent)
            self.setVisible(not self._busy.isHidden() or bool(self._note.text()))
        return super().eventFilter(watched, event)

    def _on_upload_changed(self, section: str, record: str, slot: str) -> None:
        if (section, record, slot) == (self._place.section, self._place.record or SINGLE, self._place.slot):
            self._show()

    def _show(self) -> None:
        upload = self._uploads.state_of(self._place)
        self._bar.setRange(0, upload.total)
        self._bar.setValue(upload.done)
        self._note.setText(upload.note)
        self._note.setVisible(bool(upload.note))
        if not upload.doing:
            self._busy.stop()
        elif upload.ending:
            self._busy.show_ending(upload.doing)
        else:
            self._busy.start(upload.doing, cancellable=True)
        self.setVisible(not self._busy.isHidden() or bool(upload.note))
