"""The one text form of a JSON value that hashes are taken of."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any


def canonical_json(value: Any) -> str:
    """`value` as JSON: keys sorted, no spaces, all text in NFC, characters themselves instead of escapes.

    Takes None, bool, int, finite float, str, mappings with text keys, lists and tuples. ValueError for NaN and
    infinity, and for two keys that NFC makes one; TypeError for anything else.
    """
    return json.dumps(_normalised(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def sha256_text(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, 64 lower-case hexadecimal digits; UnicodeEncodeError for lone surrogates."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, (list, tuple)):
        return [_normalised(item) for item in value]
    if isinstance(value, Mapping):
        table = {unicodedata.normalize("NFC", key): _normalised(item) for key, item in value.items()}
        if len(table) != len(value):
            raise ValueError("two keys are the same text in NFC")
        return table
    return value
