"""Files on their way into a form and out of it: reading, keeping, saying what was wrong, bytes for the preview."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.catalogue import Slot
from desktop.domain.content import Attachment
from desktop.domain.media import MediaType
from desktop.models.form_state import SINGLE, FormState
from desktop.services.draft_files import (
    SlotPlace,
    TakenIn,
    form_file,
    keep_file,
    read_photograph,
    slot_of,
    write_file,
)
from desktop.services.workspace import Workspace
from desktop.text.errors import explain, is_expected
from desktop.views.applicant.form.upload import Upload, Wanted
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

_FOLDER_KEY = "form/folder"

_ENDINGS = {MediaType.PDF: (".pdf",), MediaType.JPEG: (".jpg", ".jpeg"), MediaType.PNG: (".png",)}


class Uploads(QObject):
    """`upload_changed(section, record, slot)`: read `state_of`. `taken_in(Attachment)`: it is part of the form now."""

    upload_changed = Signal(str, str, str)
    taken_in = Signal(object)

    def __init__(
        self,
        state: FormState,
        workspace: Workspace,
        application_id: str,
        runner: BackgroundRunner,
        waiting: Waiting,
        settings: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._downloading = waiting
        self._state, self._workspace, self._application_id = state, workspace, application_id
        self._runner, self._settings, self._window = runner, settings, window
        self._uploads: dict[SlotPlace, Upload] = {}
        self._fresh: dict[str, bytes] = {}
        self.taken_out: dict[str, bytes] = {}
        self._wanted: deque[Wanted] = deque()
        self._current: Wanted | None = None
        self._given_up: Wanted | None = None
        self._ticket: Ticket | None = None
        self._photographs: dict[SlotPlace, Ticket] = {}

    def state_of(self, place: SlotPlace) -> Upload:
        return self._uploads.get(place, Upload())

    @property
    def on_its_way(self) -> Wanted | None:
        """The next file that becomes part of the form."""
        return self._current or next(iter(self._wanted), None)

    def choose(self, place: SlotPlace, slot: Slot) -> None:
        """Ask for files of the disk, and upload them."""
        one, many = QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.ExistingFiles
        chooser = self._open_chooser(slot, many if slot.max_count > 1 else one)
        chooser.filesSelected.connect(lambda files: self.upload(place, [Path(file) for file in files]))
        chooser.open()

    def upload(self, place: SlotPlace, files: Sequence[Path]) -> None:
        """Take these in one after the other, each with the form as it is by then."""
        slot = slot_of(self._state.catalogue, place)
        for file in files:
            self._remember_folder(file)
        self._want([Wanted(place, slot, file.name, file) for file in files])

    def put_in_place(self, place: SlotPlace, slot: Slot, name: str, data: bytes) -> None:
        """Take in what the program has made itself, instead of what the slot holds."""
        replaced = self._state.files(place.section, place.record or SINGLE, place.slot)
        self._want([Wanted(place, slot, name, data, replaced)])

    def read(self, place: SlotPlace, slot: Slot, file: Path, on_read: Callable[[bytes], None]) -> None:
        """Read a photograph that something is to be cut out of; what is wrong with it is said at the slot."""
        self._remember_folder(file)

        def answered(data: bytes) -> None:
            self._set(place, Upload())
            on_read(data)

        def refused(error: Exception) -> None:
            self._set(place, Upload(problem=self._explained(error)))

        self._set(place, Upload(self.tr("正在读取 {0}").format(file.name)))
        self._photographs[place] = self._runner.query(
            lambda: read_photograph(file, slot), answered, refused, owner=self
        )

    def give_up(self, place: SlotPlace) -> None:
        """取消: what is on its way to this slot does not become part of the form, what is part of it stays."""
        self._wanted = deque(one for one in self._wanted if one.place != place)
        photograph = self._photographs.pop(place, None)
        if photograph is not None:
            photograph.cancel()
        one, ticket = self._current, self._ticket
        if one is None or ticket is None or one.place != place:
            self._say_given_up(place)
            return
        self._given_up = one
        ticket.cancel()
        if ticket.active:  # it is being written; that ends in a moment, one way or the other
            self._set(place, replace(self.state_of(place), doing=self.tr("正在取消"), ending=True))
        else:
            self._on_given_up(one)

    def stop(self) -> None:
        """The form goes: nothing more becomes part of it."""
        self._wanted.clear()
        if self._current is not None:
            self.give_up(self._current.place)

    def choose_one(self, slot: Slot, on_chosen: Callable[[Path], None]) -> None:
        """Ask for one file of the disk."""
        chooser = self._open_chooser(slot, QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda file: on_chosen(Path(file)))
        chooser.open()

    def bytes_of(self, sha256: str) -> Callable[[], bytes]:
        """How to get the bytes of a file of this form; for the preview's threads."""
        fresh, workspace, application_id = self._fresh.get(sha256), self._workspace, self._application_id
        if fresh is not None:
            return lambda: fresh
        return lambda: form_file(workspace, application_id, sha256)

    def hold(self, sha256: str) -> None:
        """The form no longer names this file: its bytes stay here, should it be put back, as the store drops them.

        They are read before what is kept next, on the same thread.
        """
        load, held = self.bytes_of(sha256), self.taken_out

        def read() -> None:
            held[sha256] = load()

        self._runner.operation(read, on_error=self._on_not_held, owner=self)

    def forget_fresh(self) -> None:
        """All that was taken in is part of what is kept."""
        self._fresh.clear()

    def download(self, attachment: Attachment, on_done: Callable[[str], None]) -> None:
        """下载: ask where to, write it there, and say how that went."""
        chooser = self._chooser(self.tr("下载附件"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(attachment.name)
        chooser.fileSelected.connect(lambda chosen: self.download_to(attachment, Path(chosen), on_done))
        chooser.open()

    def download_to(self, attachment: Attachment, target: Path, on_done: Callable[[str], None]) -> None:
        """Write the file at `target`."""
        self._remember_folder(target)
        load = self.bytes_of(attachment.sha256)
        self._downloading.write(
            lambda: write_file(load(), target),
            lambda _: on_done(self.tr("已下载到 {0}").format(target)),
            lambda error: on_done(self._explained(error)),
            self.tr("正在下载 {0}").format(attachment.name),
            aside=True,
        )

    def _chooser(self, title: str) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._settings.value(_FOLDER_KEY, documents))
        chooser = QFileDialog(self._window, title, folder if Path(folder).is_dir() else "")
        chooser.setObjectName("form_chooser")
        chooser.finished.connect(chooser.deleteLater)
        return chooser

    def _open_chooser(self, slot: Slot, mode: QFileDialog.FileMode) -> QFileDialog:
        chooser = self._chooser(self.tr("选择附件：{0}").format(slot.label))
        chooser.setFileMode(mode)
        endings = " ".join(f"*{ending}" for one in slot.formats for ending in _ENDINGS[one])
        chooser.setNameFilters([self.tr("可上传的文件 ({0})").format(endings), self.tr("所有文件 (*)")])
        return chooser

    def _remember_folder(self, file: Path) -> None:
        self._settings.setValue(_FOLDER_KEY, str(file.parent))

    def _want(self, wanted: Sequence[Wanted]) -> None:
        self._wanted += wanted
        for one in wanted[:1]:
            if self._current is None or self._current.place != one.place:
                self._set(one.place, Upload(self.tr("等待上传 {0}").format(one.name)))
            else:
                self._set(one.place, replace(self.state_of(one.place), problem="", note=""))
        self._go_on()

    def _go_on(self) -> None:
        """Read first, which may take long and holds up nothing, then keep."""
        if self._current is not None or not self._wanted:
            return
        one = self._current = self._wanted.popleft()
        content = self._state.content
        problem = self.state_of(one.place).problem
        self._set(one.place, Upload(self.tr("正在上传 {0}").format(one.name), problem=problem))
        self._ticket = self._runner.query(
            lambda progress, cancellation: one.read(content, progress, cancellation),
            partial(self._on_read, one),
            partial(self._on_refused, one),
            owner=self,
            on_progress=partial(self._on_progress, one.place),
        )

    def _on_progress(self, place: SlotPlace, done: int, total: int) -> None:
        self._set(place, replace(self.state_of(place), done=done, total=total))

    def _on_read(self, one: Wanted, data: bytes) -> None:
        workspace, application_id, content = self._workspace, self._application_id, self._state.content
        others = tuple(item for item in content.attachments if item not in one.replaced)
        without = replace(content, attachments=others)
        self._on_progress(one.place, 0, 0)  # how far is not known any more
        self._ticket = self._runner.operation(
            lambda: keep_file(workspace, application_id, without, one.place, one.name, data, one.slot),
            partial(self._on_taken_in, one),
            partial(self._on_refused, one),
            owner=self,
            on_cancelled=partial(self._on_given_up, one),
        )

    def _on_taken_in(self, one: Wanted, taken: TakenIn) -> None:
        if one is self._given_up:  # too late to be stopped: no form names it, so the store lets go of it
            self._on_given_up(one)
            return
        place = one.place
        record = place.record or SINGLE
        self._end(place, self.state_of(place).problem)
        if place.record is None or place.record in self._state.record_ids(place.section):
            self._fresh[taken.attachment.sha256] = taken.content
            self._state.leave(place.section, record, place.slot)
            for gone in one.replaced:
                if gone in self._state.files(place.section, record, place.slot):
                    self._state.remove_file(gone)
            self._state.add_file(taken.attachment)
            self.taken_in.emit(taken.attachment)
        self._go_on()

    def _on_refused(self, one: Wanted, error: Exception) -> None:
        if one is self._given_up:
            self._on_given_up(one)
            return
        problems = [self.state_of(one.place).problem, self._explained(error)]
        self._end(one.place, "\n".join(filter(None, problems)))
        self._go_on()

    def _on_given_up(self, one: Wanted) -> None:
        if one is self._current:
            self._current = self._given_up = None
            self._say_given_up(one.place)
            self._go_on()

    def _say_given_up(self, place: SlotPlace) -> None:
        self._set(place, Upload(note=self.tr("已取消，没有上传。")))

    def _end(self, place: SlotPlace, problem: str) -> None:
        self._current = None
        waiting = next((one.name for one in self._wanted if one.place == place), "")
        doing = self.tr("等待上传 {0}").format(waiting) if waiting else ""
        self._set(place, Upload(doing, problem=problem))

    def _on_not_held(self, error: Exception) -> None:
        if not is_expected(error):
            self._runner.failed.emit(error)

    def _set(self, place: SlotPlace, upload: Upload) -> None:
        self._uploads[place] = upload
        self.upload_changed.emit(place.section, place.record or SINGLE, place.slot)

    def _explained(self, error: Exception) -> str:
        if not is_expected(error):
            self._runner.failed.emit(error)
        return explain(error)
