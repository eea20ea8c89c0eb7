"""Paints every control with realistic texts into one picture: `python -m tests.widgets.gallery OUT.png [--dark]`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pymupdf
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.avatar import Avatar
from desktop.widgets.banner import Banner
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.check_header import CheckHeader
from desktop.widgets.chip import Chip
from desktop.widgets.class_tag import ClassTag
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.filter_button import FilterButton, FilterChoice
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.logo import Logo
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry, head, line
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.number_field import NumberField
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.phrase_button import PhraseButton
from desktop.widgets.search_field import SearchField
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.splitter import Splitter
from desktop.widgets.status_mark import StatusMark
from desktop.widgets.style_property import set_invalid
from desktop.widgets.tag import Tag
from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.metrics import HEADER_HEIGHT, NAVIGATION_WIDTH, TOOL_BAR_HEIGHT
from desktop.widgets.theme.palette import ColorRole, ThemeMode
from desktop.widgets.theme.theme import Theme
from desktop.widgets.tone import Tone
from desktop.widgets.tool_button import ToolButton, ToolButtonKind


def row(*widgets: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


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
    filters = FilterButton("F")
    filters.set_choices([FilterChoice("status", "状态", IconName.STATUSES)])
    return bar(
        TOOL_BAR_HEIGHT,
        Surface.SURFACE,
        search,
        Chip("状态", "已申报"),
        Chip("环节", "市级审核"),
        filters,
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


def table() -> QTableView:
    view = QTableView()
    model = QStandardItemModel(0, 5, view)
    model.setHorizontalHeaderLabels(["", "姓名", "单位", "停留", "附件"])
    model.setHeaderData(4, Qt.Orientation.Horizontal, Qt.AlignmentFlag.AlignRight, Qt.ItemDataRole.TextAlignmentRole)
    view.setModel(model)
    heading = CheckHeader()
    view.setHorizontalHeader(heading)
    heading.set_check_state(Qt.CheckState.PartiallyChecked)
    heading.setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    heading.resizeSection(0, 44)
    heading.setStretchLastSection(True)
    view.setFixedHeight(33)
    return view


def buttons() -> QVBoxLayout:
    busy = BusyIndicator()
    busy.start("正在读取附件", cancellable=True)
    busy.show()
    disabled = KeyButton("通过", IconName.PASS, "Alt+9", kind=ButtonKind.PRIMARY, hint="还有 2 份必需附件未阅")
    disabled.setEnabled(False)
    checked = ToolButton(IconName.REMARK, "标注", text="标注", checkable=True)
    checked.setChecked(True)
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addLayout(
        row(
            KeyButton("通过，看下一份", IconName.PASS, "Ctrl+Return", kind=ButtonKind.PRIMARY),
            KeyButton("退回", IconName.RETURN, "Alt+R", kind=ButtonKind.WARNING),
            KeyButton("退回", IconName.RETURN, "Alt+B", icon_role=ColorRole.WARN),
            KeyButton("终止审核", IconName.TERMINATE, "Alt+T", kind=ButtonKind.DANGER),
            disabled,
            None,
        )
    )
    column.addLayout(
        row(
            KeyButton("上一份", IconName.PREVIOUS, "Alt+Left", kind=ButtonKind.QUIET),
            KeyButton("下一份", None, "Alt+Right", kind=ButtonKind.QUIET, trailing=IconName.NEXT),
            PhraseButton(["请更正后再次提交。"]),
            checked,
            ToolButton(IconName.ZOOM_IN, "放大"),
            ToolButton(None, "看全部意见", text="看全部意见", kind=ToolButtonKind.LINK),
            KeyCap("Space"),
            busy,
            None,
        )
    )
    return column


def marks() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addLayout(
        row(
            *(ClassTag(letter) for letter in "ABCDE"),
            ClassTag("C 类"),
            Tag("博士"),
            Tag("新增", Tone.OK),
            Tag("修改", Tone.INFO),
            Tag("超期", Tone.WARN),
            Tag("缺少", Tone.BAD),
            StatusMark(IconName.SUBMITTED, ColorRole.INFO, "已申报"),
            StatusMark(IconName.RETURNED, ColorRole.WARN, "被退回"),
            StatusMark(IconName.APPROVED, ColorRole.OK, "终审通过"),
            StatusMark(IconName.TERMINATED, ColorRole.BAD, "终止审核"),
            StatusMark(IconName.DRAFT, ColorRole.DRAFT, "未提交"),
            None,
        )
    )
    elided = ElidedLabel("C-03 省部级科学技术奖二等奖主要完成人（前五名）", LabelStyle.SECONDARY)
    elided.setFixedWidth(220)
    column.addLayout(
        row(
            Label("标题", LabelStyle.TITLE),
            Label("学习经历", LabelStyle.HEADING),
            Label("3 条", LabelStyle.MUTED),
            Label("1,046", LabelStyle.FIGURE),
            Label("最后一位校验码应为 1", LabelStyle.SMALL_BAD),
            Label("次要", LabelStyle.SECONDARY),
            elided,
            None,
        )
    )
    return column


def fields() -> QVBoxLayout:
    wrong = QLineEdit("220104198203151219")
    set_invalid(wrong, True)
    fixed = QLineEdit("由所选标准得出")
    fixed.setReadOnly(True)
    choice = QComboBox()
    choice.addItems(["居民身份证", "护照"])
    day = QDateEdit()
    day.setCalendarPopup(True)
    day.setDisplayFormat("yyyy-MM-dd")
    ticked = QCheckBox("退回后打开下一份")
    ticked.setChecked(True)
    partly = QCheckBox("全部")
    partly.setTristate(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    chosen = QRadioButton("引进人才")
    chosen.setChecked(True)
    sex = SegmentedControl("性别", [("male", "男"), ("female", "女")])
    sex.set_key("male")
    progress = QProgressBar()
    progress.setTextVisible(False)
    progress.setValue(70)
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addLayout(row(QLineEdit("王建国"), wrong, fixed, choice, day, NumberField("名额"), sex))
    column.addLayout(row(ticked, partly, QCheckBox("只看修改"), chosen, QRadioButton("省内人才"), progress))
    return column


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
