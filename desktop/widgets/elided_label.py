"""A one-line label that shortens its text with an ellipsis instead of pushing its neighbours away."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption, QWidget

from desktop.widgets.labels import Label, LabelStyle

_MINIMUM_WIDTH = 24


class ElidedLabel(Label):
    """Shows as much as fits; the whole text is the tool tip while it is cut, and always the accessible name."""

    def __init__(
        self,
        text: str = "",
        style: LabelStyle = LabelStyle.BODY,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, style, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setAccessibleName(text)
        self._update_tool_tip()

    @property
    def is_cut(self) -> bool:
        """Whether the text is wider than the label."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        """Narrow: the text gives way."""
        return QSize(_MINIMUM_WIDTH, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, max(metrics.height(), super().sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tool_tip()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._update_tool_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), self._mode, rect.width())
        self.style().drawItemText(
            painter, rect, self.alignment().value, option.palette, self.isEnabled(), text, self.foregroundRole()
        )

    def _update_tool_tip(self) -> None:
        self.setToolTip(self.text() if self.is_cut else "")
