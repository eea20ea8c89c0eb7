"""信息填报 on a shared database: filled in with a file by the applicant's own login, then in the list of the desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from desktop.domain.terms import Status
from desktop.services.applications import list_applications
from desktop.services.rows import ApplicationQuery
from desktop.views.applicant.form.sections_column import PRINTING, SUBMITTING
from tests.desk import Desk
from tests.dossiers import another_person
from tests.postgres.server import Server
from tests.services.forms import OPEN, Applicant, new_applicant, open_notice
from tests.services.shared_desk import cloned_desk, moved_in
from tests.views.desk import find_part
from tests.views.form_desk import FormDesk, paper


@pytest.fixture
def office(form_template: Path, house_server: Server, tmp_path: Path) -> Iterator[Desk]:
    with moved_in(house_server, form_template, tmp_path) as template:
        shutil.rmtree(tmp_path / "workspace")
        yield from cloned_desk(template, tmp_path)


@pytest.fixture
def shen(office: Desk) -> Applicant:
    open_notice(office)
    return new_applicant(office, notice=OPEN)


def test_a_form_is_filled_in_with_a_file_submitted_and_in_the_list_of_the_desk(
    shen: Applicant, forms: FormDesk, tmp_path: Path
) -> None:
    shen.save(shen.complete(document_number=another_person(1)))
    form = forms.form(shen)
    form.fill("position", "研究室主任")
    form.go("materials")
    form.view.files.preview(form.state.content.attachments[0])
    taken = form.slot("id_back")
    before = form.state.files("materials", "", "id_back")
    form.state.remove_file(before[0])
    form.until_kept()
    form.state.put_file_back(before[0], 0)  # with the bytes that the store has dropped
    form.until_kept()
    form.state.remove_file(before[0])
    form.upload(taken, paper(tmp_path, "反面.pdf"))
    form.until_kept()
    (fresh,) = form.state.files("materials", "", "id_back")
    assert fresh.sha256 != before[0].sha256
    assert shen.opened().content.basic["position"] == "研究室主任"
    QTest.keyClick(form.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    form.click(form.button("preview-application_list", form.go(PRINTING)))
    first, second = form.view.printing.dialogs
    form.until(lambda: first.form is not None and second.form is not None)
    marks = {page.watermark.text for made in (first.form, second.form) if made for page in made.pages if page.watermark}
    assert marks == {"草稿"}
    form.view.printing.close_dialogs()
    form.go(SUBMITTING)
    form.until(lambda: form.state.errors == 0)
    form.click(find_part(form.page, QCheckBox, "pledge"))
    form.click(form.button("submit"))
    form.until(lambda: form.window.filling.page is None)
    (listed,) = list_applications(shen.desk.as_login("hr"), ApplicationQuery())
    assert (listed.status, listed.application) == (Status.SUBMITTED, "draft-1")
    detail = shen.desk.detail("hr", listed.number)
    assert fresh in detail.current.content.attachments
    assert before[0].sha256 not in {item.sha256 for item in detail.current.content.attachments}
