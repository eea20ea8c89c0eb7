import re

import pytest

from desktop.widgets.theme.palette import DARK, LIGHT, ColorRole, Tokens

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])

WINDOW, SURFACE, RAISED, HOVER, SELECTED = (
    ColorRole.WINDOW,
    ColorRole.SURFACE,
    ColorRole.RAISED,
    ColorRole.HOVER,
    ColorRole.SELECTED,
)
READABLE = [
    *((ColorRole.TEXT, ground) for ground in (WINDOW, SURFACE, RAISED, HOVER, SELECTED, ColorRole.SELECTED_SOFT)),
    *((ColorRole.TEXT_SECONDARY, ground) for ground in (WINDOW, SURFACE, RAISED, HOVER, SELECTED)),
    *((ColorRole.MUTED, ground) for ground in (WINDOW, SURFACE, RAISED, HOVER, SELECTED)),
    *((ColorRole.ACCENT_TEXT, ground) for ground in (WINDOW, SURFACE, SELECTED, ColorRole.ACCENT_SOFT)),
    *((ColorRole.ON_ACCENT, g) for g in (ColorRole.ACCENT, ColorRole.ACCENT_HOVER, ColorRole.ACCENT_PRESSED)),
    *((ColorRole.OK, ground) for ground in (SURFACE, SELECTED, ColorRole.OK_SOFT)),
    *((ColorRole.WARN, ground) for ground in (SURFACE, RAISED, SELECTED, ColorRole.WARN_SOFT)),
    *((ColorRole.BAD, ground) for ground in (SURFACE, SELECTED, ColorRole.BAD_SOFT)),
    *((ColorRole.INFO, ground) for ground in (SURFACE, SELECTED, ColorRole.INFO_SOFT)),
    *((ColorRole.TEXT, g) for g in (ColorRole.OK_SOFT, ColorRole.WARN_SOFT, ColorRole.BAD_SOFT, ColorRole.INFO_SOFT)),
    (ColorRole.DRAFT, ColorRole.DRAFT_SOFT),
    (ColorRole.CLASS_A, ColorRole.CLASS_A_SOFT),
    (ColorRole.CLASS_B, ColorRole.CLASS_B_SOFT),
    (ColorRole.CLASS_C, ColorRole.CLASS_C_SOFT),
    (ColorRole.CLASS_D, ColorRole.CLASS_D_SOFT),
    (ColorRole.CLASS_E, ColorRole.CLASS_E_SOFT),
    (ColorRole.KEY_CAP, SURFACE),
    (ColorRole.TOOL_TIP_TEXT, ColorRole.TOOL_TIP),
    (ColorRole.ON_REMARK, ColorRole.REMARK),
]
VISIBLE = [
    (ColorRole.LINE_INPUT, SURFACE),
    (ColorRole.FOCUS, SURFACE),
    (ColorRole.FOCUS, WINDOW),
    (ColorRole.FOCUS, SELECTED),
]


def luminance(shade: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = (int(shade[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_counted_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@THEMES
@pytest.mark.parametrize(("ink", "ground"), READABLE)
def test_text_is_readable(tokens: Tokens, ink: ColorRole, ground: ColorRole) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize(("line", "ground"), VISIBLE)
def test_borders_and_focus_are_visible(tokens: Tokens, line: ColorRole, ground: ColorRole) -> None:
    assert contrast(tokens[line], tokens[ground]) >= 3.0


@THEMES
def test_every_role_has_a_colour(tokens: Tokens) -> None:
    assert set(tokens) == set(ColorRole)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", shade) for shade in tokens.values())
