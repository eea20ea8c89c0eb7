"""Renders the applicant's form with the demo's data: `python -m tests.views.form_look OUTDIR`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

import pymupdf
from PySide6.QtCore import QEvent, QSettings, QSize
from PySide6.QtWidgets import QApplication, QDialog, QFrame

from desktop.dialogs.portrait_dialog import PortraitDialog
from desktop.domain.terms import Action
from desktop.models.form_todo import FormPlace
from desktop.preview.host import PreviewHost
from desktop.services.applications import list_applications
from desktop.services.draft_files import SlotPlace
from desktop.services.rows import ApplicationQuery
from desktop.services.submitting import submit_form
from desktop.services.workspace import Workspace
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.sections_column import CHECKING, SUBMITTING
from desktop.views.main_window import MainWindow
from desktop.views.session import Session
from desktop.widgets.date_field import DateField
from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.desk import copied_desk, make_desk
from tests.dialogs.review_room import room_like
from tests.services.forms import new_applicant
from tests.shared_demo import make_template

SIZES = (QSize(1366, 768), QSize(1920, 1080))
PATIENCE_S = 20.0


def wait(happened: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    until = monotonic() + seconds
    while not happened() and monotonic() < until:
        QApplication.processEvents()


def settle(seconds: float = 0.5) -> None:
    wait(lambda: False, seconds)


def paper(file: Path, text: str) -> Path:
    document = pymupdf.open()
    page = document.new_page(width=420, height=300)
    page.insert_text((60, 120), text, fontsize=22)
    document.save(file)
    return file


def photograph(file: Path) -> Path:
    document = pymupdf.open()
    page = document.new_page(width=300, height=400)
    page.draw_rect(page.rect, color=(0.8, 0.86, 0.94), fill=(0.8, 0.86, 0.94))
    page.draw_circle((150, 150), 60, color=(0.95, 0.8, 0.7), fill=(0.95, 0.8, 0.7))
    page.draw_rect(pymupdf.Rect(60, 240, 240, 400), color=(0.15, 0.2, 0.35), fill=(0.15, 0.2, 0.35))
    page.get_pixmap(dpi=200).save(file, jpg_quality=90)
    return file


class Pictures:
    def __init__(self, out: Path, suffix: str, window: MainWindow) -> None:
        self._out, self._suffix, self._window = out, suffix, window

    def save(self, name: str) -> None:
        settle()
        self._window.grab().save(str(self._out / f"{name}-{self._suffix}.png"))


def open_window(workspace: Workspace, theme: Theme, size: QSize, scratch: Path) -> tuple[MainWindow, Session]:
    settings = QSettings(str(scratch / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(workspace, BackgroundRunner(), PreviewHost(), theme, settings)
    window = MainWindow(session)
    window.resize(size)
    window.show()
    return window, session


def view_of(window: MainWindow, application_id: str) -> FormView:
    page = window.filling.show_form(application_id)
    wait(lambda: page.view is not None)
    assert page.view is not None
    return page.view


def draft_pictures(pictures: Pictures, window: MainWindow, view: FormView, scratch: Path) -> None:
    state = view.state
    slot = view.opened.catalogue.section("basic").slot("portrait")
    cut = photograph(scratch / "photo.jpg").read_bytes()
    view.uploads.put_in_place(SlotPlace("basic", None, "portrait"), slot, "头像.jpg", cut)
    wait(lambda: state.files("basic", "", "portrait"))
    for key, value in (
        ("talent_source", "引进人才"),
        ("introduced_from", "沈阳精细化工研究所"),
        ("service_type", "晋升认定"),
        ("current_class", "D"),
        ("current_class_date", "2021-11-20"),
        ("document_type", "居民身份证"),
        ("document_number", "220104198203151219"),
    ):
        state.set_value("basic", "", key, value)
    state.leave("basic", "", "document_number")
    state.set_value("basic", "", "mobile", None)
    pictures.save("basic")
    bottom = view.page("basic")
    bottom.verticalScrollBar().setValue(bottom.verticalScrollBar().maximum())
    pictures.save("basic-bottom")
    ids = state.record_ids("education")
    view.uploads.upload(SlotPlace("education", ids[0], "certificate"), [paper(scratch / "博士学位证书.pdf", "DIPLOMA")])
    view.show_section("education")
    wait(lambda: state.files("education", ids[0], "certificate"))
    settle(1.5)
    pictures.save("education-preview")
    view.show_preview(False)
    state.set_value("education", ids[0], "end", "2001-06")
    view.go_to(FormPlace("education", ids[0], "end"))
    state.leave("education", ids[0], "end")
    settle()
    pictures.save("education-edit")
    for key in ("work", "publications", "affiliations", "achievements", "materials", CHECKING, SUBMITTING):
        view.show_section(key)
        if key == "affiliations":
            for name in state.record_ids(key):
                state.remove_record(key, name)
        if key == "materials":
            view.uploads.upload(
                SlotPlace("materials", None, "id_front"), [paper(scratch / "身份证正面.pdf", "ID CARD")]
            )
            wait(lambda: state.files("materials", "", "id_front"))
            settle(0.3)
            view.show_preview(False)
        pictures.save(key)


def returned_pictures(out: Path, suffix: str, theme: Theme, size: QSize, scratch: Path) -> None:
    make_desk(scratch / f"desk-{suffix}")
    folder = scratch / f"returned-{suffix}"
    folder.mkdir()
    for desk in copied_desk(scratch / f"desk-{suffix}", folder):
        shen = new_applicant(desk)
        content = shen.complete()
        submit_form(shen.workspace, shen.application_id, content, shen.save(content).saved.digest, pledged=True)
        comment = (
            "请更正工作经历第 1 条起止日期，重新扫描学位证书，并说明现任职务与任职文件不一致的原因；其余材料齐全。"
        )
        desk.act("hr", Action.RETURN, "draft-1", comment=comment)
        window, session = open_window(shen.workspace, theme, size, folder)
        pictures = Pictures(out, suffix, window)
        view = view_of(window, shen.application_id)
        view.state.set_value("basic", "", "position", "材料研究室主任")
        pictures.save("returned")
        page = window.filling.page
        assert page is not None
        page.notices.changes_asked.emit()
        page.notices.comment_asked.emit()
        settle()
        for dialog in page.findChildren(QDialog):
            dialog.grab().save(str(out / f"{dialog.objectName()}-{suffix}.png"))
        photo = photograph(folder / "photo.jpg").read_bytes()
        cutting = PortraitDialog(session.preview, photo, window)
        cutting.open()
        wait(partial(_is_cutting, cutting))
        settle()
        cutting.grab().save(str(out / f"portrait-{suffix}.png"))
        cutting.reject()
        view.show_section("basic")
        box = view.findChild(DateField, "field-birth_date")
        assert box is not None
        box.open_calendar()
        settle()
        popup = box.findChild(QFrame, "calendarPopup")
        assert popup is not None
        popup.grab().save(str(out / f"calendar-{suffix}.png"))
        popup.close()
        close(window, session)


def _is_cutting(dialog: PortraitDialog) -> bool:
    return dialog.view is not None


def close(window: MainWindow, session: Session) -> None:
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    session.runner.close()
    session.preview.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--template", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(application, QApplication)
    arguments.out.mkdir(parents=True, exist_ok=True)
    family = None if has_chinese_font() else register_fallback_font(pymupdf.Font("cjk").buffer)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        template = arguments.template or make_template(scratch / "template")
        theme = Theme(application, scratch / "images", mode=ThemeMode.LIGHT, fallback_family=family)
        for mode in (ThemeMode.LIGHT,) if arguments.light else (ThemeMode.LIGHT, ThemeMode.DARK):
            theme.set_mode(mode)
            for size in SIZES[:1] if arguments.small else SIZES:
                name = f"{mode.value}-{size.width()}"
                with room_like(template, scratch / name) as room:
                    workspace = room.open("applicant1")
                    (row, *_) = list_applications(workspace, ApplicationQuery())
                    window, session = open_window(workspace, theme, size, scratch)
                    pictures = Pictures(arguments.out, name, window)
                    draft_pictures(pictures, window, view_of(window, row.id), scratch)
                    close(window, session)
                returned_pictures(arguments.out, name, theme, size, scratch)
    return 0


if __name__ == "__main__":
    sys.exit(main())
