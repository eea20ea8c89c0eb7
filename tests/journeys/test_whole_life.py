"""One application from 立即注册 to 终审通过, in one window, on both kinds of database (guide 2.2 to 3.2.12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.terms import Status
from desktop.services.applications import application_detail, list_applications
from desktop.services.audit import verify_audit
from desktop.services.opening import open_store
from desktop.services.places import Place
from desktop.services.rows import ApplicationQuery
from desktop.services.workspace import Workspace
from tests.journeys.conftest import running_program
from tests.journeys.house import ADMINISTRATOR, PASSWORD, PROVINCE, make_house
from tests.journeys.whole_life import MEETING, Life
from tests.postgres.server import Server
from tests.shared_house import moved_in

pytestmark = pytest.mark.slow

DECISIONS = (
    (0, 1, "unit", "return"),
    (1, 2, "unit", "pass"),
    (2, 2, "department-1", "pass"),
    (3, 2, "department-2", "pass"),
    (4, 2, "committee", "confirm"),
)
STEPS = ("确认通过", "通过", "通过", "通过", "提交", "退回", "提交")
"""Newest first, as the applicant reads them."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("house") / "workspace"
    make_house(location)
    return location


@contextmanager
def opened(place: Place, login: str) -> Iterator[Workspace]:
    workspace = open_store(place, login, PASSWORD)
    try:
        yield workspace
    finally:
        workspace.close()


def live(application: QApplication, place: Place, folder: Path) -> None:
    with running_program(application, None) as program:
        life = Life(program, place, folder)
        steps = life.live()
    assert len(steps) == len(STEPS), steps
    assert all(word in step for step, word in zip(steps, STEPS, strict=True)), steps
    with opened(place, PROVINCE) as workspace:
        (row,) = list_applications(workspace, ApplicationQuery())
        detail = application_detail(workspace, row.id)
    assert (row.status, row.stage, row.submission) == (Status.APPROVED, "", 2)
    taken = [(one.seq, one.submission, one.stage, one.action.value) for one in detail.decisions]
    assert tuple(taken) == DECISIONS
    assert detail.decisions[0].comment == life.comment
    assert detail.decisions[-1].meeting == MEETING
    with opened(place, ADMINISTRATOR) as workspace:
        report = verify_audit(workspace)
    assert report.sound, report.broken


def test_an_application_lives_its_whole_life_on_a_local_workspace(
    qapp: QApplication, template: Path, tmp_path: Path
) -> None:
    live(qapp, copytree(template, tmp_path / "workspace"), tmp_path)


def test_an_application_lives_its_whole_life_in_a_shared_database(
    qapp: QApplication, template: Path, house_server: Server, tmp_path: Path
) -> None:
    with moved_in(house_server, template, PASSWORD, datetime.now(UTC)) as address:
        live(qapp, address, tmp_path)
