"""One sheet being drawn: text with bold and rare characters, wrapped paragraphs, seals, signatures, rules.

What the documents say is the business of the callers.
"""

import math
import zlib
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pymupdf
from pymupdf import mupdf

from desktop.demo.evidence_font import COMPOSED, FONTS, advance, font_key, font_of, text_width
from desktop.demo.evidence_lines import wrap

Colour = tuple[float, float, float]

INK: Colour = (0.13, 0.13, 0.15)
GREY: Colour = (0.46, 0.45, 0.44)
SEAL_RED: Colour = (0.80, 0.12, 0.10)
PEN_BLUE: Colour = (0.12, 0.14, 0.36)
WHITE: Colour = (1.0, 1.0, 1.0)

MARK = "演示样本 · 非真实证书"
"""Stands on every sheet."""


def drawing_of(canvas: "Canvas") -> bytes:
    """What a canvas without text shows, as the deflated content that `Canvas.background` takes."""
    return zlib.compress(canvas.finish()[0].read_contents())


def take_paper_away(page: Any) -> Colour | None:
    """Leaves what is drawn on a canvas's page without the paper under it; returns its colour, None if it had none."""
    document, contents = page.parent, page.get_contents()
    for stream in contents:
        paint = document.xref_stream(stream).split()
        if paint[3:4] == [b"rg"] and paint[-1] == b"f" and len(paint) == _PAPER_TOKENS:
            kept = " ".join(f"{other} 0 R" for other in contents if other != stream)
            document.xref_set_key(page.xref, "Contents", f"[{kept}]")
            red, green, blue = map(float, paint[:3])
            return red, green, blue
    return None


_PAPER_TOKENS = 10


class Canvas:
    """A single page of `width` × `height` points in a document of its own."""

    def __init__(self, width: float, height: float, paper: Colour | None = WHITE) -> None:
        self.document: Any = pymupdf.open()
        self.page: Any = self.document.new_page(width=width, height=height)
        self.width, self.height = width, height
        self._writers: dict[tuple[Colour, bool, float], Any] = {}
        self._under: list[int] = []
        self.shape: Any = self.page.new_shape()
        """Collects lines and areas; they come to lie under all text."""
        if paper is not None:
            red, green, blue = paper
            self.background(zlib.compress(f"{red} {green} {blue} rg 0 0 {width} {height} re f".encode("ascii")))

    def finish(self) -> Any:
        """Writes the collected lines and text and hands over the document."""
        self.shape.commit()
        for (colour, bold, opacity), writer in self._writers.items():
            writer.write_text(self.page, color=colour, opacity=opacity, render_mode=2 if bold else 0)
        self._writers.clear()
        return self.document

    def background(self, content: bytes) -> None:
        """Puts deflated content over the paper and under everything that follows.

        As a form object it would be clipped to its box, which is slow where the page is rendered askew.
        """
        stream = self.document.get_new_xref()
        self.document.update_object(stream, "<<>>")
        self.document.update_stream(stream, content, new=True, compress=False)
        self.document.xref_set_key(stream, "Filter", "/FlateDecode")
        self._under.append(stream)
        under = " ".join(f"{xref} 0 R" for xref in self._under)
        self.document.xref_set_key(self.page.xref, "Contents", f"[{under}]")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour = INK,
        *,
        bold: bool = False,
        spacing: float = 0,
        opacity: float = 1,
    ) -> float:
        """Writes one line from `x` on the base line `y`; returns where it ends."""
        for key, characters in groupby(text, font_key):
            run = "".join(characters)
            if key == "composed":
                for character in run:
                    self._composed(x, y, character, size, colour)
                    x += size + spacing
                continue
            writer = self._writer(colour, bold=bold, opacity=opacity)
            font = FONTS[key]()
            if not spacing:
                self._show(writer, font, run, x, y, size)
                x += text_width(run, size)
                continue
            for character in run:
                self._show(writer, font, character, x, y, size)
                x += advance(character) * size + spacing
        return x

    def centred(self, x: float, y: float, text: str, size: float, colour: Colour = INK, **style: Any) -> None:
        """Writes one line centred on `x`."""
        self.text(x - text_width(text, size, style.get("spacing", 0)) / 2, y, text, size, colour, **style)

    def right(self, x: float, y: float, text: str, size: float, colour: Colour = INK, **style: Any) -> None:
        """Writes one line that ends at `x`."""
        self.text(x - text_width(text, size, style.get("spacing", 0)), y, text, size, colour, **style)

    def fitted(
        self, x: float, y: float, text: str, size: float, width: float, colour: Colour = INK, **style: Any
    ) -> None:
        """Writes one centred line, smaller if it is wider than `width`."""
        natural = text_width(text, size, style.get("spacing", 0))
        if natural > width:
            factor = width / natural
            size, style["spacing"] = size * factor, style.get("spacing", 0) * factor
        self.centred(x, y, text, size, colour, **style)

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str | Sequence[tuple[str, bool]],
        size: float,
        leading: float,
        colour: Colour = INK,
        *,
        indent: float = 2,
        spacing: float = 0,
    ) -> float:
        """Writes wrapped text, a string or (run, bold) pairs, indented by `indent` ems; returns the next base line."""
        runs = [(text, False)] if isinstance(text, str) else text
        for line in wrap(runs, size, width, indent * size, spacing):
            at = x + line.offset
            for run, bold in line.runs:
                at = self.text(at, y, run, size, colour, bold=bold, spacing=spacing)
            y += leading
        return y

    def seal(self, x: float, y: float, radius: float, name: str, inner: str = "") -> None:
        """A round red seal: the organisation's name along the upper arc, a star, `inner` below it."""
        self.shape.draw_circle((x, y), radius)
        self.shape.finish(color=SEAL_RED, width=radius * 0.045, stroke_opacity=0.8)
        star = [
            (x + r * math.sin(angle), y - r * math.cos(angle))
            for point in range(10)
            for r, angle in [(radius * (0.29 if point % 2 == 0 else 0.112), point * math.pi / 5)]
        ]
        self.shape.draw_polyline(star)
        self.shape.finish(color=None, fill=SEAL_RED, fill_opacity=0.8, closePath=True)
        size = radius * min(0.29, 3.4 / len(name))
        span = min(250.0, 24.0 * len(name) + 40)
        writer = self._writer(SEAL_RED, bold=True, opacity=0.82)
        arc = radius * 0.94 - size
        for order, character in enumerate(name):
            angle = math.radians(-span / 2 + span * order / max(len(name) - 1, 1))
            left, up = -size / 2, arc
            at = (
                x + left * math.cos(angle) + up * math.sin(angle),
                y + left * math.sin(angle) - up * math.cos(angle),
            )
            shape = (math.cos(angle), -math.sin(angle), math.sin(angle), math.cos(angle))
            self._show(writer, font_of(character), character, *at, size, shape)
        if inner:
            self.centred(x, y + radius * 0.66, inner, radius * 0.17, SEAL_RED, bold=True, opacity=0.82)

    def signature(self, x: float, y: float, name: str, size: float) -> None:
        """A name written by hand: slanted, in blue ink."""
        writer = self._writer(PEN_BLUE, bold=False, opacity=0.9)
        for order, character in enumerate(name):
            rise = y - 0.06 * size * order
            if character in COMPOSED:
                self._composed(x, rise, character, size, PEN_BLUE)
            else:
                self._show(writer, font_of(character), character, x, rise, size, (1.0, 0.06, 0.28, 1.0))
            x += max(advance(character), 0.6) * size * 0.9

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: Colour = GREY, width: float = 0.6) -> None:
        """A straight line."""
        self.shape.draw_line((x0, y0), (x1, y1))
        self.shape.finish(color=colour, width=width)

    def mark(self, y: float | None = None, size: float = 8.5, colour: Colour = (0.60, 0.55, 0.48)) -> None:
        """The line that says that this is a sample, at the foot of the sheet."""
        self.centred(self.width / 2, self.height - 50 if y is None else y, MARK, size, colour)

    def _writer(self, colour: Colour, *, bold: bool, opacity: float) -> Any:
        key = (colour, bold, opacity)
        if key not in self._writers:
            self._writers[key] = pymupdf.TextWriter(self.page.rect)
        return self._writers[key]

    def _composed(self, x: float, y: float, character: str, size: float, colour: Colour) -> None:
        writer = self._writer(colour, bold=False, opacity=1)
        for part, lift in zip(COMPOSED[character], (0.42, -0.03), strict=True):
            self._show(writer, font_of(part), part, x, y - lift * size, size, (1.0, 0.0, 0.0, 0.5))

    def _show(
        self,
        writer: Any,
        font: Any,
        text: str,
        x: float,
        y: float,
        size: float,
        shape: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 1.0),
    ) -> None:
        """Adds a run to a writer; `shape` turns and shears its glyphs, in the y-up space of PDF.

        `TextWriter.append` measures all of its text at every call, which is most of the time of a sheet.
        """
        a, b, c, d = (size * part for part in shape)
        place = mupdf.fz_make_matrix(a, b, c, d, x, self.height - y)
        mupdf.fz_show_string(writer.this, font.this, place, text, 0, 0, 0, mupdf.FZ_LANG_UNSET)
