"""The guide in the program: F1 in each place, and the keys of its window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop.bootstrap import sign_in_services
from desktop.dialogs.guide.guide import Guide
from desktop.dialogs.guide.guide_window import PAGES, GuideWindow
from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.domain.terms import Role
from desktop.models.workspaces_model import WorkspacesModel
from desktop.tour.hands import bring_to_front, click, click_item, entry, press, the, wait_for
from desktop.tour.open_application import OpenApplication
from desktop.views.applicant.form.sections_column import CHECKING, SUBMITTING
from desktop.widgets.guide.headings import anchor_of
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.services.forms import Applicant
from tests.views.desk import OpenWindow, WindowDesk
from tests.views.form_desk import FormDesk


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "guide.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def guide(qapp: QApplication, theme: Theme, settings: QSettings) -> Iterator[Guide]:
    made = Guide(qapp, settings)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def asked(guide: Guide, window: QWidget) -> str:
    """Where F1 in that window leads; the guide is put away again."""
    press("F1", window)
    found = wait_for(lambda: guide.window, "the guide is open")
    wait_for(found.isActiveWindow, "the guide is in front")
    address = found.address
    press("Esc", found)
    wait_for(lambda: not found.isVisible(), "the guide is put away")
    assert "#" not in address or found.page.textCursor().block().text()
    return address


def signed_in(desk: WindowDesk, guide: Guide, login: str) -> OpenWindow:
    opened = desk.open(login)
    guide.roles = {membership.role for membership in opened.workspace.account.memberships}
    return opened


def test_f1_at_the_sign_in_tells_how_to_start(qtbot: QtBot, guide: Guide, settings: QSettings, tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    workspaces, runner = WorkspacesModel(settings, tmp_path / "workspace"), BackgroundRunner()
    dialog = SignInDialog(sign_in_services(), runner, workspaces, "0.1.0")
    qtbot.addWidget(dialog)
    dialog.show()
    assert asked(guide, dialog) == "getting-started.md#登录"
    for link, name, address in (
        ("register", "registration_dialog", "applicant.md#22-注册账号"),
        ("forgotten", "recovery_dialog", "getting-started.md#忘记密码"),
        ("connect_shared", "address_dialog", "getting-started.md#共享数据库"),
    ):
        click(the(QAbstractButton, link, dialog))
        over = the(QDialog, name)
        assert asked(guide, over) == address
        press("Esc", over)
    runner.close()


def test_f1_of_an_hr_desk_leads_to_its_page_by_where_one_is(desk: WindowDesk, guide: Guide) -> None:
    opened = signed_in(desk, guide, "unit1")
    assert asked(guide, opened.window) == "unit.md#待我审核"
    opened.click_place("绑定审核")
    assert asked(guide, opened.window) == "unit.md#绑定审核"


def test_f1_in_an_application_and_over_its_dialogs(desk: WindowDesk, guide: Guide) -> None:
    opened = signed_in(desk, guide, "changchun")
    assert asked(guide, opened.window) == "department.md#待我审核"
    press("Return", opened.window)
    dialog = wait_for(lambda: next(iter(opened.window.reviewing.dialogs), None), "the application is open")
    wait_for(lambda: dialog.loaded, "the application is read")
    assert asked(guide, dialog) == "department.md#审核一份申请"
    application = OpenApplication(dialog)
    over = application.ask("return", "returnDialog")
    assert asked(guide, over) == "reviewing.md#退回"
    assert over.isVisible()
    press("Esc", over)


def test_f1_in_the_rooms_of_the_administrator_and_on_the_question_mark(desk: WindowDesk, guide: Guide) -> None:
    opened = signed_in(desk, guide, "admin")
    opened.window.help_requested.connect(guide.open_here)
    for place, anchor in (("单位和部门", "单位和部门"), ("审计", "审计"), ("账号", "账号")):
        opened.click_place(place)
        assert asked(guide, opened.window) == f"administrator.md#{anchor}"
    click(the(QAbstractButton, "help", opened.window))
    window = wait_for(lambda: guide.window, "the guide is open")
    wait_for(window.isActiveWindow, "the guide is in front")
    assert window.address == "administrator.md#账号"


def test_f1_in_the_form_leads_to_the_section_that_is_filled_in(forms: FormDesk, shen: Applicant, guide: Guide) -> None:
    guide.roles = {Role.APPLICANT}
    form = forms.window(shen)
    assert asked(guide, form.window) == "applicant.md#我的申报"
    bring_to_front(form.window)
    form.window.filling.show_form(shen.application_id)
    form.until_open()
    assert asked(guide, form.window) == "applicant.md#321-基本信息"
    for key, anchor in (("awards", "3210-专业获奖情况"), (CHECKING, "3211-数据验证"), (SUBMITTING, "承诺与提交")):
        form.go(key)
        assert asked(guide, form.window) == f"applicant.md#{anchor}"


@pytest.fixture
def window(guide: Guide) -> GuideWindow:
    guide.open_at("README.md")
    opened = wait_for(lambda: guide.window, "the guide is open")
    wait_for(opened.isActiveWindow, "the guide is in front")
    return opened


def test_contents_links_back_and_forward(window: GuideWindow) -> None:
    contents = the(QTreeView, "guideContents", window)
    click_item(contents, entry(contents, "推荐单位"))
    click_item(contents, entry(contents, "绑定审核", "推荐单位"))
    assert window.address == "unit.md#绑定审核"
    window.page.link_chosen.emit("reviewing.md#退回")
    assert window.address == "reviewing.md#退回"
    assert window.contents.current_key == "reviewing.md#退回"
    press("Alt+Left", window)
    press("Alt+Left", window)
    assert window.address == "README.md"
    press("Alt+Right", window)
    assert window.address == "unit.md#绑定审核"
    assert window.contents.current_key == "unit.md#绑定审核"
    window.page.link_chosen.emit("https://example.com/")
    assert window.address == "unit.md#绑定审核"


def test_control_f_finds_words_and_escape_ends_the_search_first(window: GuideWindow) -> None:
    window.open_at("reviewing.md")
    press("Ctrl+F", window)
    field = the(QLineEdit, "findText", window)
    wait_for(field.hasFocus, "the search has the focus")
    field.setText("补正期限")
    press("Return", window)
    assert window.page.hit_count > 2
    assert window.page.hit == 0
    press("F3", window)
    assert window.page.hit == 1
    press("Esc", window)
    assert not window.find_bar.isVisible()
    assert not window.page.extraSelections()
    press("Esc", window)
    assert not window.isVisible()


def test_every_page_is_shown_with_its_pictures_also_in_the_dark(window: GuideWindow, theme: Theme) -> None:
    assert window.page.grab().toImage().pixelColor(3, 3).lightness() > 240
    theme.set_mode(ThemeMode.DARK)
    for name in PAGES:
        window.open_at(name)
        assert window.page.document().toPlainText()
        assert all(not picture.isNull() for picture in window.page._pictures.values()), name
    assert window.page.grab().toImage().pixelColor(3, 3).lightness() < 60
    theme.set_mode(ThemeMode.LIGHT)


def test_a_heading_stays_on_top_when_the_window_gets_another_size(window: GuideWindow) -> None:
    window.open_at("reviewing.md#退回")
    for size in (QSize(700, 500), QSize(1366, 768)):
        window.resize(size)
        QApplication.processEvents()
        block = window.page.cursorForPosition(window.page.viewport().rect().topLeft()).block()
        assert anchor_of(block.text()) == "退回"


def test_the_window_remembers_its_size(guide: Guide, window: GuideWindow) -> None:
    window.resize(700, 520)
    press("Esc", window)
    guide.close()
    guide.open_at("unit.md")
    assert guide.window is not None
    assert guide.window.size() == QSize(700, 520)
