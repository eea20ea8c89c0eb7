"""How a drawn sheet becomes an uploaded file: text PDF, scan, photograph, PNG or plain JPEG."""

import random
from functools import lru_cache
from typing import Any

import pymupdf
from pymupdf import mupdf

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import WHITE, Canvas, Colour, take_paper_away
from desktop.demo.evidence_spec import Capture

_SCAN_ZOOM = 1.35
_PHOTO_SIDE = 1040
_CARD_SIDE = 760
_CARD_WIDTH = 570
"""Sheets narrower than this, in points, are photographed from nearby."""
_DIRT_VARIANTS = 4
_LIGHTS = 3
_SQUARE = 600
_SHADE = 10.0


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
        paper = take_paper_away(glass) or WHITE
        picture = _picture(size, _SCAN_ZOOM)
        blank = _dirty_paper(picture.width, picture.height, paper, rng.randrange(_DIRT_VARIANTS))
        picture.copy(blank, picture.irect)
        _expose(picture, glass, _camera(size, size, _SCAN_ZOOM, skew + rng.uniform(-0.25, 0.25)))
        page = document.new_page(width=size.width, height=size.height)
        page.insert_image(page.rect, stream=picture.tobytes("jpeg", jpg_quality=62))
    return _saved(document)


def _photograph(sheet: Any, rng: random.Random, *, sideways: bool) -> bytes:
    paper = sheet[0].rect
    margin = 0.056 * max(paper.width, paper.height)
    longest = _CARD_SIDE if paper.width < _CARD_WIDTH else _PHOTO_SIDE
    zoom = longest / (max(paper.width, paper.height) + 2 * margin)
    view = _grown(paper, margin)
    seen = pymupdf.Rect(0, 0, view.height, view.width) if sideways else pymupdf.Rect(0, 0, view.width, view.height)
    desk, light = rng.randrange(len(_DESKS)), rng.randrange(_LIGHTS)
    tilt = rng.choice((-1, 1)) * rng.uniform(1.2, 3.2) + (rng.choice((90, 270)) if sideways else 0)
    picture = _picture(seen, zoom)
    whole = pymupdf.Rect(0, 0, picture.width, picture.height)
    _expose(picture, _desk(desk)[0], _stretched(whole))
    camera = _camera(view, seen, zoom, tilt)
    _expose(picture, _shadow(paper.width, paper.height)[0], pymupdf.Matrix(1, 0, 0, 1, -_SHADE, -_SHADE) * camera)
    _expose(picture, sheet[0], camera)
    _expose(picture, _light(light)[0], _stretched(whole))
    return bytes(picture.tobytes("jpeg", jpg_quality=74))


def _picture(size: Any, zoom: float) -> Any:
    """An unexposed picture of `size` points."""
    return pymupdf.Pixmap(
        pymupdf.csRGB, pymupdf.IRect(0, 0, round(size.width * zoom), round(size.height * zoom)), False
    )


def _camera(view: Any, seen: Any, zoom: float, tilt: float) -> Any:
    """Maps the middle of `view` to the middle of a picture of what is `seen`, turned by `tilt` degrees.

    The camera turns, not the sheet: a turned form object would be clipped along slanted edges, at twice the cost.
    """
    matrix = pymupdf.Matrix(zoom, zoom).prerotate(tilt)
    middle = pymupdf.Point((view.tl + view.br) / 2) * matrix
    return matrix * pymupdf.Matrix(1, 0, 0, 1, seen.width * zoom / 2 - middle.x, seen.height * zoom / 2 - middle.y)


def _stretched(picture: Any) -> Any:
    """Maps a square overlay to the whole picture."""
    return pymupdf.Matrix(picture.width / _SQUARE, picture.height / _SQUARE)


def _expose(picture: Any, page: Any, matrix: Any) -> None:
    """Draws a page into the picture."""
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(*matrix), picture.this)
    mupdf.fz_run_page(page.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
    mupdf.fz_close_device(device)


def _grown(box: Any, by: float) -> Any:
    return pymupdf.Rect(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)


@lru_cache(maxsize=8)
def _shadow(width: float, height: float) -> Any:
    """What a sheet of that size casts on the desk, drawn with `_SHADE` points around it."""
    canvas = Canvas(width + 2 * _SHADE, height + 2 * _SHADE, paper=None)
    paper = pymupdf.Rect(_SHADE, _SHADE, _SHADE + width, _SHADE + height)
    shape = canvas.shape
    for spread in (8.0, 4.5, 1.5):
        # a ring: most of the shadow lies hidden under the sheet
        shape.draw_rect(
            pymupdf.Rect(paper.x0 - spread * 0.4, paper.y0 - spread * 0.2, paper.x1 + spread, paper.y1 + spread)
        )
        shape.draw_rect(_grown(paper, -2))
        shape.finish(color=None, fill=(0, 0, 0), fill_opacity=0.14, even_odd=True)
    return canvas.finish()


@lru_cache(maxsize=24)
def _dirty_paper(width: int, height: int, paper: Colour, variant: int) -> Any:
    """Blank paper of that many pixels under a scanner: noise, specks and a dark edge."""
    tone = bytes(round(255 * part) for part in paper)
    picture = pymupdf.Pixmap(pymupdf.csRGB, width, height, tone * (width * height), False)
    overlay = _dirt(variant)[0]
    _expose(picture, overlay, pymupdf.Matrix(width / overlay.rect.width, height / overlay.rect.height))
    return picture


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
    canvas = Canvas(_SQUARE, _SQUARE, paper=None)
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, columns, rows, bytes(samples), False)
    canvas.page.insert_image(canvas.page.rect, pixmap=pixmap, keep_proportion=False)
    return canvas.finish()


@lru_cache(maxsize=_LIGHTS)
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
    canvas = Canvas(_SQUARE, _SQUARE, paper=None)
    canvas.page.insert_image(canvas.page.rect, pixmap=pymupdf.Pixmap(black, mask), keep_proportion=False)
    return canvas.finish()
