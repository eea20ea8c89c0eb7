"""What a message, tag or banner conveys, and the colours and icon that go with it."""

from enum import StrEnum

from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole


class Tone(StrEnum):
    """Neutral, good news, plain news, something to look at, something wrong."""

    NEUTRAL = "neutral"
    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"

    @property
    def ink(self) -> ColorRole:
        """Colour of text and icon."""
        return _INK[self]

    @property
    def soft(self) -> ColorRole:
        """Colour of the background."""
        return _SOFT[self]

    @property
    def icon(self) -> IconName:
        """The shape, so that colour is never the only sign."""
        return _ICON[self]


_INK = {
    Tone.NEUTRAL: ColorRole.DRAFT,
    Tone.OK: ColorRole.OK,
    Tone.INFO: ColorRole.INFO,
    Tone.WARN: ColorRole.WARN,
    Tone.BAD: ColorRole.BAD,
}
_SOFT = {
    Tone.NEUTRAL: ColorRole.DRAFT_SOFT,
    Tone.OK: ColorRole.OK_SOFT,
    Tone.INFO: ColorRole.INFO_SOFT,
    Tone.WARN: ColorRole.WARN_SOFT,
    Tone.BAD: ColorRole.BAD_SOFT,
}
_ICON = {
    Tone.NEUTRAL: IconName.INFORMATION,
    Tone.OK: IconName.APPROVED,
    Tone.INFO: IconName.INFORMATION_FILL,
    Tone.WARN: IconName.FINDING,
    Tone.BAD: IconName.FINDING,
}
