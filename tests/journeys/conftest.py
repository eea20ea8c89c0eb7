"""The office of every journey, set up once by the commands, and the program opened on a copy of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.bootstrap import Program
from desktop.tour.hands import shown
from desktop.tour.reviewer import Reviewer
from tests.journeys.office import PASSWORD, Office, office_like, set_up

OpenProgram = Callable[[str], Reviewer]


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(office_template: Path, tmp_path: Path) -> Iterator[Office]:
    with office_like(office_template, tmp_path) as made:
        yield made


@pytest.fixture
def open_program(qapp: QApplication, office: Office) -> Iterator[OpenProgram]:
    """Starts the program on the office's workspace and signs somebody in, by typing."""
    with ExitStack() as closing:

        def open_as(login: str) -> Reviewer:
            program = closing.enter_context(running_program(qapp, office.store))
            reviewer = Reviewer(program)
            reviewer.sign_in(login, PASSWORD)
            return reviewer

        yield open_as


@contextmanager
def running_program(application: QApplication, store: Path | None) -> Iterator[Program]:
    """The whole program with its sign-in on screen, closed in the end as by its window's cross.

    Without `store` nobody has told it of one.
    """
    program = Program(application)
    program.start(store, "")
    try:
        yield program
        assert not list(shown(QMessageBox)), "the program reported a fault of its own"
    finally:
        if program.window is not None:
            program.window.close()
        program.close()
        program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
