"""The card at the end of the thumbnail strip that names the document after this one, with its first page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.thumbnails import PICTURE_HEIGHT
from desktop.widgets.icons import draw_icon
from desktop.widgets.shortcuts import Keys, key_text
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import PANE_PADDING, THUMBNAIL_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_TEXT_WIDTH = 168
_PICTURE_WIDTH = 64


class NextDocumentCard(QPushButton):
    """A flat button: a click goes to the next document. The key itself is the pane's."""

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nextDocument")
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hint = self.tr("{0} 翻到下一份").format(key_text(keys))
        self._document: EvidenceDocument | None = None
        self._picture: QImage | None = None
        self.hide()

    @property
    def document(self) -> EvidenceDocument | None:
        """The document it leads to."""
        return self._document

    def show_document(self, document: EvidenceDocument | None) -> None:
        """Name another next document, or hide when there is none."""
        if document != self._document:
            self._picture = None
        self._document = document
        self.setVisible(document is not None)
        if document is not None:
            self.setAccessibleName(self.tr("下一份附件：{0}").format(document.title))
            self.setToolTip(document.title)
        self.update()

    def show_picture(self, image: QImage) -> None:
        """Its first page, small."""
        self._picture = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(PANE_PADDING + _PICTURE_WIDTH + 12 + _TEXT_WIDTH, THUMBNAIL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        role = ColorRole.HOVER if self.underMouse() else ColorRole.WINDOW
        painter.fillRect(self.rect(), color(role))
        painter.fillRect(QRectF(0, 14, 1, self.height() - 28), color(ColorRole.LINE_STRONG))
        if self._document is None:
            return
        frame = QRectF(PANE_PADDING, 10, _PICTURE_WIDTH, PICTURE_HEIGHT)
        if self._picture is None:
            center = frame.center()
            draw_icon(painter, center.x() - 12, center.y() - 12, self._document.icon, ColorRole.MUTED, 24)
        else:
            self._paint_picture(painter, frame, self._picture)
        self._paint_words(painter, frame.right() + 12)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(ColorRole.FOCUS), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 6, 6)

    def _paint_picture(self, painter: QPainter, frame: QRectF, image: QImage) -> None:
        scale = min(frame.width() / image.width(), frame.height() / image.height())
        picture = QRectF(0, 0, image.width() * scale, image.height() * scale)
        picture.moveCenter(frame.center())
        painter.drawImage(picture, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(ColorRole.LINE_STRONG), 1))
        painter.drawRect(picture.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_words(self, painter: QPainter, left: float) -> None:
        room = self.width() - left - 8
        title = self._document.title if self._document is not None else ""
        lines = (
            (self.tr("下一份附件"), FontSize.SMALL, ColorRole.TEXT_SECONDARY, 16),
            (title, FontSize.TINY, ColorRole.MUTED, 37),
            (self._hint, FontSize.TINY, ColorRole.MUTED, 55),
        )
        for text, size, role, top in lines:
            painter.setFont(font(size))
            painter.setPen(color(role))
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(room))
            painter.drawText(QRectF(left, top, room, 20), Qt.AlignmentFlag.AlignVCenter, text)
