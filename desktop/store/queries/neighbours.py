"""What lies beside an application in an order that was read before: a few small questions instead of the whole list."""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection, bindparam, select

from desktop.store.queries.listing import Listing
from desktop.store.questions import Question, ask
from desktop.store.rows import Lines, ListPlace
from desktop.store.tables import application
from desktop.store.visibility import WHOEVER, visible

_ASKED = 50
_QUESTIONS = 20
_LINE_OF = Question(
    "line_of",
    select(application.c.line).where(application.c.id == bindparam("application_id")),
    only=visible(WHOEVER),
)
_ID_OF = Question(
    "id_of", select(application.c.id).where(application.c.line == bindparam("line")), only=visible(WHOEVER)
)


def place_in_order(connection: Connection, listing: Listing, lines: Lines, application_id: str) -> ListPlace | None:
    """The place among `lines`, the list as it was read, and the nearest on both sides that are in it still.

    None where `lines` tell too little: they lack an application that the list has, or too much around it has left.
    """
    line = ask(connection, _LINE_OF, application_id=application_id).scalar()
    if line is None or not listing.among([line]):
        return ListPlace(None, len(lines), None, None)
    try:
        place = lines.index(line)
        before = _nearest(listing, (lines[at] for at in range(place - 1, -1, -1)))
        after = _nearest(listing, (lines[at] for at in range(place + 1, len(lines))))
    except ValueError:
        return None
    return ListPlace(place, len(lines), _id(connection, before), _id(connection, after))


def _nearest(listing: Listing, lines: Iterator[int]) -> int | None:
    """The first that is in the list. ValueError where so many are not that reading it anew is quicker."""
    for _ in range(_QUESTIONS):
        asked = tuple(islice(lines, _ASKED))
        if not asked:
            return None
        if (found := _first(asked, listing.among(asked))) is not None:
            return found
    raise ValueError("the order is too old")


def _first(asked: Iterable[int], listed: frozenset[int]) -> int | None:
    return next(filter(listed.__contains__, asked), None)


def _id(connection: Connection, line: int | None) -> str | None:
    if line is None:
        return None
    return ask(connection, _ID_OF, line=line).scalar()
