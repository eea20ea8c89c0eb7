"""The applicant's portrait, drawn by the preview host like every other file of a stranger."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.preview.host import PreviewHost, RenderedPage
from desktop.preview.protocol import DocumentInfo
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color, is_dark
from desktop.widgets.theme.palette import ColorRole

_WIDTH, _HEIGHT = 92, 124


class Portrait(QWidget):
    """A small picture; a silhouette until it is there. `painted(str key)`: the picture reached the screen."""

    painted = Signal(str)

    def __init__(
        self,
        host: PreviewHost,
        document: EvidenceDocument,
        parent: QWidget | None = None,
        *,
        size: tuple[int, int] = (_WIDTH, _HEIGHT),
    ) -> None:
        super().__init__(parent)
        self.setObjectName("portrait")
        self.setFixedSize(*size)
        self.setAccessibleName(self.tr("头像"))
        self._host = host
        self._document = document
        self._number = -1
        self._image: QImage | None = None
        self._told = False
        host.document_opened.connect(self._on_document_opened)
        host.thumbnail_rendered.connect(self._on_thumbnail_rendered)
        if host.info(document.document) is not None:
            self._ask()
        else:
            host.open_document(document.document, document.load, ahead=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color(ColorRole.LINE_STRONG), 1))
        painter.setBrush(color(ColorRole.WINDOW))
        painter.drawRect(frame)
        if self._image is None:
            left, top = (self.width() - 40) / 2, (self.height() - 40) / 2
            draw_icon(painter, left, top, IconName.PERSON, ColorRole.LINE_INPUT, 40)
            return
        scale = min(frame.width() / self._image.width(), frame.height() / self._image.height())
        picture = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
        picture.moveCenter(frame.center())
        painter.drawImage(picture, self._image)
        if is_dark():
            painter.fillRect(picture, QColor(10, 12, 16, 26))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        if not self._told:
            self._told = True
            self.painted.emit(self._document.key)

    def _ask(self) -> None:
        width = round(self.width() * self.devicePixelRatioF())
        self._number = self._host.request_thumbnails(self._document.document, [0], width)

    def _on_document_opened(self, info: DocumentInfo) -> None:
        if info.document == self._document.document and self._image is None:
            self._ask()

    def _on_thumbnail_rendered(self, rendered: RenderedPage) -> None:
        if rendered.number == self._number:
            self._image = rendered.image
            self.update()
