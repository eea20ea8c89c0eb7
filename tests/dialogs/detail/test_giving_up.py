"""What takes long in the detail dialog can be given up: nothing is recorded, what was typed stays, all can go on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit

from desktop.dialogs.detail.comparison_panel import ComparisonPanel
from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.detail.loading import LoadedApplication
from desktop.dialogs.detail.reveal_button import RevealButton
from desktop.dialogs.detail.services import Decided, DetailServices
from desktop.dialogs.detail.timeline_panel import TimelinePanel
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.services.comments import load_comment_draft
from desktop.services.decisions import decide
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.rows import ApplicationDetail
from tests.dialogs.detail.reader import Reader
from tests.midway import Held, held
from tests.signs import give_up, sign
from tests.work.gate import Gate

pytestmark = pytest.mark.usefixtures("impatient")

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
COMMENT = "材料齐全"
INSERT = "INSERT INTO decision"


def stop(reader: Reader, dialog: DetailDialog, hold: Held, words: str) -> None:
    """Take the way out of what is held, and let it go."""
    reader.wait(hold.met.is_set)
    assert give_up(reader.qtbot, dialog) == words
    hold.let_go()


def pass_it(reader: Reader, dialog: DetailDialog) -> None:
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    reader.press(reader.asked(dialog), Qt.Key.Key_Return, CONTROL)


def test_a_decision_that_is_being_recorded_is_stopped_and_taken_again_is_on_record_once(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    identity = dialog.application_id
    before = len(reader.on_record(dialog).decisions)
    reader.comment(dialog).setPlainText(COMMENT)
    with held(INSERT) as hold:
        pass_it(reader, dialog)
        stop(reader, dialog, hold, "正在记录")
        assert sign(dialog) in ("", "正在取消")
        reader.wait(lambda: reader.banner(dialog))
    assert reader.banner(dialog) == "已取消，决定没有记录。意见已保留。"
    assert sign(dialog) == ""
    assert len(reader.on_record(dialog).decisions) == before
    assert reader.actions(dialog).comment == COMMENT
    assert reader.workspace is not None
    draft = load_comment_draft(reader.workspace, identity)
    assert draft is not None
    assert draft.comment == COMMENT
    assert reader.part(dialog, QAbstractButton, "action-pass").isEnabled()
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: "已通过 秦霁月" in reader.banner(dialog))
    dialog.open_application(identity)
    reader.settle()
    made = reader.on_record(dialog).decisions[before:]
    assert [(one.action, one.comment) for one in made] == [(Action.PASS, COMMENT)]


def test_escape_in_a_question_takes_its_decision_back_and_it_can_be_sent_again(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    before = len(reader.on_record(dialog).decisions)
    reader.press(dialog, Qt.Key.Key_T, ALT)
    frame = reader.asked(dialog)
    reader.part(frame, QPlainTextEdit, "decisionComment").setPlainText("不符合条件")
    with held(INSERT) as hold:
        reader.press(frame, Qt.Key.Key_Return, CONTROL)
        reader.wait(hold.met.is_set)
        reader.press(frame, Qt.Key.Key_Escape)
        assert frame.isVisible()
        hold.let_go()
        reader.wait(lambda: frame.error)
    assert frame.error == "已取消，决定没有记录。意见已保留。"
    assert reader.part(frame, QPlainTextEdit, "decisionComment").toPlainText() == "不符合条件"
    assert len(reader.on_record(dialog).decisions) == before
    reader.press(frame, Qt.Key.Key_Return, CONTROL)
    reader.wait(lambda: "已终止" in reader.banner(dialog))
    reader.settle()
    assert [one.action for one in reader.on_record(dialog).decisions[before:]] == [Action.TERMINATE]


def test_what_is_given_up_after_its_commit_is_told_as_recorded(reader: Reader, gate: Gate) -> None:
    def late(services: DetailServices) -> DetailServices:
        def recorded(
            application_id: str, request: DecisionRequest, *, decision_id: str, in_doubt: bool = False
        ) -> Decided:
            decided = services.decide(application_id, request, decision_id=decision_id, in_doubt=in_doubt)
            gate.pass_through()
            return decided

        return replace(services, decide=recorded)

    dialog = reader.open("changchun", change=late, name="秦霁月")
    pass_it(reader, dialog)
    reader.wait(gate.entered.is_set)
    give_up(reader.qtbot, dialog)
    gate.opened.set()
    reader.wait(lambda: "已通过 秦霁月" in reader.banner(dialog))


def test_a_decision_in_doubt_stays_in_doubt_when_asking_again_is_given_up(reader: Reader) -> None:
    """First while it waits for its turn, then while it is at it; the answer of the first was lost after its commit."""
    answers_lost = [True]

    def losing(services: DetailServices) -> DetailServices:
        def answer_lost(
            application_id: str, request: DecisionRequest, *, decision_id: str, in_doubt: bool = False
        ) -> Decided:
            assert reader.workspace is not None
            decided = decide(reader.workspace, application_id, request, decision_id=decision_id, in_doubt=in_doubt)
            if answers_lost:
                answers_lost.clear()
                raise Unavailable(UnavailableCode.MAYBE_RECORDED, path="x", detail="")
            return decided

        return replace(services, decide=answer_lost)

    dialog = reader.open("changchun", change=losing, name="秦霁月")
    identity, before = dialog.application_id, len(reader.on_record(dialog).decisions)
    pass_it(reader, dialog)
    reader.wait(lambda: "还不知道" in reader.banner(dialog))
    occupied = Gate()
    reader.runner.operation(occupied.pass_through)
    send_again(reader, dialog)
    give_up(reader.qtbot, dialog)
    assert "还不知道" in reader.banner(dialog)
    occupied.opened.set()
    with held("SELECT") as hold:
        send_again(reader, dialog)
        reader.wait(hold.met.is_set)
        give_up(reader.qtbot, dialog)
        hold.let_go()
        reader.wait(reader.part(dialog, QAbstractButton, "action-pass").isEnabled)
    assert "还不知道" in reader.banner(dialog)
    send_again(reader, dialog)
    reader.wait(lambda: "已通过 秦霁月" in reader.banner(dialog))
    dialog.open_application(identity)
    reader.settle()
    assert [one.action for one in reader.on_record(dialog).decisions[before:]] == [Action.PASS]


def send_again(reader: Reader, dialog: DetailDialog) -> None:
    def offered() -> list[QAbstractButton]:
        return [one for one in dialog.findChildren(QAbstractButton) if one.text() == "再次提交" and one.isVisible()]

    reader.wait(offered)
    offered()[0].click()


def test_walking_on_that_is_given_up_stays_with_the_application_that_is_shown(reader: Reader, gate: Gate) -> None:
    slow = [False]

    def holding(services: DetailServices) -> DetailServices:
        def detail(application_id: str) -> ApplicationDetail:
            if slow[0]:
                gate.pass_through()
            return services.application_detail(application_id)

        return replace(services, application_detail=detail)

    dialog = reader.open("changchun", change=holding, name="秦霁月")
    first, slow[0] = dialog.application_id, True
    reader.comment(dialog).setPlainText(COMMENT)
    reader.click(dialog, "nextApplication")
    assert dialog.application_id != first
    give_up(reader.qtbot, dialog)
    assert dialog.application_id == first
    assert dialog.loaded is not None
    assert dialog.loaded.detail.row.id == first
    assert reader.banner(dialog) == "已取消，显示的仍是上次读到的内容。"
    assert reader.actions(dialog).comment == COMMENT
    gate.opened.set()


def test_a_comparison_that_is_given_up_leaves_the_one_that_is_shown(reader: Reader) -> None:
    dialog = reader.open("changchun", name="王建国")
    shown = reader.label(dialog, "changeCount")
    panel = reader.part(dialog, ComparisonPanel)
    with held("SELECT") as hold:
        reader.part(dialog, TimelinePanel).comparison_asked.emit(2)
        stop(reader, dialog, hold, "正在对比第 1 次与第 2 次提交")
    assert reader.banner(dialog) == "已取消，内容保持原样。"
    assert reader.label(dialog, "changeCount") == shown
    assert sign(panel) == ""
    reader.settle()


def test_the_pair_that_is_chosen_is_again_the_one_that_is_shown(reader: Reader) -> None:
    dialog = reader.open("changchun", name="王建国")
    assert dialog.loaded is not None
    panel, submissions = reader.part(dialog, ComparisonPanel), dialog.loaded.detail.submissions
    panel.show_submissions((*submissions, replace(submissions[-1], number=3)))
    panel.show_changes(2, 3, ())
    versions = reader.part(panel, QComboBox, "versions")
    versions.setCurrentIndex(versions.findText("第 1 次 → 第 2 次"))
    with held("SELECT") as hold:
        versions.activated.emit(versions.currentIndex())
        stop(reader, dialog, hold, "正在对比第 1 次与第 2 次提交")
    assert versions.currentText() == "第 2 次 → 第 3 次"
    reader.settle()


@pytest.mark.parametrize("act", ["verify", "reveal"])
def test_a_mark_or_a_number_that_is_given_up_is_as_it_was(reader: Reader, act: str) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "basic")
    reader.see_page(dialog)
    reader.settle()
    if act == "verify":
        button: QAbstractButton = reader.part(dialog, QAbstractButton, "originalVerified")
        words, statement = "正在记录核验", "INSERT INTO original_check"
    else:
        button = reader.part(dialog, RevealButton)
        words, statement = "正在读取完整号码", "INSERT INTO disclosure"
    with held(statement) as hold:
        button.click()
        assert button.isChecked()
        stop(reader, dialog, hold, words)
        reader.wait(lambda: reader.banner(dialog))
    assert reader.banner(dialog) == "已取消，内容保持原样。"
    assert not button.isChecked()
    reader.settle()
    assert not any(one.verified_by for one in reader.on_record(dialog).attachments)
    button.click()
    reader.settle()
    assert button.isChecked()


def test_changes_that_come_while_it_is_read_are_read_once_more_and_hold_nothing_up(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    shown: list[object] = []
    show = DetailDialog._on_loaded

    def showing(self: DetailDialog, loaded: LoadedApplication, stale: DecisionRequest | None) -> None:
        shown.append(loaded)
        show(self, loaded, stale)

    monkeypatch.setattr(DetailDialog, "_on_loaded", showing)
    with held("SELECT") as hold:
        dialog.refresh()
        reader.wait(hold.met.is_set)
        for _ in range(5):
            dialog.refresh()
        hold.let_go()
        reader.wait(lambda: len(shown) == 2)
    reader.settle()
    assert len(shown) == 2
