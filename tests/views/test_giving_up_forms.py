"""信息填报 over a store that takes long: what is waited for is shown in place, and 取消 leaves the form as it was."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.terms import Status
from desktop.services.draft_files import SlotPlace, slot_of
from desktop.store.engine import Mode, connect
from desktop.views.administration.room_table import RoomTable
from desktop.views.applicant.applicant_room import ApplicantRoom
from desktop.views.applicant.form.keeper import Keeping
from desktop.views.applicant.form.portrait_box import PORTRAIT_PLACE, PortraitBox
from desktop.views.applicant.form.sections_column import CHECKING
from desktop.views.applicant.form.upload import Wanted
from desktop.widgets.banner import Banner
from desktop.work.cancellation import Cancellation, CancelledError
from tests.dossiers import PDF
from tests.midway import Moment, held
from tests.services.forms import Applicant, with_basic
from tests.signs import give_up, sign
from tests.views.desk import find_part
from tests.views.form_desk import FormDesk, conflict, photograph, ready_to_submit

pytestmark = pytest.mark.usefixtures("impatient")


@contextmanager
def locked_by_another_program(shen: Applicant) -> Iterator[None]:
    store = shen.desk.as_login("admin").local
    with contextlib.closing(connect(store.files.data, store.key, Mode.WRITE)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def large(folder: Path, name: str = "合同.pdf") -> Path:
    file = folder / name
    file.write_bytes(PDF + name.encode() + b"x" * 2_000_000)
    return file


def test_opening_a_form_that_is_given_up_leads_back_to_where_one_came_from(
    shen: Applicant, forms: FormDesk, qtbot: QtBot
) -> None:
    form = forms.window(shen)
    room = find_part(form.window, ApplicantRoom)
    form.until(lambda: find_part(room, RoomTable, "own_applications").topLevelItemCount() == 1)
    for words, said in (("FROM application", "正在打开申报"), ("FROM draft", "正在打开申报表")):
        form.until(lambda: not room.waiting.under_way)
        with held(words) as hold:
            form.click(form.button("edit_application", room))
            form.until(hold.met.is_set)
            assert give_up(qtbot, form.window) == said
            form.until(lambda: form.window.filling.page is None)
            assert find_part(room, Banner, "room_banner").text == "已取消，没有打开申报。"
    form.click(form.button("edit_application", room))
    form.until_open()


def test_a_submission_that_is_given_up_leaves_the_form_as_it_was(
    shen: Applicant, forms: FormDesk, qtbot: QtBot
) -> None:
    form = ready_to_submit(shen, forms)
    before = shen.desk.counts()
    with locked_by_another_program(shen):
        form.click(form.button("submit"))
        assert give_up(qtbot, form.page) == "正在提交"
        form.until(form.button("submit").isEnabled)
        assert find_part(form.page, QLabel, "submitProblem").isHidden()
    with held("INSERT INTO submission") as hold:
        form.click(form.button("submit"))
        assert not form.button("submit").isEnabled()
        form.until(hold.met.is_set)
        give_up(qtbot, form.page)
        assert sign(form.page) == "正在取消"
        hold.let_go()
        form.until(form.button("submit").isEnabled)
    assert form.banner.text == "已取消，没有提交，填报的内容保持原样。"
    assert (sign(form.page), form.view.submitting.pledged) == ("", True)
    assert form.button("submit").hasFocus()
    assert shen.desk.counts() == before
    assert shen.opened().detail.row.status is Status.DRAFT
    form.click(form.button("submit"))
    form.until(lambda: form.window.filling.page is None)
    assert shen.desk.detail("hr", "draft-1").row.status is Status.SUBMITTED


def test_a_submission_that_was_committed_before_is_one(shen: Applicant, forms: FormDesk, qtbot: QtBot) -> None:
    form = ready_to_submit(shen, forms)
    with held("INSERT INTO submission", Moment.KEPT) as hold:
        form.click(form.button("submit"))
        form.until(hold.met.is_set)
        give_up(qtbot, form.page)
        hold.let_go()
        form.until(lambda: form.window.filling.page is None)
    assert shen.desk.detail("hr", "draft-1").row.status is Status.SUBMITTED


def test_checking_that_is_given_up_keeps_what_was_found(shen: Applicant, forms: FormDesk, qtbot: QtBot) -> None:
    form = forms.form(shen)
    form.go(CHECKING)
    form.until(lambda: form.state.errors > 1)
    found = form.state.findings
    with held("FROM application"):
        form.click(form.button("checkAgain"))
        assert give_up(qtbot, form.page) == "正在验证"
        assert (form.state.findings, form.banner.text) == (found, "已取消，内容保持原样。")


def test_whoever_leaves_waits_until_all_is_kept_or_stays(shen: Applicant, forms: FormDesk, qtbot: QtBot) -> None:
    form = forms.form(shen)
    with held("UPDATE draft") as hold:
        form.fill("school", "吉林大学")
        form.until(lambda: form.view.keeper.keeping is Keeping.SAVING)
        assert find_part(form.page, QLabel, "keptState").text() == "正在保存"
        form.click(form.button("formLeave"))
        assert give_up(qtbot, form.page) == "正在保存，随后返回申报列表"
        hold.let_go()
        form.until_kept()
    assert form.window.filling.page is not None
    with held("UPDATE draft") as hold:
        form.fill("major", "化学")
        form.click(form.button("formLeave"))
        form.until(hold.met.is_set)
        form.fill("position", "研究室主任")  # meanwhile
        assert form.window.filling.page is not None
        hold.let_go()
        form.until(lambda: form.window.filling.page is None)
    kept = shen.opened().content.basic
    assert (kept["school"], kept["major"], kept["position"]) == ("吉林大学", "化学", "研究室主任")


def test_taking_over_what_was_kept_elsewhere_is_asked_again_after_it_was_given_up(
    shen: Applicant, forms: FormDesk, qtbot: QtBot
) -> None:
    form = forms.form(shen)
    conflict(shen, form, there="那边", here="这边")
    with held("FROM draft"):
        form.click(form.action("采用那边的内容"))
        assert give_up(qtbot, form.page) == "正在打开申报表"
        assert form.state.value("basic", "", "school") == "这边"
    form.click(form.action("保留这里的内容"))
    form.until_kept()
    assert shen.opened().content.basic["school"] == "这边"


def test_an_upload_that_is_given_up_is_not_in_the_form_and_neither_are_its_bytes(
    shen: Applicant, forms: FormDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    form = forms.form(shen)
    form.go("materials")
    box, other = form.slot("contract"), form.slot("other")
    before = shen.desk.counts()
    with held("INSERT INTO blob_chunk") as hold:
        form.drop(box, [large(tmp_path, "一.pdf"), large(tmp_path, "二.pdf")])
        form.until(hold.met.is_set)
        form.drop(other, [large(tmp_path, "三.pdf")])
        form.until(lambda: sign(other) == "等待上传 三.pdf")
        assert give_up(qtbot, other) == "等待上传 三.pdf"
        assert sign(other) == ""
        assert give_up(qtbot, box) == "正在上传 一.pdf"
        assert sign(box) == "正在取消"
        hold.let_go()
        form.until(lambda: not sign(box))
    assert (box.names, other.names) == ((), ())
    assert find_part(box, QLabel, "uploadNote").text() == "已取消，没有上传。"
    assert shen.desk.counts() == before
    form.upload(box, tmp_path / "一.pdf")
    assert find_part(box, QLabel, "uploadNote").isHidden()


def test_an_upload_that_was_kept_before_it_was_given_up_is_not_in_the_form_either(
    shen: Applicant, forms: FormDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    shen.save(with_basic(shen.opened().content, school="一"))
    form = forms.form(shen)
    form.go("materials")
    box, before = form.slot("contract"), shen.desk.counts()
    with held("INSERT INTO draft_file", Moment.KEPT) as hold:
        form.drop(box, [large(tmp_path)])
        form.until(hold.met.is_set)
        give_up(qtbot, box)
        hold.let_go()
        form.until(lambda: not sign(box))
    assert (box.names, form.state.content.attachments) == ((), ())
    shen.desk.clock.tick(minutes=11)  # by then whatever names it is kept
    form.go("basic")
    form.fill("school", "二")
    form.until(lambda: shen.opened().content.basic["school"] == "二")
    assert shen.desk.counts() == before


def test_a_portrait_that_is_given_up_leaves_the_one_that_is_there(
    shen: Applicant, forms: FormDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    shen.save(shen.complete())
    form = forms.form(shen)
    box = find_part(form.page, PortraitBox, "portraitBox")
    there = form.state.files("basic", "", "portrait")
    slot = form.state.catalogue.section("basic").slot("portrait")
    with held("INSERT INTO blob") as hold:
        form.view.uploads.put_in_place(PORTRAIT_PLACE, slot, "头像.png", photograph(tmp_path).read_bytes())
        assert give_up(qtbot, box) == "正在上传 头像.png"
        hold.let_go()
        form.until(lambda: not sign(box))
    assert form.state.files("basic", "", "portrait") == there


def test_a_file_that_is_given_up_is_read_no_further(shen: Applicant, tmp_path: Path) -> None:
    cancellation, seen = Cancellation(), list[int]()

    def progress(done: int, _total: int) -> None:
        seen.append(done)
        cancellation.request()

    opened, place = shen.opened(), SlotPlace("materials", None, "contract")
    wanted = Wanted(place, slot_of(opened.catalogue, place), "合同.pdf", large(tmp_path))
    with pytest.raises(CancelledError):
        wanted.read(opened.content, progress, cancellation)
    assert len(seen) == 1


def test_a_download_that_is_given_up_leaves_no_file(
    shen: Applicant, forms: FormDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    content = shen.complete()
    shen.save(content)
    form = forms.form(shen)
    target, said = tmp_path / "out.pdf", list[str]()
    with held("FROM blob_chunk") as hold:
        form.view.uploads.download_to(content.attachments[0], target, said.append)
        assert give_up(qtbot, form.page) == f"正在下载 {content.attachments[0].name}"
        hold.let_go()
        form.until(lambda: not sign(form.page))
    assert (target.exists(), said) == (False, [])
    form.view.uploads.download_to(content.attachments[0], target, said.append)
    form.until(lambda: said)
    assert target.exists()


def test_ticks_that_are_given_up_stay_ticked_and_are_not_kept(shen: Applicant, forms: FormDesk, qtbot: QtBot) -> None:
    with shen.desk.tables() as connection:
        connection.exec_driver_sql("DROP TRIGGER self_check_delete")
        connection.exec_driver_sql("DELETE FROM self_check WHERE condition_key = 'ethics'")
    form = ready_to_submit(shen, forms)
    with held("FROM application"):
        form.click(form.button("lookAtSelfCheck"))
        assert give_up(qtbot, form.page) == "正在核对申报条件"
        assert form.page.self_check.dialog is None
    form.click(form.button("lookAtSelfCheck"))
    form.until(lambda: form.page.self_check.dialog is not None)
    dialog, before = form.page.self_check.dialog, shen.desk.counts()
    assert dialog is not None
    (row,) = [one for one in dialog.rows if one.box.isEnabled() and not one.box.isHidden()]
    form.click(row.box)
    with held("INSERT INTO self_check") as hold:
        form.click(form.button("keepTicks", dialog))
        form.until(hold.met.is_set)
        form.until(lambda: sign(dialog) == "正在保存")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        hold.let_go()
        form.until(form.button("keepTicks", dialog).isEnabled)
    assert dialog.isVisible()
    assert "已取消，勾选没有保存。" in [one.text() for one in dialog.findChildren(QLabel)]
    assert (row.box.isChecked(), shen.desk.counts()) == (True, before)
    form.click(form.button("keepTicks", dialog))
    form.until(lambda: form.page.self_check.dialog is None)
