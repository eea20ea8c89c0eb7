"""Each sees only what is theirs: in the window's list, search and counts, and in the commands alike."""

import pytest
from PySide6.QtWidgets import QTableView

from desktop.tour.hands import shown
from tests.dossiers import OTHER_UNIT, another_person
from tests.journeys.conftest import OpenProgram
from tests.journeys.office import NAMES, Office, moment
from tests.journeys.papers import dossier

pytestmark = pytest.mark.slow

ELSEWHERE = "赵秀兰"


@pytest.fixture
def mixed(office: Office) -> Office:
    """One more application, of another unit, on its way below another department."""
    other = dossier(
        "elsewhere-1",
        submitted_at=moment(hours=-2),
        unit=OTHER_UNIT,
        name=ELSEWHERE,
        document_number=another_person(77),
    )
    assert office.bring(other, "hr2").code == 0
    return office


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("hr", set(NAMES)),
        ("hr2", {ELSEWHERE}),
        ("city", set(NAMES)),
        ("province", {*NAMES, ELSEWHERE}),
        ("secretary", set()),
    ],
)
def test_a_desk_sees_its_own_in_list_search_and_counts(
    mixed: Office, open_program: OpenProgram, login: str, expected: set[str]
) -> None:
    reviewer = open_program(login)
    reviewer.go_to("全部申请")
    assert {row["姓名"] for row in reviewer.rows()} == expected
    assert reviewer.counts()["全部申请"] == str(len(expected))
    reviewer.search(ELSEWHERE)
    assert {row["姓名"] for row in reviewer.rows()} == expected & {ELSEWHERE}
    assert {row["name"] for row in mixed.listed(login)} == expected
    assert {row["name"] for row in mixed.listed(login, "--search", ELSEWHERE)} == expected & {ELSEWHERE}


@pytest.mark.parametrize("login", ["admin", "auditor"])
def test_administrator_and_auditor_see_no_dossier(mixed: Office, open_program: OpenProgram, login: str) -> None:
    reviewer = open_program(login)
    assert not list(shown(QTableView, "applications"))
    assert "全部申请" not in reviewer.counts()
    assert mixed.listed(login) == []
    assert mixed.command(login, "show", "journey-1", "--json").code == 1
    assert mixed.command(login, "export", "journey-1", mixed.folder / "out.zip").code == 1
    assert not (mixed.folder / "out.zip").exists()


def test_what_is_not_ones_own_is_neither_shown_nor_exported_nor_decided(mixed: Office) -> None:
    for login, application in (
        ("hr", "elsewhere-1"),
        ("hr2", "journey-1"),
        ("city", "elsewhere-1"),
        ("secretary", "journey-1"),
    ):
        file = mixed.folder / f"{login}.zip"
        assert mixed.command(login, "show", application, "--json").code == 1
        assert mixed.command(login, "export", application, file).code == 1
        assert mixed.command(login, "decide", application, "pass", "--submission", 1, "--seq", 0).code == 1
        assert not file.exists()
    assert mixed.shown("province", "elsewhere-1")["seq"] == 0
