"""The commands that put the program on show: its window, the demo workspace, the tour."""

from functools import partial

from desktop.command_line.output import say, show_progress, table_lines
from desktop.command_line.signing_in import Session, location_of
from desktop.domain.clock import shanghai_day


def open_window(session: Session) -> int:
    """`talentdesk` alone: the sign-in, filled with `--store` and `--as` where given."""
    store = session.arguments.store
    location = None if store is None else location_of(store)
    from desktop.bootstrap import run_window

    return run_window(location, session.arguments.login)


def make_demo(session: Session) -> int:
    """`talentdesk demo`: prints the demo's logins and their one password."""
    arguments = session.arguments
    location = location_of(arguments.store)
    from desktop.demo.workspace import DEFAULT_APPLICATIONS, DEFAULT_SEED, make_demo_workspace
    from desktop.text.terms import role_label

    demo = make_demo_workspace(
        location,
        applications=DEFAULT_APPLICATIONS if arguments.applications is None else arguments.applications,
        seed=DEFAULT_SEED if arguments.seed is None else arguments.seed,
        today=arguments.today or shanghai_day(session.clock()),
        progress=partial(show_progress, "正在生成演示申报"),
    )
    say(f"已建立演示工作区：{location}")
    for line in table_lines([(login.login, role_label(login.role), login.name, login.place) for login in demo.logins]):
        say(line)
    say(f"密码（各账号相同）：{demo.password}")
    return 0


def take_tour(session: Session) -> int:
    """`talentdesk tour`: drives the real window, offscreen where there is no display."""
    from desktop.tour.main import main

    return main(session.arguments.out)
