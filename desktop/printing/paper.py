"""A page as plain values (texts, rules, pictures) in twentieths of a point, and how a painter draws it.

Values cross threads and can be looked at by tests; where they stand is decided by `pagination`.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

PT = 20
"""Units of a page in one point (1/72 inch)."""
MM = PT * 72 / 25.4
"""Units of a page in one millimetre."""

_WATERMARK_INK = QColor(232, 232, 232)
_WATERMARK_SIZE = 150 * PT
_WATERMARK_TURN = -52.0


class PaperSize(Enum):
    """Width and height in units."""

    A4 = (595 * PT, 842 * PT)
    A4_LANDSCAPE = (842 * PT, 595 * PT)

    @property
    def width(self) -> int:
        return self.value[0]

    @property
    def height(self) -> int:
        return self.value[1]

    @property
    def points(self) -> QSizeF:
        """Width and height in points."""
        return QSizeF(self.width / PT, self.height / PT)


@dataclass(frozen=True, slots=True)
class Letters:
    """How a text looks: families in the order in which they are asked for a character, size in units."""

    families: tuple[str, ...]
    size: int
    bold: bool = False

    def font(self, pixels: int | None = None) -> QFont:
        """For a painter or a layout whose unit is that of the page; `pixels` is another size."""
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPixelSize(pixels or self.size)
        font.setBold(self.bold)
        # the same on every device: widths are those of the design, not of a screen's pixels
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True, slots=True)
class Text:
    """One line that begins at `x` on the line `baseline`, `width` units long."""

    text: str
    x: float
    baseline: float
    width: float
    letters: Letters


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of `weight` units."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in its rectangle: left, top, width, height."""

    image: QImage
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one sheet; `watermark` lies slanting below everything."""

    size: PaperSize
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...] = ()
    watermark: Text | None = None


def paint_page(painter: QPainter, page: Page, target: QRectF, *, pixels_per_unit: float = 1.0) -> None:
    """Draw the page into `target` of the painter's device; the paper itself is left as it is.

    `pixels_per_unit` is for pictures: letters are then asked for in the size in which they are seen. Qt draws very
    large ones as outlines, and does not make those bold.
    """
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.translate(target.topLeft())
    painter.scale(target.width() / page.size.width, target.height() / page.size.height)
    if page.watermark is not None:
        _paint_watermark(painter, page, page.watermark)
    for picture in page.pictures:
        painter.drawImage(QRectF(picture.x, picture.y, picture.width, picture.height), picture.image)
    black = QColor(0, 0, 0)
    for rule in page.rules:
        painter.setPen(QPen(black, rule.weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawLine(QLineF(rule.x1, rule.y1, rule.x2, rule.y2))
    painter.setPen(black)
    for text in page.texts:
        _paint_text(painter, text, pixels_per_unit)
    painter.restore()


def page_image(page: Page, width: int) -> QImage:
    """The page on white paper, `width` pixels wide."""
    height = round(width * page.size.height / page.size.width)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    paint_page(painter, page, QRectF(0, 0, width, height), pixels_per_unit=width / page.size.width)
    painter.end()
    return image


def watermark(text: str, families: tuple[str, ...]) -> Text:
    """A text to lie below a page; where it lies is for the page to say."""
    return Text(text, 0, 0, _WATERMARK_SIZE * len(text), Letters(families, _WATERMARK_SIZE))


def _paint_text(painter: QPainter, text: Text, pixels_per_unit: float) -> None:
    pixels = max(1, round(text.letters.size * pixels_per_unit))
    painter.save()
    painter.translate(text.x, text.baseline)
    if pixels != text.letters.size:
        painter.scale(text.letters.size / pixels, text.letters.size / pixels)
    painter.setFont(text.letters.font(pixels))
    painter.drawText(QPointF(0, 0), text.text)
    painter.restore()


def _paint_watermark(painter: QPainter, page: Page, text: Text) -> None:
    painter.save()
    painter.translate(page.size.width / 2, page.size.height / 2)
    painter.rotate(_WATERMARK_TURN if page.size is PaperSize.A4 else _WATERMARK_TURN / 2)
    painter.setPen(_WATERMARK_INK)
    painter.setFont(text.letters.font())
    painter.drawText(QPointF(-text.width / 2, text.letters.size * 0.38), text.text)
    painter.restore()
