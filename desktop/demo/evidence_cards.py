"""Portraits and identity documents: each with a wide 样本 and no real emblem, so that none can pass for a real one."""

import math
from datetime import date
from functools import lru_cache
from typing import Any

import pymupdf

from desktop.demo.evidence_canvas import INK, MARK, Canvas, Colour, drawing_of
from desktop.demo.evidence_font import chinese_font
from desktop.demo.evidence_ornaments import draw_portrait
from desktop.demo.evidence_spec import Sheet

CARD = (513.0, 324.0)
_BOOKLET = (560.0, 392.0)
_BLUE: Colour = (0.16, 0.34, 0.56)
_LABEL: Colour = (0.24, 0.44, 0.66)


@lru_cache(maxsize=8)
def _card_paper(left: Colour, right: Colour, line: Colour, width: float, height: float) -> bytes:
    canvas = Canvas(width, height, paper=None)
    shape = canvas.shape
    bands = 48
    for band in range(bands):
        share = band / (bands - 1)
        tone = tuple(a + (b - a) * share for a, b in zip(left, right, strict=True))
        shape.draw_rect(pymupdf.Rect(width * band / bands, 0, width * (band + 1) / bands + 1, height))
        shape.finish(fill=tone, color=None)
    for strand in range(26):
        points = [
            (
                width * step / 90,
                height * strand / 25 + math.sin(step / 90 * math.pi * 6 + strand * 0.5) * 9,
            )
            for step in range(91)
        ]
        shape.draw_polyline(points)
    shape.finish(color=line, width=0.35, closePath=False)
    return drawing_of(canvas)


def _watermark(canvas: Canvas, size: float) -> None:
    middle = pymupdf.Point(canvas.width / 2, canvas.height / 2)
    writer = pymupdf.TextWriter(canvas.page.rect)
    place = (middle.x - size * 1.5, middle.y + size * 0.35)
    writer.append(place, "样　本", font=chinese_font(), fontsize=size)
    writer.write_text(canvas.page, color=(0.75, 0.2, 0.2), opacity=0.13, morph=(middle, pymupdf.Matrix(18)))


def portrait(sheet: Sheet) -> Any:
    """A studio portrait, 295:413 as for a one-inch photograph."""
    canvas = Canvas(295, 413, paper=None)
    draw_portrait(canvas.shape, canvas.page.rect, sheet["face"], sheet["sex"], int(sheet["age"]), framed=False)
    canvas.centred(147, 404, MARK, 10, (0.95, 0.95, 0.97))
    return canvas.finish()


def identity_front(sheet: Sheet) -> Any:
    """The side with name, address, number and photograph."""
    canvas = Canvas(*CARD, paper=None)
    canvas.background(_card_paper((0.90, 0.95, 0.98), (0.97, 0.95, 0.93), (0.76, 0.85, 0.91), *CARD))
    born = date.fromisoformat(sheet["birth_date"])
    canvas.text(34, 52, "姓名", 13, _LABEL)
    canvas.text(76, 53, sheet["name"], 18, spacing=2)
    canvas.text(34, 90, "性别", 13, _LABEL)
    canvas.text(76, 90, sheet["sex"], 15)
    canvas.text(128, 90, "民族", 13, _LABEL)
    canvas.text(168, 90, sheet["ethnic_group"].removesuffix("族"), 15)
    canvas.text(34, 126, "出生", 13, _LABEL)
    for x, number, unit in ((76, born.year, "年"), (144, born.month, "月"), (190, born.day, "日")):
        end = canvas.text(x, 126, str(number), 15)
        canvas.text(end + 5, 126, unit, 13, _LABEL)
    canvas.text(34, 164, "住址", 13, _LABEL)
    canvas.paragraph(76, 164, 226, sheet["address"], 15, 24, indent=0)
    canvas.text(34, 282, "公民身份号码", 13, _LABEL)
    canvas.text(132, 283, sheet["number"], 20, bold=True, spacing=3.4)
    draw_portrait(
        canvas.shape, pymupdf.Rect(338, 48, 472, 231), sheet["face"], sheet["sex"], int(sheet["age"]), framed=False
    )
    _watermark(canvas, 92)
    canvas.mark(312, 9, (0.62, 0.32, 0.32))
    return canvas.finish()


def identity_back(sheet: Sheet) -> Any:
    """The side with the issuing office; a plain star stands where the emblem would be."""
    canvas = Canvas(*CARD, paper=None)
    canvas.background(_card_paper((0.97, 0.93, 0.92), (0.90, 0.94, 0.97), (0.88, 0.80, 0.82), *CARD))
    shape = canvas.shape
    shape.draw_circle((88, 84), 44)
    shape.finish(color=(0.72, 0.18, 0.14), width=3)
    shape.draw_circle((88, 84), 37)
    shape.finish(color=(0.82, 0.62, 0.26), width=1.2)
    star = [
        (88 + r * math.sin(point * math.pi / 5), 84 - r * math.cos(point * math.pi / 5))
        for point in range(10)
        for r in (26 if point % 2 == 0 else 10,)
    ]
    shape.draw_polyline(star)
    shape.finish(color=None, fill=(0.80, 0.24, 0.16), closePath=True)
    canvas.centred(314, 78, "中华人民共和国", 23, INK, bold=True, spacing=5)
    canvas.centred(314, 130, "居民身份证", 32, INK, bold=True, spacing=10)
    canvas.text(94, 236, "签发机关", 13, bold=True)
    canvas.text(168, 236, sheet["authority"], 15)
    canvas.text(94, 274, "有效期限", 13, bold=True)
    canvas.text(168, 274, sheet["valid"], 15)
    _watermark(canvas, 92)
    canvas.mark(312, 9, (0.62, 0.32, 0.32))
    return canvas.finish()


def passport(sheet: Sheet) -> Any:
    """A passport's page of data, with a machine-readable zone."""
    canvas = Canvas(*_BOOKLET, paper=None)
    canvas.background(_card_paper((0.95, 0.93, 0.97), (0.91, 0.96, 0.95), (0.80, 0.82, 0.90), *_BOOKLET))
    canvas.text(32, 38, f"护照  PASSPORT    {sheet['nationality']}", 15, _BLUE, bold=True)
    box = pymupdf.Rect(32, 66, 164, 246)
    draw_portrait(canvas.shape, box, sheet["face"], sheet["sex"], int(sheet["age"]), framed=False)
    rows = (
        ("护照号 / Passport No.", sheet["number"]),
        ("姓名 / Name", sheet["name"]),
        ("国籍 / Nationality", sheet["nationality"]),
        ("性别 / Sex", f"{sheet['sex']} / {'M' if sheet['sex'] == '男' else 'F'}"),
        ("出生日期 / Date of birth", sheet["birth_date"]),
        ("有效期 / Validity", sheet["valid"]),
    )
    _rows(canvas, rows, 188, 78)
    latin = "".join(c if c.isascii() and c.isalpha() else "<" for c in sheet["name"].upper())
    zone = f"P<UTO{latin}".ljust(44, "<")
    born = sheet["birth_date"].replace("-", "")[2:]
    for y, line in ((322, zone), (346, f"{sheet['number']}<0UTO{born}0".ljust(44, "<"))):
        canvas.text(32, y, line, 15, spacing=1.6)
    _watermark(canvas, 100)
    canvas.mark(378, 9, (0.62, 0.32, 0.32))
    return canvas.finish()


def permit(sheet: Sheet) -> Any:
    """A travel permit of a Hong Kong, Macao or Taiwan resident."""
    canvas = Canvas(*CARD, paper=None)
    canvas.background(_card_paper((0.90, 0.97, 0.94), (0.96, 0.96, 0.90), (0.74, 0.87, 0.82), *CARD))
    canvas.fitted(256, 44, sheet["document_type"], 21, 450, (0.10, 0.38, 0.34), bold=True, spacing=3)
    draw_portrait(
        canvas.shape, pymupdf.Rect(34, 76, 158, 246), sheet["face"], sheet["sex"], int(sheet["age"]), framed=False
    )
    rows = (
        ("姓名", sheet["name"]),
        ("出生日期", sheet["birth_date"].replace("-", ".")),
        ("性别", sheet["sex"]),
        ("有效期限", sheet["valid"]),
        ("签发机关", "出入境管理局（样本）"),
    )
    _rows(canvas, rows, 184, 88)
    canvas.text(34, 284, sheet["number"], 21, bold=True, spacing=3)
    _watermark(canvas, 92)
    canvas.mark(312, 9, (0.62, 0.32, 0.32))
    return canvas.finish()


def _rows(canvas: Canvas, rows: tuple[tuple[str, str], ...], x: float, y: float) -> None:
    for label, value in rows:
        canvas.text(x, y, label, 9.5, _LABEL)
        canvas.text(x, y + 17, value, 15)
        y += 35
