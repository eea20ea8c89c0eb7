"""What stands where a list has nothing: why, and what next."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.action_row import ActionRow
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.shortcuts import Keys
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_ICON = 64
_BADGE = 28


class _Picture(QWidget):
    def __init__(self, icon: IconName, badge: IconName | None) -> None:
        super().__init__()
        self.icon = icon
        self.badge = badge
        self.setFixedSize(96, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - _ICON) / 2
        draw_icon(painter, left, 0, self.icon, ColorRole.LINE_INPUT, _ICON)
        if self.badge is None:
            return
        disc = QRectF(0, 0, _BADGE + 6, _BADGE + 6)
        disc.moveCenter(QRectF(left + 40, 36, _BADGE, _BADGE).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ColorRole.SURFACE))
        painter.drawEllipse(disc)
        draw_icon(painter, left + 40, 36, self.badge, ColorRole.ACCENT_TEXT, _BADGE)


class EmptyState(QWidget):
    """A picture, a title that says why, a sentence or two, and buttons that lead on."""

    def __init__(
        self,
        icon: IconName,
        title: str,
        text: str = "",
        detail: str = "",
        *,
        badge: IconName | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = _Picture(icon, badge)
        self._title = Label(style=LabelStyle.HEADING, wrap=True)
        self._text = Label(style=LabelStyle.SECONDARY, wrap=True)
        self._detail = Label(style=LabelStyle.MUTED, wrap=True)
        self._actions = ActionRow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(6)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(12)
        for label in (self._title, self._text, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(12)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._actions)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)
        self.set_message(icon, title, text, detail, badge=badge)

    def set_message(
        self, icon: IconName, title: str, text: str = "", detail: str = "", *, badge: IconName | None = None
    ) -> None:
        """Say something else; actions stay."""
        self._picture.icon, self._picture.badge = icon, badge
        self._picture.update()
        self._title.setText(title)
        for label, words in ((self._text, text), (self._detail, detail)):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(" ".join(filter(None, (title, text, detail))))

    def add_action(
        self,
        text: str,
        on_clicked: Callable[[], object],
        shortcut: Keys | None = None,
        *,
        icon: IconName | None = None,
        kind: ButtonKind = ButtonKind.NORMAL,
    ) -> KeyButton:
        """Offer a way on, from left to right."""
        button = KeyButton(text, icon, shortcut, kind=kind)
        button.clicked.connect(lambda: on_clicked())
        self._actions.addWidget(button)
        return button

    def clear_actions(self) -> None:
        """Take the offers away, before a new message."""
        self._actions.clear()
