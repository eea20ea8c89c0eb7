"""The bodies of functions that put their statement together for every call, out of what was asked and who asks.

A statement holds marks where text depends on the call. Each mark is a variable of the function: values that are found
out first, and pieces of SQL written here, never by a client, of which those that say nothing are NULL and disappear.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Text

from desktop.store.queries.shared_searching import COMMON, HELD, LOOKED_UP, RARE
from desktop.store.queries.sorting import ORDER

FEW: Final = 500
"""So many routes become a list in the statement, which an index looks up; more are a subquery, which is joined."""
_MARK = re.compile("\x02(\\w+)\x03")
_SPACES = re.compile(r"[ \t]+$", re.MULTILINE)


def mark(name: str) -> str:
    """Stands in a statement for the variable `name`."""
    return f"\x02{name}\x03"


class Variables:
    """Those of one function, in the order in which they are worked out."""

    def __init__(self, parameters: int) -> None:
        """`parameters` is how many the function has: they come first among the values of the statement."""
        self._parameters = parameters
        self._kinds: dict[str, str] = {}
        self._steps: list[str] = []
        self._found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._tests: tuple[str, ...] = ()

    @contextmanager
    def only_where(self, test: str) -> Iterator[None]:
        """What is found meanwhile is not asked for unless the parameters fulfil `test`."""
        before = self._tests
        self._tests = (*before, test)
        yield
        self._tests = before

    def found(self, chosen: str, kind: str, *, without: str = "") -> str:
        """The name of the list of what `chosen` selects, NULL where that is nothing or not asked for.

        Nothing is selected where a list that `chosen` speaks of is NULL, but for the one it can do `without`.
        """
        earlier = self._found.setdefault(chosen, [])
        for tests, name in earlier:
            if tests == self._tests[: len(tests)]:
                return name
        name = self._declare("found", f"{kind}[]")
        earlier.append((self._tests, name))
        spoken_of = [mentioned for mentioned in dict.fromkeys(_MARK.findall(chosen)) if mentioned != without]
        needed = [*self._tests, *(f"{mentioned} IS NOT NULL" for mentioned in spoken_of)]
        step = f"{name} := nullif(ARRAY({_MARK.sub(_name, chosen)}), '{{}}');"
        self._steps.append(f"IF {' AND '.join(needed)} THEN\n    {step}\n  END IF;" if needed else step)
        return name

    def piece(self, expression: str) -> str:
        """The mark of a piece of the statement, which this expression writes or leaves NULL."""
        name = self._declare("piece", "text")
        self._steps.append(f"{name} := {expression};")
        return mark(name)

    def written(self, text: str, *, whole: bool = False) -> str:
        """The expression that writes `text` with what its marks stand for.

        As a `whole` it says false for a piece that says nothing; else it then says nothing itself.
        """
        parts: list[str] = []
        for place, part in enumerate(_MARK.split(text)):
            if place % 2 == 0:
                parts.append(f"$asked${part}$asked$" if part else "")
            elif part in self._values:
                parts.append(f"$asked$${self._parameters + 1 + self._values.index(part)}$asked$")
            else:
                parts.append(f"coalesce({part}, 'false')" if whole else part)
        return " || ".join(filter(None, parts)).replace("$asked$ || $asked$", "")

    def declarations(self) -> Iterator[str]:
        return (f"  {name} {kind};" for name, kind in self._kinds.items())

    def steps(self) -> Iterator[str]:
        """What works them out."""
        return (f"  {_SPACES.sub('', step)}" for step in self._steps)

    def values(self) -> list[str]:
        """What the statement is executed with."""
        return [*(f"${number}" for number in range(1, self._parameters + 1)), *self._values]

    @property
    def _values(self) -> list[str]:
        return [name for name, kind in self._kinds.items() if kind.endswith("[]")]

    def _declare(self, stem: str, kind: str) -> str:
        name = f"{stem}_{len(self._kinds) + 1}"
        self._kinds[name] = kind
        return name


class Planning:
    """What the compiler of such a statement writes for the elements of `dialects` that depend on the call."""

    dialect: Any
    process: Any

    def planned_among(self, tested: Any, chosen: Any, whole: bool, **options: Any) -> str:
        """A list where few were found; else what chooses them, so that the planner may turn it into a join."""
        variables = self._variables
        column, selected = self.process(tested, **options), self.process(chosen, **options)
        if whole or isinstance(tested.type, Text):
            kind = "text" if isinstance(tested.type, Text) else "integer"
            return f"{column} = ANY ({mark(variables.found(selected, kind))})"
        found = variables.found(f"{selected} LIMIT {FEW + 1}", "integer")
        few, many = f"{column} = ANY ({mark(found)})", f"{column} IN ({selected})"
        return variables.piece(
            f"CASE WHEN cardinality({found}) <= {FEW} THEN {variables.written(few)}\n"
            f"    WHEN {found} IS NOT NULL THEN {variables.written(many)} END"
        )

    def planned_searched(self, line: Any, words: Any, **options: Any) -> str:
        """The words that very many hold are looked for in the rows, the others looked up before."""
        variables = self._variables
        column, asked = self.process(line, **options), self.process(words, **options)
        common = variables.found(COMMON.format(words=asked), "text")
        rare = variables.found(RARE.format(words=asked, common=mark(common)), "text", without=common)
        found = variables.found(LOOKED_UP.format(words=mark(rare)), "integer")
        looked_up = variables.written(f"{column} = ANY ({mark(found)})")
        held = variables.written(HELD.format(words=mark(common)))
        return variables.piece(
            f"CASE WHEN {common} IS NULL THEN {looked_up}\n    WHEN {rare} IS NULL THEN {held}\n"
            f"    ELSE {looked_up} || ' AND ' || {held} END"
        )

    def planned_only_where(self, test: Any, condition: Any, **options: Any) -> str:
        tested = self.process(test, **options)
        with self._variables.only_where(tested):
            text = self.process(condition, **options)
        return self._variables.piece(f"CASE WHEN {tested} THEN {self._variables.written(text)} END")

    def planned_unless(self, test: Any, condition: Any, **options: Any) -> str:
        tested = self.process(test, **options)
        with self._variables.only_where(f"NOT ({tested})"):
            text = self.process(condition, **options)
        return self._variables.piece(f"CASE WHEN {tested} THEN 'true' ELSE {self._variables.written(text)} END")

    def planned_any_of(self, ways: Sequence[Any], **options: Any) -> str:
        written = ",\n    ".join(self._variables.written(self.process(way, **options)) for way in ways)
        return self._variables.piece(f"'(' || nullif(concat_ws(' OR ', {written}), '') || ')'")

    @property
    def _variables(self) -> Variables:
        variables: Variables = self.dialect.variables
        return variables


def body(text: str, variables: Variables, orders: Iterable[tuple[str, str]]) -> str:
    """The block that puts the statement `text` together and has it planned and executed."""
    cases = "\n".join(f"    WHEN '{key}' THEN '{order}'" for key, order in orders)
    chosen = [f"  chosen text := CASE asked_order_by\n{cases} END;"] if cases else []
    statement = " || chosen || ".join(variables.written(part, whole=True) for part in text.split(ORDER.name))
    return "\n".join(
        [
            "DECLARE",
            *chosen,
            *variables.declarations(),
            "BEGIN",
            *variables.steps(),
            f"  RETURN QUERY EXECUTE {statement}",
            f"  USING {', '.join(variables.values())};",
            "END",
        ]
    )


def _name(found: re.Match[str]) -> str:
    return found[1]
