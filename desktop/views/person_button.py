"""The button on the right of the header: who is signed in, as what, and the caret of its menu."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.widgets.avatar import Avatar
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import LabelStyle
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.metrics import CONTROL_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_NAME_WIDTH = 160
_ROLES_WIDTH = 220


class PersonButton(QToolButton):
    """Opens `menu` at once. Long names and many roles are shortened; the tool tip has them whole."""

    def __init__(self, name: str, roles: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_menu")
        set_style_property(self, "kind", "tool")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu)
        words = self.tr("{0}，{1}。点击可修改密码、退出登录").format(name, roles)
        self.setToolTip(words)
        self.setAccessibleName(words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(Avatar(name))
        for text, style, width in (
            (name, LabelStyle.BODY, _NAME_WIDTH),
            (roles, LabelStyle.SMALL_SECONDARY, _ROLES_WIDTH),
        ):
            label = ElidedLabel(text, style)
            label.setMaximumWidth(width)
            layout.addWidget(label)
        layout.addWidget(IconLabel(IconName.DOWN, ColorRole.MUTED, 12))
        for child in self.findChildren(QWidget):
            if not isinstance(child, QMenu):
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        width = layout.sizeHint().width() if layout is not None else 0
        return QSize(width, CONTROL_HEIGHT + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """The style sheet gives all tool buttons a small least width, which would count for more than the hint."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self.setMinimumWidth(self.sizeHint().width())
        return handled
