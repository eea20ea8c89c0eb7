"""The pictures of a tour, and beside them `tour.json`: what each screen said and what was decided on it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.services.rows import ApplicationRow
from desktop.tour.hands import NotSeen
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

INDEX = "tour.json"


@dataclass(frozen=True)
class Picture:
    """One file, with the size in pixels."""

    file: str
    width: int
    height: int
    theme: str


@dataclass(frozen=True)
class Standing:
    """Where an application stood: what a decision names, and what it changes."""

    submission: int
    seq: int
    status: str
    stage: str


@dataclass(frozen=True)
class Decided:
    """A decision that was taken, with what the screen showed before and after."""

    application: str
    number: str
    name: str
    action: str
    comment: str
    before: Standing
    after: Standing
    meeting: str = ""
    correction_deadline: str | None = None


@dataclass
class Stop:
    """One screen of the tour."""

    number: int
    screen: str
    login: str
    pictures: list[Picture]
    seen: Mapping[str, Any]
    decided: Decided | None = None


@dataclass
class Album:
    """Writes into `folder`; every stop is on disk before the tour goes on. `about` heads the index."""

    folder: Path
    about: dict[str, Any]
    stops: list[Stop] = field(default_factory=list)

    def add(
        self, screen: str, login: str, window: QWidget, seen: Mapping[str, Any], *over: QWidget, theme: str = "light"
    ) -> Stop:
        """Photograph `window` with the dialogs and menus `over` it, and note what was seen."""
        stop = Stop(len(self.stops) + 1, screen, login, [], seen)
        self.stops.append(stop)
        self.also(stop, window, *over, theme=theme)
        return stop

    def also(self, stop: Stop, window: QWidget, *over: QWidget, theme: str = "light", suffix: str = "") -> None:
        """One more picture of the same screen, as in another size or theme."""
        name = f"{stop.number:02}-{stop.screen}{suffix}.png"
        image = photograph(window, over)
        if not image.save(str(self.folder / name), "PNG"):
            raise NotSeen(f"{name} can be written")
        stop.pictures.append(Picture(name, image.width(), image.height(), theme))
        self.write()

    def decide(self, stop: Stop, decided: Decided) -> None:
        """Note the decision that was taken on a screen."""
        stop.decided = decided
        self.write()

    def write(self, problem: str = "") -> None:
        """Bring the index on disk up to date; `problem` says where the tour came to an end."""
        index = {**self.about, "complete": False, "stops": [asdict(stop) for stop in self.stops]}
        if problem:
            index["problem"] = problem
        self._save(index)

    def finish(self) -> None:
        """Mark the index as complete."""
        self._save({**self.about, "complete": True, "stops": [asdict(stop) for stop in self.stops]})

    def _save(self, index: Mapping[str, Any]) -> None:
        text = json.dumps(index, ensure_ascii=False, indent=1)
        (self.folder / INDEX).write_text(f"{text}\n", encoding="utf-8")


def standing(row: ApplicationRow) -> Standing:
    """What a row says about where its application stands."""
    return Standing(row.submission, row.seq, row.status.value, row.stage)


def photograph(window: QWidget, over: Sequence[QWidget] = ()) -> QPixmap:
    """The window as it is on screen, with other windows over it where they stand, each in a thin frame."""
    picture = window.grab()
    if not over:
        return picture
    painter = QPainter(picture)
    origin = window.mapToGlobal(QPoint(0, 0))
    for upper in over:
        place = QRect(upper.mapToGlobal(QPoint(0, 0)) - origin, upper.size())
        painter.drawPixmap(place.topLeft(), upper.grab())
        painter.setPen(color(ColorRole.LINE_STRONG))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    return picture
