"""One attachment of a record as a small button: what kind of file, its name, whether it was opened and verified."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.domain.media import MediaType
from desktop.models.application_outline import AttachmentOutline
from desktop.text.problems import size_text
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import RADIUS
from desktop.widgets.theme.palette import ColorRole

_HEIGHT = 30
_PADDING = 9
_ICON = 16
_EYE = 14
_GAP = 6


def media_look(media_type: MediaType) -> tuple[IconName, ColorRole]:
    """Icon and ink of a file by its content."""
    if media_type is MediaType.PDF:
        return IconName.FILE_PDF, ColorRole.BAD
    return IconName.FILE_IMAGE, ColorRole.INFO


class AttachmentPill(QAbstractButton):
    """A click shows the attachment; the one that is shown has a frame of accent colour."""

    def __init__(self, attachment: AttachmentOutline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attachment = attachment
        self._is_current = False
        self.setObjectName("attachmentPill")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_attachment(attachment)

    @property
    def attachment(self) -> AttachmentOutline:
        """What it stands for."""
        return self._attachment

    def set_attachment(self, attachment: AttachmentOutline) -> None:
        """Show another state of the same attachment."""
        self._attachment = attachment
        row = attachment.row
        self.setText(row.name)
        facts = [row.name, f"{attachment.slot} · {size_text(row.size)}", self._state_text()]
        if row.verified_by:
            facts.append(self.tr("原件已核验：{0}").format(row.verified_by))
        self.setToolTip("\n".join(facts))
        self.setAccessibleName(self.tr("，").join(facts))
        self.updateGeometry()
        self.update()

    def set_current(self, is_current: bool) -> None:
        """Whether this is the attachment beside the records."""
        self._is_current = is_current
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + _ICON + _GAP + QFontMetrics(self._name_font()).horizontalAdvance(self.text()) + 2
        width += _GAP + self._tail_width()
        if self._attachment.row.verified_by:
            width += _GAP + _EYE
        return QSize(width, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self._attachment.row
        self._paint_frame(painter)
        ink = ColorRole.ACCENT_TEXT if self._is_current else ColorRole.TEXT
        icon, icon_role = media_look(row.media_type)
        middle = self.height() / 2
        draw_icon(painter, _PADDING, middle - _ICON / 2, icon, ink if self._is_current else icon_role, _ICON)
        right = self.width() - _PADDING - self._tail_width()
        if row.opened:
            draw_icon(painter, right, middle - _EYE / 2, IconName.SEEN, ColorRole.MUTED, _EYE)
        else:
            painter.setFont(font(FontSize.TINY))
            painter.setPen(color(ColorRole.WARN))
            box = QRectF(right, 0, self._tail_width() + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.tr("未阅"))
        if row.verified_by:
            right -= _GAP + _EYE
            draw_icon(painter, right, middle - _EYE / 2, IconName.APPROVED, ColorRole.OK, _EYE)
        left = _PADDING + _ICON + _GAP
        painter.setFont(self._name_font())
        painter.setPen(color(ink))
        room = right - _GAP - left
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, int(room) + 2)
        painter.drawText(QRectF(left, 0, room + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_frame(self, painter: QPainter) -> None:
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus():
            painter.setPen(QPen(color(ColorRole.FOCUS), 2))
            frame = frame.adjusted(0.5, 0.5, -0.5, -0.5)
        elif self._is_current:
            painter.setPen(QPen(color(ColorRole.ACCENT_TEXT), 1))
        else:
            painter.setPen(QPen(color(ColorRole.LINE_STRONG if self.underMouse() else ColorRole.LINE), 1))
        painter.setBrush(color(ColorRole.RAISED if self._is_current else ColorRole.WINDOW))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)

    def _name_font(self) -> QFont:
        return font(FontSize.BODY, bold=not self._attachment.row.opened)

    def _tail_width(self) -> int:
        if self._attachment.row.opened:
            return _EYE
        return QFontMetrics(font(FontSize.TINY)).horizontalAdvance(self.tr("未阅"))

    def _state_text(self) -> str:
        return self.tr("已阅") if self._attachment.row.opened else self.tr("未阅")
