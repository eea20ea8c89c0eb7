"""Pages as a PDF: vector text that can be selected and searched, with the parts of the fonts that are used."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.printing.paper import PT, Page, PaperSize, paint_page
from desktop.services.interruption import heed

CREATOR = "TalentDesk"
_UNITS_PER_INCH = 72 * PT


def pdf_bytes(pages: Sequence[Page], title: str) -> bytes:
    """The pages in their order (all of one size) as one document; `title` is what a reader shows as its name."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator(CREATOR)
    writer.setResolution(_UNITS_PER_INCH)
    for _ in painting(writer, pages):
        pass
    buffer.close()
    return bytes(buffer.data().data())


def painting(device: QPagedPaintDevice, pages: Sequence[Page]) -> Generator[int]:
    """Put the pages on the whole sheets of a PDF or a printer, one with each step, which gives how many are there.

    Raises `OSError` where the device does not take them, and `Interrupted` between two pages where it is given up.
    """
    device.setPageLayout(page_layout(pages[0].size))
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("it could not be begun")
    try:
        for number, page in enumerate(pages):
            heed()
            if number and not device.newPage():
                raise OSError("no further page was taken")
            paint_page(painter, page, QRectF(0, 0, device.width(), device.height()))
            yield number + 1
    finally:
        ended = painter.end()
    if not ended:
        raise OSError("it could not be ended")


def page_layout(size: PaperSize) -> QPageLayout:
    """The whole sheet, for a PDF or a printer: the margins are in the pages."""
    landscape = size is PaperSize.A4_LANDSCAPE
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
