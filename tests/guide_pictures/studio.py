"""Windows of the program at a moment that stands still, and the camera that photographs them for the guide."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf
from PySide6.QtCore import QBuffer, QByteArray, QDeadlineTimer, QEvent, QRect, QSettings, QSize
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.preview.host import PreviewHost
from desktop.services.workspace import Workspace
from desktop.tour.album import photograph
from desktop.tour.hands import wait_for
from desktop.views.main_window import MainWindow
from desktop.views.session import Session
from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.dialogs.review_room import Room, room_like

SIZE = QSize(1366, 768)
_SETTLE_MS = 400
_COLOURS = 256
_FLAT = 400
"""A colour that fills this part of a picture is kept as it is."""
_NEAR = (0xF8F8F8, 0xF0F0F0, 0xE0E0E0, 0xC0C0C0)
"""Colours that differ in the other bits are of one kind: tried one after the other until the file is small enough."""
LARGEST = 150_000


@dataclass
class Studio:
    """`room` is the demo workspace, `scratch` for files to upload, `taken` the names of the pictures so far."""

    theme: Theme
    room: Room
    scratch: Path
    out: Path
    taken: list[str] = field(default_factory=list)

    @contextmanager
    def window(self, login: str) -> Iterator[MainWindow]:
        """The window of a person of the demo."""
        with self.window_on(self.room.open(login)) as window:
            yield window

    @contextmanager
    def window_on(self, workspace: Workspace) -> Iterator[MainWindow]:
        """The window of a person on any workspace, as after signing in."""
        settings = QSettings(str(self.scratch / f"{workspace.account.login}.ini"), QSettings.Format.IniFormat)
        session = Session(workspace, BackgroundRunner(), PreviewHost(), self.theme, settings)
        window = MainWindow(session)
        window.resize(SIZE)
        show(window)
        if window.applications.isVisible():
            wait_for(lambda: not window.applications.model.loading, "the list is read")
        try:
            yield window
        finally:
            window.close()
            wait_for(lambda: not session.runner.unfinished_operations, "what was typed is kept")
            session.runner.close()
            session.preview.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def take(
        self, name: str, window: QWidget, *over: QWidget, part: QRect | None = None, at_once: bool = False
    ) -> None:
        """Photograph a window with what lies over it, or a part of it; `at_once` where nothing may happen meanwhile."""
        if not at_once:
            settle()
        picture = photograph(window, over)
        if part is not None:
            picture = picture.copy(part)
        (self.out / f"{name}.png").write_bytes(packed(picture.toImage()))
        self.taken.append(name)


@contextmanager
def studio_in(
    application: QApplication, template: Path, scratch: Path, out: Path, mode: ThemeMode = ThemeMode.LIGHT
) -> Iterator[Studio]:
    """A studio with the demo workspace `template`, which is copied."""
    scratch.mkdir(parents=True)
    application.setQuitOnLastWindowClosed(False)
    flash = application.cursorFlashTime()
    application.setCursorFlashTime(0)  # or it is chance whether the cursor is seen
    family = None if has_chinese_font() else register_fallback_font(pymupdf.Font("cjk").buffer)
    theme = Theme(application, scratch, mode=mode, fallback_family=family)
    try:
        with room_like(template, scratch / "workspace") as room:
            yield Studio(theme, room, scratch, out)
    finally:
        application.setCursorFlashTime(flash)


def show(window: QWidget) -> None:
    """Have a window on the screen, in front."""
    window.show()
    window.activateWindow()
    wait_for(window.isActiveWindow, "the window is in front")


def packed(picture: QImage) -> bytes:
    """The picture as PNG in 256 colours: those of flat areas, and as many kinds of others as it has room for."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(picture.constBits()).cast("I")).most_common()
    wide = picture.width() * picture.height() // _FLAT
    flat = [colour for colour, count in counted if count >= wide]
    data = b""
    for near in _NEAR:
        kinds: dict[int, tuple[int, int]] = {}
        for colour, count in counted[len(flat) :]:
            total, first = kinds.get(colour & near, (0, colour))
            kinds[colour & near] = total + count, first
        table = flat + [colour for _, colour in sorted(kinds.values(), reverse=True)]
        data = _encoded(picture.convertToFormat(QImage.Format.Format_Indexed8, table[:_COLOURS]))
        if len(data) <= LARGEST:
            break
    return data


def _encoded(picture: QImage) -> bytes:
    buffer = QBuffer()
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(0)  # packs best
    assert writer.write(picture), writer.errorString()
    return bytes(buffer.data().data())


def settle() -> None:
    """Let what is on its way arrive."""
    until = QDeadlineTimer(_SETTLE_MS)
    wait_for(until.hasExpired, "a moment has passed")
