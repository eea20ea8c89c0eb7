"""Pages as a PDF: vector text that can be selected and searched, with the parts of the fonts that are used."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.printing.paper import PT, Page, PaperSize, paint_page

CREATOR = "TalentDesk"
_UNITS_PER_INCH = 72 * PT


def pdf_bytes(pages: Sequence[Page], title: str) -> bytes:
    """The pages in their order as one document; `title` is what a reader shows as its name."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator(CREATOR)
    writer.setResolution(_UNITS_PER_INCH)
    writer.setPageLayout(page_layout(pages[0].size))
    painter = QPainter(writer)
    for number, page in enumerate(pages):
        if number:
            writer.setPageLayout(page_layout(page.size))
            writer.newPage()
        paint_page(painter, page, QRectF(0, 0, page.size.width, page.size.height))
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def page_layout(size: PaperSize) -> QPageLayout:
    """The whole sheet, for a PDF or a printer: the margins are in the pages."""
    landscape = size is PaperSize.A4_LANDSCAPE
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
