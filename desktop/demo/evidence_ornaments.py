"""Paper and ornament: bordered certificate backgrounds with guilloche, and the drawn portraits.

Backgrounds are drawn once per process and reused.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pymupdf

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import Canvas, Colour, drawing_of


@dataclass(frozen=True)
class Ornament:
    """The look of a certificate's paper."""

    primary: Colour
    secondary: Colour
    paper: Colour
    rosette: bool = False
    corners: bool = True


DIPLOMA_RED = Ornament((0.62, 0.14, 0.14), (0.78, 0.60, 0.34), (0.992, 0.985, 0.965))
DIPLOMA_BLUE = Ornament((0.18, 0.30, 0.50), (0.62, 0.69, 0.78), (0.982, 0.988, 0.992))
HONOR = Ornament((0.74, 0.13, 0.10), (0.85, 0.66, 0.28), (1.0, 0.975, 0.93), rosette=True)
AWARD = Ornament((0.66, 0.48, 0.16), (0.84, 0.70, 0.40), (0.996, 0.988, 0.962), rosette=True)
PATENT = Ornament((0.16, 0.42, 0.46), (0.55, 0.72, 0.70), (0.978, 0.99, 0.986), rosette=True)
TRAINING = Ornament((0.20, 0.38, 0.62), (0.70, 0.78, 0.88), (0.99, 0.993, 1.0), corners=False)
APPOINTMENT = Ornament((0.60, 0.12, 0.16), (0.86, 0.72, 0.55), (0.998, 0.982, 0.97), corners=False)
TITLE = Ornament((0.30, 0.26, 0.48), (0.68, 0.66, 0.80), (0.986, 0.985, 0.995))


def _tint(colour: Colour, paper: Colour, strength: float) -> Colour:
    red, green, blue = (p + (c - p) * strength for c, p in zip(colour, paper, strict=True))
    return red, green, blue


@lru_cache(maxsize=32)
def background(ornament: Ornament, width: float, height: float) -> bytes:
    """Border and guilloche, for `Canvas.background`."""
    canvas = Canvas(width, height, paper=None)
    shape = canvas.shape
    pale = _tint(ornament.secondary, ornament.paper, 0.30)
    if ornament.rosette:
        _rosette(shape, width / 2, height / 2, min(width, height) * 0.34)
    else:
        _waves(shape, pymupdf.Rect(60, height * 0.34, width - 60, height * 0.74))
    shape.finish(color=pale, width=0.3, closePath=False)
    shape.draw_rect(pymupdf.Rect(22, 22, width - 22, height - 22))
    shape.finish(color=ornament.primary, width=5)
    for inset, line in ((29, 1.0), (40, 0.7)):
        shape.draw_rect(pymupdf.Rect(inset, inset, width - inset, height - inset))
        shape.finish(color=ornament.secondary, width=line)
    _beads(shape, width, height)
    shape.finish(color=ornament.secondary, width=0.5)
    if ornament.corners:
        _corners(shape, width, height, ornament)
    return drawing_of(canvas)


def _waves(shape: Any, box: Any) -> None:
    points = 120
    for strand in range(8):
        phase, swing = strand * 0.34, math.cos(strand * 0.18)
        shape.draw_polyline(
            [
                (
                    box.x0 + box.width * step / points,
                    (box.y0 + box.y1) / 2 + math.sin(step / points * math.pi * 10 + phase) * box.height * 0.46 * swing,
                )
                for step in range(points + 1)
            ]
        )


def _rosette(shape: Any, x: float, y: float, radius: float) -> None:
    points = 200
    for strand in range(7):
        turn = strand * math.pi / 42
        curve = []
        for step in range(points + 1):
            angle = step / points * 2 * math.pi
            reach = radius * (0.66 + 0.24 * math.cos(12 * (angle + turn)) + 0.10 * math.cos(36 * angle))
            curve.append((x + reach * 1.35 * math.cos(angle), y + reach * math.sin(angle)))
        shape.draw_polyline(curve)


def _beads(shape: Any, width: float, height: float) -> None:
    for y in (34.5, height - 34.5):
        count = int((width - 96) / 8.4)
        for step in range(count + 1):
            shape.draw_circle((48 + (width - 96) * step / count, y), 2.5)
    for x in (34.5, width - 34.5):
        count = int((height - 96) / 8.4)
        for step in range(count + 1):
            shape.draw_circle((x, 48 + (height - 96) * step / count), 2.5)


def _corners(shape: Any, width: float, height: float, ornament: Ornament) -> None:
    for x in (34.5, width - 34.5):
        for y in (34.5, height - 34.5):
            shape.draw_rect(pymupdf.Rect(x - 8, y - 8, x + 8, y + 8))
            shape.finish(color=ornament.primary, fill=ornament.paper, width=1.2)
            shape.draw_circle((x, y), 4.4)
            shape.finish(color=ornament.primary, fill=ornament.secondary, width=0.6)


_SKINS: tuple[Colour, ...] = ((0.95, 0.82, 0.72), (0.93, 0.79, 0.68), (0.90, 0.75, 0.63), (0.96, 0.85, 0.76))
_SHADES = 0.90
_SUITS: tuple[Colour, ...] = (
    (0.17, 0.22, 0.32),
    (0.14, 0.15, 0.18),
    (0.25, 0.27, 0.33),
    (0.30, 0.20, 0.22),
    (0.18, 0.28, 0.28),
)
_BACKDROPS: tuple[Colour, ...] = ((0.80, 0.87, 0.94), (0.94, 0.95, 0.96), (0.42, 0.62, 0.84), (0.78, 0.22, 0.20))
_TIES: tuple[Colour, ...] = ((0.55, 0.14, 0.16), (0.20, 0.30, 0.52), (0.30, 0.32, 0.36))


def draw_portrait(shape: Any, box: Any, face: str, sex: str, age: int, *, framed: bool = True) -> None:
    """Draws a person's head and shoulders into `box`; the same `face` looks the same on every document."""
    rng = chance("face", face)
    skin, suit, backdrop = rng.choice(_SKINS), rng.choice(_SUITS), rng.choice(_BACKDROPS)
    tie, glasses, parting = rng.choice(_TIES), rng.random() < 0.45, rng.choice((-1, 1))
    grey = max(0.0, min(0.42, (age - 45) * 0.03)) * rng.random()
    hair = (0.12 + grey, 0.11 + grey, 0.11 + grey)
    shadow: Colour = (skin[0] * _SHADES, skin[1] * _SHADES * 0.97, skin[2] * _SHADES * 0.94)

    def at(x: float, y: float) -> Any:
        return pymupdf.Point(box.x0 + box.width * x, box.y1 + box.width * (y - 1.36))

    def fill(colour: Colour) -> None:
        shape.finish(fill=colour, color=None, closePath=True)

    def blob(x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        shape.draw_oval(pymupdf.Rect(at(x0, y0), at(x1, y1)))
        fill(colour)

    shape.draw_rect(box)
    fill(backdrop)
    if sex == "女":
        _long_hair(shape, at)
        fill(hair)
    shape.draw_bezier(at(0.04, 1.36), at(0.06, 1.04), at(0.24, 1.02), at(0.40, 0.95))
    shape.draw_line(at(0.40, 0.95), at(0.60, 0.95))
    shape.draw_bezier(at(0.60, 0.95), at(0.76, 1.02), at(0.94, 1.04), at(0.96, 1.36))
    fill(suit)
    shape.draw_polyline([at(0.385, 0.945), at(0.5, 1.22), at(0.615, 0.945)])
    fill((0.96, 0.96, 0.97))
    if sex == "男":
        shape.draw_polyline([at(0.475, 1.03), at(0.525, 1.03), at(0.54, 1.30), at(0.5, 1.36), at(0.46, 1.30)])
        fill(tie)
    shape.draw_polyline([at(0.41, 0.80), at(0.59, 0.80), at(0.605, 0.955), at(0.5, 1.04), at(0.395, 0.955)])
    fill(shadow)
    blob(0.275, 0.56, 0.335, 0.70, shadow)
    blob(0.665, 0.56, 0.725, 0.70, shadow)
    blob(0.30, 0.32, 0.70, 0.90, skin)
    _features(shape, at, fill, hair, shadow, sex)
    if glasses:
        for x0, x1 in ((0.345, 0.475), (0.525, 0.655)):
            shape.draw_oval(pymupdf.Rect(at(x0, 0.565), at(x1, 0.665)))
        shape.draw_line(at(0.475, 0.61), at(0.525, 0.61))
        shape.finish(color=(0.2, 0.2, 0.22), width=box.width * 0.008, closePath=False)
    _fringe(shape, at, sex, parting)
    fill(hair)
    if framed:
        shape.draw_rect(box)
        shape.finish(color=(0.55, 0.55, 0.55), width=0.6)


def _long_hair(shape: Any, at: Any) -> None:
    shape.draw_bezier(at(0.26, 1.02), at(0.18, 0.70), at(0.20, 0.22), at(0.50, 0.23))
    shape.draw_bezier(at(0.50, 0.23), at(0.80, 0.22), at(0.82, 0.70), at(0.74, 1.02))
    shape.draw_line(at(0.74, 1.02), at(0.26, 1.02))


def _fringe(shape: Any, at: Any, sex: str, parting: int) -> None:
    low = 0.62 if sex == "女" else 0.57
    middle = 0.5 + parting * 0.12
    shape.draw_bezier(at(0.285, low), at(0.22, 0.16), at(0.78, 0.16), at(0.715, low))
    shape.draw_bezier(at(0.715, low), at(0.69, 0.46), at(middle + 0.10, 0.44), at(middle, 0.40))
    shape.draw_bezier(at(middle, 0.40), at(middle - 0.10, 0.46), at(0.31, 0.46), at(0.285, low))


def _features(shape: Any, at: Any, fill: Any, hair: Colour, shadow: Colour, sex: str) -> None:
    for x in (0.41, 0.59):
        shape.draw_oval(pymupdf.Rect(at(x - 0.026, 0.60), at(x + 0.026, 0.632)))
        fill((0.14, 0.11, 0.10))
        shape.draw_bezier(at(x - 0.055, 0.565), at(x - 0.02, 0.54), at(x + 0.02, 0.54), at(x + 0.055, 0.565))
        shape.draw_bezier(at(x + 0.055, 0.565), at(x + 0.02, 0.556), at(x - 0.02, 0.556), at(x - 0.055, 0.565))
        fill(hair)
    shape.draw_polyline([at(0.488, 0.62), at(0.462, 0.722), at(0.525, 0.722)])
    fill(shadow)
    lips: Colour = (0.78, 0.42, 0.40) if sex == "女" else (0.74, 0.52, 0.46)
    shape.draw_bezier(at(0.43, 0.785), at(0.47, 0.775), at(0.53, 0.775), at(0.57, 0.785))
    shape.draw_bezier(at(0.57, 0.785), at(0.53, 0.822), at(0.47, 0.822), at(0.43, 0.785))
    fill(lips)
