"""How a drawn sheet becomes an uploaded file: text PDF, scan, photograph, PNG or plain JPEG."""

import random
from functools import lru_cache
from typing import Any

import pymupdf

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import Canvas
from desktop.demo.evidence_spec import Capture

_SCAN_ZOOM = 1.55
_PHOTO_ZOOM = 1.0
_DIRT_VARIANTS = 4


def capture_as(capture: Capture, sheets: list[Any], seed: int) -> bytes:
    """The file's bytes; `sheets` are one-page documents, in page order."""
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
            return bytes(sheets[0][0].get_pixmap(matrix=pymupdf.Matrix(2.0, 2.0)).tobytes("jpeg", jpg_quality=88))


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
        size = sheet[0].rect
        glass = Canvas(size.width, size.height)
        glass.page.show_pdf_page(
            pymupdf.Rect(3, 3, size.width - 3, size.height - 3), sheet, 0, rotate=skew + rng.uniform(-0.25, 0.25)
        )
        glass.page.show_pdf_page(glass.page.rect, _dirt(rng.randrange(_DIRT_VARIANTS)), 0, keep_proportion=False)
        image = glass.page.get_pixmap(matrix=pymupdf.Matrix(_SCAN_ZOOM, _SCAN_ZOOM)).tobytes("jpeg", jpg_quality=62)
        page = document.new_page(width=size.width, height=size.height)
        page.insert_image(page.rect, stream=image)
    return _saved(document)


def _photograph(sheet: Any, rng: random.Random, *, sideways: bool) -> bytes:
    size = sheet[0].rect
    margin = 0.09 * max(size.width, size.height)
    desk = Canvas(size.width + 2 * margin, size.height + 2 * margin, paper=None)
    page = desk.page
    page.show_pdf_page(page.rect, _desk(rng.randrange(3)), 0, keep_proportion=False)
    tilt = rng.choice((-1, 1)) * rng.uniform(1.2, 3.6)
    page.show_pdf_page(page.rect, _with_shadow(sheet, margin), 0, rotate=tilt)
    page.show_pdf_page(page.rect, _light(rng.randrange(3)), 0, keep_proportion=False)
    zoom = _PHOTO_ZOOM * 1220 / max(page.rect.width, page.rect.height)
    matrix = pymupdf.Matrix(zoom, zoom)
    if sideways:
        matrix.prerotate(rng.choice((90, 270)))
    return bytes(page.get_pixmap(matrix=matrix).tobytes("jpeg", jpg_quality=74))


def _with_shadow(sheet: Any, margin: float) -> Any:
    size = sheet[0].rect
    canvas = Canvas(size.width + 2 * margin, size.height + 2 * margin, paper=None)
    for spread in (9.0, 7.0, 5.0, 3.5, 2.0, 1.0):
        box = pymupdf.Rect(
            margin - spread * 0.4, margin - spread * 0.2, margin + size.width + spread, margin + size.height + spread
        )
        canvas.page.draw_rect(box, color=None, fill=(0, 0, 0), fill_opacity=0.075)
    inside = pymupdf.Rect(margin, margin, margin + size.width, margin + size.height)
    canvas.page.show_pdf_page(inside, sheet, 0)
    return canvas.finish()


@lru_cache(maxsize=_DIRT_VARIANTS)
def _dirt(variant: int) -> Any:
    """Sensor noise and a dark edge, as an overlay."""
    rng = chance("dirt", variant)
    width, height = 240, 340
    tones = pymupdf.Pixmap(pymupdf.csGRAY, width, height, rng.randbytes(width * height), False)
    strength = bytes(value // 16 for value in rng.randbytes(width * height))
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
