"""What a shared database's errors mean, as `desktop.store.refusals` tells it of a local one's."""

from typing import Final

import psycopg

from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.store.problems import Duplicate, Interrupted, Protected, Unavailable, UnavailableCode
from desktop.store.refusals import MARK, refusal

_STATES: Final = {
    "28P01": UnavailableCode.WRONG_PASSWORD,
    "28000": UnavailableCode.ACCOUNT_DISABLED,
    "3D000": UnavailableCode.NO_SUCH_DATABASE,
    "40001": UnavailableCode.LOCKED,
    "40P01": UnavailableCode.LOCKED,
    "55P03": UnavailableCode.LOCKED,
    "53100": UnavailableCode.DISK_FULL,
    "53300": UnavailableCode.TOO_MANY_CONNECTIONS,
    "25006": UnavailableCode.READ_ONLY,
}
_AT_THE_DOOR: Final = {
    UnavailableCode.WRONG_PASSWORD: ("password authentication failed", "no password supplied", "Password 认证失败"),
    UnavailableCode.ACCOUNT_DISABLED: ("is not permitted to log in", "进行登录"),
    UnavailableCode.TOO_MANY_CONNECTIONS: ("too many c", "too many clients"),
    UnavailableCode.CERTIFICATE: ("certificate", "SSL"),
    UnavailableCode.NO_SUCH_DATABASE: ('" does not exist', '" 不存在'),
}
"""Who is not let in learns why in words alone, in the server's language: libpq has no code for it."""

_NOT_LET_IN: Final = "pg_hba.conf"
"""The server lets nobody in from there, encrypted or not; its sentence says whom, and is shown."""

FORBIDDEN: Final = "42501"
"""The login has no right to that."""
_ZERO: Final = "cannot contain NUL"
"""How the driver, before it sends anything, refuses a text with a zero character."""
_CANCELLED: Final = "57014"
_UNIQUE: Final = "23505"
_REPEATED: Final = {
    "pk_decision": RefusalCode.DUPLICATE,
    "uq_decision_application_id_seq": RefusalCode.STALE,
    "pk_submission": RefusalCode.DUPLICATE,
    "uq_submission_application_id_number": RefusalCode.STALE,
}
"""Two wrote the same at the same moment: what the checks before the write could not see yet."""


def translate(error: psycopg.Error, address: str, *, at_the_door: bool = False) -> Exception | None:
    """The typed error that `error` stands for, None for what only a mistake in the program raises.

    `at_the_door`: while connecting. Whose connection breaks later may read of SSL, too, and has lost the server.
    """
    message = error.diag.message_primary or ""
    if message.startswith(MARK):
        return refusal(message.removeprefix(MARK))
    if isinstance(error, psycopg.DataError) and _ZERO in str(error):
        return Refused(Refusal(RefusalCode.BAD_TEXT))
    state = error.sqlstate or ""
    if state == _UNIQUE:
        constraint = error.diag.constraint_name or ""
        code = _REPEATED.get(constraint)
        return Duplicate(constraint) if code is None else Refused(Refusal(code))
    if state == _CANCELLED:
        return Interrupted()
    if state in _STATES:
        return Unavailable(_STATES[state], path=address)
    if state == FORBIDDEN or state.startswith(("22", "23")):
        return Protected(state)
    if isinstance(error, psycopg.OperationalError):  # cut off, shut down, not there
        reason = _reason(error) if at_the_door else UnavailableCode.SERVER_UNREACHABLE
        return Unavailable(reason, path=address, detail=_first_line(error))
    return None


def _reason(error: psycopg.OperationalError) -> UnavailableCode:
    text = str(error)
    if _NOT_LET_IN in text:
        return UnavailableCode.SERVER_UNREACHABLE
    for code, words in _AT_THE_DOOR.items():
        if any(word in text for word in words):
            return code
    return UnavailableCode.SERVER_UNREACHABLE


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().partition("\n")[0][:200]
