"""Every picture of the guide: whose window, what is done in it, what is photographed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QModelIndex, QSettings
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QLineEdit, QTreeView, QWidget

from desktop.bootstrap import sign_in_services
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.printed_form_dialog import PrintedFormDialog
from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.models.applications_table_model import ROW_ROLE
from desktop.models.workspaces_model import WorkspacesModel
from desktop.tour.hands import (
    choose_from_menu,
    click,
    click_item,
    entry,
    press,
    the,
    type_text,
    wait_for,
)
from desktop.tour.open_application import OpenApplication
from desktop.views.main_window import MainWindow
from desktop.work.runner import BackgroundRunner
from tests.guide_pictures.forms import APPLICANT, UPPER_HALF, take_forms
from tests.guide_pictures.studio import SIZE, Studio, settle, show

PICTURES: Final = (
    *("sign-in", "registration", "binding", "home", "self-check"),
    *("form-basic", "form-record", "form-checking", "form-submitting", "form-returned"),
    *("list", "filter", "detail", "return", "progress", "printed-form", "bindings", "confirm"),
    "notices",
    "accounts",
)
DEPARTMENT, UNIT, SECRETARY, ADMINISTRATOR = "changchun", "unit1", "secretary", "admin"
ISSUER = "province"


def take_all(studio: Studio) -> None:
    """All pictures."""
    take_entrance(studio)
    take_binding(studio)
    take_home(studio)
    take_forms(studio)
    take_reviewing(studio)
    take_committee(studio)
    take_administration(studio)


def take_entrance(studio: Studio) -> None:
    """Sign-in, and what it leads to."""
    settings = QSettings(str(studio.scratch / "sign-in.ini"), QSettings.Format.IniFormat)
    runner = BackgroundRunner()
    workspaces = WorkspacesModel(settings, studio.room.location)
    dialog = SignInDialog(sign_in_services(), runner, workspaces, "0.1.0")
    show(dialog)
    type_text(the(QLineEdit, "login", dialog), DEPARTMENT)
    studio.take("sign-in", dialog)
    click(the(QAbstractButton, "register", dialog))
    asked = the(QDialog, "registration_dialog")
    studio.take("registration", asked)
    press("Esc", asked)
    dialog.close()
    dialog.deleteLater()
    runner.close()


def take_binding(studio: Studio) -> None:
    """A newcomer who looks for the unit; the desk that is asked."""
    with studio.window("newcomer5") as window:
        go_to(window, "绑定单位")
        type_text(the(QLineEdit, "unit_code", window), unit_code(studio))
        click(the(QAbstractButton, "find_unit", window))
        the(QWidget, "found_card", window)
        studio.take("binding", window)
    with studio.window(UNIT) as window:
        go_to(window, "绑定审核")
        studio.take("bindings", window)


def take_home(studio: Studio) -> None:
    """An applicant's own room: what there is to apply for, and the self-check."""
    with studio.window(APPLICANT) as window:
        own = the(QAbstractItemView, "own_applications", window)
        wait_for(lambda: own.model().rowCount(), "the applications are listed")
        studio.take("home", window)
        click(the(QAbstractButton, "start_check", window))
        the(QWidget, "self_check_page", window)
        studio.take("self-check", window)


def take_reviewing(studio: Studio) -> None:
    """The list of a department, and one application on its way."""
    with studio.window(DEPARTMENT) as window:
        studio.take("list", window)
        go_to(window, "全部申请")
        take_filter_menu(studio, window)
        with opened(window, "王建国") as dialog:
            application = OpenApplication(dialog)
            application.turn_to_evidence()
            application.go_to("学习经历")
            application.wait_for_page()
            application.tool("evidenceZoomOut")  # a scanned paper packs badly
            studio.take("detail", dialog)
            asked = application.ask("return", "returnDialog")
            type_text(the(QWidget, "returnComment", asked), "请补充博士学位证书的彩色扫描件，并核对毕业年月。")
            studio.take("return", asked)
            press("Esc", asked)
            application.go_to("进度跟踪")
            studio.take("progress", dialog)
            choose_from_menu(the(QWidget, "printedForms", dialog), "申报表(B)")
            paper = the(PrintedFormDialog)
            wait_for(lambda: paper.form, "the form is laid out")
            settle()
            studio.take("printed-form", paper)
            paper.close()


def take_filter_menu(studio: Studio, window: MainWindow) -> None:
    """The upper half of the list, with the menu of statuses."""

    def photograph(menu: QWidget) -> None:
        above = [one for one in window.findChildren(type(menu)) if one.isVisible() and one is not menu]
        studio.take("filter", window, *above, menu, part=UPPER_HALF, at_once=True)

    choose_from_menu(the(QWidget, "add_filter", window), "状态", "被退回", on_open=photograph)
    wait_for(lambda: not window.applications.model.loading, "the list is read")
    click(the(QWidget, "clear_filters", window))


def take_committee(studio: Studio) -> None:
    """The secretary's last word."""
    with studio.window(SECRETARY) as window, opened(window, "邓晓燕") as dialog:
        asked = OpenApplication(dialog).ask("confirm", "confirmDialog")
        type_text(the(QLineEdit, "meeting", asked), "2026 年第 3 次评审会")
        studio.take("confirm", asked)
        press("Esc", asked)


def take_administration(studio: Studio) -> None:
    """Accounts, and the notices of a department."""
    with studio.window(ADMINISTRATOR) as window:
        studio.take("accounts", window)
    with studio.window(ISSUER) as window:
        go_to(window, "通知公告")
        table = the(QAbstractItemView, "written_notices", window)
        wait_for(lambda: table.model().rowCount(), "the notices are listed")
        click_item(table, table.model().index(0, 0))
        studio.take("notices", window)


def go_to(window: MainWindow, place: str) -> None:
    """Click a place of the navigation."""
    tree = the(QTreeView, "navigation", window)
    click_item(tree, entry(tree, place))
    if window.applications.isVisible():
        wait_for(lambda: not window.applications.model.loading, "the list is read")


@contextmanager
def opened(window: MainWindow, name: str) -> Iterator[DetailDialog]:
    """The application of a person, opened from the list."""
    table = window.applications.table

    def row() -> QModelIndex | None:
        rows = (table.model().index(row, 2) for row in range(table.model().rowCount()))
        return next((index for index in rows if index.data(ROW_ROLE) and index.data(ROW_ROLE).name == name), None)

    click_item(table, wait_for(row, f"{name} is listed"), double=True)
    dialog = wait_for(lambda: next(iter(window.reviewing.dialogs), None), "the application is open")
    wait_for(lambda: dialog.loaded is not None, "the application is read")
    dialog.resize(SIZE)
    yield dialog
    dialog.close()


def unit_code(studio: Studio) -> str:
    """The code of the unit whose desk is photographed."""
    membership = studio.room.open(UNIT).account.memberships[0]
    assert membership.organisation is not None
    return membership.organisation.code
