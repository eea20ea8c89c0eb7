"""The sign in a form's head for a file that is on its way to another page of it, whose slot shows that itself."""

from PySide6.QtCore import Qt

from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.busy_indicator import BusyIndicator

_NAME_WIDTH = 220


class UploadingElsewhere(BusyIndicator):
    """Its 取消 gives up what is on its way to that slot."""

    def __init__(self, uploads: Uploads) -> None:
        super().__init__()
        self._uploads = uploads
        self._section = ""
        uploads.upload_changed.connect(self._look)
        self.cancel_requested.connect(self._give_up)

    def show_section(self, key: str) -> None:
        """The page that is seen now."""
        self._section = key
        self._look()

    def _look(self) -> None:
        coming = self._uploads.on_its_way
        if coming is None or coming.place.section == self._section:
            self.stop()
        elif self._uploads.state_of(coming.place).ending:
            self.show_ending(self.tr("正在取消"))
        else:
            name = self.fontMetrics().elidedText(coming.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
            self.start(self.tr("正在上传 {0}").format(name), cancellable=True)

    def _give_up(self) -> None:
        coming = self._uploads.on_its_way
        if coming is not None:
            self._uploads.give_up(coming.place)
