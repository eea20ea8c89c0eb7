"""After how many minutes the window covers itself: a setting of the person at this machine."""

from typing import Final

from PySide6.QtCore import QSettings

LOCK_KEY: Final = "Ctrl+L"
LOCK_SHORTCUT: Final = "lockKey"
USUAL: Final = 15
NEVER: Final = 0
MINUTES: Final = (5, 10, 15, 30, 60)
_KEY: Final = "window/lock_minutes"


def lock_choices(*, shared: bool) -> tuple[int, ...]:
    """What there is to choose; never only where the records are on this machine alone."""
    return MINUTES if shared else (*MINUTES, NEVER)


def lock_minutes(settings: QSettings, *, shared: bool) -> int:
    """What was chosen; the usual where that is nothing one may choose here."""
    stored = str(settings.value(_KEY, USUAL))
    minutes = int(stored) if stored.isdecimal() else USUAL
    return minutes if minutes in lock_choices(shared=shared) else USUAL


def keep_lock_minutes(settings: QSettings, minutes: int) -> None:
    settings.setValue(_KEY, minutes)
