"""The pane with a real preview: finding, thumbnails, failures, neighbours."""

import hashlib
import logging
from collections.abc import Callable

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.preview.host import PreviewHost
from desktop.text.preview import may_retry, preview_failure_sentence
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.next_document import NextDocumentCard
from desktop.widgets.evidence.pane import EvidencePane
from desktop.widgets.evidence.thumbnails import ThumbnailStrip
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label
from desktop.widgets.theme.palette import ColorRole
from tests.log_watch import ExpectLog

PATIENCE_MS = 20_000


def pdf(*pages: str) -> bytes:
    document = pymupdf.open()
    for text in pages:
        document.new_page(width=595, height=842).insert_text((72, 100), text, fontsize=20)
    content: bytes = document.tobytes()
    document.close()
    return content


def document(key: str, content: bytes) -> EvidenceDocument:
    digest = hashlib.sha256(content).hexdigest()
    return EvidenceDocument(key, digest, f"{key}.pdf", IconName.FILE_PDF, ColorRole.BAD, lambda: content)


@pytest.fixture
def pane(qtbot: QtBot, host: PreviewHost, show: Callable[..., object]) -> EvidencePane:
    made = EvidencePane(host, preview_failure_sentence, may_retry, empty_text="没有材料")
    made.setMinimumSize(800, 640)
    show(made)
    return made


def see(qtbot: QtBot, pane: EvidencePane) -> None:
    qtbot.waitUntil(lambda: pane.canvas.shows_page, timeout=PATIENCE_MS)


def test_without_a_document_it_says_why(pane: EvidencePane) -> None:
    assert pane.notice == "没有材料"
    pane.show_nothing("这条记录没有附件。")
    assert pane.notice == "这条记录没有附件。"


def test_finding_marks_every_hit_and_goes_from_one_to_the_next(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_documents([document("report", pdf("alpha", "beta", "alpha and alpha"))])
    pane.show_document("report")
    see(qtbot, pane)
    QTest.keyClick(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field, result = pane.findChild(QLineEdit, "findText"), pane.findChild(Label, "findResult")
    assert field is not None
    assert result is not None
    QTest.keyClicks(field, "alpha")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: result.text() == "第 1 处，共 3 处", timeout=PATIENCE_MS)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.canvas.place.page == 2
    assert result.text() == "第 2 处，共 3 处"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.canvas.place.page == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_what_is_not_there_is_said_to_be_not_found(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_documents([document("report", pdf("alpha"))])
    pane.show_document("report")
    see(qtbot, pane)
    QTest.keyClick(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field, result = pane.findChild(QLineEdit, "findText"), pane.findChild(Label, "findResult")
    assert field is not None
    assert result is not None
    QTest.keyClicks(field, "omega")
    qtbot.waitUntil(lambda: result.text() == "没有找到", timeout=PATIENCE_MS)


def test_a_damaged_document_gives_a_sentence_and_another_one_still_opens(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_documents([document("broken", b"%PDF-1.7\n1 0 obj\n<< /Type"), document("good", pdf("alpha"))])
    pane.show_document("broken")
    qtbot.waitUntil(lambda: "损坏" in pane.notice, timeout=PATIENCE_MS)
    retry = pane.findChild(QAbstractButton, "canvasRetry")
    assert retry is not None
    assert retry.isHidden()  # it would not help
    pane.go_to_neighbour(1)
    see(qtbot, pane)
    assert pane.notice == ""


def test_a_document_that_could_not_be_read_can_be_tried_again(
    qtbot: QtBot, pane: EvidencePane, expect_log: ExpectLog
) -> None:
    content = pdf("beta only here")
    attempts: list[None] = []

    def load() -> bytes:
        attempts.append(None)
        if len(attempts) == 1:
            raise OSError("the share is gone")
        return content

    whole = document("report", content)
    pane.set_documents([EvidenceDocument("report", whole.document, whole.title, whole.icon, whole.icon_role, load)])
    with expect_log("could not be loaded", level=logging.ERROR):
        pane.show_document("report")
        qtbot.waitUntil(lambda: "未能读取" in pane.notice, timeout=PATIENCE_MS)
    retry = pane.findChild(QAbstractButton, "canvasRetry")
    assert retry is not None
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    see(qtbot, pane)


def test_thumbnails_are_fetched_for_what_can_be_seen_and_lead_to_their_page(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_documents([document("long", pdf(*[f"page {number}" for number in range(60)]))])
    pane.show_document("long")
    see(qtbot, pane)
    strip = pane.findChild(ThumbnailStrip)
    assert strip is not None
    qtbot.waitUntil(lambda: strip.pictures > 3, timeout=PATIENCE_MS)
    assert strip.pictures < 30
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert pane.canvas.place.page == 1
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert pane.canvas.place.page == 59


def test_the_next_document_is_named_and_a_click_leads_there(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_documents([document("first", pdf("one")), document("second", pdf("two"))])
    pane.show_document("first")
    card = pane.findChild(NextDocumentCard)
    assert card is not None
    assert card.document is not None
    assert card.document.key == "second"
    with qtbot.waitSignal(pane.document_changed) as changed:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert changed.args == ["second"]
    assert card.document is not None
    assert card.document.key == "first"


def test_a_single_document_has_no_next(pane: EvidencePane) -> None:
    pane.set_documents([document("only", pdf("one"))])
    pane.show_document("only")
    card = pane.findChild(NextDocumentCard)
    assert card is not None
    assert card.isHidden()
    pane.go_to_neighbour(1)
    assert pane.current_key == "only"


def test_the_same_document_stays_in_its_place_when_the_list_is_renewed(qtbot: QtBot, pane: EvidencePane) -> None:
    documents = [document("first", pdf("one", "two")), document("second", pdf("three"))]
    pane.set_documents(documents)
    pane.show_document("first")
    see(qtbot, pane)
    pane.canvas.go_to_page(1)
    pane.set_documents(list(documents))
    assert pane.current_key == "first"
    assert pane.canvas.place.page == 1
    pane.set_documents(documents[1:])
    assert pane.current_key == ""
