"""Whether a data file is whole: every page's authenticator, every index, every reference, every audit chain."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.store.audit import verify
from desktop.store.engine import Mode, connect, driver_of, make_engine, transaction
from desktop.store.interruption import apart, heed, interruptible
from desktop.store.key_slots import FileKey
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.refusals import unavailable

_PAGES = "PRAGMA cipher_integrity_check"
_CHECKS = (_PAGES, "PRAGMA integrity_check", "PRAGMA foreign_key_check")
_QUICK_CHECKS = (_PAGES, "PRAGMA quick_check")


def verify_data(file: Path, key: FileKey) -> tuple[str, ...]:
    """What is wrong with the file, in the database's own words; empty where it is sound."""
    problems = check_pages(file, key)
    if problems:
        return problems
    engine = make_engine(file, key, Mode.READ)
    try:
        with (
            engine.connect() as connection,
            transaction(connection, file),
            interruptible(driver_of(connection)),
        ):
            report = verify(connection)
    finally:
        engine.dispose()
    return tuple(f"{broken.chain} {broken.position}: {broken.reason}" for broken in report.broken)


def check_pages(file: Path, key: FileKey) -> tuple[str, ...]:
    """As `verify_data` without the audit chains."""
    return _problems(file, key, _CHECKS)


def refuse_damage(file: Path, key: FileKey) -> None:
    """Raises `Unavailable` (damaged) where a page of the file, or of the log beside it, is not as it was written.

    Programs may be at work on the file: what looks torn while a checkpoint is writing it is looked at once more.
    """
    problems = _problems(file, key, _QUICK_CHECKS) and _problems(file, key, _QUICK_CHECKS)
    if problems:
        raise unavailable(UnavailableCode.DAMAGED, file)


def _problems(file: Path, key: FileKey, checks: Sequence[str]) -> tuple[str, ...]:
    for check in checks:
        try:
            # the check of the pages looks at no interrupt until it has read them all
            rows = apart(lambda: _answers(file, key, _PAGES)) if check == _PAGES else _answers(file, key, check)
        except (dbapi2.Error, Unavailable) as error:
            heed()
            return (str(error),)
        problems = tuple(" ".join(map(str, row)) for row in rows if row != ("ok",))
        if problems:
            return problems
    return ()


def _answers(file: Path, key: FileKey, check: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(connect(file, key, Mode.READ)) as connection, interruptible(connection):
        rows: list[tuple[Any, ...]] = connection.execute(check).fetchall()
    return rows
