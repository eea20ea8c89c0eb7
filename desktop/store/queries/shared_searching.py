"""What a search finds in a shared database: by its index of grams, or in the rows of a list where many hold a word."""

from typing import Any, Final

from sqlalchemy import BindParameter, Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

COMMON: Final = "SELECT common_words({words})"
"""Those of a list that very many hold."""
RARE: Final = "SELECT word.value FROM each_text({words}) word WHERE (word.value = ANY ({common})) IS NOT TRUE"
"""The others."""
LOOKED_UP: Final = "SELECT search_lines({words})"
"""Lines that hold each of the words of an array."""
HELD: Final = """(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest({words}) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)"""
"""Whether a row of `application`, or its unit, holds each of the words of an array."""


class Searched(FunctionElement[bool]):
    """A row of `application`, known by its line, or its unit, holds each of the folded words of a list.

    Planned for every call, as whether a word is common decides how it is looked for (`migrations.planning`).
    """

    type = Boolean()
    name = "searched"
    inherit_cache = True

    def __init__(self, line: ColumnElement[int], words: BindParameter[str]) -> None:
        super().__init__(line, words)

    def self_group(self, against: Any = None) -> Any:
        """As it is: see `OneOf`."""
        return self


@compiles(Searched)
def _searched(element: Searched, compiler: SQLCompiler, **options: Any) -> str:
    line, words = element.clauses
    planning: Any = compiler
    return str(planning.planned_searched(line, words, **options))
