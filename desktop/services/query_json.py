"""The query of a list as JSON and back, for keeping it: versioned, and read strictly.

Whatever this version does not know whole is not guessed at: a filter left out would show more than was saved.
"""

import json
from collections.abc import Callable
from typing import Any, Final, TypeVar

from desktop.domain.document_number import normalised_document_number
from desktop.domain.identity_number import LENGTH, birth_date, is_valid, is_well_formed
from desktop.domain.terms import MAX_LEVELS, Status, stages
from desktop.domain.visible_text import forbidden_character
from desktop.store.rows import ApplicationQuery, ApplicationSort, Basket

VERSION: Final = 1
SEARCH_LENGTH: Final = 200

_TEXT_LENGTH: Final = 64
_LAST_YEAR: Final = 9998
_MOST_DAYS: Final = 36_500
_ID_LENGTH: Final = 36
_T = TypeVar("_T")


def query_json(query: ApplicationQuery) -> str:
    """`query` with all it says, units by the ids of their organisations."""
    return json.dumps(
        {
            "version": VERSION,
            "basket": query.basket.value,
            "units": sorted(query.units),
            "statuses": sorted(query.statuses),
            "stages": sorted(query.stages),
            "classes": sorted(query.classes),
            "service_types": sorted(query.service_types),
            "year": query.year,
            "waiting_at_least": query.waiting_at_least,
            "with_findings": query.with_findings,
            "search": query.search,
            "sort": query.sort.value,
            "descending": query.descending,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def query_of_json(text: str) -> ApplicationQuery | None:
    """The query, or None for what this version does not understand: another version, other keys, unknown values.

    A search that holds a full identity number is not understood either: reading it would look a person up.
    """
    try:
        return _query(json.loads(text, object_pairs_hook=_unique))
    except (ValueError, RecursionError):
        return None


def holds_identity_number(text: str) -> bool:
    """Whether a full identity number stands in the text, also in parts or among other words."""
    if any(_numbers_in(word, is_well_formed) for word in text.split()):
        return True
    whole = normalised_document_number(text)
    return is_well_formed(whole) or _numbers_in(whole, lambda part: is_valid(part) and birth_date(part) is not None)


def _numbers_in(text: str, holds: Callable[[str], bool]) -> bool:
    plain = normalised_document_number(text)
    return any(holds(plain[start : start + LENGTH]) for start in range(len(plain) - LENGTH + 1))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key is repeated")
    return table


def _query(value: Any) -> ApplicationQuery:
    """Raises ValueError."""
    table = dict(value) if isinstance(value, dict) else {}
    version = table.pop("version", None)
    if version != VERSION or isinstance(version, bool) or table.keys() != _READERS.keys():
        raise ValueError("not a query of this version")
    return ApplicationQuery(**{key: read(table[key]) for key, read in _READERS.items()})


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _TEXT_LENGTH or forbidden_character(value) is not None:
        raise ValueError(value)
    return value


def _unit(value: Any) -> str:
    if not isinstance(value, str) or len(value) != _ID_LENGTH or forbidden_character(value) is not None:
        raise ValueError(value)
    return value


def _stage(value: Any) -> str:
    if value not in stages(MAX_LEVELS):
        raise ValueError(value)
    return str(value)


def _search(value: Any) -> str:
    if not isinstance(value, str) or len(value) > SEARCH_LENGTH or forbidden_character(value) is not None:
        raise ValueError(value)
    if holds_identity_number(value):
        raise ValueError("an identity number")
    return value


def _set_of(read: Callable[[Any], _T]) -> Callable[[Any], frozenset[_T]]:
    def read_all(value: Any) -> frozenset[_T]:
        if not isinstance(value, list):
            raise ValueError(value)
        return frozenset(map(read, value))

    return read_all


def _up_to(most: int) -> Callable[[Any], int | None]:
    def read(value: Any) -> int | None:
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most):
            raise ValueError(value)
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "basket": Basket,
    "units": _set_of(_unit),
    "statuses": _set_of(Status),
    "stages": _set_of(_stage),
    "classes": _set_of(_text),
    "service_types": _set_of(_text),
    "year": _up_to(_LAST_YEAR),
    "waiting_at_least": _up_to(_MOST_DAYS),
    "with_findings": lambda value: None if value is None else _flag(value),
    "search": _search,
    "sort": ApplicationSort,
    "descending": _flag,
}
