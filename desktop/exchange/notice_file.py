"""A notice as a TOML file: its keys and types. Whether issuer and catalogue exist is the service's to say."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop.domain.clock import parse_moment
from desktop.domain.notices import (
    DEFAULT_READING_SECONDS,
    KEY_LENGTH,
    MAX_READING_SECONDS,
    TEXT_LENGTH,
    TITLE_LENGTH,
)
from desktop.domain.rejections import Rejected, RejectionCode, ValueRule
from desktop.domain.visible_text import forbidden_character, plain_line_ends, shows_something
from desktop.exchange.dossier_paths import printable

MAX_NOTICE_BYTES: Final = 1 << 20
_REQUIRED = ("key", "title", "text", "opens", "closes", "catalogue", "issuer")


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """`catalogue` and `issuer` are keys; moments are UTC."""

    key: str
    title: str
    text: str
    opens: datetime
    closes: datetime
    catalogue: str
    issuer: str
    reading_seconds: int


def read_notice_file(path: Path) -> NoticeFile:
    """The notice in the file. Rejected with the first thing against it, naming the key."""
    table = _read_toml(path)
    for key in table:
        if key not in (*_REQUIRED, "reading_seconds"):
            raise Rejected(RejectionCode.UNKNOWN_KEY, key=printable(key))
    for key in _REQUIRED:
        if key not in table:
            raise Rejected(RejectionCode.MISSING_KEY, key=key)
    notice = NoticeFile(
        key=_text(table, "key", KEY_LENGTH),
        title=_text(table, "title", TITLE_LENGTH),
        text=_text(table, "text", TEXT_LENGTH, lines=True),
        opens=_moment(table, "opens"),
        closes=_moment(table, "closes"),
        catalogue=_text(table, "catalogue", KEY_LENGTH),
        issuer=_text(table, "issuer", KEY_LENGTH),
        reading_seconds=_seconds(table.get("reading_seconds", DEFAULT_READING_SECONDS)),
    )
    if notice.closes <= notice.opens:
        raise Rejected(RejectionCode.NOTICE_WINDOW)
    return notice


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_NOTICE_BYTES + 1)
    except (OSError, ValueError) as error:
        code = RejectionCode.FILE_UNREADABLE if path.exists() else RejectionCode.FILE_NOT_FOUND
        raise Rejected(code, file=printable(str(path))) from error
    if len(data) > MAX_NOTICE_BYTES:
        raise Rejected(RejectionCode.NOT_TOML, file=printable(str(path)), detail="> 1 MB")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Rejected(RejectionCode.NOT_UTF8, file=printable(str(path)), position=error.start) from error
    except (ValueError, RecursionError) as error:
        raise Rejected(RejectionCode.NOT_TOML, file=printable(str(path)), detail=printable(str(error))) from error


def _text(table: Mapping[str, Any], key: str, longest: int, *, lines: bool = False) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise Rejected(RejectionCode.WRONG_TYPE, key=key, type="text")
    text = plain_line_ends(unicodedata.normalize("NFC", value)).strip()
    if len(text) > longest:
        raise Rejected(RejectionCode.TOO_LONG, key=key, limit=longest)
    if not shows_something(text) or forbidden_character(text, lines=lines) is not None:
        raise Rejected(RejectionCode.BAD_VALUE, key=key, rule=ValueRule.LINES if lines else ValueRule.LINE)
    return text


def _moment(table: Mapping[str, Any], key: str) -> datetime:
    """A TOML moment, or one in ISO 8601 as text, with its offset: whether a day alone ends at its beginning or its end,
    and where, is nothing to guess."""
    value = table[key]
    moment = parse_moment(value.isoformat() if isinstance(value, datetime) else value if isinstance(value, str) else "")
    if moment is None:
        raise Rejected(RejectionCode.BAD_VALUE, key=key, rule=ValueRule.MOMENT)
    return moment


def _seconds(value: object) -> int:
    if type(value) is not int:
        raise Rejected(RejectionCode.WRONG_TYPE, key="reading_seconds", type="int")
    if not 0 <= value <= MAX_READING_SECONDS:
        raise Rejected(RejectionCode.BAD_VALUE, key="reading_seconds", rule=ValueRule.SECONDS, most=MAX_READING_SECONDS)
    return value
