"""Selecting, opening, passing many, taking back: what a reviewer does in the list by mouse and keys."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from desktop.dialogs.batch_pass_dialog import BatchPassDialog
from desktop.dialogs.withdraw_dialog import WithdrawDialog
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.models.application_columns import Column
from desktop.services.accounts import disable_account
from desktop.services.applications import application_detail
from desktop.services.decisions import decide
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.rows import ApplicationRow
from desktop.text.errors import explain
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.key_button import KeyButton
from tests.views.desk import OpenWindow, WindowDesk, find_part

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def pass_it(opened: OpenWindow, row: ApplicationRow) -> None:
    decide(opened.workspace, row.id, DecisionRequest(Action.PASS, row.submission, row.seq))


def open_batch(opened: OpenWindow) -> BatchPassDialog:
    QTest.keyClick(opened.window, Qt.Key.Key_P, ALT)
    return opened.part(BatchPassDialog)


def test_space_checks_and_unchecks_the_current_row(desk: WindowDesk) -> None:
    opened = desk.open("province")
    opened.key(Qt.Key.Key_Space)
    opened.key(Qt.Key.Key_Down)
    opened.key(Qt.Key.Key_Space)
    assert opened.checked == set(opened.listed[:2])
    opened.key(Qt.Key.Key_Space)
    assert opened.checked == {opened.listed[0]}
    opened.click_cell(0, Column.CHECK)
    assert opened.checked == set()


def test_control_a_checks_all_and_escape_none(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.key(Qt.Key.Key_A, CONTROL)
    assert opened.checked == set(opened.listed)
    assert opened.part(KeyButton, "pass_checked").isEnabled()
    opened.key(Qt.Key.Key_Escape)
    assert opened.checked == set()
    assert not opened.part(KeyButton, "pass_checked").isVisible()


def test_checks_survive_a_refresh_and_a_decision_elsewhere_takes_its_own_away(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.key(Qt.Key.Key_A, CONTROL)
    QTest.keyClick(opened.window, Qt.Key.Key_F5)
    opened.until_read()
    assert opened.checked == set(opened.listed)
    gone = opened.rows[0]
    pass_it(opened, gone)
    opened.until(lambda: gone.id not in opened.checked)
    assert opened.checked == set(opened.listed)


def test_another_place_starts_with_nothing_checked(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.key(Qt.Key.Key_A, CONTROL)
    opened.reading(lambda: opened.click_place("全部申请"))
    assert opened.checked == set()


def test_only_what_waits_here_can_be_passed_together(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.reading(lambda: opened.click_place("全部申请"))
    opened.key(Qt.Key.Key_A, CONTROL)
    button = opened.part(KeyButton, "pass_checked")
    assert button.isVisible()
    assert not button.isEnabled()


def test_enter_opens_the_application_once(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.key(Qt.Key.Key_Return)
    opened.key(Qt.Key.Key_Return)
    (dialog,) = opened.window.reviewing.dialogs
    assert dialog.application_id == opened.listed[0]
    opened.until(lambda: dialog.loaded is not None)
    dialog.close()
    assert opened.window.reviewing.dialogs == ()


def test_many_are_passed_one_transaction_each_and_the_refused_is_named(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    rows = opened.rows
    stale = rows[1]
    opened.key(Qt.Key.Key_A, CONTROL)
    dialog = open_batch(opened)
    pass_it(opened, stale)  # somebody else is quicker
    find_part(dialog, CommentEdit).set_text("材料齐全")
    opened.click(find_part(dialog, QPushButton, "batch_go"))
    report = find_part(dialog, QLabel, "batch_report")
    opened.until(report.isVisible)
    assert f"已通过 {len(rows) - 1} 份" in report.text()
    assert stale.name in report.text()
    comments = {row.id: application_detail(opened.workspace, row.id).decisions[-1].comment for row in rows}
    assert comments == {row.id: "" if row is stale else "材料齐全" for row in rows}
    seqs = {row.id: application_detail(opened.workspace, row.id).row.seq - row.seq for row in rows}
    assert set(seqs.values()) == {1}
    opened.until(lambda: opened.listed == [])
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert opened.window.applications.model.checked == ()


def test_cancelling_in_the_middle_leaves_the_rest_alone(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    rows = opened.rows
    first_done, go_on = threading.Event(), threading.Event()
    passed: list[str] = []

    def pass_one(row: ApplicationRow, comment: str) -> None:
        pass_it(opened, row)
        passed.append(row.id)
        first_done.set()
        assert go_on.wait(10)

    dialog = BatchPassDialog(rows, pass_one, opened.runner, opened.window)
    dialog.open()
    opened.click(find_part(dialog, QPushButton, "batch_go"))
    assert first_done.wait(10)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    report = find_part(dialog, QLabel, "batch_report")
    opened.until(report.isVisible)
    assert passed == [rows[0].id]
    assert "已通过 1 份" in report.text()
    assert f"还有 {len(rows) - 1} 份没有办理" in report.text()


def test_the_last_pass_can_be_taken_back_from_the_banner(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    row = opened.rows[0]
    opened.key(Qt.Key.Key_Space)
    opened.click(find_part(open_batch(opened), QPushButton, "batch_go"))
    opened.until(opened.banner.isVisible)
    assert row.name in opened.banner.text
    opened.until(lambda: row.id not in opened.listed)
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    QTest.keyClick(opened.table, Qt.Key.Key_Z, CONTROL)
    opened.until(lambda: bool(opened.window.findChildren(WithdrawDialog)))
    dialog = opened.part(WithdrawDialog)
    dialog.form._comment.set_text("误操作")
    opened.click(find_part(dialog, QPushButton, "confirmDecision"))
    opened.until(lambda: row.id in opened.listed)
    opened.until(lambda: "已撤回" in opened.banner.text)
    assert application_detail(opened.workspace, row.id).decisions[-1].action is Action.WITHDRAW


def test_the_banner_goes_by_itself_and_by_its_cross(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    page = opened.window.applications
    page.announce("已通过。")
    assert page._banner_timer.isActive()
    page._banner_timer.timeout.emit()
    assert not opened.banner.isVisible()
    page.announce("已通过。")
    cross = next(part for part in opened.banner.findChildren(QToolButton) if part.accessibleName() == "关闭")
    opened.click(cross)
    assert not opened.banner.isVisible()


def test_after_a_decision_the_next_row_is_current(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    decided, following = opened.rows[:2]
    pass_it(opened, decided)
    opened.until(lambda: decided.id not in opened.listed)
    assert opened.current is not None
    assert opened.current.id == following.id


def test_an_account_disabled_meanwhile_is_told_at_the_next_step(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    listed = opened.listed
    disable_account(desk.room.open("admin"), "changchun")
    opened.until(opened.banner.isVisible)
    assert opened.banner.text == explain(Unavailable(UnavailableCode.ACCOUNT_DISABLED))
    assert opened.listed == listed
    opened.key(Qt.Key.Key_Space)
    dialog = open_batch(opened)
    opened.click(find_part(dialog, QPushButton, "batch_go"))
    report = find_part(dialog, QLabel, "batch_report")
    opened.until(report.isVisible)
    assert explain(Unavailable(UnavailableCode.ACCOUNT_DISABLED)) in report.text()
