"""Reading in the detail dialog: sections, records, evidence, marks, history."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QListView, QTableView

from desktop.dialogs.detail.comparison_panel import ComparisonPanel
from desktop.dialogs.detail.section_entries import COMPARISON, PROGRESS
from desktop.dialogs.detail.services import DetailServices
from desktop.models.timeline_model import TimelineRole
from desktop.preview.host import PreviewHost
from desktop.widgets.labels import Label
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.tool_button import ToolButton
from tests.dialogs.detail.reader import Reader

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_first_submission_opens_at_its_first_section_beside_the_identity_card(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    assert reader.part(dialog, NavigationTree, "sections").current_key == "basic"
    reader.see_page(dialog)
    assert reader.evidence(dialog).current_key.startswith("materials/id_front/")


def test_a_resubmission_opens_at_what_has_changed(reader: Reader) -> None:
    dialog = reader.open("changchun", name="王建国")
    assert reader.part(dialog, NavigationTree, "sections").current_key == COMPARISON
    assert reader.part(dialog, ComparisonPanel).isVisible()
    assert reader.label(dialog, "changeCount") == f"{len(dialog.loaded.changes) if dialog.loaded else 0} 处变化"


def test_j_and_k_walk_through_the_records_and_the_evidence_follows(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "education")
    records, evidence = reader.records(dialog), reader.evidence(dialog)
    first = records.current_record
    assert first is not None
    assert evidence.current_key == first.attachments[0].key
    reader.press(dialog, Qt.Key.Key_J)
    second = records.current_record
    assert second is not None
    assert second.number == 2
    assert evidence.current_key == second.attachments[0].key
    reader.press(dialog, Qt.Key.Key_K)
    assert records.current_record == first


def test_the_letters_of_shortcuts_can_be_typed_into_the_comment(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "education")
    reader.comment(dialog).setFocus()
    QTest.keyClicks(reader.comment(dialog), "jkrwev")
    assert reader.actions(dialog).comment == "jkrwev"
    record = reader.records(dialog).current_record
    assert record is not None
    assert record.number == 1


def test_control_bracket_leafs_on_to_the_next_attachment_and_its_record(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "education")
    reader.press(dialog, Qt.Key.Key_BracketRight, CONTROL)
    record = reader.records(dialog).current_record
    assert record is not None
    assert record.number == 2
    assert reader.evidence(dialog).current_key == record.attachments[0].key
    reader.press(dialog, Qt.Key.Key_BracketLeft, CONTROL)
    reader.press(dialog, Qt.Key.Key_BracketLeft, CONTROL)
    assert reader.records(dialog).section_key == "basic"
    assert reader.part(dialog, NavigationTree, "sections").current_key == "basic"


def test_the_place_in_each_attachment_is_remembered(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "education")
    reader.see_page(dialog)
    reader.press(dialog, Qt.Key.Key_PageDown)
    reader.click(dialog, "evidenceRotate")
    left_at = reader.evidence(dialog).canvas.place
    assert (left_at.page, left_at.rotation) == (1, 90)
    reader.press(dialog, Qt.Key.Key_J)
    reader.see_page(dialog)
    assert reader.evidence(dialog).canvas.place.page == 0
    reader.press(dialog, Qt.Key.Key_K)
    reader.see_page(dialog)
    assert reader.evidence(dialog).canvas.place == left_at


def test_an_attachment_counts_as_opened_once_its_page_was_painted(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "awards")
    reader.go_to(dialog, "education")
    record = reader.records(dialog).current_record
    assert record is not None
    shown = record.attachments[0].row.sha256
    assert not record.attachments[0].row.opened

    def is_opened() -> bool:
        return any(row.opened for row in reader.on_record(dialog).attachments if row.sha256 == shown)

    reader.wait(is_opened)
    reader.settle()
    after = reader.records(dialog).current_record
    assert after is not None
    assert after.attachments[0].row.opened
    assert not after.attachments[-1].row.opened or len(after.attachments) == 1


def test_an_attachment_that_cannot_be_shown_is_not_opened_and_the_rest_lives_on(
    reader: Reader, fresh_host: PreviewHost
) -> None:
    def broken(services: DetailServices) -> DetailServices:
        return replace(services, attachment_bytes=lambda application_id, sha256: b"%PDF-1.7\n1 0 obj\n<< /Type")

    dialog = reader.open("changchun", change=broken, host=fresh_host, name="秦霁月")
    reader.go_to(dialog, "education")
    reader.wait(lambda: "损坏" in reader.evidence(dialog).notice)
    assert not any(row.opened for row in reader.on_record(dialog).attachments)
    reader.go_to(dialog, "work")
    assert "无需上传附件" in reader.evidence(dialog).notice
    assert reader.records(dialog).current_record is not None


def test_the_identity_number_is_masked_until_somebody_asks_for_it(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    whole = str(reader.on_record(dialog).current.content.basic["document_number"])
    assert reader.label(dialog, "value-document_number") == f"{whole[:4]}**********{whole[-4:]}"
    reader.click(dialog, "reveal-document_number")
    reader.wait(lambda: reader.label(dialog, "value-document_number") == whole)
    reader.click(dialog, "reveal-document_number")
    assert whole not in [label.text() for label in dialog.findChildren(Label)]


def test_enter_on_a_finding_leads_to_its_section(reader: Reader) -> None:
    dialog = reader.open("changchun", name="傅晓薇")
    reader.go_to(dialog, "education")
    findings = reader.part(dialog, QListView, "findings")
    assert findings.model().rowCount() == 2
    findings.setCurrentIndex(findings.model().index(0, 0))
    findings.setFocus()
    reader.press(findings, Qt.Key.Key_Return)
    assert dialog.loaded is not None
    assert reader.records(dialog).section_key == dialog.loaded.outline.findings[0].finding.section


def test_a_verified_original_is_on_record_and_can_be_taken_back(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "education")
    reader.see_page(dialog)
    key = reader.evidence(dialog).current_key

    def verified_by() -> str:
        attachment = dialog.loaded.outline.attachment(key) if dialog.loaded is not None else None
        return attachment.row.verified_by if attachment is not None else ""

    reader.click(dialog, "originalVerified")
    reader.wait(lambda: verified_by() == "张敏")
    assert reader.part(dialog, ToolButton, "originalVerified").isChecked()
    reader.click(dialog, "originalVerified")
    reader.wait(lambda: verified_by() == "")
    assert reader.evidence(dialog).current_key == key


def test_f7_goes_from_change_to_change(reader: Reader) -> None:
    dialog = reader.open("changchun", name="王建国")
    panel = reader.part(dialog, ComparisonPanel)
    seen = []
    for _ in range(4):
        reader.press(dialog, Qt.Key.Key_F7)
        assert panel.current_change is not None
        seen.append(panel.current_change.label)
    assert len(set(seen)) == 4
    reader.press(dialog, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert panel.current_change is not None
    assert panel.current_change.label == seen[-2]


def test_unchanged_values_appear_when_they_are_asked_for(reader: Reader) -> None:
    dialog = reader.open("province", name="黄立新")
    only, table = reader.part(dialog, QCheckBox, "onlyChanges"), reader.part(dialog, QTableView, "changes")
    concise = table.model().rowCount()
    only.setChecked(False)
    assert table.model().rowCount() >= concise


def test_the_history_tells_every_submission_and_decision_newest_first(reader: Reader) -> None:
    dialog = reader.open("changchun", name="王建国")
    reader.go_to(dialog, PROGRESS)
    view = reader.part(dialog, QListView, "timeline")
    entries = [view.model().index(row, 0).data(TimelineRole.ENTRY) for row in range(view.model().rowCount())]
    assert [entry.word for entry in entries] == ["待办理", "第 2 次提交", "退回", "通过", "第 1 次提交"]
    assert "张敏" in entries[2].who
    assert "再次提交后直接回到本环节" in entries[2].facts


def test_full_screen_shows_nothing_but_the_evidence_and_esc_leads_back(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.press(dialog, Qt.Key.Key_F11)
    assert not reader.records(dialog).isVisible()
    assert not reader.actions(dialog).isVisible()
    reader.press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert reader.records(dialog).isVisible()
    assert reader.actions(dialog).isVisible()


def test_a_refresh_keeps_section_record_page_and_comment(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    reader.go_to(dialog, "education")
    reader.see_page(dialog)
    reader.press(dialog, Qt.Key.Key_PageDown)
    reader.comment(dialog).setPlainText("第二页看不清")
    place, key = reader.evidence(dialog).canvas.place, reader.evidence(dialog).current_key
    before = dialog.loaded
    dialog.refresh()
    reader.wait(lambda: dialog.loaded is not before)
    reader.settle()
    assert reader.part(dialog, NavigationTree, "sections").current_key == "education"
    assert reader.evidence(dialog).current_key == key
    assert reader.evidence(dialog).canvas.place == place
    assert reader.actions(dialog).comment == "第二页看不清"


def test_alt_arrows_walk_through_the_list_in_its_order(reader: Reader) -> None:
    dialog = reader.open("changchun", name="秦霁月")
    assert dialog.loaded is not None
    place = dialog.loaded.place
    assert place is not None
    assert place.position is not None
    reader.press(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.detail.row.id == place.next_id)
    assert reader.label(dialog, "positionInList") == f"<b>{place.position + 2}</b> / {place.total}"
    reader.press(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    reader.wait(lambda: dialog.loaded is not None and dialog.loaded.detail.row.name == "秦霁月")
