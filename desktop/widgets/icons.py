"""Icons by meaning: which Phosphor glyph stands for what, as QIcon, pixmap or painted in place.

Icons follow the theme by themselves: the engine looks its colour up whenever it paints.
"""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from desktop.widgets.icon_font import paint_glyph
from desktop.widgets.theme.current import color
from desktop.widgets.theme.metrics import ICON_SIZE
from desktop.widgets.theme.palette import ColorRole


class IconName(StrEnum):
    """What an icon means; the value is the Phosphor glyph."""

    # status
    SUBMITTED = "circle-fill"
    RETURNED = "arrow-bend-up-left-bold"
    APPROVED = "check-circle-fill"
    TERMINATED = "prohibit-bold"
    DRAFT = "circle-dashed"
    AGEING = "clock-fill"
    OVERDUE = "warning-fill"
    # findings and section states
    CHECK_CIRCLE = "check-circle"
    CIRCLE = "circle"
    CIRCLE_HALF = "circle-half-tilt"
    FINDING = "warning-circle-fill"
    INFORMATION = "info"
    INFORMATION_FILL = "info-fill"
    UNREAD = "eye-slash"
    SEEN = "eye"
    REMARK = "push-pin"
    REMARK_FILL = "push-pin-fill"
    # review actions
    PASS = "check"
    RETURN = "arrow-bend-up-left"
    TERMINATE = "prohibit"
    WITHDRAW = "arrow-u-up-left"
    PHRASES = "list-dashes"
    # moving
    PREVIOUS = "caret-left"
    NEXT = "caret-right"
    FIRST = "caret-double-left"
    LAST = "caret-double-right"
    UP = "caret-up"
    DOWN = "caret-down"
    SORTED_ASCENDING = "arrow-up-bold"
    SORTED_DESCENDING = "arrow-down-bold"
    GO_TO = "arrow-right"
    CONDITION = "arrow-elbow-down-right"
    BACK = "arrow-left"
    # preview
    ZOOM_IN = "magnifying-glass-plus"
    ZOOM_OUT = "magnifying-glass-minus"
    FIT_WIDTH = "arrows-out-line-horizontal"
    FIT_PAGE = "frame-corners"
    ROTATE = "arrow-clockwise"
    FIND_IN_FILE = "file-search"
    FULL_SCREEN = "arrows-out"
    # lists
    SEARCH = "magnifying-glass"
    FILTER = "funnel"
    ADD = "plus"
    REMOVE = "x"
    CLOSE_BOLD = "x-bold"
    COLUMNS = "table"
    EXPORT = "export"
    REFRESH = "arrows-clockwise"
    SAVED = "bookmark-simple"
    MORE = "dots-three"
    CHECKED = "check-bold"
    PARTLY_CHECKED = "minus-bold"
    # application and files
    COMPARE = "git-diff"
    HISTORY = "git-commit"
    DUPLICATES = "files"
    OFFLINE = "suitcase-simple"
    FILE_PDF = "file-pdf"
    FILE_IMAGE = "image"
    FILE_TEXT = "file-text"
    FILE = "file"
    ATTACHMENT = "paperclip"
    FOLDER_OPEN = "folder-open"
    UPLOAD = "upload-simple"
    DOWNLOAD = "download-simple"
    PRINT = "printer"
    SUBMIT = "paper-plane-tilt"
    SUBMIT_FILL = "paper-plane-tilt-fill"
    CHANGED = "pencil-simple"
    REPLACED = "swap"
    UNCHANGED = "equals"
    DELETE = "trash"
    COPY = "copy"
    SAVE = "floppy-disk"
    CROP = "crop"
    MOVE_UP = "arrow-up"
    MOVE_DOWN = "arrow-down"
    HEADING = "text-h-one"
    SUBHEADING = "text-h-two"
    BULLETS = "list-bullets"
    BOLD = "text-bolder"
    # rooms
    INBOX = "tray"
    DONE = "checks"
    UNITS = "buildings"
    CLASSES = "stack"
    STATUSES = "circle-half"
    BINDINGS = "link-simple"
    NOTICES = "megaphone-simple"
    STATISTICS = "chart-bar"
    ACCOUNTS = "users"
    CATALOGUE = "books"
    AUDIT = "shield-check"
    MEETING = "users-three"
    BALLOT = "check-square"
    AGENDA = "clipboard-text"
    PRESENTATION = "presentation"
    SETTINGS = "gear-six"
    # connection and people
    CONNECTED = "cloud-check"
    DISCONNECTED = "wifi-slash"
    DATABASE = "hard-drives"
    WORKSPACE = "hard-drive"
    DEMO = "flask"
    PERSON = "user"
    BADGE = "identification-badge"
    LOCK = "lock-simple"
    KEY = "key"
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    SHOW_PASSWORD = "eye-bold"
    HIDE_PASSWORD = "eye-slash-bold"
    # window
    LOGO = "circle-wavy-check"
    NOTIFICATIONS = "bell"
    DARK = "moon"
    LIGHT = "sun"
    SYSTEM_THEME = "circle-half-bold"
    HELP = "question"
    CALENDAR = "calendar-blank"
    CLOCK = "clock"
    WARNING = "warning"
    ERROR = "warning-octagon"
    BUSY = "spinner"
    KEYBOARD = "keyboard"


class _GlyphEngine(QIconEngine):
    def __init__(self, name: IconName, role: ColorRole, role_on: ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._role_on = role_on

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._role, self._role_on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._role_on if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = ColorRole.DISABLED
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint_glyph(painter, self._name, square, color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return result


def icon(
    name: IconName, role: ColorRole = ColorRole.TEXT_SECONDARY, role_on: ColorRole = ColorRole.ACCENT_TEXT
) -> QIcon:
    """A QIcon that is sharp at every size and follows the theme; grey when disabled, `role_on` when checked."""
    return QIcon(_GlyphEngine(name, role, role_on))


_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(
    name: IconName, role: ColorRole = ColorRole.TEXT_SECONDARY, size: int = ICON_SIZE, ratio: float = 1.0
) -> QPixmap:
    """The icon as a square pixmap of `size` device-independent pixels at device pixel ratio `ratio`; cached."""
    tint = color(role)
    key = (name.value, tint.name(), size, ratio)
    found = _pixmaps.get(key)
    if found is None:
        side = round(size * ratio)
        found = QPixmap(side, side)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        paint_glyph(painter, name, QRectF(0, 0, side, side), tint)
        painter.end()
        found.setDevicePixelRatio(ratio)
        _pixmaps[key] = found
    return found


def forget_pixmaps() -> None:
    """Drop the cached pixmaps; `Theme` calls it when the colours change."""
    _pixmaps.clear()


def draw_icon(painter: QPainter, x: float, y: float, name: IconName, role: ColorRole, size: int = ICON_SIZE) -> None:
    """Paint the icon with its top left corner at (x, y); for delegates and painted controls."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(QPointF(x, y), pixmap(name, role, size, ratio))
