"""The rooms of administrator and auditor, by clicks and keys."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from desktop.dialogs.person_dialog import PersonDialog
from desktop.domain.terms import Role
from desktop.services.accounts import accounts
from desktop.services.audit import verify_audit
from desktop.services.opening import open_store
from desktop.services.organisations import organisations
from desktop.services.registration import registration_is_open
from desktop.services.workspace import open_workspace
from desktop.views.administration.accounts_page import AccountsPage
from desktop.views.administration.audit_page import AuditPage
from desktop.views.administration.organisations_page import OrganisationsPage, in_tree_order
from desktop.views.administration.room_table import RoomTable
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.key_button import KeyButton
from tests.desk import QUICK
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in

NEW_PASSWORD = "a new password"


def table_of(page: QWidget) -> RoomTable:
    return find_part(page, RoomTable)


def select(opened: OpenWindow, login: str) -> AccountsPage:
    """Click the line of an account."""
    page = opened.part(AccountsPage)
    table = table_of(page)
    opened.until(lambda: table.topLevelItemCount() > 0)
    (item,) = table.findItems(login, Qt.MatchFlag.MatchExactly, 0)
    centre = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, centre.y()))
    assert page.selected is not None
    assert page.selected.login == login
    return page


def fill(dialog: PersonDialog, **fields: str) -> None:
    for name, text in fields.items():
        field = find_part(dialog, QLineEdit, f"person_{name}")
        field.clear()
        type_in(field, text)


def problem(dialog: PersonDialog) -> str:
    label = find_part(dialog, QLabel, "person_problem")
    return label.text() if label.isVisible() else ""


def test_every_account_is_listed_with_what_it_may_do(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    table = table_of(opened.part(AccountsPage))
    known = accounts(opened.workspace)
    opened.until(lambda: table.topLevelItemCount() == len(known))
    lines = [table.topLevelItem(row) for row in range(len(known))]
    assert [line.text(0) for line in lines if line] == [account.login for account in known]
    (line,) = table.findItems("changchun", Qt.MatchFlag.MatchExactly, 0)
    assert [line.text(column) for column in (1, 2, 3, 4)] == [
        "张敏",
        "业务部门",
        "长春市人力资源和社会保障局",
        "可登录",
    ]
    assert find_part(opened.part(AccountsPage), QLabel, "room_summary").text() == f"共 {len(known)} 个账号"


def test_adding_an_account_lets_it_sign_in(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    opened.until(opened.part(KeyButton, "add_account").isEnabled)
    QTest.keyClick(opened.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened.part(PersonDialog)
    save = find_part(dialog, KeyButton, "person_save")
    opened.click(save)
    assert problem(dialog) == "请输入登录名。"
    fill(dialog, login="zhaolei", name="赵磊", password=NEW_PASSWORD, password_again="another password")
    opened.click(save)
    assert problem(dialog) == "两次输入的密码不一样。"
    roles = find_part(dialog, QComboBox, "person_role")
    roles.setCurrentIndex(roles.findData(Role.SECRETARY))
    places = find_part(dialog, QComboBox, "person_organisation")
    assert places.count() == 3
    fill(dialog, password_again=NEW_PASSWORD)
    opened.click(save)
    banner = find_part(opened.part(AccountsPage), Banner, "room_banner")
    opened.until(banner.isVisible)
    assert "zhaolei" in banner.text
    open_workspace(opened.workspace.location, "zhaolei", NEW_PASSWORD).close()
    table = table_of(opened.part(AccountsPage))
    opened.until(lambda: bool(table.findItems("zhaolei", Qt.MatchFlag.MatchExactly, 0)))


def test_a_refused_account_keeps_what_was_typed(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    opened.until(opened.part(KeyButton, "add_account").isEnabled)
    opened.click(opened.part(KeyButton, "add_account"))
    dialog = opened.part(PersonDialog)
    fill(dialog, login="zhaolei", name="赵磊", password="short", password_again="short")
    opened.click(find_part(dialog, KeyButton, "person_save"))
    opened.until(lambda: bool(problem(dialog)))
    assert dialog.isVisible()
    assert dialog.person.login == "zhaolei"
    assert find_part(dialog, KeyButton, "person_save").isEnabled()


def test_an_account_is_disabled_and_enabled_again(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    page = select(opened, "unit1")
    toggle = opened.part(KeyButton, "toggle_account")
    assert toggle.text() == "停用账号"
    opened.click(toggle)
    opened.until(lambda: page.selected is not None and page.selected.disabled)
    assert toggle.text() == "启用账号"
    assert "1 个已停用" in find_part(page, QLabel, "room_summary").text()
    opened.click(toggle)
    dialog = opened.part(PersonDialog)
    assert find_part(dialog, QLineEdit, "person_login").isReadOnly()
    fill(dialog, password=NEW_PASSWORD, password_again=NEW_PASSWORD)
    opened.click(find_part(dialog, KeyButton, "person_save"))
    opened.until(lambda: page.selected is not None and not page.selected.disabled)
    open_workspace(opened.workspace.location, "unit1", NEW_PASSWORD).close()


def test_nobody_disables_their_own_account(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    select(opened, "admin")
    assert not opened.part(KeyButton, "toggle_account").isEnabled()


def test_organisations_stand_under_their_departments(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    opened.click_place("单位和部门")
    table = table_of(opened.part(OrganisationsPage))
    opened.until(lambda: table.topLevelItemCount() == 1)
    rows = {row.id: row for row in organisations(opened.workspace)}
    assert len(in_tree_order(tuple(rows.values()))) == len(rows)
    top = table.topLevelItem(0)
    assert top is not None
    below = [child.text(0) for number in range(top.childCount()) if (child := top.child(number))]
    assert below == ["长春市人力资源和社会保障局", "吉林市人力资源和社会保障局", "黑土地农业研究所"]
    assert find_part(opened.part(OrganisationsPage), QLabel, "room_summary").text() == "3 个部门 · 7 个单位"
    top.setExpanded(False)
    opened.part(OrganisationsPage).refresh()
    opened.until(lambda: table.topLevelItem(0) is not top)
    kept = table.topLevelItem(0)
    assert kept is not None
    assert not kept.isExpanded()


def test_an_import_says_what_became_of_each_row(desk: WindowDesk, tmp_path: Path) -> None:
    opened = desk.open("admin")
    opened.click_place("单位和部门")
    page = opened.part(OrganisationsPage)
    file = tmp_path / "units.csv"
    file.write_text(
        "code,name,parent,kind\n220300,四平市人社局,220000,department\n220400,,220000,department\n", "utf-8"
    )
    page.import_file(file)
    banner = find_part(page, Banner, "room_banner")
    opened.until(banner.isVisible)
    assert banner.text == "导入 1 行，未变 0 行，拒绝 1 行。"
    assert "第 3 行" in banner.accessibleName()
    opened.until(lambda: bool(table_of(page).findItems("四平市人社局", Qt.MatchFlag.MatchRecursive, 0)))


def test_a_file_that_is_no_table_is_refused_with_a_sentence(desk: WindowDesk, tmp_path: Path) -> None:
    opened = desk.open("admin")
    opened.click_place("单位和部门")
    page = opened.part(OrganisationsPage)
    file = tmp_path / "units.csv"
    file.write_bytes(b"\x00\x01")
    page.import_file(file)
    banner = find_part(page, Banner, "room_banner")
    opened.until(banner.isVisible)
    assert banner.text


def test_without_organisations_the_room_says_what_to_do(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    page = opened.part(OrganisationsPage)
    opened.click_place("单位和部门")
    page._show(())
    state = find_part(page, EmptyState)
    assert state.isVisible()
    assert "code,name,parent,kind" in state.accessibleName()


def test_the_audit_is_verified_and_its_root_can_be_copied(desk: WindowDesk) -> None:
    opened = desk.open("auditor")
    page = opened.part(AuditPage)
    earlier = verify_audit(opened.workspace).root
    against = find_part(page, QLineEdit, "audit_against")
    QTest.keyClicks(against, earlier)
    QTest.keyClick(against, Qt.Key.Key_Return)
    banner = find_part(page, Banner, "room_banner")
    opened.until(banner.isVisible)
    assert "审计完好" in banner.text
    assert "与所给的根值一致" in banner.accessibleName()
    opened.click(find_part(page, KeyButton, "copy_root"))
    assert QApplication.clipboard().text() == find_part(page, QLineEdit, "audit_root").text() == earlier


def test_a_root_that_is_none_is_refused(desk: WindowDesk) -> None:
    opened = desk.open("auditor")
    page = opened.part(AuditPage)
    QTest.keyClicks(find_part(page, QLineEdit, "audit_against"), "nonsense")
    opened.click(find_part(page, KeyButton, "verify_audit"))
    banner = find_part(page, Banner, "room_banner")
    opened.until(banner.isVisible)
    assert "审计完好" not in banner.text
    assert find_part(page, KeyButton, "verify_audit").isEnabled()


def test_a_temporary_password_is_given_and_shown_once(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    page = select(opened, "changchun")
    opened.workspace.derivation = QUICK
    QTest.mouseClick(find_part(page, KeyButton, "temporary_password"), Qt.MouseButton.LeftButton)
    banner = find_part(page, Banner, "room_banner")
    opened.until(banner.isVisible)
    words = banner.findChildren(QLabel)[0].text()
    workspace = open_store(Path(opened.workspace.store.place), "changchun", words.rpartition("：")[2])
    assert workspace.temporary_password
    workspace.close()
    select(opened, "admin")
    assert not find_part(page, KeyButton, "temporary_password").isEnabled()


def test_an_administrator_closes_registration_and_opens_it(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    page = opened.part(AccountsPage)
    button = find_part(page, KeyButton, "toggle_registration")
    opened.until(button.isEnabled)
    for closing in (True, False):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        words = "开放自行注册" if closing else "关闭自行注册"
        opened.until(partial(shows, button, words))
        assert registration_is_open(opened.workspace) is not closing


def shows(button: KeyButton, words: str) -> bool:
    return button.text() == words
