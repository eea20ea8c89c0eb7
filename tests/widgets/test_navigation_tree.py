from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry, head, line
from desktop.widgets.navigation_tree import NavigationTree

Show = Callable[..., QWidget]
LEFT = Qt.MouseButton.LeftButton
BY_MOUSE, BY_KEY = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard
UNITS = NavigationEntry(
    "units",
    "单位",
    IconName.UNITS,
    kind=EntryKind.GROUP,
    children=(NavigationEntry("unit-1", "北湖光电研究院", count="31"),),
)
ENTRIES = [
    head("待办"),
    NavigationEntry("todo", "待我审核", IconName.INBOX, "128"),
    NavigationEntry("done", "我已办理", IconName.DONE, "1,046"),
    line(),
    UNITS,
    NavigationEntry("notices", "通知公告", IconName.NOTICES),
]


@pytest.fixture
def chosen() -> list[str]:
    return []


@pytest.fixture
def tree(show: Show, chosen: list[str]) -> NavigationTree:
    result = NavigationTree()
    result.set_entries(ENTRIES)
    result.chosen.connect(chosen.append)
    show(result)
    result.setFocus()
    return result


def test_arrow_keys_pass_over_captions_and_rules(tree: NavigationTree, chosen: list[str]) -> None:
    tree.choose("todo")
    for _step in range(3):
        QTest.keyClick(tree, Qt.Key.Key_Down)
    assert chosen == ["todo", "done", "notices"]


def test_a_group_opens_by_key_and_is_not_chosen(tree: NavigationTree, chosen: list[str]) -> None:
    tree.choose("done")
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current_key is None
    QTest.keyClick(tree, Qt.Key.Key_Return)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert chosen == ["done", "unit-1"]


def test_a_click_opens_a_group(tree: NavigationTree) -> None:
    group = tree.model().index(4, 0)
    for opened in (True, False):
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(group).center())
        assert tree.isExpanded(group) is opened


def test_choosing_opens_the_group_around(tree: NavigationTree, chosen: list[str]) -> None:
    tree.choose("unit-1")
    assert tree.isExpanded(tree.model().index(4, 0))
    assert (tree.current_key, chosen) == ("unit-1", ["unit-1"])
    with pytest.raises(KeyError):
        tree.choose("nowhere")


def test_a_refresh_keeps_what_was_chosen_and_open_silently(tree: NavigationTree, chosen: list[str]) -> None:
    tree.choose("unit-1")
    tree.set_entries([NavigationEntry("new", "新"), *ENTRIES])
    assert (tree.current_key, chosen) == ("unit-1", ["unit-1"])
    assert tree.isExpanded(tree.model().index(5, 0))


def test_counts_change_in_place_and_are_spoken(tree: NavigationTree, chosen: list[str]) -> None:
    tree.set_count("todo", "127")
    index = tree.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "待我审核 127"
    assert chosen == []
    with pytest.raises(KeyError):
        tree.set_count("nowhere", "1")


MORE = NavigationEntry("more", "另有 12 个单位", kind=EntryKind.ACTION)


def test_an_action_is_passed_over_by_arrow_keys_and_done_by_click_and_enter(
    tree: NavigationTree, chosen: list[str]
) -> None:
    tree.set_entries([*ENTRIES, MORE])
    tree.choose("notices")
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex().data() == "另有 12 个单位"
    assert tree.current_key is None
    assert chosen == ["notices"]
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chosen == ["notices", "more"]
    QTest.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(tree.currentIndex()).center())
    assert chosen == ["notices", "more", "more"]


def test_the_right_button_asks_for_a_menu_and_goes_nowhere(tree: NavigationTree, chosen: list[str]) -> None:
    asked: list[str] = []
    tree.menu_requested.connect(lambda key, place: asked.append(key))
    tree.choose("done")
    place = tree.visualRect(tree.model().index(1, 0)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.RightButton, pos=place)
    caption = tree.visualRect(tree.model().index(0, 0)).center()
    for reason, at in ((BY_MOUSE, place), (BY_KEY, QPoint()), (BY_MOUSE, caption)):
        QApplication.sendEvent(tree.viewport(), QContextMenuEvent(reason, at, tree.viewport().mapToGlobal(at)))
    assert asked == ["todo", "done"]
    assert chosen == ["done"]


def test_f2_and_delete_are_wishes_about_the_current_item(tree: NavigationTree) -> None:
    wishes: list[tuple[str, str]] = []
    tree.rename_requested.connect(lambda key: wishes.append(("rename", key)))
    tree.remove_requested.connect(lambda key: wishes.append(("remove", key)))
    tree.choose("done")
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
        QTest.keyClick(tree, key)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert wishes == [("rename", "done"), ("remove", "done")]
