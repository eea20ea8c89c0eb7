"""What every chapter of the tour works with: the program, the album, whose turn it is; and how a screen is recorded."""

import sys
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.bootstrap import Program
from desktop.services.rows import ApplicationRow
from desktop.tour.album import Album, Decided, Standing, Stop, standing
from desktop.tour.hands import NotSeen, bring_to_front, click, the, wait_for
from desktop.tour.open_application import OpenApplication
from desktop.tour.reviewer import Reviewer

USUAL, WIDE = QSize(1366, 768), QSize(1920, 1080)


@dataclass
class Scene:
    """One tour under way. `doing` says what is being tried, for the line that tells why it came to an end."""

    program: Program
    album: Album
    password: str
    doing: str = ""
    login: str = ""

    @property
    def reviewer(self) -> Reviewer:
        return Reviewer(self.program)

    def begin(self, sentence: str) -> None:
        """Say on standard error what comes next."""
        self.doing = sentence
        sys.stderr.write(f"{len(self.album.stops) + 1:>3}  {sentence}\n")
        sys.stderr.flush()

    def record(self, screen: str, window: QWidget, *over: QWidget, **seen: Any) -> Stop:
        """Photograph a screen and note what was seen on it."""
        return self.album.add(screen, self.login, window, seen, *over)

    def record_list(self, screen: str, *over: QWidget, **seen: Any) -> Stop:
        """Photograph the list, with its rows and counts."""
        reviewer = self.reviewer
        return self.record(
            screen,
            reviewer.window,
            *over,
            rows=reviewer.rows(),
            summary=reviewer.summary(),
            places=reviewer.counts(),
            banner=reviewer.banner(),
            **seen,
        )

    def record_application(self, screen: str, opened: OpenApplication, *over: QWidget, **seen: Any) -> Stop:
        """Photograph an open application, with what its head and list of sections say."""
        row = opened.row
        return self.record(
            screen,
            opened.dialog,
            *over,
            application=row.application,
            number=row.number,
            name=opened.label("applicantName"),
            submission=opened.label("submissionNumber"),
            position=opened.dialog.loaded.place.position
            if opened.dialog.loaded and opened.dialog.loaded.place
            else None,
            section=opened.label("sectionTitle"),
            sections=opened.sections(),
            who_acts=opened.label("whoActs"),
            banner=opened.banner(),
            **seen,
        )

    def also_dark_and_wide(self, stop: Stop, window: QWidget, opened: OpenApplication | None = None) -> None:
        """The same screen in dark, and on a large monitor in both themes; afterwards all is as before."""
        self.resize(window, WIDE, opened)
        self.album.also(stop, window, suffix="-1920")
        self.toggle_theme(dark=True)
        self.album.also(stop, window, theme="dark", suffix="-1920-dark")
        self.resize(window, USUAL, opened)
        self.album.also(stop, window, theme="dark", suffix="-dark")
        self.toggle_theme(dark=False)

    def resize(self, window: QWidget, size: QSize, opened: OpenApplication | None = None) -> None:
        """Give a window another size, as by its frame; evidence is waited for."""
        handle = window.windowHandle()

        def fits() -> bool:
            # what lies behind the widget may still be on its way out of the full screen
            if handle.size() != size or window.size() != size:
                window.resize(size)
                handle.resize(size)
            return handle.size() == size and window.size() == size

        wait_for(fits, f"the window is {size.width()} × {size.height()}")
        if opened is not None:
            opened.wait_for_page()

    def toggle_theme(self, *, dark: bool) -> None:
        """Switch between light and dark with the window's own button."""
        if self.program.theme.is_dark is not dark:
            click(the(QAbstractButton, "toggle_theme", self.reviewer.window))
            wait_for(lambda: self.program.theme.is_dark is dark, "the theme is switched")

    def note_decision(self, stop: Stop, before: ApplicationRow, after: Standing, **decision: Any) -> None:
        """Note a decision; a seq that did not rise by one means it was not taken."""
        if after.seq != before.seq + 1:
            raise NotSeen(f"the decision on {before.number} is recorded")
        self.album.decide(
            stop,
            Decided(before.application, before.number, before.name, before=standing(before), after=after, **decision),
        )

    def sign_in(self, login: str) -> None:
        """Sign in as another person."""
        self.login = login
        self.reviewer.sign_in(login, self.password)
        bring_to_front(self.reviewer.window)
        self.resize(self.reviewer.window, USUAL)
