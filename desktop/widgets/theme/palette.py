"""The colours of TalentDesk: one table of tokens for light and dark, and the QPalette made from it.

Owns every colour value of the program. Style sheet and painters name a role; neither writes a colour down.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from PySide6.QtGui import QColor, QPalette


class ThemeMode(StrEnum):
    """What a person chooses; SYSTEM follows the desktop's light or dark scheme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ColorRole(StrEnum):
    """A colour by its job. The value is the `@token` of the style sheet."""

    WINDOW = "window"
    SURFACE = "surface"
    RAISED = "raised"
    SUNKEN = "sunken"
    HOVER = "hover"
    PRESSED = "pressed"
    SELECTED = "selected"
    SELECTED_SOFT = "selected_soft"
    LINE = "line"
    LINE_STRONG = "line_strong"
    LINE_INPUT = "line_input"
    FOCUS = "focus"
    TEXT = "text"
    TEXT_SECONDARY = "text_secondary"
    MUTED = "muted"
    DISABLED = "disabled"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_PRESSED = "accent_pressed"
    ACCENT_TEXT = "accent_text"
    ACCENT_SOFT = "accent_soft"
    ON_ACCENT = "on_accent"
    OK = "ok"
    OK_SOFT = "ok_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    WARN_LINE = "warn_line"
    BAD = "bad"
    BAD_SOFT = "bad_soft"
    BAD_LINE = "bad_line"
    INFO = "info"
    INFO_SOFT = "info_soft"
    DRAFT = "draft"
    DRAFT_SOFT = "draft_soft"
    CLASS_A = "class_a"
    CLASS_A_SOFT = "class_a_soft"
    CLASS_B = "class_b"
    CLASS_B_SOFT = "class_b_soft"
    CLASS_C = "class_c"
    CLASS_C_SOFT = "class_c_soft"
    CLASS_D = "class_d"
    CLASS_D_SOFT = "class_d_soft"
    CLASS_E = "class_e"
    CLASS_E_SOFT = "class_e_soft"
    KEY_CAP = "key_cap"
    KEY_CAP_LINE = "key_cap_line"
    SCROLL_BAR = "scroll_bar"
    SCROLL_BAR_HOVER = "scroll_bar_hover"
    TOOL_TIP = "tool_tip"
    TOOL_TIP_TEXT = "tool_tip_text"
    SHADOW = "shadow"
    PAPER = "paper"
    REMARK = "remark"
    ON_REMARK = "on_remark"
    CHART_1 = "chart_1"
    CHART_2 = "chart_2"
    CHART_3 = "chart_3"
    CHART_4 = "chart_4"
    CHART_WARN = "chart_warn"
    CHART_BAD = "chart_bad"


# role: (light, dark)
_TOKENS: Mapping[ColorRole, tuple[str, str]] = {
    ColorRole.WINDOW: ("#F4F6F8", "#15181D"),
    ColorRole.SURFACE: ("#FFFFFF", "#1B1F26"),
    ColorRole.RAISED: ("#FFFFFF", "#232831"),
    ColorRole.SUNKEN: ("#E7EAEE", "#101317"),
    ColorRole.HOVER: ("#EFF3F8", "#242A33"),
    ColorRole.PRESSED: ("#E2E8F0", "#2C333E"),
    ColorRole.SELECTED: ("#E4EEFC", "#20365A"),
    ColorRole.SELECTED_SOFT: ("#F1F6FE", "#1D2A40"),
    ColorRole.LINE: ("#E2E6EB", "#2B313B"),
    ColorRole.LINE_STRONG: ("#CBD2DB", "#3A424E"),
    ColorRole.LINE_INPUT: ("#8B95A3", "#6F7A8A"),
    ColorRole.FOCUS: ("#3B7DD8", "#6BA1F5"),
    ColorRole.TEXT: ("#1A2130", "#E7EAEF"),
    ColorRole.TEXT_SECONDARY: ("#465062", "#BCC4CF"),
    ColorRole.MUTED: ("#5F6979", "#9AA4B2"),
    ColorRole.DISABLED: ("#9AA3B0", "#667080"),
    ColorRole.ACCENT: ("#1B4F9C", "#2D66C4"),
    ColorRole.ACCENT_HOVER: ("#174485", "#3872D2"),
    ColorRole.ACCENT_PRESSED: ("#12376D", "#2458AC"),
    ColorRole.ACCENT_TEXT: ("#1B4F9C", "#8DB6F7"),
    ColorRole.ACCENT_SOFT: ("#E4EEFC", "#1F3252"),
    ColorRole.ON_ACCENT: ("#FFFFFF", "#FFFFFF"),
    ColorRole.OK: ("#17703F", "#6CCB93"),
    ColorRole.OK_SOFT: ("#E5F4EB", "#173325"),
    ColorRole.WARN: ("#8A5200", "#EBB55A"),
    ColorRole.WARN_SOFT: ("#FDF1DC", "#382A12"),
    ColorRole.WARN_LINE: ("#D9920F", "#B9821F"),
    ColorRole.BAD: ("#B3261E", "#F4928A"),
    ColorRole.BAD_SOFT: ("#FCE9E7", "#3E1E1D"),
    ColorRole.BAD_LINE: ("#D9534A", "#C4574F"),
    ColorRole.INFO: ("#1D5FBF", "#8DB6F7"),
    ColorRole.INFO_SOFT: ("#E4EEFC", "#1F3252"),
    ColorRole.DRAFT: ("#5F6979", "#9AA4B2"),
    ColorRole.DRAFT_SOFT: ("#EDF0F3", "#2A303A"),
    ColorRole.CLASS_A: ("#96224A", "#F39AB6"),
    ColorRole.CLASS_A_SOFT: ("#FBE6EC", "#44202E"),
    ColorRole.CLASS_B: ("#65389E", "#C9A9F2"),
    ColorRole.CLASS_B_SOFT: ("#F0E8FA", "#33264A"),
    ColorRole.CLASS_C: ("#1D56AD", "#94BBF9"),
    ColorRole.CLASS_C_SOFT: ("#E3EDFB", "#1F3358"),
    ColorRole.CLASS_D: ("#0E6B66", "#72CFC8"),
    ColorRole.CLASS_D_SOFT: ("#DFF2F0", "#173735"),
    ColorRole.CLASS_E: ("#525C6B", "#B4BDC9"),
    ColorRole.CLASS_E_SOFT: ("#E9ECF0", "#2C333D"),
    ColorRole.KEY_CAP: ("#5F6979", "#9AA4B2"),
    ColorRole.KEY_CAP_LINE: ("#CBD2DB", "#3A424E"),
    ColorRole.SCROLL_BAR: ("#C3CAD4", "#3D4551"),
    ColorRole.SCROLL_BAR_HOVER: ("#9AA3B0", "#566070"),
    ColorRole.TOOL_TIP: ("#1A2130", "#E7EAEF"),
    ColorRole.TOOL_TIP_TEXT: ("#FFFFFF", "#15181D"),
    ColorRole.SHADOW: ("#1A2130", "#000000"),
    ColorRole.PAPER: ("#FFFFFF", "#F1F0EC"),
    ColorRole.REMARK: ("#9A5B00", "#9A5B00"),
    ColorRole.ON_REMARK: ("#FFFFFF", "#FFFFFF"),
    ColorRole.CHART_1: ("#1B4F9C", "#4A86E0"),
    ColorRole.CHART_2: ("#5C8FD6", "#3563AB"),
    ColorRole.CHART_3: ("#A9C6EE", "#2A4877"),
    ColorRole.CHART_4: ("#D5E3F7", "#223552"),
    ColorRole.CHART_WARN: ("#D9920F", "#D39B36"),
    ColorRole.CHART_BAD: ("#C8453B", "#DB6A61"),
}

Tokens: TypeAlias = Mapping[ColorRole, str]
LIGHT: Tokens = MappingProxyType({role: pair[0] for role, pair in _TOKENS.items()})
DARK: Tokens = MappingProxyType({role: pair[1] for role, pair in _TOKENS.items()})

_QT_ROLES: Mapping[QPalette.ColorRole, ColorRole] = {
    QPalette.ColorRole.Window: ColorRole.WINDOW,
    QPalette.ColorRole.WindowText: ColorRole.TEXT,
    QPalette.ColorRole.Base: ColorRole.SURFACE,
    QPalette.ColorRole.AlternateBase: ColorRole.WINDOW,
    QPalette.ColorRole.Text: ColorRole.TEXT,
    QPalette.ColorRole.Button: ColorRole.RAISED,
    QPalette.ColorRole.ButtonText: ColorRole.TEXT,
    QPalette.ColorRole.BrightText: ColorRole.BAD,
    QPalette.ColorRole.Highlight: ColorRole.ACCENT,
    QPalette.ColorRole.HighlightedText: ColorRole.ON_ACCENT,
    QPalette.ColorRole.Link: ColorRole.ACCENT_TEXT,
    QPalette.ColorRole.LinkVisited: ColorRole.ACCENT_TEXT,
    QPalette.ColorRole.ToolTipBase: ColorRole.TOOL_TIP,
    QPalette.ColorRole.ToolTipText: ColorRole.TOOL_TIP_TEXT,
    QPalette.ColorRole.PlaceholderText: ColorRole.MUTED,
    QPalette.ColorRole.Mid: ColorRole.LINE,
    QPalette.ColorRole.Dark: ColorRole.LINE_STRONG,
    QPalette.ColorRole.Light: ColorRole.SURFACE,
    QPalette.ColorRole.Midlight: ColorRole.HOVER,
    QPalette.ColorRole.Shadow: ColorRole.SHADOW,
    QPalette.ColorRole.Accent: ColorRole.ACCENT,
}


def qt_palette(tokens: Tokens) -> QPalette:
    """The QPalette for widgets that the style sheet leaves to the style."""
    palette = QPalette()
    for qt_role, role in _QT_ROLES.items():
        palette.setColor(qt_role, QColor(tokens[role]))
    for qt_role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qt_role, QColor(tokens[ColorRole.DISABLED]))
    return palette
