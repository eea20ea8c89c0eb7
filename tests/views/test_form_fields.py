"""Fields, records and files of the applicant's form, by clicks and keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.services.draft_files import form_file
from tests.dossiers import JPEG
from tests.services.forms import Applicant
from tests.views.desk import find_part, type_in
from tests.views.form_desk import FormDesk, paper


def test_a_wrong_value_is_said_once_the_field_is_left(shen: Applicant, forms: FormDesk) -> None:
    form = forms.form(shen)
    form.fill("document_type", "居民身份证")
    field = form.box("document_number").field
    assert isinstance(field, QLineEdit)
    field.setFocus()
    type_in(field, "123")
    form.state.check()
    assert form.box("document_number").problem == ""
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert "18 位" in form.box("document_number").problem
    field.setFocus()
    field.selectAll()
    type_in(field, "220104198203151211")
    form.state.check()
    assert form.box("document_number").problem == ""  # mended while typing: no need to leave first


def test_answers_bring_further_questions_and_what_they_hide_is_not_sent(shen: Applicant, forms: FormDesk) -> None:
    form = forms.form(shen)
    assert not form.box("introduced_from").isVisible()
    form.fill("talent_source", "引进人才")
    assert form.box("introduced_from").isVisible()
    form.fill("introduced_from", "沈阳")
    form.fill("talent_source", "省内人才")
    form.until_kept()
    assert "introduced_from" not in shen.opened().content.basic
    form.fill("talent_source", "引进人才")
    form.until_kept()
    assert shen.opened().content.basic["introduced_from"] == "沈阳"
    form.fill("standard", "国医大师")
    assert form.state.value("basic", "", "standard") == "A-06"
    derived = find_part(form.page, QWidget, "derivedClass")
    assert "国内外顶尖人才" in [label.text() for label in derived.findChildren(QLabel)]


def test_whatever_is_pasted_is_kept_but_for_what_no_field_may_hold(shen: Applicant, forms: FormDesk) -> None:
    form = forms.form(shen)
    field = form.box("school").field
    assert isinstance(field, QLineEdit)
    for junk in ("甲\0乙\x1b丙", "甲\u202e乙\n丙", "甲\ud83d乙\t丙"):
        field.setText(junk)
        assert "".join(field.text().split()) in ("甲乙丙", "甲\ufffd乙丙")
        assert form.banner.isVisible()  # which says so
    form.go("achievements")
    text = "𠮷é成果" * 2500
    form.fill("text", text)
    form.until_kept()
    content = shen.opened().content
    assert content.basic["school"] == field.text()
    assert content.records("achievements")[0]["text"] == text
    form.button("formBack").setFocus()
    form.state.check()
    assert "现有 10000 个字" in form.box("text").problem


def test_records_are_moved_removed_and_put_back_by_keys(shen: Applicant, forms: FormDesk) -> None:
    form = forms.form(shen)
    for name in ("甲单位", "乙单位"):
        card = form.add_record("work")
        form.fill("employer", name, card)
        QTest.keyClick(card, Qt.Key.Key_Escape)
    first, second = form.cards("work")
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [card.record for card in form.cards("work")] == [second.record, first.record]
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert [card.record for card in form.cards("work")] == [first.record]
    assert first.hasFocus()
    form.click(form.action("撤销"))
    assert [record["employer"] for record in form.state.content.records("work")] == ["乙单位", "甲单位"]
    form.cards("work")[0].setFocus()
    QTest.keyClick(form.cards("work")[0], Qt.Key.Key_Return)
    card = form.cards("work")[0]
    assert card.form is not None
    form.fill("employer", "写错了", card)
    form.fill("post", "岗位", card)
    form.click(form.button("undoRecord", card))
    assert [record.get("post") for record in form.state.content.records("work")] == [None, None]
    assert form.state.content.records("work")[0]["employer"] == "乙单位"


def test_files_say_what_is_wrong_with_them_and_can_be_put_back(
    shen: Applicant, forms: FormDesk, tmp_path: Path
) -> None:
    form = forms.form(shen)
    card = form.add_record("education")
    (box,) = card.slots
    empty, word = tmp_path / "空.pdf", tmp_path / "word.pdf"
    empty.write_bytes(b"")
    word.write_bytes(b"PK\x03\x04")
    form.drop(box, [empty, word, tmp_path / "gone.pdf"])
    form.until(lambda: box.problem.count("\n") == 2)
    assert box.names == ()
    for part in ("空的", "不是 PDF", "找不到"):
        assert part in box.problem
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(JPEG[:-8] + b"\xff" * 200)
    form.upload(box, broken)
    problem = find_part(box, QLabel, "fileProblem")
    form.until(problem.isVisible)
    assert "已损坏" in problem.text()
    form.click(form.button("remove", box))
    assert not box.names
    form.click(form.action("撤销"))
    assert list(box.names) == ["broken.jpg"]
    form.upload(box, paper(tmp_path, "diploma.pdf"))
    form.until(lambda: form.view.files.pane.canvas.shows_page)
    form.click(form.button("closePreview"))
    assert not form.view.files.pane.isVisible()
    target = tmp_path / "saved.pdf"
    kept = form.state.files("education", card.record, "certificate")[-1]
    form.view.uploads.download_to(kept, target, form.view.files.said.emit)
    form.until(target.exists)
    form.until_kept()
    assert form_file(shen.workspace, shen.application_id, kept.sha256) == target.read_bytes()
