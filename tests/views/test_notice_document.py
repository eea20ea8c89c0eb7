"""A notice in a document of Qt: what is shown is what is written, and nothing is loaded from anywhere."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.notice_text import Block, BlockKind, Span, normal, read_notice, written_notice
from desktop.views.notices.notice_document import blocks_of, show_blocks
from desktop.views.notices.notice_text_view import NoticeTextEdit, NoticeTextView

words = st.text(st.sampled_from("申报通知𠮷😀 *#-ab"), min_size=1, max_size=8)
spans = st.lists(st.builds(Span, words, st.booleans()), min_size=1, max_size=3).map(tuple)
blocks = st.builds(Block, st.sampled_from(BlockKind), spans)
HEADINGS = (BlockKind.HEADING, BlockKind.SUBHEADING)


def plain_headings(block: Block) -> Block:
    return Block(block.kind, (Span(block.text),)) if block.kind in HEADINGS else block


@given(st.lists(blocks, max_size=4))
def test_what_is_shown_is_what_is_written(some: list[Block]) -> None:
    some = [normal(plain_headings(block)) for block in some]
    document = QTextDocument()
    show_blocks(document, some)
    assert written_notice(blocks_of(document)) == written_notice(some)


def test_headings_bullets_and_bold_are_made_with_keys_and_taken_back(qtbot: QtBot) -> None:
    edit = NoticeTextEdit("正文")
    qtbot.addWidget(edit)
    edit.show_text("")
    edit.set_block_kind(BlockKind.HEADING)
    QTest.keyClicks(edit, "Title")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "one ")
    edit.set_bold(True)
    QTest.keyClicks(edit, "two")
    edit.set_bold(False)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    edit.set_block_kind(BlockKind.BULLET)
    QTest.keyClicks(edit, "item")
    assert edit.text == "# Title\n\none **two**\n\n- item"
    edit.set_block_kind(BlockKind.BULLET)
    assert edit.text == "# Title\n\none **two**\n\nitem"


def test_pasting_brings_words_alone(qtbot: QtBot) -> None:
    edit = NoticeTextEdit("正文")
    qtbot.addWidget(edit)
    edit.show_text("")
    pasted = QMimeData()
    pasted.setHtml('<h1>大</h1><img src="http://example.com/a.png">')
    pasted.setText("**大**")
    edit.insertFromMimeData(pasted)
    assert read_notice(edit.text) == (Block(BlockKind.PARAGRAPH, (Span("**大**"),)),)
    assert edit.text == r"\*\*大\*\*"


def test_a_reader_asks_for_nothing_from_elsewhere(qtbot: QtBot) -> None:
    view = NoticeTextView("通知")
    qtbot.addWidget(view)
    view.show_text("![图](http://example.com/a.png) <img src='file:///etc/passwd'>")
    assert "<img src='file:///etc/passwd'>" in view.toPlainText()
    assert (
        view.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/passwd")).isEmpty()
    )
    assert view.isReadOnly()
    cursor = view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert not cursor.charFormat().isAnchor()
