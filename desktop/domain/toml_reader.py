"""Typed reading of a TOML table: each value is asked for by key and type, and every mistake names its place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.domain.catalogue_error import CatalogueError, CatalogueReason

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,49}")
_MISSING: Final = object()


class TableReader:
    """One table of a catalogue file at `path`; keys nobody asked for are refused by `finish`."""

    def __init__(self, source: str, path: str, table: Mapping[str, Any]) -> None:
        self.source = source
        self.path = path
        self._table = table
        self._asked: set[str] = set()

    def error(self, key: str, reason: CatalogueReason, **arguments: str | int) -> CatalogueError:
        """The error at `key` of this table (at the table itself for "")."""
        path = ".".join(part for part in (self.path, key) if part)
        return CatalogueError(self.source, path, reason, tuple(arguments.items()))

    def finish(self) -> None:
        """Refuses the first key that nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                raise self.error(key, CatalogueReason.UNKNOWN_KEY)

    def has(self, key: str) -> bool:
        """Whether the key is there, of whatever type."""
        return key in self._table

    def text(self, key: str, default: str | None = None, *, pattern: re.Pattern[str] | None = None) -> str:
        """A text that is not blank; required unless there is a default."""
        value = self._value(key, str, "text", default)
        if value is not default and not value.strip():
            raise self.error(key, CatalogueReason.EMPTY)
        if pattern is not None and value is not default and not pattern.fullmatch(value):
            raise self.error(key, CatalogueReason.MALFORMED_KEY, value=value)
        return str(value)

    def key(self, key: str = "key") -> str:
        """A machine key: lower-case letters, digits and underscores."""
        return self.text(key, pattern=_KEY)

    def flag(self, key: str, default: bool = False) -> bool:
        """A true or false."""
        return bool(self._value(key, bool, "flag", default))

    def integer(self, key: str, default: int | None = None, *, least: int, most: int) -> int:
        """A whole number within bounds; required unless there is a default."""
        value = int(self._value(key, int, "integer", default))
        if not least <= value <= most:
            raise self.error(key, CatalogueReason.OUT_OF_RANGE, least=least, most=most)
        return value

    def optional_integer(self, key: str, *, least: int, most: int) -> int | None:
        """A whole number within bounds, or None if the key is absent."""
        return self.integer(key, least=least, most=most) if self.has(key) else None

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of at least one text, none blank, none twice; required unless there is a default."""
        if default is not None and not self.has(key):
            self._asked.add(key)
            return default
        value = self._value(key, list, "list", None)
        if not value:
            raise self.error(key, CatalogueReason.EMPTY)
        seen: list[str] = []
        for index, item in enumerate(value):
            if not isinstance(item, str):
                raise self.error(f"{key}[{index}]", CatalogueReason.WRONG_TYPE, expected="text")
            if not item.strip():
                raise self.error(f"{key}[{index}]", CatalogueReason.EMPTY)
            if item in seen:
                raise self.error(f"{key}[{index}]", CatalogueReason.DUPLICATE_KEY, value=item)
            seen.append(item)
        return tuple(seen)

    def table(self, key: str) -> "TableReader":
        """A table below this one."""
        return self._below(key, self._value(key, dict, "table", None))

    def optional_table(self, key: str) -> "TableReader | None":
        """A table below this one, or None if the key is absent."""
        return self.table(key) if self.has(key) else None

    def tables(self, key: str, *, required: bool = False) -> Iterator["TableReader"]:
        """The tables of a list; each is named by its own `key` where it has one, else by its number."""
        items = self._value(key, list, "list", None if required else [])
        if required and not items:
            raise self.error(key, CatalogueReason.EMPTY)
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                raise self.error(f"{key}[{index}]", CatalogueReason.WRONG_TYPE, expected="table")
            name = item.get("key")
            named = isinstance(name, str) and _KEY.fullmatch(name) is not None
            yield self._below(f"{key}.{name}" if named else f"{key}[{index}]", item)

    def entries(self) -> Iterator[str]:
        """All keys of this table, each to be asked for in turn."""
        return iter(tuple(self._table))

    def is_text(self, key: str) -> bool:
        """Whether the value is a text, where a table or a list is allowed as well."""
        return isinstance(self._table.get(key), str)

    def _below(self, key: str, table: Mapping[str, Any]) -> "TableReader":
        return TableReader(self.source, f"{self.path}.{key}" if self.path else key, table)

    def _value(self, key: str, expected: type, name: str, default: Any) -> Any:
        self._asked.add(key)
        value = self._table.get(key, _MISSING)
        if value is _MISSING:
            if default is None:
                raise self.error(key, CatalogueReason.MISSING_KEY)
            return default
        # bool is a subclass of int: `true` is no number
        if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
            raise self.error(key, CatalogueReason.WRONG_TYPE, expected=name)
        return value
