"""A quiet message across a page: what happened, what was kept, what to do. Never a modal box."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.action_row import ActionRow
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.shortcuts import Keys
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.metrics import BANNER_HEIGHT, BANNER_TALL_HEIGHT
from desktop.widgets.tone import Tone
from desktop.widgets.tool_button import ToolButton, ToolButtonKind

_MARGIN = 8


class Banner(QFrame):
    """One line (40 px) or two (64 px), as the words need. `closed` is emitted after the cross hid it."""

    closed = Signal()

    def __init__(
        self,
        tone: Tone,
        text: str,
        detail: str = "",
        *,
        icon: IconName | None = None,
        rich: bool = False,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """With `rich` the caller vouches for the markup of `text` and escapes names in it."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(icon or tone.icon, tone.ink, 18)
        self._text = Label(text, wrap=True, rich=rich)
        self._detail = Label(detail, LabelStyle.SMALL_SECONDARY, wrap=True)
        self._actions = ActionRow()
        self._close_button = ToolButton(IconName.REMOVE, self.tr("关闭"), parent=self)
        self._close_button.setVisible(closable)
        self._close_button.clicked.connect(self._on_close_clicked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        layout.addLayout(self._actions)
        layout.addWidget(self._close_button)
        self.set_message(tone, text, detail, icon=icon)

    @property
    def text(self) -> str:
        """The first line."""
        return self._text.text()

    def set_message(self, tone: Tone, text: str, detail: str = "", *, icon: IconName | None = None) -> None:
        """Say something else; actions stay."""
        set_style_property(self, "tone", tone.value)
        self._icon.set_icon(icon or tone.icon, tone.ink)
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{text} {detail}".strip())
        self._fit_height()

    def add_action(
        self,
        text: str,
        on_clicked: Callable[[], object],
        shortcut: Keys | None = None,
        *,
        icon: IconName | None = None,
        kind: ButtonKind | None = None,
    ) -> QAbstractButton:
        """Offer something to do: a link with its key, or a real button when an icon or kind is given."""
        button: QAbstractButton
        if icon is None and kind is None:
            button = ToolButton(None, text, shortcut, text=text, kind=ToolButtonKind.LINK)
            self._actions.addWidget(button)
            if shortcut is not None:
                self._actions.addWidget(KeyCap(shortcut))
        else:
            button = KeyButton(text, icon, shortcut, kind=kind or ButtonKind.NORMAL)
            self._actions.addWidget(button)
        button.clicked.connect(lambda: on_clicked())
        return button

    def clear_actions(self) -> None:
        """Take the offers away, before a new message."""
        self._actions.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # an action came or went, or the words changed
            self._fit_height()
        return handled

    def _fit_height(self) -> None:
        """40 for one line, 64 for two, more if the words need it."""
        layout = self.layout()
        needed = layout.heightForWidth(self.width()) if layout is not None else 0
        one_line = needed <= BANNER_HEIGHT and self._detail.isHidden()
        self.setFixedHeight(BANNER_HEIGHT if one_line else max(BANNER_TALL_HEIGHT, needed + 2 * _MARGIN))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _on_close_clicked(self) -> None:
        self.hide()
        self.closed.emit()
