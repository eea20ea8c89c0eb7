"""The push button of the program: an icon, words, and the key that does the same."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.key_cap import key_cap_width, paint_key_cap
from desktop.widgets.shortcuts import Keys, bind_click, key_text, with_key
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.current import color
from desktop.widgets.theme.metrics import CONTROL_HEIGHT, ICON_SIZE
from desktop.widgets.theme.palette import ColorRole

_PADDING = 14
_ICON_GAP = 6
_CAP_GAP = 8
_TRAILING_SIZE = 12


class ButtonKind(StrEnum):
    """How much a button asks for attention, and of which sort its consequence is."""

    NORMAL = "normal"
    PRIMARY = "primary"
    QUIET = "quiet"
    DANGER = "danger"
    WARNING = "warning"


_INK = {
    ButtonKind.NORMAL: ColorRole.TEXT,
    ButtonKind.PRIMARY: ColorRole.ON_ACCENT,
    ButtonKind.QUIET: ColorRole.TEXT,
    ButtonKind.DANGER: ColorRole.BAD,
    ButtonKind.WARNING: ColorRole.WARN,
}


class KeyButton(QPushButton):
    """A button whose key works, stands on it as a cap, in its tool tip and in its accessible name."""

    def __init__(
        self,
        text: str,
        icon: IconName | None = None,
        shortcut: Keys | None = None,
        *,
        kind: ButtonKind = ButtonKind.NORMAL,
        icon_role: ColorRole | None = None,
        trailing: IconName | None = None,
        show_key: bool = True,
        hint: str = "",
        asks_twice: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`hint`: a sentence for the tool tip; `trailing`: an icon after the words; `icon_role`: its colour.

        `asks_twice`: the second press confirms the first, so a double click counts as one.
        """
        super().__init__(parent)
        self._asks_twice = asks_twice
        self._icon = icon
        self._icon_role = icon_role
        self._kind = kind
        self._trailing = trailing
        self._show_key = show_key
        self._hint = hint
        self._keys: Keys | None = None
        self._shortcuts: list[QShortcut] = []
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.set_kind(kind)
        self.set_shortcut(shortcut)

    @property
    def kind(self) -> ButtonKind:
        """The kind that is shown."""
        return self._kind

    def set_kind(self, kind: ButtonKind) -> None:
        """Show the button as another kind."""
        self._kind = kind
        set_style_property(self, "kind", kind.value)

    def set_icon(self, icon: IconName | None, role: ColorRole | None = None) -> None:
        """Show another icon, or none."""
        self._icon, self._icon_role = icon, role
        self.updateGeometry()
        self.update()

    def set_shortcut(self, shortcut: Keys | None) -> None:
        """Replace the key; None takes it away."""
        for old in self._shortcuts:
            old.setEnabled(False)
            old.deleteLater()
        self._keys = shortcut
        self._shortcuts = list(bind_click(self, shortcut)) if shortcut is not None else []
        self._describe()

    def set_key_shown(self, shown: bool) -> None:
        """Whether the key stands on the button; it works all the same."""
        if shown != self._show_key:
            self._show_key = shown
            self._describe()

    def set_hint(self, hint: str) -> None:
        """A sentence for the tool tip, as why the button is disabled; empty for none."""
        self._hint = hint
        self._describe()

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * _PADDING, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._asks_twice:
            super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_content(painter)

    def _paint_content(self, painter: QStylePainter) -> None:
        ink = _INK[self._kind] if self.isEnabled() else ColorRole.DISABLED
        height = self.height()
        x = (self.width() - self._content_width()) // 2
        if self._icon is not None:
            draw_icon(painter, x, (height - ICON_SIZE) // 2, self._icon, self._icon_ink(ink))
            x += ICON_SIZE + _ICON_GAP
        painter.setPen(color(ink))
        painter.setFont(self.font())
        width = self.fontMetrics().horizontalAdvance(self.text())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, 0, width + 4, height), flags, self.text())
        x += width
        cap = self._cap_text()
        if cap:
            x += _CAP_GAP
            paint_key_cap(painter, x, height / 2, cap, *self._cap_colors(ink))
            x += key_cap_width(cap)
        tail = self._tail()
        if tail is not None:
            role = ink if self._kind is not ButtonKind.NORMAL or not self.isEnabled() else ColorRole.MUTED
            draw_icon(painter, x + _ICON_GAP, (height - _TRAILING_SIZE) // 2, tail, role, _TRAILING_SIZE)

    def _icon_ink(self, ink: ColorRole) -> ColorRole:
        if not self.isEnabled():
            return ColorRole.DISABLED
        if self._icon_role is not None:
            return self._icon_role
        return ColorRole.TEXT_SECONDARY if ink is ColorRole.TEXT else ink

    def _cap_colors(self, ink: ColorRole) -> tuple[QColor, QColor]:
        if self._kind is ButtonKind.PRIMARY or not self.isEnabled():
            return color(ink), color(ink, 0.45)
        return color(ColorRole.KEY_CAP), color(ColorRole.KEY_CAP_LINE)

    def _cap_text(self) -> str:
        return key_text(self._keys) if self._keys is not None and self._show_key else ""

    def _tail(self) -> IconName | None:
        return IconName.DOWN if self._trailing is None and self.menu() is not None else self._trailing

    def _content_width(self) -> int:
        width = self.fontMetrics().horizontalAdvance(self.text())
        if self._icon is not None:
            width += ICON_SIZE + _ICON_GAP
        cap = self._cap_text()
        if cap:
            width += _CAP_GAP + key_cap_width(cap)
        if self._tail() is not None:
            width += _ICON_GAP + _TRAILING_SIZE
        return width

    def _describe(self) -> None:
        name = with_key(self.text(), self._keys)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._hint)
        self.setToolTip(f"{name}\n{self._hint}" if self._hint else name)
        self.updateGeometry()
        self.update()
