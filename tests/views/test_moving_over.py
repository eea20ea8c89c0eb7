"""改用新目录, and what else takes the place of a form: nothing typed or being uploaded goes with the old one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.widgets.banner import Banner
from tests.midway import held
from tests.services.forms import Applicant, kept_by_an_older_catalogue
from tests.signs import give_up
from tests.views.desk import find_part, type_in
from tests.views.form_desk import FormDesk, OpenForm, conflict, ready_to_submit, uploading


def type_there(form: OpenForm, key: str, text: str) -> None:
    """Click into a field and type, wherever the keyboard is by then."""
    QTest.mouseClick(form.box(key).field, Qt.MouseButton.LeftButton)
    there = QApplication.focusWidget()
    if there is not None:
        type_in(there, text)


def is_by_the_newest(form: OpenForm) -> bool:
    return form.view.opened.next_catalogue is None


def test_what_was_typed_last_moves_over_and_what_has_no_place_is_listed(
    shen: Applicant, forms: FormDesk, contract: Path
) -> None:
    kept_by_an_older_catalogue(shen)
    form = forms.form(shen)
    form.go("materials")
    form.upload(form.slot("letter"), contract)
    form.go("basic")
    form.fill("school", "吉林大学")
    form.click(form.action("改用新目录"))
    form.until(lambda: is_by_the_newest(form))
    assert form.state.value("basic", "", "school") == "吉林大学"
    form.until_kept()
    listed = find_part(form.page, Banner, "misfitsBanner").accessibleName()
    assert listed.endswith("基本信息 传真：0431-1234；材料附件 推荐信：合同.pdf")
    assert shen.opened().next_catalogue is None


@pytest.mark.usefixtures("impatient")
def test_nothing_is_typed_into_a_form_that_moves_over_and_everything_into_one_that_did_not(
    shen: Applicant, forms: FormDesk
) -> None:
    former = kept_by_an_older_catalogue(shen)
    form = forms.form(shen)
    before = form.state.content
    with held("UPDATE draft") as hold:
        form.click(form.action("改用新目录"))
        form.until(hold.met.is_set)
        type_there(form, "school", "吉林大学")
        form.click(form.action("改用新目录"))
        assert form.state.content == before
        assert give_up(form.qtbot, form.page) == "正在改用新目录"
        hold.let_go()
        form.until(lambda: form.banner.text == "已取消，内容保持原样。")
    form.fill("school", "吉林大学")
    form.until_kept()
    opened = shen.opened()
    assert (opened.catalogue.content_hash, opened.content.basic["school"]) == (former, "吉林大学")


def test_a_form_does_not_move_over_while_a_file_is_on_its_way_into_it(
    shen: Applicant, forms: FormDesk, contract: Path
) -> None:
    kept_by_an_older_catalogue(shen)
    form = forms.form(shen)
    with uploading(form, "contract", contract) as hold:
        form.click(form.action("改用新目录"))
        assert form.banner.text == "合同.pdf 还没有上传完，上传完以后再改用新目录。"
        hold.let_go()
        form.until(lambda: form.slot("contract").names)
    form.click(form.action("改用新目录"))
    form.until(lambda: is_by_the_newest(form))
    form.until_kept()
    assert [item.name for item in shen.opened().content.attachments] == ["合同.pdf"]


@pytest.mark.usefixtures("impatient")
def test_nothing_is_typed_over_what_is_being_fetched_from_elsewhere(shen: Applicant, forms: FormDesk) -> None:
    form = forms.form(shen)
    conflict(shen, form, there="那边", here="这边")
    with held("FROM draft") as hold:
        form.click(form.action("采用那边的内容"))
        form.until(hold.met.is_set)
        type_there(form, "school", "，再改")
        assert form.state.value("basic", "", "school") == "这边"
        hold.let_go()
        form.until(lambda: form.state.value("basic", "", "school") == "那边")
    form.fill("school", "两边")
    form.until_kept()
    assert shen.opened().content.basic["school"] == "两边"


@pytest.mark.usefixtures("impatient")
def test_nothing_leads_from_a_form_that_is_being_submitted_to_what_could_still_be_changed(
    shen: Applicant, forms: FormDesk
) -> None:
    form = ready_to_submit(shen, forms)
    ways = (form.view.sections.tree, form.button("formBack"), form.button("formLeave"), form.page.notices)
    with held("INSERT INTO submission") as hold:
        form.click(form.button("submit"))
        form.until(hold.met.is_set)
        assert [way.isEnabled() for way in ways] == [False] * len(ways)
        give_up(form.qtbot, form.page)
        hold.let_go()
        form.until(form.button("submit").isEnabled)
    assert [way.isEnabled() for way in ways] == [True] * len(ways)
