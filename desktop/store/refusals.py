"""What the database's errors mean: the refusals its triggers raise, and what is wrong with the file or the disk."""

from pathlib import Path
from typing import Any

from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.store.location import WorkspaceFiles, has_room
from desktop.store.problems import Duplicate, Interrupted, Protected, Unavailable, UnavailableCode

MARK = "TD:"
TAKEN = "taken:"
UNIQUE = "UNIQUE constraint failed: "

_PRIMARY = {
    5: UnavailableCode.LOCKED,
    6: UnavailableCode.LOCKED,
    8: UnavailableCode.READ_ONLY,
    10: UnavailableCode.DISK_FAILED,
    11: UnavailableCode.DAMAGED,
    13: UnavailableCode.DISK_FULL,
    14: UnavailableCode.DISK_FAILED,
    26: UnavailableCode.DAMAGED,
}
_INTERRUPTED = 9
_REJECTED = {
    code.value: code
    for code in (
        RejectionCode.REGISTRATION_CLOSED,
        RejectionCode.LOGIN_TAKEN,
        RejectionCode.PERSON_REGISTERED,
        RejectionCode.TOO_MANY_ATTEMPTS,
        RejectionCode.RECOVERY_REFUSED,
        RejectionCode.OWN_TEMPORARY_PASSWORD,
        RejectionCode.UNKNOWN_UNIT_CODE,
        RejectionCode.NO_SUCH_BINDING,
        RejectionCode.BINDING_OPEN,
        RejectionCode.BINDING_OVER,
        RejectionCode.BINDING_REASON,
        RejectionCode.BINDING_SUBMITTED,
        RejectionCode.NOT_BOUND,
        RejectionCode.OTHER_PERSON,
        RejectionCode.NO_SUCH_NOTICE,
        RejectionCode.NOTICE_CLOSED,
        RejectionCode.NOTICE_OVER,
        RejectionCode.NOTICE_FIXED,
        RejectionCode.NOTICE_DRAFT_CHANGED,
        RejectionCode.NOTICE_NOT_BEGUN,
        RejectionCode.NOTICE_END_PAST,
        RejectionCode.NOTICE_FILE_COUNT,
        RejectionCode.NOT_READ,
        RejectionCode.DRAFT_CHANGED,
        RejectionCode.FORM_FILES_FULL,
        RejectionCode.NOT_IN_WINDOW,
        RejectionCode.SELF_CHECK_FAILED,
        RejectionCode.SELF_CHECK_OPEN,
        RejectionCode.SELF_CHECK_UNKNOWN,
    )
}
"""What the database refuses in the words of the domain; the sentences do without facts, or the service adds them."""


def translate(error: Exception, file: Path | None = None) -> Exception | None:
    """The typed error that `error` of the driver stands for, None for what only a mistake in the program raises.

    `Refused` for a trigger's refusal, `Duplicate`, `Protected`, `Interrupted`, `Unavailable`.
    """
    message = str(error)
    if message.startswith(MARK):
        return refusal(message.removeprefix(MARK))
    if message.startswith(UNIQUE):
        return Duplicate(message.removeprefix(UNIQUE))
    primary = _primary_code(error)
    if primary == _INTERRUPTED:
        return Interrupted()
    code = _PRIMARY.get(primary)
    if code is None:
        return None
    return Unavailable(code) if file is None else unavailable(code, file)


def unavailable(code: UnavailableCode, file: Path) -> Unavailable:
    """What is the matter with the data file `file`: with the newest backup where it is damaged.

    A disk that failed is told from a full one by trying it, as the database reports both alike.
    """
    files = WorkspaceFiles(file.parent)
    backup = files.newest_backup if code is UnavailableCode.DAMAGED else None
    if backup is not None:
        return Unavailable(code, path=str(files.location), backup=str(backup))
    if code is UnavailableCode.DISK_FAILED and not has_room(files.location):
        code = UnavailableCode.DISK_FULL
    return Unavailable(code, path=str(files.location))


def refusal(reason: str) -> Exception:
    """What a refusal by the database's own rules means: `Refused`, `Rejected`, `Duplicate`, `Protected`."""
    if reason.startswith(TAKEN):
        return Duplicate(reason.removeprefix(TAKEN))
    if reason in _REJECTED:
        return Rejected(_REJECTED[reason])
    if reason in {code.value for code in RefusalCode}:
        return Refused(Refusal(RefusalCode(reason)))
    if reason == RejectionCode.IN_THE_FUTURE:
        return Rejected(RejectionCode.IN_THE_FUTURE)
    return Protected(reason)


def _primary_code(error: Any) -> int:
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else 0
