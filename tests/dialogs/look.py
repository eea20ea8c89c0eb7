"""Renders the detail dialog and its companions with the demo's data: `python -m tests.dialogs.look OUTDIR`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pymupdf
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.detail.section_entries import COMPARISON
from desktop.dialogs.return_dialog import ReturnDialog
from desktop.domain.terms import Action
from desktop.preview.host import PreviewHost
from desktop.services.rows import CommentDraft
from desktop.widgets.evidence.canvas import PageCanvas
from desktop.widgets.evidence.thumbnails import ThumbnailStrip
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.dialogs.review_room import Room, find, room_like, services_of, walk_of
from tests.shared_demo import make_template

SIZES = (QSize(1366, 768), QSize(1920, 1080))
PATIENCE_S = 20.0


class Studio:
    """Opens dialogs on a real workspace and takes their pictures."""

    def __init__(self, room: Room, out: Path, size: QSize, theme_name: str) -> None:
        self._room = room
        self._out = out
        self._size = size
        self._suffix = f"{theme_name}-{size.width()}"

    def wait(self, happened: Callable[[], object]) -> None:
        until = monotonic() + PATIENCE_S
        while not happened() and monotonic() < until:
            QApplication.processEvents()

    @contextmanager
    def dialog(self, login: str, **wanted: object) -> Iterator[DetailDialog]:
        workspace = self._room.open(login)
        runner, host = BackgroundRunner(), PreviewHost()
        row = find(workspace, **wanted)
        dialog = DetailDialog(row.id, services_of(workspace), runner, host, walk_of(workspace))
        dialog.resize(self._size)
        dialog.show()
        self.wait(lambda: dialog.loaded is not None)
        yield dialog
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        runner.close()
        host.close()

    def section(self, dialog: DetailDialog, key: str) -> None:
        tree = dialog.findChild(NavigationTree, "sections")
        assert tree is not None
        tree.choose(key)
        self.evidence(dialog)

    def evidence(self, dialog: DetailDialog) -> None:
        canvas = dialog.findChild(PageCanvas)
        strip = dialog.findChild(ThumbnailStrip)
        assert canvas is not None
        assert strip is not None
        self.wait(lambda: not canvas.isVisible() or (canvas.shows_page and strip.pictures))
        until = monotonic() + 0.6
        self.wait(lambda: monotonic() > until)

    def save(self, widget: QWidget, name: str, front: QDialog | None = None) -> None:
        QApplication.processEvents()
        picture = widget.grab()
        if front is not None:
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(10, 14, 20, 90))
            place = widget.rect().center() - front.rect().center()
            painter.drawPixmap(place, front.grab())
            painter.end()
        picture.save(str(self._out / f"{name}-{self._suffix}.png"))


def take_pictures(studio: Studio, only: str) -> None:
    def wanted(name: str) -> bool:
        return not only or only in name

    with studio.dialog("changchun", name="王建国") as dialog:
        if wanted("comparison"):
            studio.section(dialog, COMPARISON)
            studio.save(dialog, "comparison")
        for key in ("basic", "education", "publications", "work", "materials"):
            if wanted(f"section-{key}"):
                studio.section(dialog, key)
                studio.save(dialog, f"section-{key}")
    if wanted("return"):
        with studio.dialog("changchun", name="秦霁月") as dialog:
            studio.section(dialog, "education")
            dialog._desk.ask(Action.RETURN, "")
            front = dialog.findChild(QDialog)
            assert front is not None
            studio.save(dialog, "return", front)
            front.reject()
            dialog._desk.ask(Action.TERMINATE, "")
            front = dialog.findChildren(QDialog)[-1]
            studio.save(dialog, "terminate", front)
            front.reject()
    if wanted("findings"):
        with studio.dialog("changchun", name="傅晓薇") as dialog:
            studio.section(dialog, "publications")
            studio.save(dialog, "findings")
            assert dialog.loaded is not None
            loaded = dialog.loaded
            front = ReturnDialog(loaded.detail, loaded.outline, CommentDraft(), (), datetime.now(UTC), parent=dialog)
            front.open()
            studio.save(dialog, "return-findings", front)
            front.reject()
    if wanted("committee"):
        with studio.dialog("secretary", stage="committee") as dialog:
            studio.section(dialog, "honors")
            dialog._desk.ask(Action.CONFIRM, "")
            studio.save(dialog, "committee", dialog.findChildren(QDialog)[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--template", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(application, QApplication)
    arguments.out.mkdir(parents=True, exist_ok=True)
    family = None if has_chinese_font() else register_fallback_font(pymupdf.Font("cjk").buffer)
    with tempfile.TemporaryDirectory() as scratch:
        template = arguments.template or make_template(Path(scratch) / "template")
        theme = Theme(application, Path(scratch) / "images", mode=ThemeMode.LIGHT, fallback_family=family)
        for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
            theme.set_mode(mode)
            for size in SIZES[:1] if arguments.small else SIZES:
                name = f"{mode.value}-{size.width()}"
                with room_like(template, Path(scratch) / name) as room:
                    take_pictures(Studio(room, arguments.out, size, mode.value), arguments.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
