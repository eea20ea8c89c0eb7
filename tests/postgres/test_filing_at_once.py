"""Two who file the same at the same moment, and one who is killed in the middle of it."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select, table, text

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.dossiers import DossierOutcome, DossierResult
from tests.dossiers import OTHER_UNIT, WrittenDossier, another_person, sample_dossier
from tests.postgres.server import Server
from tests.postgres.two_houses import SharedDesk, shared_house
from tests.store.shared import password_of

PATIENCE = 30.0
COUNTED = (
    *("application", "submission", "attachment", "blob", "blob_chunk", "number_series", "route", "audit"),
    *("upload", "upload_chunk", "draft"),
)
KILLED = "city2"
"""Who has no other connection while they are killed."""
IMPORTING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.dossiers import import_dossier
from desktop.services.workspace import Workspace
from desktop.store.postgres.address import parse_address
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.accounts import account_by_login
address, login, password, folder = sys.argv[1:]
store = SharedStore(parse_address(address), login, password)
with store.read() as connection:
    account = account_by_login(connection, login)
import_dossier(Workspace(store, account, lambda: datetime(2024, 8, 20, 1, tzinfo=UTC)), Path(folder))
"""


@pytest.fixture(scope="module")
def shared(postgres_server: Server, house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedDesk]:
    with (
        postgres_server.own_roles(),
        postgres_server.empty.clone() as database,
        shared_house(house, tmp_path_factory.mktemp("dossiers"), database) as desk,
    ):
        yield desk


class Importing:
    """An import in a thread of its own."""

    def __init__(self, desk: SharedDesk, dossier: WrittenDossier, login: str) -> None:
        desk.as_login(login)
        self._results: list[DossierResult] = []
        self._thread = threading.Thread(target=lambda: self._results.append(desk.bring(dossier, login)))
        self._thread.start()
        wait_until(desk, login, "Lock")

    def end(self) -> DossierResult:
        self._thread.join(timeout=PATIENCE)
        return self._results[0]


@contextmanager
def numbers_held(desk: SharedDesk) -> Iterator[None]:
    """Whoever files stops where the number is given, with everything else written and nothing kept."""
    with desk.owners().write() as connection:
        connection.execute(text("LOCK TABLE number_series IN SHARE MODE"))
        yield


def wait_until(desk: SharedDesk, login: str, waits_for: str, *, there: bool = True) -> None:
    """Until a connection of this person waits for such a thing, or none is there any more."""
    asked = "SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = %s AND wait_event_type LIKE %s"
    with psycopg.connect(desk.owners().address.conninfo(user="postgres"), autocommit=True) as watching:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if watching.execute(asked, (login, waits_for)).fetchone() == (there,):
                return
    raise AssertionError(f"{login} waiting for {waits_for} is not {there}")


def counts(desk: SharedDesk) -> dict[str, int]:
    with desk.owners().read() as connection:
        return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in COUNTED}


def test_of_two_imports_of_the_same_dossier_one_wins_and_the_other_finds_it_there(shared: SharedDesk) -> None:
    before = counts(shared)
    with numbers_held(shared):
        first = Importing(shared, sample_dossier(), "hr")
        second = Importing(shared, sample_dossier(), "city")
    won, found = first.end(), second.end()
    assert (won.outcome, found.outcome) == (DossierOutcome.IMPORTED, DossierOutcome.UNCHANGED)
    assert (found.application_id, found.number, found.submission) == (won.application_id, won.number, 1)
    left = counts(shared)
    assert [left[name] - before[name] for name in ("application", "submission", "attachment")] == [1, 1, 5]


def test_of_two_units_that_file_for_one_person_one_wins_and_the_other_is_on_record(shared: SharedDesk) -> None:
    with numbers_held(shared):
        person = another_person(2)
        first = Importing(shared, sample_dossier("theirs", document_number=person), "hr")
        second = Importing(shared, sample_dossier("theirs", unit=OTHER_UNIT, document_number=person), "hr2")
    assert first.end().outcome is DossierOutcome.IMPORTED
    problem = second.end().problem
    assert isinstance(problem, Rejected)
    assert problem.code is RejectionCode.SECOND_APPLICATION
    with shared.owners().read() as connection:
        entries = connection.scalars(text("SELECT entry FROM audit WHERE entry LIKE '%second_application%'")).all()
    assert [OTHER_UNIT in entry and "second_application" in entry for entry in entries] == [True]


def test_a_client_that_is_killed_while_it_files_leaves_nothing(shared: SharedDesk) -> None:
    before = counts(shared)
    dossier = sample_dossier("killed", unit=OTHER_UNIT, document_number=another_person(3))
    folder = dossier.to_folder(shared.folder / "killed")
    arguments = [str(shared.owners().address), KILLED, password_of(KILLED), str(folder)]
    with numbers_held(shared):
        client = subprocess.Popen([sys.executable, "-c", IMPORTING, *arguments])
        wait_until(shared, KILLED, "Lock")
        client.kill()
        client.wait()
    wait_until(shared, KILLED, "%", there=False)
    assert counts(shared) == before
    assert shared.bring(dossier, KILLED).outcome is DossierOutcome.IMPORTED
