"""What stands in a navigation tree: plain data, no Qt objects."""

from dataclasses import dataclass
from enum import Enum, auto

from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole


class EntryKind(Enum):
    """ITEM leads somewhere, GROUP opens and closes, HEAD is a small caption, LINE a thin rule.

    ACTION does something where one stays: by click or Enter, not by passing over it with the arrow keys.
    """

    ITEM = auto()
    GROUP = auto()
    ACTION = auto()
    HEAD = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One row. `key` names it for the program, unique among items and groups of a tree; `count` is shown as it is.

    `icon_role` and `count_role` None: the usual colour, which also follows the selection.
    """

    key: str
    text: str
    icon: IconName | None = None
    count: str = ""
    kind: EntryKind = EntryKind.ITEM
    icon_role: ColorRole | None = None
    count_role: ColorRole | None = None
    tool_tip: str = ""
    expanded: bool = False
    children: tuple["NavigationEntry", ...] = ()


def head(text: str) -> NavigationEntry:
    """A caption over the entries that follow."""
    return NavigationEntry("", text, kind=EntryKind.HEAD)


def line() -> NavigationEntry:
    """A rule between entries."""
    return NavigationEntry("", "", kind=EntryKind.LINE)
