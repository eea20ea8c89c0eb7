"""Which page of the guide, and which heading of it, belongs to where a person is: as `places.toml` beside it says."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.terms import Role

FILE: Final = "places.toml"


@dataclass(frozen=True, slots=True)
class Topics:
    """Addresses are `page.md#anchor`. `places` by object names; those of `places_by_page` by the page of the role."""

    start: str
    pages: Mapping[Role, str]
    places: Mapping[str, str]
    places_by_page: Mapping[str, Mapping[str, str]]

    def page_of(self, roles: Collection[Role]) -> str:
        """The page of somebody with these roles; of nobody, how to start."""
        return next((page for role, page in self.pages.items() if role in roles), self.start)

    def topic_of(self, focus: QWidget | None, window: QWidget | None, roles: Collection[Role]) -> str:
        """The address for where the cursor is, else for what the window shows, else for the window it belongs to."""
        page = self.page_of(roles)
        by_page = self.places_by_page.get(page, {})
        places = {**self.places, **{name: f"{page}#{anchor}" for name, anchor in by_page.items()}}
        while window is not None:
            for widget in _upwards(focus, window):
                if widget.objectName() in places:
                    return places[widget.objectName()]
            for name, place in places.items():
                if any(found.isVisible() and found.window() is window for found in window.findChildren(QWidget, name)):
                    return place
            focus = window.parentWidget()
            window = focus.window() if focus is not None else None
        return page

    def addresses(self) -> frozenset[str]:
        """Everything that `topic_of` can lead to."""
        by_page = (f"{page}#{anchor}" for page, by in self.places_by_page.items() for anchor in by.values())
        return frozenset((self.start, *self.pages.values(), *self.places.values(), *by_page))


def read_topics(folder: Path) -> Topics:
    """What the guide in `folder` says of itself."""
    read = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    pages = {Role(role): page for role, page in read["roles"].items()}
    return Topics(read["start"], pages, read["places"], read["places_by_page"])


def _upwards(widget: QWidget | None, window: QWidget) -> Iterator[QWidget]:
    while widget is not None and widget.window() is window:
        yield widget
        widget = widget.parentWidget()
    yield window
