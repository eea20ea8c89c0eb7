"""Forms on a machine that lets people down: killed in the middle of a word, a disk that is full."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services.drafting import open_form
from desktop.views.applicant.form.keeper import Keeping
from desktop.widgets.theme.theme import Theme
from tests.desk import PASSWORD, Desk, copied_desk, make_desk
from tests.faults.full_disk import SENTENCE, small_disk
from tests.services.forms import LOGIN, new_applicant
from tests.views.conftest import theme
from tests.views.form_desk import FormDesk

pytestmark = pytest.mark.slow

KEPT_UP_TO_SECONDS = 1.0
TYPED_SECONDS = 3.0
__all__ = ["theme"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("form") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(template, tmp_path)


def test_a_form_survives_a_kill_but_for_its_last_second(desk: Desk) -> None:
    shen = new_applicant(desk)
    arguments = [sys.executable, "-m", "tests.journeys.filling_program", str(desk.location), PASSWORD, LOGIN]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as typing:
        assert typing.stdout is not None
        typed: list[tuple[float, str]] = []
        for line in typing.stdout:
            typed.append((time.monotonic(), line.rstrip("\n")))
            if typed[-1][0] - typed[0][0] >= TYPED_SECONDS:
                break
        typing.kill()
        killed = time.monotonic()
        typing.wait()
    surely = [text for moment, text in typed if killed - moment >= KEPT_UP_TO_SECONDS][-1]
    assert len(surely) > len(typed[0][1])
    kept = open_form(shen.workspace, shen.application_id).content.basic["name"]
    assert isinstance(kept, str)
    assert kept.startswith(surely)


def test_what_is_filled_in_over_a_full_disk_stays_and_is_kept_as_soon_as_there_is_room(
    qapp: QApplication, qtbot: QtBot, template: Path, theme: Theme, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("only root may mount a small disk")
        shutil.copytree(template, disk.folder / "workspace")
        desk = Desk(disk.folder / "workspace", tmp_path)
        shen = new_applicant(desk)
        forms = FormDesk(qtbot, theme, tmp_path)
        form = forms.form(shen)
        disk.fill(0)
        form.fill("school", "写到一半的学校" * 600)
        form.until(lambda: form.view.keeper.keeping is Keeping.FAILED)
        assert SENTENCE in form.banner.text
        assert not form.window.close()  # what is on the screen would be lost
        assert form.window.isVisible()
        disk.make_room()  # and nothing else is done: it is tried again by itself
        form.until_kept()
        assert shen.opened().content.basic["school"] == "写到一半的学校" * 600
        forms.close()
        desk.close()
