"""信息填报 by clicks and keys: filled in from nothing, mended, submitted; and what may go wrong on the way."""

from datetime import date
from pathlib import Path

import pymupdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPlainTextEdit, QTableView

from desktop.dialogs.comment_dialog import CommentDialog
from desktop.dialogs.form_changes_dialog import FormChangesDialog
from desktop.dialogs.portrait_dialog import PORTRAIT_PIXELS, PortraitDialog
from desktop.domain.media import MediaType
from desktop.domain.terms import Action, Status
from desktop.services.submitting import submit_form
from desktop.views.administration.room_table import RoomTable
from desktop.views.applicant.form.portrait_box import PortraitBox
from desktop.views.applicant.form.record_card import RecordCard
from desktop.views.applicant.form.sections_column import CHECKING, SUBMITTING
from desktop.views.applicant.form.todo_list import TodoLine, TodoList
from desktop.widgets.banner import Banner
from tests.services.forms import Applicant
from tests.views.desk import find_part
from tests.views.form_desk import FormDesk, OpenForm, conflict, paper, photograph

BASIC = {
    "name": "王建国",
    "sex": "男",
    "birth_date": "19820315",
    "nationality": "中国",
    "ethnic_group": "满族",
    "document_type": "居民身份证",
    "document_number": "220104198203151219",
    "mobile": "13804312286",
    "highest_education": "博士研究生",
    "school": "吉林大学",
    "major": "化学",
    "position": "研究室副主任",
    "professional_field": "功能材料",
    "employment_form": "全职",
    "contract_start": "2023.1.1",
    "contract_end": "2025年12月31日",
    "talent_source": "引进人才",
    "introduced_from": "沈阳精细化工研究所",
    "service_type": "首次认定",
    "standard": "C-03",
}
RECORDS: dict[str, dict[str, object]] = {
    "education": {
        "start": "2004-09",
        "end": "200806",
        "school": "吉林大学",
        "major": "化学",
        "education": "大学本科",
        "mode": "全日制",
    },
    "training": {
        "start": "2020-03-01",
        "end": "2020-03-10",
        "mode": "脱产",
        "content": "功能材料表征\n两周",
        "organiser": "省人社厅",
    },
    "work": {"start": "2008-07", "employer": "长春光电研究院", "post": "研究员"},
    "publications": {
        "category": "论文",
        "title": "稀土发光材料",
        "date": "2019-05-06",
        "venue": "化学学报",
        "author_rank": "1",
    },
    "affiliations": {"organisation": "省化学会", "supervisor": "省科协", "role": "理事", "start": "2018-01"},
    "enterprise": {"name": "北湖光电", "size": "小型", "specialised": "否", "role": "顾问", "revenue": "1,200.50"},
    "honors": {"name": "省优秀科技工作者", "date": "2021-05-30", "authority": "省科协", "level": "省部级"},
    "awards": {
        "name": "省科学技术进步奖",
        "date": "2020-11-20",
        "authority": "省人民政府",
        "level": "省部级",
        "grade": "二等奖",
        "rank": "3",
    },
}


def cut_portrait(form: OpenForm, file: Path) -> None:
    """Drop a photograph, move and zoom the frame, use it."""
    form.drop(find_part(form.page, PortraitBox, "portraitBox"), [file])
    form.until(lambda: form.page.findChild(PortraitDialog) is not None)
    dialog = find_part(form.page, PortraitDialog)
    dialog.activateWindow()
    form.until(lambda: dialog.view is not None and dialog.view.hasFocus())
    assert dialog.view is not None
    before = dialog.view.cut
    QTest.keyClick(dialog.view, Qt.Key.Key_Plus)
    QTest.keyClick(dialog.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.view.cut.width() < before.width()
    assert dialog.view.cut.left() > before.left()
    form.click(form.button("useCut", dialog))
    form.until(lambda: form.state.files("basic", "", "portrait"))
    form.window.activateWindow()
    form.until(form.window.isActiveWindow)


def test_an_application_is_filled_in_from_nothing_mended_and_submitted(
    shen: Applicant, forms: FormDesk, tmp_path: Path
) -> None:
    form = forms.window(shen)
    table = find_part(form.window, RoomTable, "own_applications")
    form.until(lambda: table.topLevelItemCount() == 1)
    form.click(find_part(form.window, QAbstractButton, "edit_application"))
    form.until_open()
    form.fill_all(dict(BASIC))
    cut_portrait(form, photograph(tmp_path))
    (portrait,) = form.state.files("basic", "", "portrait")
    assert (portrait.name, portrait.media_type) == ("photo.jpg", MediaType.JPEG)
    pixels = pymupdf.Pixmap(form.view.uploads.bytes_of(portrait.sha256)())
    assert (pixels.width, pixels.height) == (PORTRAIT_PIXELS.width(), PORTRAIT_PIXELS.height())
    for section, values in RECORDS.items():
        card = form.add_record(section)
        form.fill_all(values, card)
        for box in card.slots:
            form.upload(box, paper(tmp_path, f"{section}.pdf"))
        form.click(form.button("saveRecord", card))
        assert card.form is None
    form.go("achievements")
    form.fill("text", "成果" * 100 + "😀")
    form.state.check()
    assert form.state.progress[7].characters == 201
    form.go("materials")
    for slot in ("id_front", "id_back"):
        form.upload(form.slot(slot), paper(tmp_path, f"{slot}.pdf"))
    assert form.view.files.pane.isVisible()  # beside the page that the file belongs to
    form.go(CHECKING)
    assert not form.view.files.pane.isVisible()
    form.until(lambda: form.state.errors == 1)
    (line,) = [one for one in form.view.page(CHECKING).findChildren(TodoLine) if one.isVisible()]
    assert "应为 1，填的是 9" in line.item.detail
    assert not form.button("submit").isEnabled()
    form.click(line)
    field = form.box("document_number").field
    assert form.view.section_key == "basic"
    assert field.hasFocus()
    assert "应为 1" in form.box("document_number").problem
    form.fill("document_number", "220104198203151211")
    form.go(SUBMITTING)
    form.until(lambda: form.state.errors == 0)
    pledge = find_part(form.page, QCheckBox, "pledge")
    assert pledge.text() == "本人承诺，申报所提供的材料真实、准确，如有违诺情况，本人愿承担所有责任"
    assert not form.button("submit").isEnabled()
    form.click(pledge)
    form.click(form.button("submit"))
    form.until(lambda: form.window.filling.page is None)
    detail = shen.desk.detail("hr", "draft-1")
    assert detail.row.status is Status.SUBMITTED
    filed = detail.current.content
    assert filed.basic["contract_end"] == "2025-12-31"
    assert filed.records("enterprise")[0]["revenue"] == "1200.50"
    assert filed.records("education")[0]["end"] == "2008-06"
    assert len(filed.attachments) == 1 + 7 + 2
    said = [banner.text for banner in form.window.findChildren(Banner) if banner.isVisible()]
    assert any("2024-22-000001" in text for text in said)


def test_the_same_form_open_twice_asks_which_to_keep(shen: Applicant, forms: FormDesk) -> None:
    form = forms.form(shen)
    conflict(shen, form, there="那边", here="这边")
    assert "另一个窗口" in form.banner.text
    assert shen.opened().content.basic["school"] == "那边"
    form.click(form.action("保留这里的内容"))
    form.until_kept()
    assert shen.opened().content.basic["school"] == "这边"
    conflict(shen, form, there="那边", here="又是这边")
    form.click(form.action("采用那边的内容"))
    form.until(lambda: form.page.view is not None and form.state.value("basic", "", "school") == "那边")
    assert shen.opened().content.basic["school"] == "那边"


def test_a_returned_application_shows_the_comment_and_what_was_changed_since(shen: Applicant, forms: FormDesk) -> None:
    content = shen.complete()
    submit_form(shen.workspace, shen.application_id, content, shen.save(content).saved.digest, pledged=True)
    comment = "请更正<b>职务</b>。" + "另请核对各段经历的起止日期。" * 8
    shen.desk.act("hr", Action.RETURN, "draft-1", comment=comment, correction_deadline=date(2024, 9, 10))
    form = forms.form(shen)
    returned = find_part(form.page, type(form.banner), "returnedBanner")
    assert "8 月 20 日被退回" in returned.text
    assert "&lt;b&gt;职务" in returned.text
    assert find_part(form.window, QLabel, "until").text() == "截止 9 月 10 日，还有 21 天"
    form.click(form.action("看全部意见"))
    shown = find_part(form.page, CommentDialog)
    assert find_part(shown, QPlainTextEdit, "fullComment").toPlainText() == comment
    form.fill("position", "研究室主任")
    form.click(form.action("看修改对比"))
    table = find_part(find_part(form.page, FormChangesDialog), QTableView, "changes")
    cells = [str(table.model().index(row, 3).data()) for row in range(table.model().rowCount())]
    assert "研究室主任" in cells
    form.go(SUBMITTING)
    form.until(lambda: form.state.errors == 0)
    pledge = find_part(form.page, QCheckBox, "pledge")
    assert not pledge.isChecked()  # asked anew
    form.click(pledge)
    form.click(form.button("submit"))
    form.until(lambda: form.window.filling.page is None)
    assert shen.desk.detail("hr", "draft-1").row.submission == 2


def test_what_the_reviewer_asked_for_stands_beside_its_place_and_leads_there(shen: Applicant, forms: FormDesk) -> None:
    content = shen.complete()
    submit_form(shen.workspace, shen.application_id, content, shen.save(content).saved.digest, pledged=True)
    comment = "请修改以下 1 处后再次提交：\n1. 学习经历第 1 条毕业学校与证书不一致，请核对。\n其余齐全。"
    shen.desk.act("hr", Action.RETURN, "draft-1", comment=comment)
    form = forms.form(shen)
    remarks = find_part(form.view, TodoList, "formRemarks")
    assert not remarks.isVisible()  # the first page is another
    form.go("education")
    assert remarks.isVisible()
    line = find_part(remarks, TodoLine)
    assert line.item.detail == "学习经历第 1 条毕业学校与证书不一致，请核对。"
    form.click(line)
    (card,) = form.view.findChildren(RecordCard)
    form.until(lambda: any(card.isAncestorOf(widget) for widget in [form.window.focusWidget()] if widget is not None))


def test_steps_go_by_keys_and_keep_what_was_typed(shen: Applicant, forms: FormDesk) -> None:
    before = shen.opened().saved
    form = forms.form(shen)
    QTest.keyClick(form.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shen.opened().saved == before  # nothing was changed
    form.fill("school", "吉林大学")
    QTest.keyClick(form.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert form.view.section_key == "education"
    form.until_kept()
    assert shen.opened().content.basic["school"] == "吉林大学"
    QTest.keyClick(form.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert form.view.section_key == "basic"
    form.fill("major", "化学")
    form.click(form.button("formLeave"))  # left once the last change is kept
    form.until(lambda: form.window.filling.page is None)
    assert find_part(form.window, QLabel, "until").text() == ""
    assert shen.opened().content.basic["major"] == "化学"


def test_a_submission_without_a_tick_leads_back_to_the_self_check(shen: Applicant, forms: FormDesk) -> None:
    with shen.desk.tables() as connection:
        connection.exec_driver_sql("DROP TRIGGER self_check_delete")
        connection.exec_driver_sql("DELETE FROM self_check WHERE condition_key = 'ethics'")
    shen.save(shen.complete())
    form = forms.form(shen)
    form.go(SUBMITTING)
    form.until(lambda: form.state.errors == 0)
    form.click(find_part(form.page, QCheckBox, "pledge"))
    form.click(form.button("submit"))
    problem = find_part(form.page, QLabel, "submitProblem")
    form.until(problem.isVisible)
    assert "条件自检还有 1 项没有确认" in problem.text()
    form.click(form.button("lookAtSelfCheck"))
    form.until(lambda: form.page.self_check.dialog is not None)
    dialog = form.page.self_check.dialog
    assert dialog is not None
    still = [row for row in dialog.rows if row.box.isEnabled() and not row.box.isHidden()]
    assert [row.key for row in still] == ["ethics"]
    form.click(still[0].box)
    form.click(form.button("keepTicks", dialog))
    form.until(problem.isHidden)
    form.click(form.button("submit"))
    form.until(lambda: form.window.filling.page is None)
    assert shen.desk.detail("hr", "draft-1").row.status is Status.SUBMITTED
