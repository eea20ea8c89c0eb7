"""A file that is still on its way into a form: nobody leaves it behind or submits without it unawares."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel

from desktop.domain.terms import Status
from desktop.views.applicant.form.sections_column import SUBMITTING
from desktop.views.applicant.form.uploading_elsewhere import UploadingElsewhere
from tests.services.forms import Applicant
from tests.signs import give_up, sign
from tests.views.desk import find_part
from tests.views.form_desk import FormDesk, uploading


def test_whoever_leaves_during_an_upload_is_asked(shen: Applicant, forms: FormDesk, contract: Path) -> None:
    form = forms.form(shen)
    with uploading(form, "contract", contract) as hold:
        form.click(form.button("formLeave"))
        form.until(lambda: form.banner.text == "合同.pdf 还没有上传完")
        assert not form.window.close()
        hold.let_go()
        form.until(lambda: form.slot("contract").names)
    form.until_kept()
    form.click(form.button("formLeave"))
    form.until(lambda: form.window.filling.page is None)
    assert [item.name for item in shen.opened().content.attachments] == ["合同.pdf"]


def test_whoever_leaves_an_upload_all_the_same_keeps_the_form_without_it(
    shen: Applicant, forms: FormDesk, contract: Path
) -> None:
    form = forms.form(shen)
    before = shen.opened().content
    with uploading(form, "contract", contract):
        form.click(form.button("formLeave"))
        form.click(form.action("仍要离开"))
        assert form.window.filling.page is None
    assert shen.opened().content == before


@pytest.mark.usefixtures("impatient")
def test_an_upload_is_seen_from_every_page_and_can_be_given_up_there(
    shen: Applicant, forms: FormDesk, contract: Path
) -> None:
    form = forms.form(shen)
    before = shen.desk.counts()
    head = find_part(form.page, UploadingElsewhere)
    with uploading(form, "contract", contract) as hold:
        assert sign(form.slot("contract")) == "正在上传 合同.pdf"
        assert not head.isVisible()
        form.go("education")
        assert give_up(form.qtbot, form.page) == "正在上传 合同.pdf"
        assert sign(form.page) == "正在取消"
        hold.let_go()
        form.until(lambda: not sign(form.page))
    assert (form.state.content.attachments, shen.desk.counts()) == ((), before)


def test_nothing_is_submitted_while_a_file_is_on_its_way(shen: Applicant, forms: FormDesk, contract: Path) -> None:
    shen.save(shen.complete())
    form = forms.form(shen)
    with uploading(form, "other", contract) as hold:
        form.go(SUBMITTING)
        form.until(lambda: form.state.errors == 0)
        form.click(find_part(form.page, QCheckBox, "pledge"))
        form.click(form.button("submit"))
        assert find_part(form.page, QLabel, "submitProblem").text() == "合同.pdf 还没有上传完，上传完以后再提交。"
        assert form.button("submit").isEnabled()
        hold.let_go()
        form.until(lambda: not form.view.uploads.on_its_way)
    form.click(form.button("submit"))
    form.until(lambda: form.window.filling.page is None)
    submitted = shen.desk.detail("hr", "draft-1")
    assert submitted.row.status is Status.SUBMITTED
    assert "合同.pdf" in [item.name for item in submitted.attachments]
