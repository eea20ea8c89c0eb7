"""JSON read strictly: UTF-8, no repeated keys, finite numbers, bounded depth. What the keys mean is not known here."""

import json
import math
import re
from collections import Counter
from typing import Any

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_paths import printable

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_DIGITS = 30
_FILE = "dossier.json"


def parse_strict(data: bytes, max_depth: int) -> Any:
    """The value that `data` holds. Rejected with the place and the reason where it is not strict JSON.

    Text with lone surrogates is refused, as no database can hold it; a byte order mark at the start is allowed.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(RejectionCode.NOT_UTF8, file=_FILE, position=error.start) from None
    if _depth(text) > max_depth:
        raise Rejected(RejectionCode.TOO_DEEP, limit=max_depth)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise Rejected(RejectionCode.BAD_JSON, line=error.lineno, column=error.colno) from None
    if "\\u" in text:
        _check_surrogates(value, "")
    return value


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token in "]}":
            depth -= 1
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise Rejected(RejectionCode.DUPLICATE_KEY, key=printable(counts.most_common(1)[0][0]))
    return table


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise Rejected(RejectionCode.BAD_NUMBER, value=printable(digits[:_MAX_DIGITS]) + "…")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise Rejected(RejectionCode.BAD_NUMBER, value=printable(digits))
    return value


def _constant(name: str) -> float:
    raise Rejected(RejectionCode.BAD_NUMBER, value=name)


def _check_surrogates(value: Any, path: str) -> None:
    if isinstance(value, str):
        if _SURROGATE.search(value):
            raise Rejected(RejectionCode.LONE_SURROGATE, key=path or _FILE)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_surrogates(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            place = f"{path}.{printable(key)}" if path else printable(key)
            _check_surrogates(key, place)
            _check_surrogates(item, place)
