"""The commands that put the program on show: its window, the demo workspace, the tour."""

from collections.abc import Callable
from time import monotonic

from desktop.command_line.output import say, show_progress, table_lines
from desktop.command_line.signing_in import Session, location_of
from desktop.domain.clock import shanghai_day
from desktop.services.places import place_of


def open_window(session: Session) -> int:
    """`talentdesk` alone: the sign-in, filled with `--store` and `--as` where given."""
    store = session.arguments.store
    place = None if store is None else place_of(store)
    from desktop.bootstrap import run_window

    return run_window(place, session.arguments.login)


def make_demo(session: Session) -> int:
    """`talentdesk demo`: prints the demo's logins and their one password."""
    arguments = session.arguments
    location = location_of(arguments.store)
    from desktop.demo.workspace import BY_HAND, DEFAULT_APPLICATIONS, DEFAULT_SEED, bytes_needed, make_demo_workspace
    from desktop.text.terms import role_label

    applications = DEFAULT_APPLICATIONS if arguments.applications is None else arguments.applications
    if applications > BY_HAND:
        say(f"约需磁盘空间 {bytes_needed(applications) / 1e9:.1f} GB")
    demo = make_demo_workspace(
        location,
        applications=applications,
        seed=DEFAULT_SEED if arguments.seed is None else arguments.seed,
        today=arguments.today or shanghai_day(session.clock()),
        progress=DemoProgress(BY_HAND),
    )
    say(f"已建立演示工作区：{location}")
    for line in table_lines([(login.login, role_label(login.role), login.name, login.place) for login in demo.logins]):
        say(line)
    say(f"密码（各账号相同）：{demo.password}")
    return 0


class DemoProgress:
    """Says how far it has come, and how long the rest takes where that is over a minute; `clock` counts seconds.

    The first applications, `before` many, are much slower than all others and tell nothing of these.
    """

    def __init__(self, before: int, clock: Callable[[], float] = monotonic) -> None:
        self._before = before
        self._clock = clock
        self._began = 0.0

    def __call__(self, done: int, of: int) -> None:
        if done <= self._before:
            self._began = self._clock()
            rest = 0.0
        else:
            rest = (self._clock() - self._began) * (of - done) / (done - self._before)
        show_progress("正在生成演示申报", done, of, f"约剩 {rest / 60:.0f} 分钟" if rest > 60 else "")


def take_tour(session: Session) -> int:
    """`talentdesk tour`: drives the real window, offscreen where there is no display."""
    from desktop.tour.main import main

    return main(session.arguments.out)
