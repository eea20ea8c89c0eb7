"""Which applications of the list are checked: by their lines, with each row as it was last read."""

from collections.abc import Iterable, Iterator, Mapping

from desktop.services.rows import ApplicationRow

MOST_CHECKED = 2000
"""So many can be acted on at once; whoever checks a million has not looked at them."""


class CheckedRows:
    """In the order in which they were checked, at most `MOST_CHECKED`."""

    def __init__(self) -> None:
        self._rows: dict[int, ApplicationRow] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, line: int) -> bool:
        return line in self._rows

    def __iter__(self) -> Iterator[ApplicationRow]:
        return iter(self._rows.values())

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(self._rows)

    def add(self, rows: Iterable[ApplicationRow]) -> bool:
        """Check these; False where they are more than may be, and the last of them were left out."""
        for row in rows:
            if row.line not in self._rows and len(self._rows) >= MOST_CHECKED:
                return False
            self._rows[row.line] = row
        return True

    def remove(self, rows: Iterable[ApplicationRow]) -> None:
        for row in rows:
            self._rows.pop(row.line, None)

    def clear(self) -> None:
        self._rows.clear()

    def renew(self, asked: frozenset[int], found: Mapping[int, ApplicationRow]) -> bool:
        """Take over how the rows asked about are now, and let go of those that left the list; True where that changed
        anything. What decides later acts on nothing that is not in the list. Rows checked meanwhile stay as they are.
        """
        kept = {line: found.get(line, row) for line, row in self._rows.items() if line in found or line not in asked}
        changed = kept != self._rows
        self._rows = kept
        return changed
