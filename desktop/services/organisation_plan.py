"""Which rows of a table of organisations can be accepted together with those already registered. Pure.

A parent may stand later in the table; whatever hangs on a refused row is refused with it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.domain import unit_code
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import MAX_LEVELS, OrganisationKind
from desktop.domain.visible_text import code_point, forbidden_character, shows_something
from desktop.exchange.organisation_table import TableRow
from desktop.store.rows import OrganisationRow

NAME_LENGTH: Final = 200
DEPARTMENT_CODE_LENGTH: Final = 64

_UNIT_CODE = re.compile(r"[0-9A-Z]{18}")
_DEPARTMENT_CODE = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class PlannedOrganisation:
    """A row to be written; `parent` is the code of the department above, None at the top."""

    line: int
    code: str
    name: str
    kind: OrganisationKind
    parent: str | None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that was not accepted, or that is worth a warning, and why."""

    line: int
    reason: Rejected


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """`accepted` has parents before what hangs on them; `warnings` speak of accepted rows."""

    accepted: tuple[PlannedOrganisation, ...]
    refused: tuple[RefusedLine, ...]
    warnings: tuple[RefusedLine, ...]


def plan_organisations(rows: Sequence[TableRow], known: Mapping[str, OrganisationRow]) -> OrganisationPlan:
    """What to write of `rows`; `known` are the registered organisations by their codes."""
    table = _Table(known)
    for row in rows:
        table.add(row)
    table.refuse_what_does_not_hang_together()
    accepted = tuple(table.parents_first())
    warnings = tuple(
        RefusedLine(item.line, Rejected(RejectionCode.UNIT_CHECK_CHARACTER, value=item.code))
        for item in accepted
        if item.kind is OrganisationKind.UNIT and not unit_code.is_valid(item.code)
    )
    refused = sorted(table.refused.items())
    return OrganisationPlan(accepted, tuple(RefusedLine(line, reason) for line, reason in refused), warnings)


class _Table:
    """The rows accepted so far by their codes, and the refused ones by their lines."""

    def __init__(self, known: Mapping[str, OrganisationRow]) -> None:
        self._known = known
        self._codes_by_id = {row.id: row.code for row in known.values()}
        self._known_children: dict[str, list[str]] = {}
        self._accepted: dict[str, PlannedOrganisation] = {}
        self._refused_codes: dict[str, int] = {}
        self.refused: dict[int, Rejected] = {}

    def add(self, row: TableRow) -> None:
        """Looks at the row alone."""
        try:
            item = _checked(row)
            if item.code in self._accepted:
                raise Rejected(RejectionCode.ROW_CODE_REPEATED, value=item.code, line=self._accepted[item.code].line)
            known = self._known.get(item.code)
            if known is not None and known.kind is not item.kind:
                raise Rejected(RejectionCode.ROW_CODE_TAKEN, value=item.code, kind=known.kind.value)
        except Rejected as reason:
            self.refused[row.line] = reason
            self._refused_codes.setdefault(row.code, row.line)
        else:
            self._accepted[item.code] = item

    def refuse_what_does_not_hang_together(self) -> None:
        """Looks at every row's parent until nothing more has to be refused."""
        for known in self._known.values():
            if known.parent_id and known.kind is OrganisationKind.DEPARTMENT and known.code not in self._accepted:
                self._known_children.setdefault(self._codes_by_id[known.parent_id], []).append(known.code)
        while problems := list(self._problems()):
            for item, reason in problems:
                self.refused[item.line] = reason
                self._refused_codes[item.code] = item.line
                del self._accepted[item.code]

    def parents_first(self) -> Iterator[PlannedOrganisation]:
        """The accepted rows, each after the one it hangs on."""
        written: set[str] = set()
        for item in self._accepted.values():
            way = [item]
            while way[-1].parent in self._accepted and way[-1].parent not in written:
                way.append(self._accepted[way[-1].parent])
            for step in reversed(way):
                if step.code not in written:
                    written.add(step.code)
                    yield step

    def _problems(self) -> Iterator[tuple[PlannedOrganisation, Rejected]]:
        for item in self._accepted.values():
            reason = self._parent_problem(item) or self._depth_problem(item)
            if reason is not None:
                yield item, reason

    def _parent_problem(self, item: PlannedOrganisation) -> Rejected | None:
        parent = item.parent
        if parent is None:
            return None
        above = self._accepted.get(parent) or self._known.get(parent)
        if above is None:
            line = self._refused_codes.get(parent)
            if line is None:
                return Rejected(RejectionCode.ROW_UNKNOWN_PARENT, value=parent)
            return Rejected(RejectionCode.ROW_PARENT_REFUSED, value=parent, line=line)
        if above.kind is not OrganisationKind.DEPARTMENT:
            return Rejected(RejectionCode.ROW_PARENT_IS_UNIT, value=parent)
        return Rejected(RejectionCode.ROW_CIRCLE, value=item.code) if self._runs_in_a_circle(item.code) else None

    def _depth_problem(self, item: PlannedOrganisation) -> Rejected | None:
        """Too many departments one above the other: at the row itself, or at what is registered and hangs on it."""
        depth = self._departments_to(item.code) + self._known_departments_below(item.code)
        if depth <= MAX_LEVELS:
            return None
        return Rejected(RejectionCode.ROW_TOO_DEEP, value=item.code, depth=depth, limit=MAX_LEVELS)

    def _departments_to(self, code: str) -> int:
        """How many departments there are from the top down to this organisation, itself counted if it is one."""
        way = [code]
        while (above := self._parent_of(way[-1])) is not None and above not in way:
            way.append(above)
        item = self._accepted.get(code) or self._known[code]
        return len(way) - (item.kind is OrganisationKind.UNIT)

    def _known_departments_below(self, code: str) -> int:
        """How many levels of departments that are not in the table hang on this one."""
        levels, found = 0, {code}
        while found := {below for place in found for below in self._known_children.get(place, ())} - {code}:
            levels += 1
        return levels

    def _runs_in_a_circle(self, code: str) -> bool:
        above, seen = self._parent_of(code), set[str]()
        while above is not None and above not in seen:
            if above == code:
                return True
            seen.add(above)
            above = self._parent_of(above)
        return False

    def _parent_of(self, code: str) -> str | None:
        item = self._accepted.get(code)
        if item is not None:
            return item.parent
        known = self._known.get(code)
        return self._codes_by_id.get(known.parent_id) if known is not None and known.parent_id else None


def _checked(row: TableRow) -> PlannedOrganisation:
    code, name, parent = (unicodedata.normalize("NFC", text) for text in (row.code, row.name, row.parent))
    for column, text, limit in (
        ("code", code, DEPARTMENT_CODE_LENGTH),
        ("name", name, NAME_LENGTH),
        ("parent", parent, DEPARTMENT_CODE_LENGTH),
    ):
        if len(text) > limit:
            raise Rejected(RejectionCode.ROW_TOO_LONG, column=column, limit=limit)
        forbidden = forbidden_character(text)
        if forbidden is not None:
            raise Rejected(RejectionCode.ROW_BAD_CHARACTER, column=column, character=code_point(forbidden))
        if not shows_something(text) and (text or column != "parent"):
            raise Rejected(RejectionCode.ROW_MISSING_VALUE, column=column)
    if row.kind not in set(OrganisationKind):
        raise Rejected(RejectionCode.ROW_UNKNOWN_KIND, value=row.kind[:DEPARTMENT_CODE_LENGTH])
    kind = OrganisationKind(row.kind)
    if kind is OrganisationKind.UNIT:
        if not _UNIT_CODE.fullmatch(code):
            raise Rejected(RejectionCode.ROW_BAD_UNIT_CODE, value=code)
        if not parent:
            raise Rejected(RejectionCode.ROW_UNIT_WITHOUT_PARENT)
    elif not _DEPARTMENT_CODE.fullmatch(code):
        raise Rejected(RejectionCode.ROW_BAD_DEPARTMENT_CODE, value=code, limit=DEPARTMENT_CODE_LENGTH)
    return PlannedOrganisation(row.line, code, name, kind, parent or None)
