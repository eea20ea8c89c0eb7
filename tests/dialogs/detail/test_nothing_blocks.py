"""Whatever services and preview are doing, the dialog answers keys and closes."""

from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.dialogs.detail.services import Decided, DetailServices
from desktop.domain.decisions import DecisionRequest
from desktop.preview.host import PreviewHost
from desktop.services.rows import ApplicationDetail
from tests.dialogs.detail.reader import Reader
from tests.work.gate import Gate

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_dialog_that_still_waits_for_its_application_can_be_closed(reader: Reader, gate: Gate) -> None:
    def slow(services: DetailServices) -> DetailServices:
        def held(application_id: str) -> ApplicationDetail:
            gate.pass_through()
            return services.application_detail(application_id)

        return replace(services, application_detail=held)

    dialog = reader.open("changchun", change=slow, loaded=False, name="秦霁月")
    reader.wait(gate.entered.is_set)
    reader.press(dialog, Qt.Key.Key_J)
    reader.press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    gate.opened.set()
    reader.settle()


def test_records_can_be_read_while_an_attachment_does_not_arrive(
    reader: Reader, gate: Gate, fresh_host: PreviewHost
) -> None:
    def slow(services: DetailServices) -> DetailServices:
        def held(application_id: str, sha256: str) -> bytes:
            gate.pass_through()
            return services.attachment_bytes(application_id, sha256)

        return replace(services, attachment_bytes=held)

    dialog = reader.open("changchun", change=slow, host=fresh_host, name="武宇航")
    reader.go_to(dialog, "education")
    reader.wait(gate.entered.is_set)
    reader.wait(lambda: reader.evidence(dialog).canvas.is_waiting)
    reader.press(dialog, Qt.Key.Key_J)
    record = reader.records(dialog).current_record
    assert record is not None
    assert record.number == 2
    gate.opened.set()
    reader.see_page(dialog)
    assert not reader.evidence(dialog).canvas.is_waiting


def test_typing_goes_on_while_a_decision_is_on_its_way_and_it_is_not_sent_twice(reader: Reader, gate: Gate) -> None:
    sent: list[str] = []

    def slow(services: DetailServices) -> DetailServices:
        def held(application_id: str, request: DecisionRequest, *, decision_id: str, in_doubt: bool = False) -> Decided:
            sent.append(decision_id)
            gate.pass_through()
            return services.decide(application_id, request, decision_id=decision_id)

        return replace(services, decide=held)

    dialog = reader.open("changchun", change=slow, name="秦霁月")
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    reader.press(reader.asked(dialog), Qt.Key.Key_Return, CONTROL)
    reader.wait(gate.entered.is_set)
    reader.press(dialog, Qt.Key.Key_Return, CONTROL)
    reader.go_to(dialog, "work")
    reader.press(dialog, Qt.Key.Key_J)
    record = reader.records(dialog).current_record
    assert record is not None
    assert record.number == 2
    gate.opened.set()
    reader.wait(lambda: "已通过" in reader.banner(dialog))
    assert len(sent) == 1
