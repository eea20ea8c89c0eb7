"""The life of a notice: how it stands, and what its issuer's reviewers may do with it then.

SQLite and PostgreSQL refuse the same; a test asks all three.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from desktop.domain.rejections import Rejected, RejectionCode

MAX_FILES: Final = 10
MAX_FILE_BYTES: Final = 20 << 20
"""Of each attachment of a notice."""
KEY_LENGTH: Final = 64
TITLE_LENGTH: Final = 200
TEXT_LENGTH: Final = 100_000
DEFAULT_READING_SECONDS: Final = 30
"""How long the notice is shown before 确认申报 (guide 3.2, first step)."""
MAX_READING_SECONDS: Final = 3600


class NoticeState(StrEnum):
    """`draft` was never published. `used` and `ended` have applications, deleted ones included; the others have none.

    `closed` was ended by its issuer before its time, for good.
    """

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    OVER = "over"
    USED = "used"
    ENDED = "ended"
    CLOSED = "closed"


class NoticeAct(StrEnum):
    """Writing (files too), throwing away what was written and not published, 发布, moving the end, 提前关闭."""

    WRITE = "write"
    DISCARD = "discard"
    PUBLISH = "publish"
    MOVE = "move"
    CLOSE = "close"


class NoticeActor(StrEnum):
    """A reviewer of the department that issues it, or anybody else."""

    ISSUER = "issuer"
    OTHER = "other"


_REVISING: Final = frozenset({NoticeAct.WRITE, NoticeAct.DISCARD, NoticeAct.PUBLISH})
_ALLOWED: Final = {
    NoticeState.DRAFT: _REVISING,
    NoticeState.UPCOMING: _REVISING | {NoticeAct.MOVE},
    NoticeState.OPEN: _REVISING | {NoticeAct.MOVE, NoticeAct.CLOSE},
    NoticeState.OVER: _REVISING,
    NoticeState.USED: frozenset({NoticeAct.DISCARD, NoticeAct.MOVE, NoticeAct.CLOSE}),
    NoticeState.ENDED: frozenset({NoticeAct.DISCARD}),
    NoticeState.CLOSED: frozenset({NoticeAct.DISCARD}),
}


def state_of(
    window: tuple[datetime, datetime] | None, now: datetime, *, used: bool = False, closed_early: bool = False
) -> NoticeState:
    """How a notice stands; `window` is None for one that was never published."""
    if window is None:
        return NoticeState.DRAFT
    opens, closes = window
    if closed_early:
        return NoticeState.CLOSED
    if now >= closes:
        return NoticeState.ENDED if used else NoticeState.OVER
    if used:
        return NoticeState.USED
    return NoticeState.OPEN if now >= opens else NoticeState.UPCOMING


def may(state: NoticeState, act: NoticeAct) -> bool:
    """Whether the issuer's reviewers may do this now."""
    return act in _ALLOWED[state]


def check_act(state: NoticeState | None, actor: NoticeActor, act: NoticeAct, *, begun: bool = True) -> None:
    """`state` is None where there is no such notice; `begun` whether its window has.

    Raises `Rejected`: no_such_notice (also for whoever may not act: hidden is missing), notice_closed, notice_over,
    notice_fixed, notice_not_begun, notice_unpublished.
    """
    if actor is not NoticeActor.ISSUER or state is None:
        raise Rejected(RejectionCode.NO_SUCH_NOTICE)
    if may(state, act):
        if act is NoticeAct.CLOSE and not begun:
            raise Rejected(RejectionCode.NOTICE_NOT_BEGUN)
        return
    if state is NoticeState.CLOSED:
        raise Rejected(RejectionCode.NOTICE_CLOSED)
    if state in (NoticeState.ENDED, NoticeState.OVER):
        raise Rejected(RejectionCode.NOTICE_OVER)
    if state is NoticeState.DRAFT:
        raise Rejected(RejectionCode.NOTICE_UNPUBLISHED)
    raise Rejected(RejectionCode.NOTICE_NOT_BEGUN if act is NoticeAct.CLOSE else RejectionCode.NOTICE_FIXED)


def check_new_end(opens: datetime, closes: datetime, now: datetime) -> None:
    """Raises `Rejected` (notice_end_past) unless the end lies ahead, and after the beginning."""
    if closes <= max(opens, now):
        raise Rejected(RejectionCode.NOTICE_END_PAST)
