"""Deciding in the detail dialog: which buttons, what is asked, what is kept, what is told."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDateEdit, QLineEdit, QPlainTextEdit

from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.detail.services import Decided, DetailServices
from desktop.dialogs.return_dialog import ReturnDialog
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Status
from desktop.services.decisions import decide
from desktop.services.problems import Unavailable, UnavailableCode
from tests.dialogs.detail.reader import Reader

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def pass_it(reader: Reader, dialog: DetailDialog) -> None:
    """Ctrl+Enter, and once more for the evidence nobody opened."""
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    reader.press(reader.asked(dialog), Qt.Key.Key_Return, CONTROL)


@pytest.mark.parametrize(
    ("login", "name", "offered"),
    [
        ("changchun", "秦霁月", {Action.PASS, Action.RETURN, Action.TERMINATE}),
        ("secretary", "邓晓燕", {Action.CONFIRM}),
        ("province", "邓晓燕", {Action.TERMINATE, Action.WITHDRAW}),
        ("province", "秦霁月", set()),
    ],
)
def test_only_what_the_workflow_allows_has_a_button(
    reader: Reader, login: str, name: str, offered: set[Action]
) -> None:
    dialog = reader.open(login, name=name)
    assert set(reader.actions(dialog).offered) == offered


def test_a_reader_who_cannot_act_is_told_who_can(reader: Reader) -> None:
    dialog = reader.open("province", name="秦霁月")
    assert reader.label(dialog, "whoActs") == "现在由长春市人力资源和社会保障局（部门一审）办理。"


def test_passing_asks_once_about_unopened_evidence_and_looking_is_the_default(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    frame = reader.asked(dialog)
    assert frame.objectName() == "unopenedEvidenceDialog"
    reader.press(frame, Qt.Key.Key_Escape)
    reader.settle()
    assert reader.on_record(dialog).row.seq == 1
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: "已通过 秦霁月" in reader.banner(dialog))


def test_control_enter_passes_and_opens_the_next_with_an_offer_to_take_it_back(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    assert dialog.loaded is not None
    assert dialog.loaded.place is not None
    following, passed = dialog.loaded.place.next_id, dialog.application_id
    reader.comment(dialog).setPlainText("材料齐全")
    with reader.qtbot.waitSignal(dialog.application_decided) as told:
        pass_it(reader, dialog)
    assert told.args == [passed]
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.detail.row.id == following)
    assert "已通过 秦霁月 的申请" in reader.banner(dialog)
    assert reader.actions(dialog).comment == ""
    buttons = [button for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
    next(button for button in buttons if button.text() == "撤回").click()
    frame = reader.asked(dialog)
    assert frame.objectName() == "withdrawDialog"
    reader.part(frame, QPlainTextEdit, "decisionComment").setPlainText("漏看了一份证书")
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.detail.row.id == passed)
    decisions = reader.on_record(dialog).decisions
    assert [decision.action for decision in decisions[-2:]] == [Action.PASS, Action.WITHDRAW]
    assert decisions[-2].comment == "材料齐全"
    assert decisions[-1].comment == "漏看了一份证书"


def test_a_return_by_keys_lists_the_findings_and_is_on_record(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.comment(dialog).setPlainText("合同缺盖章页。")
    reader.press(dialog, Qt.Key.Key_R, ALT)
    frame = reader.asked(dialog)
    assert isinstance(frame, ReturnDialog)
    assert frame.form.comment == "合同缺盖章页。"
    reader.part(frame, QCheckBox, "hasDeadline").setChecked(True)
    reader.part(frame, QCheckBox, "straightBack").setChecked(True)
    reader.part(frame, QCheckBox, "openNext").setChecked(False)
    day = reader.part(frame, QDateEdit, "correctionDeadline").date().toString("yyyy-MM-dd")
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.detail.row.status is Status.RETURNED)
    decision = reader.on_record(dialog).decisions[-1]
    assert (decision.action, decision.comment, decision.straight_back) == (Action.RETURN, "合同缺盖章页。", True)
    assert decision.correction_deadline is not None
    assert decision.correction_deadline.isoformat() == day


def test_a_return_without_a_comment_stays_open_and_says_so(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.press(dialog, Qt.Key.Key_R, ALT)
    frame = reader.asked(dialog)
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    assert frame.isVisible()
    assert "请填写审核意见" in frame.error


def test_after_the_notice_has_closed_a_return_must_carry_a_deadline(reader: Reader) -> None:
    reader.room.tick(days=60)
    dialog = reader.open("changchun", name="秦霁月")
    reader.press(dialog, Qt.Key.Key_R, ALT)
    frame = reader.asked(dialog)
    assert isinstance(frame, ReturnDialog)
    box = reader.part(frame, QCheckBox, "hasDeadline")
    assert (box.isChecked(), box.isEnabled()) == (True, False)
    assert frame.form.correction_deadline is not None


def test_the_secretary_names_the_meeting(reader: Reader) -> None:
    dialog = reader.open("secretary", name="邓晓燕")
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    unopened = reader.asked(dialog)
    assert unopened.objectName() == "unopenedEvidenceDialog"
    reader.press(unopened, Qt.Key.Key_Return, CONTROL)
    frame = reader.asked(dialog)
    assert frame is not unopened
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    assert "名称" in frame.error
    reader.part(frame, QLineEdit, "meeting").setText("2026 年第 3 次评审会")
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.detail.row.status is Status.APPROVED)
    assert reader.on_record(dialog).decisions[-1].meeting == "2026 年第 3 次评审会"


def test_a_typed_comment_survives_a_crash(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    QTest.keyClicks(reader.comment(dialog), "half a sentence")
    workspace = reader.workspace
    assert workspace is not None
    from desktop.services.comments import load_comment_draft

    # nobody closes anything: the text is on disk by itself
    reader.wait(lambda: load_comment_draft(workspace, dialog.application_id))
    again = reader.open("changchun", name="秦霁月")
    assert reader.actions(again).comment == "half a sentence"


def test_a_half_written_return_survives_a_crash(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.press(dialog, Qt.Key.Key_R, ALT)
    frame = reader.asked(dialog)
    reader.part(frame, QPlainTextEdit, "returnComment").setPlainText("请补充合同")
    reader.part(frame, QCheckBox, "straightBack").setChecked(True)
    reader.press(frame, Qt.Key.Key_Escape)
    reader.settle()
    again = reader.open("changchun", name="秦霁月")
    reader.press(again, Qt.Key.Key_R, ALT)
    kept = reader.asked(again)
    assert isinstance(kept, ReturnDialog)
    assert (kept.form.comment, kept.form.straight_back) == ("请补充合同", True)


def test_closing_saves_what_was_typed_a_moment_ago(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.comment(dialog).setPlainText("最后一句")
    dialog.close()
    reader.settle()
    again = reader.open("changchun", name="秦霁月")
    assert reader.actions(again).comment == "最后一句"


def test_a_stale_decision_tells_who_was_faster_and_keeps_the_comment(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    row = reader.on_record(dialog).row
    reader.comment(dialog).setPlainText("同意推荐")
    faster = DecisionRequest(Action.RETURN, row.submission, row.seq, comment="请补充材料。")
    decide(reader.room.open("changchun"), row.id, faster)
    pass_it(reader, dialog)
    reader.wait(lambda: "张敏" in reader.banner(dialog))
    assert "退回" in reader.banner(dialog)
    assert "意见已保留" in reader.banner(dialog)
    assert dialog.loaded is not None
    assert dialog.loaded.detail.row.status is Status.RETURNED
    assert reader.actions(dialog).comment == "同意推荐"
    assert Action.PASS not in reader.actions(dialog).offered
    assert [decision.action for decision in reader.on_record(dialog).decisions][-1] is Action.RETURN


def test_a_full_disk_keeps_the_comment_and_says_so(reader: Reader) -> None:
    def full(services: DetailServices) -> DetailServices:
        def refuse(
            application_id: str, request: DecisionRequest, *, decision_id: str, in_doubt: bool = False
        ) -> Decided:
            raise Unavailable(UnavailableCode.DISK_FULL)

        return replace(services, decide=refuse)

    dialog = reader.open("changchun", change=full, name="秦霁月")
    reader.comment(dialog).setPlainText("同意推荐")
    pass_it(reader, dialog)
    reader.wait(lambda: "意见已保留" in reader.banner(dialog))
    assert reader.actions(dialog).comment == "同意推荐"
    assert reader.on_record(dialog).row.seq == 1


def test_a_refused_return_stays_open_with_its_comment(reader: Reader) -> None:
    def full(services: DetailServices) -> DetailServices:
        def refuse(
            application_id: str, request: DecisionRequest, *, decision_id: str, in_doubt: bool = False
        ) -> Decided:
            raise Unavailable(UnavailableCode.DISK_FULL)

        return replace(services, decide=refuse)

    dialog = reader.open("changchun", change=full, name="秦霁月")
    reader.press(dialog, Qt.Key.Key_R, ALT)
    frame = reader.asked(dialog)
    assert isinstance(frame, ReturnDialog)
    reader.part(frame, QPlainTextEdit, "returnComment").setPlainText("请补充合同")
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: frame.error)
    assert "意见已保留" in frame.error
    assert frame.isVisible()
    assert frame.form.comment == "请补充合同"


def test_ready_sentences_can_be_edited_and_used(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.actions(dialog).phrases_edit_asked.emit()
    frame = reader.asked(dialog)
    lines = ("材料齐全，同意推荐。", "", "请补充原件。", "材料齐全，同意推荐。")
    reader.part(frame, QPlainTextEdit, "phraseLines").setPlainText("\n".join(lines))
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.phrases)
    assert dialog.loaded is not None
    assert dialog.loaded.phrases == ("材料齐全，同意推荐。", "请补充原件。")
