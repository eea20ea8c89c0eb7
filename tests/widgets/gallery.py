"""Paints every control with realistic texts into one picture: `python -m tests.widgets.gallery OUT.png [--dark]`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pymupdf
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.avatar import Avatar
from desktop.widgets.banner import Banner
from desktop.widgets.chip import Chip
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.logo import Logo
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry, head, line
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.search_field import SearchField
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.splitter import Splitter
from desktop.widgets.status_mark import StatusMark
from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.metrics import HEADER_HEIGHT, NAVIGATION_WIDTH, TOOL_BAR_HEIGHT
from desktop.widgets.theme.palette import ColorRole, ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.widgets.tone import Tone
from desktop.widgets.tool_button import ToolButton
from tests.widgets.gallery_rows import buttons, fields, marks, row, table


def bar(height: int, surface: Surface, *widgets: QWidget | None) -> Panel:
    panel = Panel(surface)
    panel.setFixedHeight(height)
    panel.setLayout(row(*widgets, margins=(16, 0, 16, 0)))
    return panel


def header() -> Panel:
    return bar(
        HEADER_HEIGHT,
        Surface.WINDOW,
        Logo(),
        Label("TalentDesk 人才评审工作台", LabelStyle.STRONG),
        VerticalLine(16),
        Label("长春市人社局 · 人才工作处", LabelStyle.SECONDARY),
        None,
        StatusMark(IconName.APPROVED, ColorRole.OK, "共享库已连接"),
        ToolButton(IconName.NOTIFICATIONS, "通知", "F6"),
        ToolButton(IconName.DARK, "切换深色 / 浅色", "Ctrl+Shift+D"),
        ToolButton(IconName.HELP, "帮助", "F1"),
        Avatar("张敏"),
        Label("张敏"),
        Label("市级审核", LabelStyle.SMALL),
    )


def tool_bar() -> Panel:
    search = SearchField("搜索姓名、单位、证件号、申报编号、成果题目")
    search.setFixedWidth(420)
    return bar(
        TOOL_BAR_HEIGHT,
        Surface.SURFACE,
        search,
        Chip("状态", "已申报"),
        Chip("环节", "市级审核"),
        ToolButton(IconName.SAVED, "保存筛选", "Ctrl+S", text="保存筛选"),
        None,
        ToolButton(IconName.COLUMNS, "选择列"),
        ToolButton(IconName.EXPORT, "导出", "Ctrl+E"),
        ToolButton(IconName.REFRESH, "刷新", "F5"),
    )


def navigation() -> NavigationTree:
    tree = NavigationTree()
    units = [("unit-1", "北湖光电研究院", "31"), ("unit-2", "松江新材料与先进制造联合公司", "24")]
    tree.set_entries(
        [
            head("待办"),
            NavigationEntry("todo", "待我审核", IconName.INBOX, "128"),
            NavigationEntry("done", "我已办理", IconName.DONE, "1,046"),
            NavigationEntry("returned", "被退回", IconName.RETURN, "17"),
            line(),
            NavigationEntry(
                "units",
                "单位",
                IconName.UNITS,
                kind=EntryKind.GROUP,
                expanded=True,
                children=tuple(NavigationEntry(key, text, count=count) for key, text, count in units),
            ),
            NavigationEntry("classes", "按类别", IconName.CLASSES, kind=EntryKind.GROUP),
            line(),
            NavigationEntry(
                "section", "论文著作", IconName.FINDING, "1 项", icon_role=ColorRole.BAD, count_role=ColorRole.BAD
            ),
            NavigationEntry("notices", "通知公告", IconName.NOTICES),
            NavigationEntry("statistics", "统计", IconName.STATISTICS),
        ]
    )
    tree.choose("todo")
    return tree


def message_column() -> QVBoxLayout:
    done = Banner(Tone.OK, "已通过 <b>罗欣怡</b>（D 类）的申请，进入省级审核。", rich=True)
    done.add_action("撤回", done.hide, "Ctrl+Z")
    lost = Banner(
        Tone.BAD,
        "与共享数据库的连接已断开（10.12.3.8:5432，09:41 起）",
        "已保留：您输入的意见和 2 条未送出的决定存放在本机。列表为 09:40 的内容，恢复后自动更新。",
        icon=IconName.DISCONNECTED,
    )
    lost.add_action("立即重试", lost.hide, "F9", icon=IconName.REFRESH)
    lost.add_action("转为离线办理", lost.hide, icon=IconName.OFFLINE, kind=ButtonKind.QUIET)
    column = QVBoxLayout()
    column.setSpacing(0)
    for banner in (done, lost, Banner(Tone.WARN, "9 月 12 日被退回：请更正工作经历第 2 条起止日期。")):
        column.addWidget(banner)
    return column


def gallery() -> QWidget:
    comment = CommentEdit("审核意见", 500)
    comment.set_text(
        "请修改以下 2 处后再次提交：\n1. 学习经历第 1 条：学位证书原件为“理学博士”，填报为“工学博士”，请更正。"
    )
    comment.set_note("勾选变化时自动改写；您手工改过的句子会保留")
    empty = EmptyState(
        IconName.FILTER,
        "没有符合这 3 个筛选的申请",
        "待我审核的 128 份申请里，没有停留超过 7 天的 A 类晋升认定。",
        "去掉“类别: A”后有 9 份；去掉“停留: > 7 天”后有 1 份。",
        badge=IconName.SEARCH,
    )
    empty.add_action("清除全部筛选", empty.show, "Ctrl+Shift+X", icon=IconName.REMOVE, kind=ButtonKind.PRIMARY)
    empty.add_action("看全部待办 128 份", empty.show, icon=IconName.INBOX, kind=ButtonKind.QUIET)
    page = Panel(Surface.SURFACE)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addLayout(message_column())
    column.addWidget(table())
    inner = QVBoxLayout()
    inner.setContentsMargins(16, 0, 16, 8)
    inner.setSpacing(8)
    for part in (buttons(), marks(), fields()):
        inner.addLayout(part)
    lower = QHBoxLayout()
    lower.addWidget(comment, 1)
    lower.addWidget(empty, 1)
    inner.addLayout(lower, 1)
    column.addLayout(inner, 1)
    splitter = Splitter()
    side = navigation()
    splitter.addWidget(side)
    splitter.addWidget(page)
    splitter.setSizes([NAVIGATION_WIDTH, 1200])
    window = Panel(Surface.SURFACE)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    for part_of_window in (header(), HorizontalLine(), tool_bar(), HorizontalLine()):
        whole.addWidget(part_of_window)
    whole.addWidget(splitter, 1)
    return window


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--size", default="1366x768")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    family = None if has_chinese_font() else register_fallback_font(pymupdf.Font("cjk").buffer)
    with tempfile.TemporaryDirectory() as images:
        mode = ThemeMode.DARK if options.dark else ThemeMode.LIGHT
        Theme(application, Path(images), mode=mode, fallback_family=family)
        window = gallery()
        width, height = map(int, options.size.split("x"))
        window.setFixedSize(width, height)
        window.show()
        for _turn in range(4):
            application.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            application.processEvents()
        saved = window.grab().save(str(options.out))
    return 0 if saved else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
