"""Saved filters at the window: saving, choosing, changing, renaming, removing, by mouse and by keys."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QToolButton

from desktop.dialogs.filter_name_dialog import FilterNameDialog
from desktop.models.application_columns import Column
from desktop.services import saved_filters as services
from desktop.services.rows import ApplicationQuery, Basket
from desktop.widgets.labels import Label
from desktop.widgets.navigation_delegate import ENTRY_ROLE
from desktop.widgets.navigation_entry import NavigationEntry
from desktop.widgets.search_field import SearchField
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in
from tests.views.test_filtering import chips, choose, open_all

CONTROL = Qt.KeyboardModifier.ControlModifier
CLASS_C = ApplicationQuery(classes=frozenset("C"))
WAITING = ApplicationQuery(basket=Basket.TO_REVIEW, waiting_at_least=3)


def saved_entries(opened: OpenWindow) -> dict[str, NavigationEntry]:
    """The places of saved filters by name."""
    model = opened.window.navigation.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    children = [model.index(row, 0, group) for group in groups for row in range(model.rowCount(group))]
    entries: list[NavigationEntry] = [index.data(ENTRY_ROLE) for index in children]
    return {entry.text: entry for entry in entries if entry.key.startswith("saved:")}


def current_place(opened: OpenWindow) -> str:
    index = opened.window.navigation.currentIndex()
    return str(index.data())


def form(opened: OpenWindow) -> FilterNameDialog:
    opened.until(lambda: bool(opened.window.findChildren(FilterNameDialog)))
    dialog = opened.part(FilterNameDialog)
    opened.until(dialog.isVisible)
    return dialog


def save_by_keys(opened: OpenWindow, name: str | None = None) -> None:
    """Ctrl+S, perhaps another name, Enter."""
    QTest.keyClick(opened.window, Qt.Key.Key_S, CONTROL)
    dialog = form(opened)
    field = find_part(dialog, QLineEdit, "filter_name")
    if name is not None:
        field.clear()
        type_in(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    opened.until(lambda: not opened.window.findChildren(FilterNameDialog) or problem(dialog) != "")


def problem(dialog: FilterNameDialog) -> str:
    label = find_part(dialog, Label, "filter_name_problem")
    return label.text() if label.isVisible() else ""


def menu_of(opened: OpenWindow, name: str, *, by_key: bool = False) -> QMenu:
    tree = opened.window.navigation
    index = next(found for found in opened._places(QModelIndex()) if found.data() == name)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, QPoint() if by_key else place, tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(tree.viewport(), event)
    menu = opened.part(QMenu, "saved_filter_menu")
    opened.until(menu.isVisible)
    return menu


def pick(opened: OpenWindow, menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    menu.close()
    opened.window.activateWindow()  # without a window system nobody gives the focus back


def test_saving_waits_for_a_filter_or_a_search(desk: WindowDesk) -> None:
    opened = open_all(desk)
    button = opened.part(QToolButton, "save_filter")
    assert button.isVisible()
    assert not button.isEnabled()
    choose(opened, "类别", "C")
    assert button.isEnabled()
    opened.reading(lambda: opened.click(opened.part(QToolButton, "clear_filters")))
    assert not button.isEnabled()
    field = opened.part(SearchField)
    type_in(field, opened.rows[0].name)
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    assert button.isEnabled()


def test_a_saved_filter_gets_its_place_with_its_count_and_leads_back(desk: WindowDesk) -> None:
    opened = open_all(desk)
    choose(opened, "类别", "C")
    choose(opened, "校验", "通过")
    found = set(opened.listed)
    opened.click(opened.part(QToolButton, "save_filter"))
    dialog = form(opened)
    assert find_part(dialog, QLineEdit, "filter_name").text() == "C 类 · 校验通过"
    opened.click(find_part(dialog, QPushButton, "filter_name_save"))
    opened.until(lambda: bool(saved_entries(opened)))
    assert current_place(opened) == "C 类 · 校验通过"
    opened.until(lambda: saved_entries(opened)["C 类 · 校验通过"].count == str(len(found)))
    opened.reading(lambda: opened.click_place("全部申请"))
    assert chips(opened) == {}
    opened.reading(lambda: opened.click_place("C 类 · 校验通过"))
    assert set(opened.listed) == found
    assert set(chips(opened)) == {"类别: C", "校验: 通过"}
    opened.window.close()
    again = desk.open("province", workspace=opened.workspace)
    again.until(lambda: "C 类 · 校验通过" in saved_entries(again))
    assert not saved_entries(desk.open("changchun"))


def test_the_place_is_marked_while_exactly_its_filters_are_in_force(desk: WindowDesk) -> None:
    opened = open_all(desk)
    choose(opened, "类别", "C")
    save_by_keys(opened, "我的 C 类")
    opened.until(lambda: current_place(opened) == "我的 C 类")
    opened.reading(lambda: opened.click_heading(Column.NAME))
    assert current_place(opened) == "我的 C 类"
    choose(opened, "校验", "通过")
    assert current_place(opened) == "全部申请"
    choose(opened, "校验", "通过")
    assert current_place(opened) == "我的 C 类"


def test_changed_filters_are_saved_again_under_their_name(desk: WindowDesk) -> None:
    opened = open_all(desk)
    services.save_filter(opened.workspace, "常看", CLASS_C)
    opened.until(lambda: "常看" in saved_entries(opened))
    opened.reading(lambda: opened.click_place("常看"))
    button = opened.part(QToolButton, "save_filter")
    choose(opened, "校验", "有问题")
    assert button.text() == "保存改动"
    assert "常看" in button.accessibleName()
    opened.click(button)
    dialog = form(opened)
    assert find_part(dialog, QLineEdit, "filter_name").text() == "常看"
    save = find_part(dialog, QPushButton, "filter_name_save")
    assert save.text() == "替换"
    opened.click(save)
    opened.until(lambda: current_place(opened) == "常看")
    assert button.text() == "保存筛选"
    (kept,) = services.saved_filters(opened.workspace)
    assert kept.query is not None
    assert kept.query.with_findings is True


def test_a_name_in_use_is_said_before_anything_is_replaced(desk: WindowDesk) -> None:
    opened = open_all(desk)
    services.save_filter(opened.workspace, "常看", WAITING)
    opened.until(lambda: "常看" in saved_entries(opened))
    choose(opened, "类别", "C")
    QTest.keyClick(opened.window, Qt.Key.Key_S, CONTROL)
    dialog = form(opened)
    field, save = find_part(dialog, QLineEdit, "filter_name"), find_part(dialog, QPushButton, "filter_name_save")
    assert save.text() == "保存"
    field.clear()
    type_in(field, "常看")
    assert save.text() == "替换"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.until(lambda: not opened.window.findChildren(FilterNameDialog))
    assert [one.query for one in services.saved_filters(opened.workspace)] == [WAITING]


def test_a_name_taken_meanwhile_is_asked_about(desk: WindowDesk) -> None:
    opened = open_all(desk)
    choose(opened, "类别", "C")
    QTest.keyClick(opened.window, Qt.Key.Key_S, CONTROL)
    dialog = form(opened)
    services.save_filter(opened.workspace, "C 类", WAITING)
    save = find_part(dialog, QPushButton, "filter_name_save")
    opened.click(save)
    opened.until(lambda: "C 类" in problem(dialog))
    assert save.text() == "替换"
    opened.click(save)
    opened.until(lambda: [one.query for one in services.saved_filters(opened.workspace)] != [WAITING])


def test_a_search_for_an_identity_number_is_not_saved(desk: WindowDesk) -> None:
    opened = open_all(desk)
    number = "11010519491231002X"
    field = opened.part(SearchField)
    type_in(field, number)
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    QTest.keyClick(opened.window, Qt.Key.Key_S, CONTROL)
    dialog = form(opened)
    name = find_part(dialog, QLineEdit, "filter_name")
    assert number not in name.text()
    name.clear()
    type_in(name, "本人")
    QTest.keyClick(name, Qt.Key.Key_Return)
    opened.until(lambda: "证件号" in problem(dialog))
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
    assert name.text() == "本人"
    assert services.saved_filters(opened.workspace) == ()


def test_a_filter_is_renamed_from_its_menu_and_by_key(desk: WindowDesk) -> None:
    opened = open_all(desk)
    services.save_filter(opened.workspace, "甲", CLASS_C)
    services.save_filter(opened.workspace, "乙", WAITING)
    opened.until(lambda: set(saved_entries(opened)) == {"甲", "乙"})
    listed, place = opened.listed, current_place(opened)
    pick(opened, menu_of(opened, "甲"), "改名")
    dialog = form(opened)
    assert (opened.listed, current_place(opened)) == (listed, place)
    field = find_part(dialog, QLineEdit, "filter_name")
    field.clear()
    type_in(field, "乙")
    QTest.keyClick(field, Qt.Key.Key_Return)
    opened.until(lambda: "乙" in problem(dialog))
    field.clear()
    type_in(field, "丙")
    QTest.keyClick(field, Qt.Key.Key_Return)
    opened.until(lambda: set(saved_entries(opened)) == {"丙", "乙"})
    opened.reading(lambda: opened.click_place("丙"))
    opened.window.navigation.setFocus()
    QTest.keyClick(opened.window.navigation, Qt.Key.Key_F2)
    assert find_part(form(opened), QLineEdit, "filter_name").text() == "丙"
    QTest.keyClick(form(opened), Qt.Key.Key_Escape)


def test_a_removed_filter_can_be_taken_back(desk: WindowDesk) -> None:
    opened = open_all(desk)
    services.save_filter(opened.workspace, "甲", CLASS_C)
    opened.until(lambda: "甲" in saved_entries(opened))
    opened.reading(lambda: opened.click_place("甲"))
    before = services.saved_filters(opened.workspace)
    pick(opened, menu_of(opened, "甲", by_key=True), "删除")
    opened.until(lambda: not saved_entries(opened))
    assert opened.banner.isVisible()
    assert opened.window.applications.query.classes == frozenset("C")
    assert current_place(opened) == "C 类"
    QTest.keyClick(opened.window, Qt.Key.Key_Z, CONTROL)
    opened.until(lambda: "甲" in saved_entries(opened))
    assert services.saved_filters(opened.workspace) == before
    opened.until(lambda: current_place(opened) == "甲")
    opened.window.navigation.setFocus()
    QTest.keyClick(opened.window.navigation, Qt.Key.Key_Delete)
    opened.until(lambda: services.saved_filters(opened.workspace) == ())


def test_what_a_later_version_saved_is_named_and_leads_nowhere(desk: WindowDesk) -> None:
    opened = open_all(desk)
    services.restore_filter(
        opened.workspace,
        services.SavedFilterRow("0" * 36, "以后的", '{"version":2}', opened.workspace.clock()),
    )
    opened.until(lambda: "以后的" in saved_entries(opened))
    query = opened.window.applications.query
    opened.click_place("以后的")
    assert opened.window.applications.query == query
    assert "更新版本" in opened.banner.text
    assert current_place(opened) == "全部申请"
    assert saved_entries(opened)["以后的"].count == ""


def test_counts_of_saved_filters_follow_what_happens(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    services.save_filter(opened.workspace, "等我", ApplicationQuery(basket=Basket.TO_REVIEW))
    services.save_filter(opened.workspace, "C", CLASS_C)
    waiting = len(opened.listed)
    opened.until(lambda: saved_entries(opened).get("等我") is not None)
    opened.until(lambda: saved_entries(opened)["等我"].count == str(waiting))
    opened.until(lambda: saved_entries(opened)["C"].count != "")
