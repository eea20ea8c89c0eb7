"""The workspaces that the sign-in offers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.workspaces_model import WORKSPACE_ROLE, WorkspaceEntry, WorkspaceKind, WorkspacesModel
from desktop.services.places import parse_address


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def model(settings: QSettings, tmp_path: Path, qtbot: QtBot) -> WorkspacesModel:
    return WorkspacesModel(settings, tmp_path / "demo")


def entries(model: WorkspacesModel) -> list[WorkspaceEntry]:
    return [model.index(row).data(WORKSPACE_ROLE) for row in range(model.rowCount())]


def test_a_new_installation_offers_the_demo(model: WorkspacesModel, tmp_path: Path) -> None:
    only = entries(model)
    assert [entry.kind for entry in only] == [WorkspaceKind.DEMO]
    assert only[0].missing
    (tmp_path / "demo").mkdir()
    assert not only[0].missing


def test_workspaces_are_remembered_newest_first_with_their_login(
    model: WorkspacesModel, settings: QSettings, tmp_path: Path
) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.remember(tmp_path / "one", "zhangmin")
    model.remember(tmp_path / "two, with a comma", "lihongmei")
    model.remember(tmp_path / "one", "admin")
    again = WorkspacesModel(settings, tmp_path / "demo")
    assert [(entry.title, entry.last_login) for entry in entries(again)] == [
        ("one", "admin"),
        ("two, with a comma", "lihongmei"),
        ("演示工作区", ""),
    ]
    assert tester.model() is model


def test_the_demo_stays_last_and_keeps_its_login(model: WorkspacesModel, tmp_path: Path) -> None:
    model.remember(tmp_path / "demo", "province")
    model.remember(tmp_path / "one", "admin")
    assert [(entry.kind, entry.last_login) for entry in entries(model)] == [
        (WorkspaceKind.LOCAL, "admin"),
        (WorkspaceKind.DEMO, "province"),
    ]


def test_a_workspace_given_on_the_command_line_is_offered_first(model: WorkspacesModel, tmp_path: Path) -> None:
    assert model.offer(tmp_path / "given") == 0
    assert model.offer(tmp_path / "given") == 0
    assert model.offer(tmp_path / "demo") == 1
    assert entries(model)[0].missing


def test_shared_databases_are_remembered_by_their_whole_address_and_never_missing(
    model: WorkspacesModel, settings: QSettings, tmp_path: Path
) -> None:
    address = parse_address("postgresql://db.example:6432/talent?sslrootcert=/etc/our own.crt".replace(" ", "%20"))
    model.remember(tmp_path / "one", "admin")
    model.remember(address, "zhang.min")
    again = entries(WorkspacesModel(settings, tmp_path / "demo"))
    assert [(entry.kind, entry.last_login) for entry in again] == [
        (WorkspaceKind.SHARED, "zhang.min"),
        (WorkspaceKind.LOCAL, "admin"),
        (WorkspaceKind.DEMO, ""),
    ]
    assert (again[0].place, again[0].folder, again[0].missing) == (address, None, False)
    assert again[0].title == "共享数据库 talent"


def test_forgetting_a_workspace_takes_it_off_the_list_only(
    model: WorkspacesModel, settings: QSettings, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    model.remember(tmp_path / "one", "admin")
    model.forget(tmp_path / "one")
    model.forget(tmp_path / "demo")
    assert [entry.kind for entry in entries(WorkspacesModel(settings, tmp_path / "demo"))] == [WorkspaceKind.DEMO]
    assert (tmp_path / "one").is_dir()


def test_a_settings_file_that_somebody_edited_is_no_obstacle(settings: QSettings, tmp_path: Path) -> None:
    settings.setValue("sign_in/recent_workspaces", ["nonsense", 3, "", "hr\npostgresql://hr:secret@host/db"])
    assert len(entries(WorkspacesModel(settings, tmp_path / "demo"))) == 1
