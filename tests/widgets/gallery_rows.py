"""The rows of the gallery: buttons, marks, labels, input fields, a table header."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
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

from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.check_header import CheckHeader
from desktop.widgets.class_tag import ClassTag
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.number_field import NumberField
from desktop.widgets.phrase_button import PhraseButton
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.status_mark import StatusMark
from desktop.widgets.style_property import set_invalid
from desktop.widgets.tag import Tag
from desktop.widgets.theme.palette import ColorRole
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
