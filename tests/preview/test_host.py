"""The host as the evidence pane uses it: what is asked last comes first, what is stale never comes, nothing blocks."""

import logging
import threading
from collections.abc import Iterator
from functools import partial

import pymupdf
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.preview.host import PreviewHost
from desktop.preview.protocol import NormalRect, PageRequest, PageSize, PreviewErrorCode
from tests.log_watch import ExpectLog
from tests.preview.desk import SHORT, Desk, misbehaving
from tests.preview.sample_documents import many_pages, scan_pdf, text_pdf

_OTHERS: set[threading.Thread] = set()


def in_process(content: bytes, page: int, width: int) -> QImage:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        zoom = width / document[page].rect.width
        pixels = document[page].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        image = QImage(pixels.samples, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888)
        return image.convertToFormat(QImage.Format.Format_RGB32)


@pytest.fixture(autouse=True)
def others() -> Iterator[None]:
    """Hosts of earlier tests may still be on their way out: what they run is not what these tests look at."""
    _OTHERS.clear()
    _OTHERS.update(threading.enumerate())
    yield
    _OTHERS.clear()


def preview_threads() -> list[str]:
    running = set(threading.enumerate()) - _OTHERS
    return [thread.name for thread in running if thread.name.startswith("preview-")]


def test_a_page_arrives_as_an_image_that_outlives_everything(qtbot: QtBot) -> None:
    content = scan_pdf(2)
    with Desk(qtbot) as desk:
        assert desk.open("scan", content).pages == (PageSize(595, 842),) * 2
        first, second = desk.page("scan", 0, 333), desk.page("scan", 1, 333)
    qtbot.waitUntil(lambda: not preview_threads(), timeout=30_000)
    assert first == in_process(content, 0, 333)
    assert second == in_process(content, 1, 333)
    assert first != second


def test_nothing_is_started_before_it_is_needed_and_nothing_after_the_end(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not preview_threads(), timeout=30_000)
    host = PreviewHost()
    assert preview_threads() == []
    host.close()
    host.close()
    host.open_document("late", lambda: b"")
    host.request_page(PageRequest("late", 0, 100))
    host.search("late", "text")
    assert preview_threads() == []


def test_of_several_pages_asked_for_in_one_view_only_the_last_arrives(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("many", many_pages(30))
        numbers = [desk.host.request_page(PageRequest("many", page, 100)) for page in range(0, 30, 3)]
        desk.wait(lambda: desk.pages)
        desk.page("many", 29)
        assert [page.number for page in desk.pages[:-1]] == [numbers[-1]]


def test_views_are_answered_newest_first(qtbot: QtBot) -> None:
    with Desk(qtbot, misbehaving()) as desk:
        desk.host.open_document("many", lambda: b"well")
        # all are asked before the child has started
        for page in range(4):
            desk.host.request_page(PageRequest("many", page, 100), view=f"view {page}")
        desk.wait(lambda: len(desk.pages) == 4)
        assert [page.request.page for page in desk.pages] == [3, 2, 1, 0]


def test_what_is_cancelled_never_arrives(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("many", many_pages(10))
        desk.host.cancel(desk.host.request_page(PageRequest("many", 5, 100), view="one"))
        desk.host.request_page(PageRequest("many", 6, 100), view="two")
        desk.host.request_thumbnails("many", range(10), 20)
        desk.host.search("many", "page")
        desk.host.cancel_all()
        desk.page("many", 7)
        assert [page.request.page for page in desk.pages] == [7]
        assert not desk.thumbnails
        assert not desk.searches
        assert not desk.failures


def test_a_request_that_is_drawn_already_ahead_is_answered_once(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("many", many_pages(10))
        wanted = PageRequest("many", 4, 100)
        desk.host.prefetch_page(wanted)
        number = desk.host.request_page(wanted)
        desk.wait(lambda: desk.pages)
        desk.page("many", 8)
        assert [page.number for page in desk.pages[:-1]] == [number]


def test_the_neighbours_are_ready_and_come_in_the_same_turn_of_the_event_loop(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("many", many_pages(10))
        desk.page("many", 4, 150)
        for page in (5, 3):
            wanted = PageRequest("many", page, 150)
            desk.wait(partial(desk.host.page_now, wanted))
            ready = desk.host.page_now(wanted)
            assert ready is not None
            desk.pages.clear()
            number = desk.host.request_page(wanted)
            QCoreApplication.processEvents()
            assert [(page.number, page.image) for page in desk.pages] == [(number, ready.image)]
        desk.wait(lambda: desk.host.page_now(PageRequest("many", 6, 150)))
        assert desk.host.page_now(PageRequest("many", 9, 150)) is None


def test_the_neighbours_of_a_page_asked_for_before_its_document_is_open_are_ready_too(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.host.open_document("many", lambda: many_pages(10))
        desk.page("many", 0, 150)
        desk.wait(lambda: desk.host.page_now(PageRequest("many", 1, 150)))


def test_the_next_attachment_can_be_there_before_it_is_asked_for(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("shown", many_pages(2))
        desk.host.open_document("next", lambda: text_pdf("next"), ahead=True)
        wanted = PageRequest("next", 0, 200)
        desk.host.prefetch_page(wanted)
        desk.wait(lambda: desk.host.page_now(wanted))
        assert desk.host.info("next") is not None


def test_clips_and_sizes_and_rotations_are_pictures_of_their_own(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("text", text_pdf("清晰"))
        assert desk.page("text", width=200).width() == 200
        assert desk.page("text", width=300).width() == 300
        turned = desk.page("text", width=300, rotation=90)
        assert turned.height() < turned.width() == 300
        clip = PageRequest("text", 0, 1000, 0, NormalRect(0.0, 0.0, 0.5, 0.25))
        number = desk.host.request_page(clip)
        desk.wait(lambda: desk.pages[-1].number == number)
        assert desk.pages[-1].image.width() == 500


def test_thumbnails_arrive_in_order_under_one_number_and_are_kept(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("many", many_pages(40))
        number = desk.host.request_thumbnails("many", range(40), 30)
        desk.wait(lambda: len(desk.thumbnails) == 40)
        assert [page.request.page for page in desk.thumbnails] == list(range(40))
        assert {page.number for page in desk.thumbnails} == {number}
        assert {page.image.width() for page in desk.thumbnails} == {30}
        desk.thumbnails.clear()
        desk.host.request_thumbnails("many", range(40), 30)
        QCoreApplication.processEvents()
        assert len(desk.thumbnails) == 40
        assert desk.host.request_thumbnails("many", [], 30) > number


def test_a_page_overtakes_a_row_of_thumbnails(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("scan", scan_pdf(12))
        desk.host.request_thumbnails("scan", range(12), 120)
        desk.page("scan", 9)
        assert len(desk.thumbnails) < 12
        desk.wait(lambda: len(desk.thumbnails) == 12)


def test_a_search_finds_all_pages_and_a_newer_one_replaces_it(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk:
        desk.open("many", many_pages(120))
        desk.host.search("many", "nothing of the kind")
        number = desk.host.search("many", "PAGE 11")
        desk.wait(lambda: desk.searches)
        (result,) = desk.searches
        assert (result.number, result.complete) == (number, True)
        assert [hit.page for hit in result.hits] == [11, *range(110, 120)]


def test_a_search_that_comes_back_page_by_page_is_put_together(qtbot: QtBot) -> None:
    with Desk(qtbot, misbehaving()) as desk:
        desk.open("dummy", b"well")
        desk.host.search("dummy", "any")
        desk.wait(lambda: desk.searches)
        assert [hit.page for hit in desk.searches[0].hits] == list(range(12))


def test_a_document_that_cannot_be_loaded_says_so_and_may_be_tried_again(qtbot: QtBot, expect_log: ExpectLog) -> None:
    server_is_there = threading.Event()

    def load() -> bytes:
        if not server_is_there.is_set():
            raise OSError("the server is gone")
        return text_pdf("late")

    with Desk(qtbot) as desk:
        with expect_log("could not be loaded", level=logging.ERROR):
            desk.host.open_document("far", load)
            assert desk.failure() is PreviewErrorCode.UNREADABLE
        server_is_there.set()
        desk.host.request_page(PageRequest("far", 0, 100))
        desk.wait(lambda: desk.pages)


def test_asking_about_a_document_nobody_has_opened_is_a_mistake(qtbot: QtBot) -> None:
    with Desk(qtbot) as desk, pytest.raises(ValueError, match="opened"):
        desk.host.request_page(PageRequest("unheard of", 0, 100))


def test_more_documents_than_a_child_keeps_open_can_be_looked_at_in_turn(qtbot: QtBot) -> None:
    contents = {f"document {n}": text_pdf(f"number {n}") for n in range(7)}
    with Desk(qtbot) as desk:
        for name, content in contents.items():
            desk.open(name, content)
        for name, content in contents.items():
            assert desk.page(name, width=150) == in_process(content, 0, 150)


def test_a_slow_page_does_not_keep_a_person_from_another_document(qtbot: QtBot) -> None:
    with Desk(qtbot, misbehaving()) as desk:
        desk.open("slow", b"hang")
        desk.open("good", b"well")
        desk.page("good", 1)
        desk.host.request_page(PageRequest("slow", 0, 100), view="other")
        # answered by the reserve long before the watchdog would have ended the wait
        desk.page("good", 9)
        assert not desk.failures


def test_a_host_destroyed_without_being_closed_takes_its_children_along(qtbot: QtBot) -> None:
    desk = Desk(qtbot, misbehaving(), SHORT)
    desk.open("good", b"well")
    assert preview_threads()
    desk.host.deleteLater()
    qtbot.waitUntil(lambda: not preview_threads(), timeout=30_000)
