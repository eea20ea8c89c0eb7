"""dossier.json, version 1: its own keys and types. What sections and slots may hold is the catalogue's to say."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from desktop.domain.application_key import is_application_key
from desktop.domain.clock import parse_moment
from desktop.domain.rejections import Rejected, RejectionCode, ValueRule
from desktop.domain.visible_text import forbidden_character, is_file_name, shows_something
from desktop.exchange.dossier_limits import MAX_DEPTH, MAX_NAME_LENGTH
from desktop.exchange.dossier_paths import normalise, printable
from desktop.exchange.strict_json import parse_strict

VERSION: Final = 1

_TOP_KEYS = (
    "dossier",
    "application",
    "catalogue",
    "notice",
    "unit",
    "submitted_at",
    "pledge",
    "sections",
    "attachments",
)
_ATTACHMENT_KEYS = ("section", "record", "slot", "file", "name", "sha256")
_TYPE_NAMES = {str: "text", bool: "flag", int: "int", dict: "object", list: "array"}
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_KEY_LENGTH = 64


@dataclass(frozen=True, slots=True)
class ManifestAttachment:
    """One line of `attachments`: `file` is normalised, `sha256` lower case, `record` None where absent."""

    section: str
    record: str | None
    slot: str
    file: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """dossier.json with its own keys checked; `sections` and `attachments_as_written` are not yet compared
    with a catalogue."""

    application: str
    catalogue: str
    notice: str
    unit: str
    submitted_at: datetime
    sections: Mapping[str, Any]
    attachments: tuple[ManifestAttachment, ...]
    attachments_as_written: Sequence[Mapping[str, Any]]


def parse_manifest(data: bytes) -> Manifest:
    """The manifest in `data`. Rejected with the first thing against it, naming the key."""
    top = parse_strict(data, MAX_DEPTH)
    if not isinstance(top, dict):
        raise Rejected(RejectionCode.WRONG_TYPE, key="dossier.json", type="object")
    if "dossier" in top and (type(top["dossier"]) is not int or top["dossier"] != VERSION):
        raise Rejected(RejectionCode.UNKNOWN_VERSION, key="dossier", version=VERSION)
    _check_keys(top, _TOP_KEYS, _TOP_KEYS, "")
    application = top["application"]
    if not is_application_key(application):
        raise Rejected(RejectionCode.BAD_VALUE, key="application", rule=ValueRule.APPLICATION_KEY)
    if top["pledge"] is not True:
        raise Rejected(RejectionCode.NO_PLEDGE, key="pledge")
    return Manifest(
        application=application,
        catalogue=_short_text(top, "catalogue"),
        notice=_short_text(top, "notice"),
        unit=_short_text(top, "unit"),
        submitted_at=_moment(top["submitted_at"]),
        sections=_typed(top["sections"], dict, "sections"),
        attachments=tuple(
            _attachment(item, f"attachments[{index}]")
            for index, item in enumerate(_typed(top["attachments"], list, "attachments"))
        ),
        attachments_as_written=top["attachments"],
    )


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], required: tuple[str, ...], path: str) -> None:
    for key in table:
        if key not in known:
            raise Rejected(RejectionCode.UNKNOWN_KEY, key=path + printable(key))
    for key in required:
        if key not in table:
            raise Rejected(RejectionCode.MISSING_KEY, key=path + key)


def _typed(value: Any, kind: type, key: str) -> Any:
    if type(value) is not kind:
        raise Rejected(RejectionCode.WRONG_TYPE, key=key, type=_TYPE_NAMES[kind])
    return value


def _short_text(table: Mapping[str, Any], name: str, path: str = "", longest: int = _KEY_LENGTH) -> str:
    key = path + name
    text = unicodedata.normalize("NFC", _typed(table[name], str, key))
    if len(text) > longest:
        raise Rejected(RejectionCode.TOO_LONG, key=key, limit=longest)
    if not shows_something(text) or forbidden_character(text) is not None:
        raise Rejected(RejectionCode.BAD_VALUE, key=key, rule=ValueRule.LINE)
    return text


def _moment(value: Any) -> datetime:
    moment = parse_moment(_typed(value, str, "submitted_at"))
    if moment is None:
        raise Rejected(RejectionCode.BAD_VALUE, key="submitted_at", rule=ValueRule.MOMENT)
    return moment


def _file_name(table: Mapping[str, Any], path: str) -> str:
    name = _short_text(table, "name", path, MAX_NAME_LENGTH)
    if not is_file_name(name):
        raise Rejected(RejectionCode.BAD_VALUE, key=f"{path}name", rule=ValueRule.FILE_NAME)
    return name


def _attachment(item: Any, path: str) -> ManifestAttachment:
    table = _typed(item, dict, path)
    _check_keys(table, _ATTACHMENT_KEYS, tuple(key for key in _ATTACHMENT_KEYS if key != "record"), f"{path}.")
    sha256 = _typed(table["sha256"], str, f"{path}.sha256")
    if not _SHA256.fullmatch(sha256):
        raise Rejected(RejectionCode.BAD_VALUE, key=f"{path}.sha256", rule=ValueRule.SHA256)
    return ManifestAttachment(
        section=_short_text(table, "section", f"{path}."),
        record=_short_text(table, "record", f"{path}.") if "record" in table else None,
        slot=_short_text(table, "slot", f"{path}."),
        file=normalise(_typed(table["file"], str, f"{path}.file")),
        name=_file_name(table, f"{path}."),
        sha256=sha256.lower(),
    )
