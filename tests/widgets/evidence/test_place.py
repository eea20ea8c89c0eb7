"""Zooms and how a page fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF

from desktop.preview.protocol import PageSize
from desktop.widgets.evidence.place import (
    GREATEST_FIT,
    PIXELS_PER_POINT,
    ZOOM_STEPS,
    ZoomMode,
    fitting_zoom,
    next_step,
    previous_step,
)

A4 = PageSize(595, 842)
lengths = st.floats(40, 3000)


@given(lengths, lengths, lengths, lengths)
def test_a_whole_page_never_reaches_beyond_the_room(wide: float, high: float, room_w: float, room_h: float) -> None:
    zoom = fitting_zoom(ZoomMode.FIT_PAGE, PageSize(wide, high), QSizeF(room_w, room_h))
    if zoom > 0.05:
        assert wide * PIXELS_PER_POINT * zoom <= room_w * 1.001
        assert high * PIXELS_PER_POINT * zoom <= room_h * 1.001


def test_a_small_picture_is_not_blown_up_without_end() -> None:
    assert fitting_zoom(ZoomMode.FIT_WIDTH, PageSize(20, 20), QSizeF(2000, 1000)) == GREATEST_FIT


def test_fit_width_lets_a_tall_page_run_over_the_foot() -> None:
    assert fitting_zoom(ZoomMode.FIT_WIDTH, A4, QSizeF(595 * PIXELS_PER_POINT, 200)) == pytest.approx(1.0)


@pytest.mark.parametrize("zoom", [0.3, 0.5, 0.59, 1.0, 1.44, 7.9])
def test_steps_lead_up_and_down_through_the_usual_zooms(zoom: float) -> None:
    assert next_step(zoom) > zoom
    assert previous_step(zoom) < zoom
    assert {next_step(zoom), previous_step(zoom)} <= set(ZOOM_STEPS)
