from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry, head, line
from desktop.widgets.navigation_tree import NavigationTree

Show = Callable[..., QWidget]
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
