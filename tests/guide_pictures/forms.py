"""The applicant's form for the guide: being filled in, checked, submitted, and returned with a comment."""

from pathlib import Path
from typing import Final

import pymupdf
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QCheckBox

from desktop.dialogs.detail.portrait import Portrait
from desktop.domain.terms import Action
from desktop.models.form_todo import FormPlace
from desktop.services.applications import list_applications
from desktop.services.draft_files import SlotPlace
from desktop.services.rows import ApplicationQuery
from desktop.services.submitting import submit_form
from desktop.tour.hands import click, the, wait_for
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.sections_column import CHECKING, SUBMITTING
from desktop.views.main_window import MainWindow
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole
from tests.desk import copied_desk, make_desk
from tests.guide_pictures.studio import SIZE, Studio, settle
from tests.services.forms import new_applicant

APPLICANT: Final = "applicant1"
UPPER_HALF: Final = QRect(0, 0, SIZE.width(), SIZE.height() * 3 // 5)
COMMENT: Final = (
    "请修改以下 2 处后再次提交：\n1. 工作经历第 1 条：请更正起止日期。\n"
    "2. 学习经历第 1 条：请重新扫描学历学位证书。\n其余材料齐全。"
)


def take_forms(studio: Studio) -> None:
    """信息填报 of a draft, and of an application that came back."""
    with studio.window(APPLICANT) as window:
        (row, *_) = list_applications(studio.room.open(APPLICANT), ApplicationQuery())
        take_draft(studio, window, form_of(window, row.id))
    make_desk(studio.scratch / "desk")
    folder = studio.scratch / "returned"
    folder.mkdir()
    for desk in copied_desk(studio.scratch / "desk", folder):
        applicant = new_applicant(desk)
        content = applicant.complete(name="沈砚秋")
        kept = applicant.save(content).saved.digest
        with studio.window_on(applicant.workspace) as window:
            take_last_page(studio, window, form_of(window, applicant.application_id))
        submit_form(applicant.workspace, applicant.application_id, content, kept, pledged=True)
        desk.act("hr", Action.RETURN, "draft-1", comment=COMMENT)
        with studio.window_on(applicant.workspace) as window:
            form_of(window, applicant.application_id).show_section("work")
            studio.take("form-returned", window, part=UPPER_HALF)


def take_draft(studio: Studio, window: MainWindow, form: FormView) -> None:
    """Basic facts, a record with its certificate, what is left to do."""
    slot = form.opened.catalogue.section("basic").slot("portrait")
    portrait = painted_portrait(studio.scratch / "头像.jpg").read_bytes()
    form.uploads.put_in_place(SlotPlace("basic", None, "portrait"), slot, "头像.jpg", portrait)
    wait_for(lambda: form.state.files("basic", "", "portrait"), "the portrait is kept")
    corner = QPoint(20, 20)
    empty = color(ColorRole.WINDOW)
    wait_for(
        lambda: the(Portrait, "portrait", window).grab().toImage().pixelColor(corner) != empty,
        "the portrait is painted",
    )
    studio.take("form-basic", window)
    record = form.state.record_ids("education")[0]
    form.go_to(FormPlace("education", record, "end"))
    studio.take("form-record", window)
    form.show_section(CHECKING)
    settle()
    studio.take("form-checking", window)


def take_last_page(studio: Studio, window: MainWindow, form: FormView) -> None:
    """Everything is filled in: the pledge is given, and nothing but the button is left."""
    form.show_section(SUBMITTING)
    pledge = the(QCheckBox, "pledge", window)
    click(pledge, QPoint(10, pledge.height() // 2))
    wait_for(the(QAbstractButton, "submit", window).isEnabled, "it can be submitted")
    studio.take("form-submitting", window)


def form_of(window: MainWindow, application_id: str) -> FormView:
    """The form, opened over the window's page."""
    page = window.filling.show_form(application_id)
    return wait_for(lambda: page.view, "the form is open")


def painted_portrait(file: Path) -> Path:
    """A photograph of nobody."""
    document = pymupdf.open()
    page = document.new_page(width=295, height=413)
    page.draw_rect(page.rect, color=(0.8, 0.86, 0.94), fill=(0.8, 0.86, 0.94))
    page.draw_circle((147, 150), 70, color=(0.95, 0.8, 0.7), fill=(0.95, 0.8, 0.7))
    page.draw_rect(pymupdf.Rect(50, 250, 245, 413), color=(0.15, 0.2, 0.35), fill=(0.15, 0.2, 0.35))
    page.get_pixmap(dpi=150).save(file, jpg_quality=85)
    return file
