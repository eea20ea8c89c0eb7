"""How a drawn sheet becomes an uploaded file: text PDF, scan, photograph, PNG or plain JPEG."""

import random
from functools import lru_cache
from typing import Any

import pymupdf
from pymupdf import mupdf

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import Canvas
from desktop.demo.evidence_spec import Capture

_SCAN_ZOOM = 1.35
_PHOTO_SIDE = 1040
_CARD_SIDE = 760
_CARD_WIDTH = 570
"""Sheets narrower than this, in points, are photographed from nearby."""
_DIRT_VARIANTS = 4


def capture_as(capture: Capture, sheets: list[Any], seed: int) -> bytes:
    """The file's bytes; `sheets` are one-page documents, in page order."""
    # coarser edges than for reading on screen: cheaper, and no eye tells after JPEG
    pymupdf.TOOLS.set_aa_level(4)
    rng = chance(seed)
    match capture:
        case Capture.TEXT_PDF:
            return _text_pdf(sheets)
        case Capture.SCANNED_PDF:
            return _scanned_pdf(sheets, rng)
        case Capture.PHOTO:
            return _photograph(sheets[0], rng, sideways=False)
        case Capture.SIDEWAYS_PHOTO:
            return _photograph(sheets[0], rng, sideways=True)
        case Capture.PNG:
            return bytes(sheets[0][0].get_pixmap(matrix=pymupdf.Matrix(1.25, 1.25)).tobytes("png"))
        case Capture.JPEG:
            zoom = max(1.0, 480 / min(sheets[0][0].rect[2:]))
            return bytes(sheets[0][0].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom)).tobytes("jpeg", jpg_quality=86))


def _saved(document: Any) -> bytes:
    """Bytes that depend on the content alone: no times, no random identifiers."""
    document.set_metadata({})
    return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def _text_pdf(sheets: list[Any]) -> bytes:
    document = sheets[0]
    for further in sheets[1:]:
        document.insert_pdf(further)
    document.subset_fonts()
    return _saved(document)


def _scanned_pdf(sheets: list[Any], rng: random.Random) -> bytes:
    document = pymupdf.open()
    skew = rng.uniform(-0.9, 0.9)
    for sheet in sheets:
        glass = sheet[0]
        size = glass.rect
        glass.show_pdf_page(size, _dirt(rng.randrange(_DIRT_VARIANTS)), 0, keep_proportion=False)
        image = _exposure(glass, size, _SCAN_ZOOM, skew + rng.uniform(-0.25, 0.25))
        page = document.new_page(width=size.width, height=size.height)
        page.insert_image(page.rect, stream=image.tobytes("jpeg", jpg_quality=62))
    return _saved(document)


def _photograph(sheet: Any, rng: random.Random, *, sideways: bool) -> bytes:
    size = sheet[0].rect
    margin = 0.14 * max(size.width, size.height)
    desk = Canvas(size.width + 2 * margin, size.height + 2 * margin, paper=None)
    page = desk.page
    page.show_pdf_page(page.rect, _desk(rng.randrange(len(_DESKS))), 0, keep_proportion=False)
    paper = pymupdf.Rect(margin, margin, margin + size.width, margin + size.height)
    _shadow(page, paper)
    page.show_pdf_page(paper, sheet, 0)
    page.show_pdf_page(page.rect, _light(rng.randrange(3)), 0, keep_proportion=False)
    view = _grown(paper, *[0.4 * margin] * 4)
    longest = _CARD_SIDE if size.width < _CARD_WIDTH else _PHOTO_SIDE
    tilt = rng.choice((-1, 1)) * rng.uniform(1.2, 3.2) + (rng.choice((90, 270)) if sideways else 0)
    image = _exposure(page, view, longest / max(view.width, view.height), tilt)
    return bytes(image.tobytes("jpeg", jpg_quality=74))


def _exposure(page: Any, view: Any, zoom: float, tilt: float) -> Any:
    """The part `view` of a page as seen by a camera or scanner turned by `tilt` degrees.

    The camera turns, not the sheet: a turned form object would be clipped along slanted edges, at twice the cost.
    """
    matrix = pymupdf.Matrix(zoom, zoom).prerotate(tilt)
    middle = (view.tl + view.br) / 2
    width, height = (view.height, view.width) if abs(tilt) > 45 else (view.width, view.height)
    centre = pymupdf.Point(middle) * matrix
    across, down = width * zoom / 2, height * zoom / 2
    seen = _grown(pymupdf.Rect(centre, centre), across, down, across, down)
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, seen.irect, False)
    pixmap.clear_with(255)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(*matrix), pixmap.this)
    mupdf.fz_run_page(page.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return pixmap


def _grown(box: Any, left: float, top: float, right: float, bottom: float) -> Any:
    return pymupdf.Rect(box.x0 - left, box.y0 - top, box.x1 + right, box.y1 + bottom)


def _shadow(page: Any, paper: Any) -> None:
    for spread in (9.0, 7.0, 5.0, 3.5, 2.0, 1.0):
        box = _grown(paper, spread * 0.4, spread * 0.2, spread, spread)
        page.draw_rect(box, color=None, fill=(0, 0, 0), fill_opacity=0.075)


@lru_cache(maxsize=_DIRT_VARIANTS)
def _dirt(variant: int) -> Any:
    """Sensor noise and a dark edge, as an overlay."""
    rng = chance("dirt", variant)
    width, height = 240, 340
    tones = pymupdf.Pixmap(pymupdf.csGRAY, width, height, rng.randbytes(width * height), False)
    strength = bytes(value // 26 for value in rng.randbytes(width * height))
    mask = pymupdf.Pixmap(pymupdf.csGRAY, width, height, strength, False)
    canvas = Canvas(595, 842, paper=None)
    canvas.page.insert_image(canvas.page.rect, pixmap=pymupdf.Pixmap(tones, mask))
    for step in range(6):
        edge = pymupdf.Rect(0, 0, 2 + step * 1.6, 842)
        canvas.page.draw_rect(edge, color=None, fill=(0.2, 0.2, 0.2), fill_opacity=0.06)
    for _ in range(9):
        speck = (rng.uniform(20, 575), rng.uniform(20, 822))
        canvas.page.draw_circle(speck, rng.uniform(0.3, 0.9), color=None, fill=(0.25, 0.24, 0.22), fill_opacity=0.5)
    return canvas.finish()


_DESKS = (((176, 140, 104), 22), ((118, 124, 132), 12), ((92, 68, 52), 18))


@lru_cache(maxsize=3)
def _desk(variant: int) -> Any:
    """A desk top: streaks of a wood's or laminate's tone."""
    rng = chance("desk", variant)
    tone, contrast = _DESKS[variant]
    columns, rows, knots = 60, 300, 5
    samples = bytearray()
    for _ in range(rows):
        streak = rng.gauss(0, contrast / 2)
        grain = [streak + rng.uniform(-contrast, contrast) * 0.3 for _ in range(knots + 1)]
        for column in range(columns):
            knot, share = divmod(column * knots / columns, 1)
            value = grain[int(knot)] * (1 - share) + grain[int(knot) + 1] * share
            samples.extend(max(0, min(255, round(part + value))) for part in tone)
    canvas = Canvas(600, 600, paper=None)
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, columns, rows, bytes(samples), False)
    canvas.page.insert_image(canvas.page.rect, pixmap=pixmap, keep_proportion=False)
    return canvas.finish()


@lru_cache(maxsize=3)
def _light(variant: int) -> Any:
    """Uneven light: darker towards one corner."""
    width, height = 120, 90
    lit = ((20, 15), (95, 15), (30, 70))[variant]
    shade = bytes(
        min(70, round(0.5 * ((column - lit[0]) ** 2 + 1.4 * (row - lit[1]) ** 2) ** 0.5))
        for row in range(height)
        for column in range(width)
    )
    black = pymupdf.Pixmap(pymupdf.csGRAY, width, height, bytes(width * height), False)
    mask = pymupdf.Pixmap(pymupdf.csGRAY, width, height, shade, False)
    canvas = Canvas(600, 600, paper=None)
    canvas.page.insert_image(canvas.page.rect, pixmap=pymupdf.Pixmap(black, mask), keep_proportion=False)
    return canvas.finish()
