"""Files on their way into a form and out of it: reading, keeping, saying what was wrong, bytes for the preview."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.catalogue import Slot
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType
from desktop.models.form_state import SINGLE, FormState
from desktop.services.draft_files import SlotPlace, TakenIn, form_file, keep_file, read_photograph, take_in, write_file
from desktop.services.workspace import Workspace
from desktop.text.errors import explain, is_expected
from desktop.work.job import ProgressReport
from desktop.work.runner import BackgroundRunner

_FOLDER_KEY = "form/folder"

_ENDINGS = {MediaType.PDF: (".pdf",), MediaType.JPEG: (".jpg", ".jpeg"), MediaType.PNG: (".png",)}

Take = Callable[[ApplicationContent, ProgressReport], TakenIn]
"""Takes a file into the form as it is now; runs on the writer thread."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One slot's upload as it stands: what is on its way and how far, or why the last one was refused."""

    name: str = ""
    done: int = 0
    total: int = 0
    problem: str = ""


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
        settings: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._workspace, self._application_id = state, workspace, application_id
        self._runner, self._settings, self._window = runner, settings, window
        self._uploads: dict[SlotPlace, Upload] = {}
        self._fresh: dict[str, bytes] = {}
        self.taken_out: dict[str, bytes] = {}
        self._waiting: deque[tuple[SlotPlace, str, Take]] = deque()
        self._running = False
        self._replaced: dict[SlotPlace, tuple[Attachment, ...]] = {}

    def state_of(self, place: SlotPlace) -> Upload:
        return self._uploads.get(place, Upload())

    def choose(self, place: SlotPlace, slot: Slot) -> None:
        """Ask for files of the disk, and upload them."""
        one, many = QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.ExistingFiles
        chooser = self._open_chooser(slot, many if slot.max_count > 1 else one)
        chooser.filesSelected.connect(lambda files: self.upload(place, [Path(file) for file in files]))
        chooser.open()

    def upload(self, place: SlotPlace, files: Sequence[Path]) -> None:
        """Take these in one after the other, each with the form as it is by then."""
        workspace, application_id, state = self._workspace, self._application_id, self._state
        self._set(place, Upload())
        for file in files:
            self._remember_folder(file)

            def take(content: ApplicationContent, progress: ProgressReport, file: Path = file) -> TakenIn:
                return take_in(workspace, application_id, content, place, file, state.catalogue, progress)

            self._waiting.append((place, file.name, take))
        self._go_on()

    def put_in_place(self, place: SlotPlace, slot: Slot, name: str, data: bytes) -> None:
        """Take in what the program has made itself, instead of what the slot holds."""
        workspace, application_id = self._workspace, self._application_id
        self._replaced[place] = self._state.files(place.section, place.record or SINGLE, place.slot)

        def take(content: ApplicationContent, progress: ProgressReport) -> TakenIn:
            others = tuple(item for item in content.attachments if item not in self._replaced[place])
            without = replace(content, attachments=others)
            return keep_file(workspace, application_id, without, place, name, data, slot)

        self._set(place, Upload())
        self._waiting.append((place, name, take))
        self._go_on()

    def read(self, place: SlotPlace, slot: Slot, file: Path, on_read: Callable[[bytes], None]) -> None:
        """Read a photograph that something is to be cut out of; what is wrong with it is said at the slot."""
        self._remember_folder(file)
        self._set(place, Upload())
        self._runner.query(lambda: read_photograph(file, slot), on_read, partial(self._on_refused, place), owner=self)

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
        self._runner.operation(
            lambda: write_file(load(), target),
            lambda _: on_done(self.tr("已下载到 {0}").format(target)),
            lambda error: on_done(self._explained(error)),
            owner=self,
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

    def _go_on(self) -> None:
        if self._running or not self._waiting:
            return
        place, name, take = self._waiting.popleft()
        content = self._state.content
        self._running = True
        self._set(place, Upload(name, problem=self.state_of(place).problem))
        self._runner.operation(
            lambda progress: take(content, progress),
            partial(self._on_taken_in, place),
            partial(self._on_refused, place),
            owner=self,
            on_progress=partial(self._on_progress, place),
        )

    def _on_progress(self, place: SlotPlace, done: int, total: int) -> None:
        self._set(place, replace(self.state_of(place), done=done, total=total))

    def _on_taken_in(self, place: SlotPlace, taken: TakenIn) -> None:
        self._running = False
        self._set(place, Upload(problem=self.state_of(place).problem))
        if place.record is None or place.record in self._state.record_ids(place.section):
            self._fresh[taken.attachment.sha256] = taken.content
            self._state.leave(place.section, place.record or SINGLE, place.slot)
            for gone in self._replaced.pop(place, ()):
                if gone in self._state.files(place.section, place.record or SINGLE, place.slot):
                    self._state.remove_file(gone)
            self._state.add_file(taken.attachment)
            self.taken_in.emit(taken.attachment)
        self._go_on()

    def _on_refused(self, place: SlotPlace, error: Exception) -> None:
        self._running = False
        problems = [self.state_of(place).problem, self._explained(error)]
        self._set(place, Upload(problem="\n".join(filter(None, problems))))
        self._go_on()

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
