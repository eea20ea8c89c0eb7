"""The tour as it is started from a terminal: its pictures, and what it says it saw and decided, held to the store."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from desktop.services.applications import application_detail, find_application, list_applications
from desktop.services.audit import verify_audit
from desktop.services.rows import ApplicationQuery
from desktop.services.workspace import Workspace, open_workspace
from desktop.text.terms import stage_label, status_short_label
from desktop.tour.main import clear

pytestmark = pytest.mark.slow

SIZES = {(1366, 768), (1920, 1080)}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tour") / "out"
    home = tmp_path_factory.mktemp("tour-home")
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    environment.update({"XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)})
    arguments = [sys.executable, "-m", "desktop", "tour", "--out", str(out)]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert not list(home.rglob("*")), "a tour leaves the person's own settings alone"
    return out


@pytest.fixture(scope="module")
def index(album: Path) -> Json:
    read: Json = json.loads((album / "tour.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def workspaces(album: Path, index: Json) -> Iterator[dict[str, Workspace]]:
    """The workspace the tour worked on, as each of its reviewers sees it."""
    logins = {stop["login"] for stop in index["stops"]}
    opened = {login: open_workspace(album / index["workspace"], login, index["password"]) for login in logins}
    yield opened
    for workspace in opened.values():
        workspace.close()


def stops_with(index: Json, key: str) -> list[Json]:
    found = [stop for stop in index["stops"] if key in stop["seen"]]
    assert found
    return found


def decisions(index: Json) -> list[Json]:
    return [stop["decided"] for stop in index["stops"] if stop["decided"]]


def test_every_picture_is_there_of_the_right_size_and_shows_something(album: Path, index: Json) -> None:
    assert index["complete"]
    pictures = [picture for stop in index["stops"] for picture in stop["pictures"]]
    assert {picture["file"] for picture in pictures} == {file.name for file in album.glob("*.png")}
    for picture in pictures:
        image = QImage(str(album / picture["file"]))
        assert (image.width(), image.height()) == (picture["width"], picture["height"])
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 5)}
        assert len(colours) > 20, f"{picture['file']} is blank"
        top_left = image.pixelColor(2, image.height() - 2).lightness()
        assert (top_left < 100) == (picture["theme"] == "dark"), picture["file"]


def test_list_and_detail_are_shown_in_both_themes_and_both_sizes(index: Json) -> None:
    stops = {stop["screen"]: stop["pictures"] for stop in index["stops"]}
    for screen in ("list", "detail", "home", "form"):
        taken = {(picture["width"], picture["height"], picture["theme"]) for picture in stops[screen]}
        assert taken == {(width, height, theme) for width, height in SIZES for theme in ("light", "dark")}


def test_the_tour_goes_through_the_whole_job(index: Json) -> None:
    screens = [stop["screen"] for stop in index["stops"]]
    assert len(screens) == len(set(screens))
    wanted = ["sign-in", "list", "search", "filter-and-sort", "detail", "zoom", "rotate", "thumbnails", "find", "next"]
    wanted += ["return", "returned", "withdraw", "passed", "progress", "comparison", "confirm", "approved"]
    wanted += [
        "accounts",
        "organisations",
        "audit",
        "bindings",
        "home",
        "self-check",
        "form",
        "form-record",
        "form-check",
    ]
    assert [screen for screen in screens if screen in wanted] == wanted
    assert "empty" in screens


def test_every_decision_is_in_the_store_as_the_tour_says(index: Json, workspaces: dict[str, Workspace]) -> None:
    told = decisions(index)
    assert [one["action"] for one in told] == ["return", "withdraw", "pass", "confirm"]
    province = workspaces["province"]
    for one in told:
        detail = application_detail(province, find_application(province, one["application"]))
        stored = next(row for row in detail.decisions if row.seq == one["before"]["seq"])
        deadline = stored.correction_deadline.isoformat() if stored.correction_deadline else None
        assert (stored.action, stored.submission, stored.comment, stored.meeting, deadline) == (
            one["action"],
            one["before"]["submission"],
            one["comment"],
            one["meeting"],
            one["correction_deadline"],
        )
        assert detail.row.number == one["number"]
        assert one["after"]["seq"] == one["before"]["seq"] + 1


def test_each_decision_begins_where_the_one_before_it_ended(index: Json, workspaces: dict[str, Workspace]) -> None:
    standings: dict[str, Json] = {}
    for one in decisions(index):
        if one["application"] in standings:
            assert one["before"] == standings[one["application"]]
        standings[one["application"]] = one["after"]
    province = workspaces["province"]
    for application, last in standings.items():
        row = application_detail(province, find_application(province, application)).row
        assert last == {"submission": row.submission, "seq": row.seq, "status": row.status, "stage": row.stage}


def test_the_lists_show_what_the_store_lets_each_login_see(index: Json, workspaces: dict[str, Workspace]) -> None:
    changed = {one["name"] for one in decisions(index)}
    for stop in stops_with(index, "rows"):
        if stop["seen"].get("place") != "全部申请" or stop["seen"].get("search") or stop["seen"].get("filter"):
            continue
        stored = {row.name: row for row in list_applications(workspaces[stop["login"]], ApplicationQuery())}
        assert {row["姓名"] for row in stop["seen"]["rows"]} == set(stored)
        assert stop["seen"]["places"]["全部申请"] == str(len(stored))
        for row in stop["seen"]["rows"]:
            if row["姓名"] not in changed:
                one = stored[row["姓名"]]
                assert (row["单位"], row["类别"], row["附件"]) == (one.unit, one.grading_class, str(one.attachments))
                assert row["状态"] == status_short_label(one.status)
                assert row["当前环节"] == (stage_label(one.stage) or "—")
        break
    else:
        pytest.fail("no stop shows the whole list")


def test_progress_shows_every_decision_and_the_audit_is_sound(index: Json, workspaces: dict[str, Workspace]) -> None:
    approved = next(stop for stop in index["stops"] if stop["screen"] == "approved")
    province = workspaces["province"]
    detail = application_detail(province, find_application(province, approved["seen"]["application"]))
    assert len(approved["seen"]["steps"]) == len(detail.decisions) + len(detail.submissions)
    for decision in detail.decisions:
        for line in (*decision.comment.splitlines(), decision.meeting):
            assert any(line in step for step in approved["seen"]["steps"]), line
    audit = next(stop for stop in index["stops"] if stop["screen"] == "audit")
    assert verify_audit(workspaces["admin"], audit["seen"]["root"]).sound


def test_a_tour_makes_room_for_itself_only_where_an_earlier_one_was(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    with pytest.raises(FileExistsError):
        clear(tmp_path)
    stop = {"pictures": [{"file": "01-list.png"}]}
    (tmp_path / "tour.json").write_text(json.dumps({"stops": [stop]}), encoding="utf-8")
    for name in ("01-list.png", "holiday.png"):
        (tmp_path / name).write_bytes(b"")
    clear(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["holiday.png"]
