"""The chapters of applicants: the desk that binds them, their own room, the self-check, the form and its validation."""

from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QWidget

from desktop.tour.hands import click, click_item, entry, the, wait_for
from desktop.tour.rooms import cells, filled
from desktop.tour.scene import Scene

UNIT, APPLICANT = "unit1", "applicant1"
BINDINGS, EDUCATION, CHECKING = "绑定审核", "学习经历", "数据验证"


def bind(scene: Scene) -> None:
    """Who asks the HR desk to be bound to its unit."""
    scene.begin(BINDINGS)
    scene.reviewer.sign_out()
    scene.sign_in(UNIT)
    window = scene.reviewer.window
    scene.reviewer.go_to(BINDINGS)
    waiting = wait_for(lambda: the(QLabel, "room_summary", window).text(), "the requests are counted")
    scene.record("bindings", window, summary=waiting, places=scene.reviewer.counts())


def fill_in(scene: Scene) -> None:
    """An applicant comes, checks the conditions and goes on with a form that was begun."""
    scene.begin("我的申报")
    scene.reviewer.sign_out()
    scene.sign_in(APPLICANT)
    window = scene.reviewer.window
    own = filled(window, "own_applications")
    stop = scene.record("home", window, rows=cells(own))
    scene.also_dark_and_wide(stop, window)
    scene.begin("条件自检")
    click(the(QAbstractButton, "start_check", window))
    the(QWidget, "self_check_page", window)
    scene.record("self-check", window)
    click(the(QAbstractButton, "page_back", window))
    scene.begin("信息填报")
    click(the(QAbstractButton, "edit_application", window))
    the(QWidget, "page-basic", window)
    stop = scene.record("form", window, progress=the(QLabel, "formProgress", window).text())
    scene.also_dark_and_wide(stop, window)
    for name, words, screen in (
        ("page-education", EDUCATION, "form-record"),
        ("page-checking", CHECKING, "form-check"),
    ):
        scene.begin(words)
        sections = the(QAbstractItemView, "formSections", window)
        click_item(sections, entry(sections, words))
        the(QWidget, name, window)
        scene.record(screen, window)
