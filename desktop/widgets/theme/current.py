"""The palette that is in force now, for everything that paints by hand.

A module-level value on purpose: QApplication has exactly one palette and one style sheet as well, and delegates look
colours up thousands of times a second. Only `Theme` writes it.
"""

from functools import cache

from PySide6.QtGui import QColor

from desktop.widgets.theme.palette import DARK, LIGHT, ColorRole, Tokens

_tokens: Tokens = LIGHT


def install_tokens(tokens: Tokens) -> None:
    """Make `tokens` the palette in force. Called by `Theme` alone."""
    global _tokens
    _tokens = tokens
    _opaque.cache_clear()


def tokens() -> Tokens:
    """Colour names ("#RRGGBB") by role, of the palette in force."""
    return _tokens


def is_dark() -> bool:
    """Whether the dark palette is in force."""
    return _tokens is DARK


def color(role: ColorRole, alpha: float = 1.0) -> QColor:
    """The colour of a role now; `alpha` from 0 (clear) to 1. A fresh object, the caller may change it."""
    result = QColor(_opaque(role))
    if alpha < 1.0:
        result.setAlphaF(alpha)
    return result


@cache
def _opaque(role: ColorRole) -> QColor:
    return QColor(_tokens[role])
