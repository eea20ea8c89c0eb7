"""Whether a data file is whole: every page's authenticator, every index, every reference, every audit chain."""

import contextlib
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.store.audit import verify
from desktop.store.engine import Mode, connect, make_engine
from desktop.store.key_slots import FileKey
from desktop.store.problems import Unavailable

_CHECKS = ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check", "PRAGMA foreign_key_check")


def verify_data(file: Path, key: FileKey) -> tuple[str, ...]:
    """What is wrong with the file, in the database's own words; empty where it is sound."""
    problems = check_pages(file, key)
    if problems:
        return problems
    engine = make_engine(file, key, Mode.READ)
    try:
        with engine.connect() as connection, connection.begin():
            report = verify(connection)
    finally:
        engine.dispose()
    return tuple(f"{broken.chain} {broken.position}: {broken.reason}" for broken in report.broken)


def check_pages(file: Path, key: FileKey) -> tuple[str, ...]:
    """As `verify_data` without the audit chains."""
    problems: list[str] = []
    try:
        with contextlib.closing(connect(file, key, Mode.READ)) as connection:
            for check in _CHECKS:
                rows = connection.execute(check).fetchall()
                problems += [" ".join(map(str, row)) for row in rows if row != ("ok",)]
                if problems:
                    break
    except (dbapi2.Error, Unavailable) as error:
        problems.append(str(error))
    return tuple(problems)
