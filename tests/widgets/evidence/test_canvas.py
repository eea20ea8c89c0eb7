"""The canvas by mouse, wheel and keys; its pictures are plain paper."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.preview.host import RenderedPage
from desktop.preview.protocol import DocumentInfo, NormalRect, PageRequest, PageSize
from desktop.widgets.evidence.canvas import PageCanvas
from desktop.widgets.evidence.place import Place, ZoomMode

BOOK = DocumentInfo("b" * 64, tuple(PageSize(595, 842) for _ in range(3)))
CONTROL = Qt.KeyboardModifier.ControlModifier


def picture_of(request: PageRequest) -> RenderedPage:
    image = QImage(max(request.width_px // 8, 1), 50, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    return RenderedPage(1, request, image)


@pytest.fixture
def asked() -> list[PageRequest]:
    return []


@pytest.fixture
def canvas(qtbot: QtBot, show: Callable[..., object], asked: list[PageRequest]) -> PageCanvas:
    made = PageCanvas()
    made.setFixedSize(700, 520)
    made.page_wanted.connect(asked.append)
    show(made)
    made.show_document(BOOK, Place())
    return made


def turn_wheel(canvas: PageCanvas, angle: int, at: QPoint, *, control: bool = False) -> None:
    held = CONTROL if control else Qt.KeyboardModifier.NoModifier
    where = canvas.viewport().mapToGlobal(at)
    event = QWheelEvent(
        QPointF(at), QPointF(where), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_a_page_fills_the_width_from_its_top(canvas: PageCanvas) -> None:
    page = canvas.page_rect()
    assert page.left() >= 0
    assert page.right() <= canvas.viewport().width()
    assert page.top() > 0
    assert page.bottom() > canvas.viewport().height()


def test_zooming_keeps_the_point_under_the_mouse_where_it_is(canvas: PageCanvas) -> None:
    canvas.set_zoom(1.0)
    at = QPoint(200, 300)
    page = canvas.page_rect()
    before = ((at.x() - page.left()) / page.width(), (at.y() - page.top()) / page.height())
    turn_wheel(canvas, 120, at, control=True)
    assert canvas.zoom == pytest.approx(1.25)
    page = canvas.page_rect()
    after = ((at.x() - page.left()) / page.width(), (at.y() - page.top()) / page.height())
    assert after == pytest.approx(before, abs=0.01)


def test_above_150_percent_only_what_can_be_seen_is_asked_for(canvas: PageCanvas, asked: list[PageRequest]) -> None:
    canvas.set_zoom(1.5)
    assert all(request.clip is None for request in asked)
    canvas.set_zoom(4.0)
    clip = asked[-1].clip
    assert clip is not None
    assert (clip.right - clip.left) * (clip.bottom - clip.top) < 0.5
    assert max(request.width_px for request in asked if request.clip is None) <= round(595 * 4 / 3 * 1.5)


def test_a_clip_that_still_covers_the_view_is_not_asked_for_again(canvas: PageCanvas, asked: list[PageRequest]) -> None:
    canvas.set_zoom(4.0)
    canvas.accept_page(picture_of(asked[-1]))
    count = len(asked)
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().value() + 20)
    assert len(asked) == count
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    assert len(asked) == count + 1


def test_a_picture_for_another_page_is_not_taken(canvas: PageCanvas, asked: list[PageRequest]) -> None:
    late = asked[-1]
    canvas.go_to_page(1)
    assert not canvas.accept_page(picture_of(late))
    assert not canvas.shows_page
    assert canvas.accept_page(picture_of(asked[-1]))
    assert canvas.shows_page


def test_it_says_that_it_waits_and_stops_when_the_page_is_there(
    qtbot: QtBot, canvas: PageCanvas, asked: list[PageRequest]
) -> None:
    assert not canvas.is_waiting
    qtbot.waitUntil(lambda: canvas.is_waiting)
    canvas.accept_page(picture_of(asked[-1]))
    assert not canvas.is_waiting


def test_a_page_is_painted_only_once_its_picture_is_there(
    qtbot: QtBot, canvas: PageCanvas, asked: list[PageRequest]
) -> None:
    with qtbot.assertNotEmitted(canvas.page_painted):
        canvas.viewport().repaint()
    with qtbot.waitSignal(canvas.page_painted) as painted:
        canvas.accept_page(picture_of(asked[-1]))
    assert painted.args == [0]


def test_keys_turn_the_pages(canvas: PageCanvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.place.page == 1
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.place.page == 2
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.place.page == 2
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.place.page == 0


def test_the_wheel_goes_on_to_the_next_page_past_the_foot(canvas: PageCanvas) -> None:
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    turn_wheel(canvas, -120, QPoint(300, 300))
    assert canvas.place.page == 0
    turn_wheel(canvas, -120, QPoint(300, 300))
    assert canvas.place.page == 1
    assert canvas.verticalScrollBar().value() == 0


def test_dragging_moves_the_page(canvas: PageCanvas) -> None:
    canvas.set_zoom(2.0)
    before = canvas.page_rect().topLeft()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    QTest.mouseMove(canvas.viewport(), QPoint(260, 250))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(260, 250))
    assert canvas.page_rect().topLeft() - before == QPointF(-40, -50)


def test_a_hit_that_cannot_be_seen_is_brought_into_view(canvas: PageCanvas) -> None:
    canvas.set_zoom(2.0)
    rect = NormalRect(0.8, 0.9, 0.9, 0.92)
    canvas.show_rect(rect)
    page, view = canvas.page_rect(), canvas.viewport().rect()
    spot = QPointF(page.left() + 0.85 * page.width(), page.top() + 0.91 * page.height())
    assert view.contains(spot.toPoint())


def test_a_place_beyond_the_document_becomes_its_last_page(canvas: PageCanvas) -> None:
    canvas.show_document(BOOK, Place(page=99))
    assert canvas.place.page == 2
    canvas.set_place(replace(canvas.place, rotation=450, mode=ZoomMode.FREE, zoom=100.0))
    assert (canvas.place.rotation, canvas.zoom) == (90, 8.0)
