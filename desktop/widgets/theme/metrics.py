"""Sizes of the look in device-independent pixels. Widgets and delegates take them from here."""

from typing import Final

HEADER_HEIGHT: Final = 48
TOOL_BAR_HEIGHT: Final = 52
ACTION_BAR_HEIGHT: Final = 56
BANNER_HEIGHT: Final = 40
BANNER_TALL_HEIGHT: Final = 64
ROW_HEIGHT: Final = 32
SECTION_ROW_HEIGHT: Final = 30
CONTROL_HEIGHT: Final = 32
TAG_HEIGHT: Final = 20
CLASS_TAG_WIDTH: Final = 22
CHIP_HEIGHT: Final = 28
ICON_SIZE: Final = 16
TOOL_ICON_SIZE: Final = 18
THUMBNAIL_HEIGHT: Final = 92

NAVIGATION_WIDTH: Final = 212
SECTIONS_WIDTH: Final = 186

GAP: Final = 8
CELL_PADDING: Final = 12
PANE_PADDING: Final = 16
FORM_PADDING: Final = 24

RADIUS_SMALL: Final = 4
RADIUS: Final = 6
RADIUS_LARGE: Final = 10
