"""Flat buttons: icons in tool bars, links, the tiny ones inside chips and fields."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.widgets.icons import IconName, icon
from desktop.widgets.shortcuts import Keys, bind_click, with_key
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.metrics import ICON_SIZE, TOOL_ICON_SIZE
from desktop.widgets.theme.palette import ColorRole


class ToolButtonKind(StrEnum):
    """TOOL in bars, LINK as underlined words, TINY inside chips, FIELD inside input fields."""

    TOOL = "tool"
    LINK = "link"
    TINY = "tiny"
    FIELD = "field"


_ICON_SIZES = {ToolButtonKind.TOOL: TOOL_ICON_SIZE, ToolButtonKind.TINY: 12}
_INK = {ToolButtonKind.LINK: ColorRole.ACCENT_TEXT, ToolButtonKind.TINY: ColorRole.ACCENT_TEXT}


class ToolButton(QToolButton):
    """A flat button. `name` is what it does: the tool tip and accessible name, with the key; `text` is shown."""

    def __init__(
        self,
        icon_name: IconName | None,
        name: str,
        shortcut: Keys | None = None,
        *,
        text: str = "",
        kind: ToolButtonKind = ToolButtonKind.TOOL,
        role: ColorRole | None = None,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._keys = shortcut
        self._shortcuts: list[QShortcut] = list(bind_click(self, shortcut)) if shortcut is not None else []
        set_style_property(self, "kind", kind.value)
        size = _ICON_SIZES.get(kind, ICON_SIZE)
        self.setIconSize(QSize(size, size))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(checkable)
        self.setText(text)
        self.set_icon(icon_name, role)
        self.set_name(name)
        if kind is ToolButtonKind.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_icon(self, name: IconName | None, role: ColorRole | None = None) -> None:
        """Show another icon, or none."""
        if name is not None:
            self.setIcon(icon(name, role or _INK.get(self._kind, ColorRole.TEXT_SECONDARY)))
        if name is None:
            style = Qt.ToolButtonStyle.ToolButtonTextOnly
        elif self.text():
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        else:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)

    def set_name(self, name: str) -> None:
        """Say what the button does now."""
        described = with_key(name, self._keys)
        self.setToolTip(described)
        self.setAccessibleName(described)
