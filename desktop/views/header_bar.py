"""The strip on top of every page: whose desk this is, which workspace, light or dark, help, the person's menu."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.services.rows import AccountRow
from desktop.text.language import phrase
from desktop.text.terms import role_label
from desktop.views.locking.lock_time import LOCK_KEY
from desktop.views.person_button import PersonButton
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName, icon
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.logo import Logo
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import VerticalLine
from desktop.widgets.shortcuts import with_key
from desktop.widgets.theme.metrics import HEADER_HEIGHT
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton

_PLACE_WIDTH = 320


class HeaderBar(Panel):
    """`theme_toggled()`, `help_requested()`, and from the person's menu `password_change_requested()`,
    `lock_requested()`, `sign_out_requested()`.
    """

    theme_toggled = Signal()
    help_requested = Signal()
    password_change_requested = Signal()
    lock_requested = Signal()
    sign_out_requested = Signal()

    def __init__(
        self, account: AccountRow, place: str, *, dark: bool, shared: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(Surface.WINDOW, parent)
        self.setFixedHeight(HEADER_HEIGHT)
        organisations = dict.fromkeys(
            membership.organisation.name for membership in account.memberships if membership.organisation is not None
        )
        roles = dict.fromkeys(role_label(membership.role) for membership in account.memberships)
        self._theme = ToolButton(IconName.DARK, self.tr("切换深色 / 浅色"), "Ctrl+Shift+D")
        self._theme.setObjectName("toggle_theme")
        self._theme.clicked.connect(self.theme_toggled)
        self.show_theme(dark)
        help_button = ToolButton(IconName.HELP, with_key(self.tr("使用说明"), "F1"))  # the key works in every window
        help_button.setObjectName("help")
        help_button.clicked.connect(self.help_requested)
        self._person_menu = self._make_person_menu()
        person = PersonButton(account.name or account.login, phrase("list.separator").join(roles), self._person_menu)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(Logo())
        layout.addWidget(Label(self.tr("TalentDesk 人才评审工作台"), LabelStyle.STRONG))
        self._organisations = " · ".join(organisations)
        self._line = VerticalLine(16)
        self._task = ElidedLabel(self._organisations, LabelStyle.SECONDARY)
        self._status = QHBoxLayout()
        self._until = Label("", LabelStyle.SECONDARY)
        self._until.setObjectName("until")
        layout.addSpacing(4)
        layout.addWidget(self._line)
        layout.addSpacing(4)
        layout.addWidget(self._task)
        layout.addLayout(self._status)
        layout.addStretch(1)
        layout.addWidget(self._until)
        layout.addSpacing(8)
        self._line.setVisible(bool(self._organisations))
        self._state = IconLabel(IconName.CONNECTED if shared else IconName.LOCK, ColorRole.OK, 14)
        self._place = place
        words = self.tr("共享数据库 {0}").format(place) if shared else self.tr("本机工作区，已加密")
        self._location = ElidedLabel(words, LabelStyle.SMALL_SECONDARY)
        self._location.setObjectName("workspace_place")
        self._location.setMaximumWidth(_PLACE_WIDTH)
        self._location.setToolTip(place)
        layout.addWidget(self._state)
        layout.addWidget(self._location)
        layout.addSpacing(8)
        layout.addWidget(self._theme)
        layout.addWidget(help_button)
        layout.addWidget(person)

    def show_connection(self, connected: bool) -> None:
        """Whether the server of a shared database answers."""
        if connected:
            self._state.set_icon(IconName.CONNECTED, ColorRole.OK)
            self._location.set_style(LabelStyle.SMALL_SECONDARY)
            self._location.setText(self.tr("共享数据库 {0}").format(self._place))
        else:
            self._state.set_icon(IconName.DISCONNECTED, ColorRole.BAD)
            self._location.set_style(LabelStyle.SMALL_BAD)
            self._location.setText(self.tr("连接已断开 {0}").format(self._place))

    def show_theme(self, dark: bool) -> None:
        """Show the sun in the dark and the moon in the light: what the button leads to."""
        self._theme.set_icon(IconName.LIGHT if dark else IconName.DARK)

    def show_task(self, title: str, status: QWidget | None = None, until: str = "") -> None:
        """Name what the person is at instead of their organisation; with "" that again."""
        while (item := self._status.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if status is not None:
            self._status.addWidget(status)
        self._task.setText(title or self._organisations)
        self._line.setVisible(bool(self._task.text()))
        self._until.setText(until)

    def add_to_person_menu(self, choices: QMenu) -> None:
        """Put a menu of settings above the way out."""
        self._person_menu.insertMenu(self._way_out, choices)

    def _make_person_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(icon(IconName.KEY), self.tr("修改密码"), self.password_change_requested.emit)
        # the key works in every window, and is shown here alone
        lock = with_key(self.tr("锁定"), LOCK_KEY)
        menu.addAction(icon(IconName.LOCK), lock, self.lock_requested.emit)
        self._way_out = menu.addSeparator()
        menu.addAction(icon(IconName.SIGN_OUT), self.tr("退出登录"), self.sign_out_requested.emit)
        return menu
