"""The desk of every test of a window: one demo workspace for the session, a copy of it for each test."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme
from tests.desk import Desk, copied_desk, make_desk
from tests.dialogs.review_room import Room, room_like
from tests.dossiers import PDF
from tests.services.forms import Applicant, new_applicant
from tests.views.desk import WindowDesk
from tests.views.form_desk import FormDesk


@pytest.fixture(scope="session")
def theme(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    family = None if has_chinese_font() else register_fallback_font(pymupdf.Font("cjk").buffer)
    return Theme(qapp, tmp_path_factory.mktemp("images"), mode=ThemeMode.LIGHT, fallback_family=family)


@pytest.fixture
def room(demo_template: Path, tmp_path: Path) -> Iterator[Room]:
    with room_like(demo_template, tmp_path / "workspace") as made:
        yield made


@pytest.fixture
def desk(qtbot: QtBot, room: Room, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    theme.set_mode(ThemeMode.LIGHT)
    made = WindowDesk(qtbot, room, theme, tmp_path / "settings.ini")
    yield made
    made.close()


@pytest.fixture(scope="session")
def form_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("form") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def office(form_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(form_template, tmp_path)


@pytest.fixture
def shen(office: Desk) -> Applicant:
    return new_applicant(office)


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "合同.pdf"
    file.write_bytes(PDF)
    return file


@pytest.fixture
def forms(qtbot: QtBot, theme: Theme, tmp_path: Path, office: Desk) -> Iterator[FormDesk]:
    theme.set_mode(ThemeMode.LIGHT)
    made = FormDesk(qtbot, theme, tmp_path)
    yield made
    made.close()
