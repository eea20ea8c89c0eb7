"""Says in the header and on the page when the store stops answering, and when it is there again."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.views.change_watch import ChangeWatch
from desktop.views.header_bar import HeaderBar


class StoreState(QObject):
    """`say` and `say_failure` put words on the page that is shown. What is shown stays until it is read anew."""

    def __init__(
        self,
        watch: ChangeWatch,
        header: HeaderBar,
        shared: bool,
        say: Callable[[str], None],
        say_failure: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._header = header
        self._shared = shared
        self._say = say
        self._say_failure = say_failure
        watch.failed.connect(self._on_lost)
        watch.recovered.connect(self._on_found)

    def _on_lost(self, error: Exception) -> None:
        if self._shared:
            self._header.show_connection(False)
        self._say_failure(error)

    def _on_found(self) -> None:
        if self._shared:
            self._header.show_connection(True)
        self._say(self.tr("已恢复连接，内容已更新。"))
