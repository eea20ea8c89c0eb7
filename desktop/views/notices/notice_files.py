"""The files beside a notice: putting some there, taking one away, keeping one elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.services import notice_writing, reading
from desktop.services.notice_writing import WrittenNotice
from desktop.views.administration.room import Room
from desktop.views.notices.notice_keeper import NoticeKeeper
from desktop.views.session import Session


class NoticeFiles(QObject):
    """`changed(WrittenNotice)`: others lie beside that notice now."""

    changed = Signal(object)

    def __init__(
        self, session: Session, room: Room, keeper: NoticeKeeper, written: Callable[[], WrittenNotice | None]
    ) -> None:
        """`written` gives the notice on the page."""
        super().__init__(room)
        self._session, self._room, self._keeper, self._written = session, room, keeper, written

    def choose(self) -> None:
        """Ask which files to put beside the notice."""
        chooser = QFileDialog(self._room, self.tr("添加附件"))
        chooser.setNameFilter(self.tr("附件 (*.pdf *.jpg *.jpeg *.png)"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.filesSelected.connect(lambda files: self.attach([Path(file) for file in files]))
        chooser.open()

    def attach(self, files: list[Path]) -> None:
        """Put files beside the notice, one after another."""
        self._keeper.keep()
        workspace = self._session.workspace
        for file in files:

            def attach(notice_id: str, file: Path = file) -> WrittenNotice:
                return notice_writing.attach_file(workspace, notice_id, file)

            self._change(attach, self.tr("正在添加 {0}").format(file.name))

    def remove(self, sha256: str) -> None:
        """Take a file away."""
        self._keeper.keep()
        workspace = self._session.workspace
        self._change(
            lambda notice_id: notice_writing.remove_file(workspace, notice_id, sha256), self.tr("正在移除附件")
        )

    def keep(self, sha256: str, name: str) -> None:
        """Ask where a file is to be kept, and write it there."""
        chooser = QFileDialog(self._room, self.tr("保存附件"), name)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(name)
        written = self._written()
        if written is not None:
            chooser.fileSelected.connect(lambda chosen: self.keep_in(written.id, sha256, Path(chosen)))
            chooser.open()

    def keep_in(self, notice_id: str, sha256: str, target: Path) -> None:
        """Write a file there."""
        workspace = self._session.workspace
        self._room.waiting.write(
            lambda: reading.keep_file(workspace, notice_id, sha256, target),
            lambda _: self._room.announce(self.tr("附件已保存：{0}").format(target.name)),
            self._room.show_error,
            self.tr("正在保存 {0}").format(target.name),
        )

    def _change(self, verb: Callable[[str], WrittenNotice], words: str) -> None:
        written = self._written()
        if written is None:
            return

        def changed(now: WrittenNotice) -> None:
            self._keeper.begun_by_files(now)
            self.changed.emit(now)

        self._room.waiting.write(lambda: verb(written.id), changed, self._room.show_error, words)
