"""The small models of the detail dialog keep Qt's contract, whatever happens to them."""

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.comparison import ChangeKind
from desktop.domain.findings import Finding, FindingCode
from desktop.models.application_outline import FindingOutline, finding_key
from desktop.models.change_rows import ChangeRow
from desktop.models.changes_model import ChangeColumn, ChangeRole, ChangesModel
from desktop.models.findings_model import FindingsModel
from desktop.models.return_items_model import ReturnItem, ReturnItemsModel, usual_choice
from desktop.models.timeline_model import TimelineModel
from desktop.text.timeline import TimelineEntry

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
CHECK = Qt.ItemDataRole.CheckStateRole


class Watch:
    """Keeps the testers alive; in this mode a broken contract is a Qt warning, which fails the test."""

    def __init__(self) -> None:
        self._testers: list[QAbstractItemModelTester] = []

    def __call__(self, model: QAbstractItemModel) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        self._testers.append(QAbstractItemModelTester(model, mode))


@pytest.fixture
def watch(qtbot: QtBot) -> Watch:
    return Watch()


def outline(code: FindingCode, section: str) -> FindingOutline:
    finding = Finding.of(code, section)
    return FindingOutline(finding_key(finding), finding, section, "请核对。")


def test_findings_can_be_replaced_and_are_read_aloud_with_their_place(watch: Watch) -> None:
    model = FindingsModel()
    watch(model)
    model.set_findings([outline(FindingCode.REQUIRED, "work"), outline(FindingCode.PERIOD_OVERLAP, "education")])
    assert model.rowCount() == 2
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "work：请核对。"
    model.set_findings([])
    assert model.rowCount() == 0


def test_a_timeline_that_has_not_changed_is_not_reset(qtbot: QtBot, watch: Watch) -> None:
    model = TimelineModel()
    watch(model)
    entry = TimelineEntry(None, "单位审核", "待办理", "研究院", "今天到达", "", "", 1)
    model.set_entries((entry,))
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_entries((entry,))
    assert model.index(0).data() == "单位审核，待办理，研究院，今天到达"


def test_headings_of_a_comparison_cannot_be_chosen(watch: Watch) -> None:
    model = ChangesModel()
    watch(model)
    rows = (
        ChangeRow("工作经历", heading=True),
        ChangeRow("第 2 条 · 开始年月", ChangeKind.CHANGED, "2014-03", "2014-07"),
    )
    model.set_rows(rows, "第 1 次提交", "第 2 次提交")
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert [model.index(1, column).data() for column in ChangeColumn] == [
        "第 2 条 · 开始年月",
        "修改",
        "2014-03",
        "2014-07",
    ]
    assert model.index(1, 0).data(ChangeRole.ROW) == rows[1]
    assert model.headerData(ChangeColumn.OLD, Qt.Orientation.Horizontal) == "第 1 次提交"


def items() -> tuple[ReturnItem, ...]:
    return (
        ReturnItem("", "校验", "2 项", "", heading=True),
        ReturnItem("a", "缺少证书", "学习经历 第 1 条", "学习经历 第 1 条：缺少证书。", is_error=True),
        ReturnItem("b", "时间重叠", "工作经历 第 3 条", "工作经历 第 3 条：时间重叠。"),
    )


def test_errors_are_chosen_from_the_start_and_warnings_are_not(watch: Watch) -> None:
    model = ReturnItemsModel(items(), usual_choice(items()))
    watch(model)
    assert [model.index(row).data(CHECK) for row in (1, 2)] == [CHECKED, UNCHECKED]
    assert model.sentences(chosen_only=True) == ("学习经历 第 1 条：缺少证书。",)


def test_a_heading_cannot_be_checked(qtbot: QtBot, watch: Watch) -> None:
    model = ReturnItemsModel(items(), frozenset())
    watch(model)
    with qtbot.assertNotEmitted(model.choice_changed):
        assert not model.setData(model.index(0), CHECKED, CHECK)
    with qtbot.waitSignal(model.choice_changed):
        assert model.setData(model.index(2), CHECKED, CHECK)
    assert model.chosen == {"b"}
    assert model.choosable == 2
