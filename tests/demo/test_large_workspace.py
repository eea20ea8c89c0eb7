"""A demo of which most is filed in bulk, against what the ordinary services would have made of it."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.demo.organisations import CHANGCHUN
from desktop.demo.workspace import PASSWORD, make_demo_workspace
from desktop.domain.canonical import canonical_json
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.shape import check_shape
from desktop.domain.terms import Action, Status
from desktop.domain.validation import History, validate
from desktop.services.applications import (
    application_detail,
    count_applications,
    list_applications,
    navigation_counts,
)
from desktop.services.audit import verify_audit
from desktop.services.intake import search_text_of
from desktop.services.rows import ApplicationQuery
from desktop.services.workspace import Workspace, create_workspace, open_workspace
from desktop.store.integrity import verify_data
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.queries.histories import history_of
from desktop.store.records.filing import content_text
from desktop.store.tables import application, decision, notice, submission
from tests.demo.sample import TODAY, sample_catalogue

pytestmark = pytest.mark.slow

APPLICATIONS, BY_HAND = 700, 4
SEED = 6
"""With a draft among the first few."""
_MAKER = """
import sys
from datetime import date
from pathlib import Path
from desktop.demo.workspace import make_demo_workspace
def wait_in_the_bulk(done, of):
    if done > 1:
        print(done, of, flush=True)
        sys.stdin.read()
make_demo_workspace(
    Path(sys.argv[1]), applications=60, today=date.fromisoformat(sys.argv[2]), progress=wait_in_the_bulk, by_hand=1
)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("large") / "workspace"


@pytest.fixture(scope="module")
def killed(place: Path) -> tuple[Path, ...]:
    """What a maker left beside the place that was killed there after its first batch."""
    words = [sys.executable, "-c", _MAKER, str(place), TODAY.isoformat()]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "60 60\n"
        maker.kill()
    return tuple(path.relative_to(place.parent) for path in place.parent.rglob("*"))


@pytest.fixture(scope="module")
def location(place: Path, killed: tuple[Path, ...]) -> Path:
    """Made where another maker was killed before."""
    make_demo_workspace(place, applications=APPLICATIONS, seed=SEED, today=TODAY, by_hand=BY_HAND)
    return place


@pytest.fixture(scope="module")
def administrator(location: Path) -> Iterator[Workspace]:
    workspace = open_workspace(location, "admin", PASSWORD)
    yield workspace
    workspace.close()


def of(location: Path, login: str) -> Workspace:
    return open_workspace(location, login, PASSWORD)


def schema(workspace: Workspace) -> list[tuple[object, ...]]:
    with workspace.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
        settings = connection.exec_driver_sql("SELECT * FROM application_search_config").all()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").all()
    return [*sorted(map(tuple, rows), key=str), *map(tuple, settings), *map(tuple, journal)]


def before(day: date, known: History) -> History:
    """What was known on that day."""
    past = (None if one is None or one >= day else one for one in (known.last_approved, known.last_terminated))
    return History(*past)


def as_written(item: Attachment) -> dict[str, str]:
    place = {"section": item.section, "slot": item.slot, "file": item.name, "name": item.name, "sha256": item.sha256}
    return place if item.record is None else place | {"record": item.record}


def test_the_audit_holds_and_every_reference_leads_somewhere(location: Path, administrator: Workspace) -> None:
    report = verify_audit(administrator)
    assert report.sound
    assert report.count > 3 * APPLICATIONS
    assert verify_data(location / "data.db", administrator.local.key) == ()


def test_the_schema_is_that_of_an_empty_workspace(administrator: Workspace, tmp_path: Path) -> None:
    create_workspace(tmp_path / "empty", "admin", PASSWORD)
    empty = of(tmp_path / "empty", "admin")
    assert schema(administrator) == schema(empty)
    empty.close()


def test_every_snapshot_is_what_validation_and_search_make_of_it(administrator: Workspace) -> None:
    catalogue, columns = sample_catalogue(), application.c
    with administrator.store.read() as connection:
        rows = connection.execute(
            submission.select()
            .with_only_columns(submission, columns.key, columns.person_key, columns.submission, columns.search_text)
            .join(application, columns.id == submission.c.application_id)
        ).all()
        for row in rows:
            content = ApplicationContent.from_json(json.loads(row.content))
            day = shanghai_day(row.submitted_at)
            history = before(day, history_of(connection, row.person_key, row.application_id))
            found = validate(content, catalogue, day, history)
            assert canonical_json([finding.to_json() for finding in found]) == row.findings, row.key
            assert content_text(content) == row.content
            sections = {key: list(records) for key, records in content.sections.items()}
            assert check_shape(sections, [as_written(item) for item in content.attachments], catalogue) == ()
            if row.number == row.submission:
                assert search_text_of(content, catalogue) == row.search_text
    assert len(rows) > APPLICATIONS


def test_applications_come_in_while_their_notice_is_open_and_later_only_as_answers(administrator: Workspace) -> None:
    with administrator.store.read() as connection:
        rows = connection.execute(
            submission.select()
            .with_only_columns(submission.c.number, submission.c.submitted_at, notice.c.opens, notice.c.closes)
            .join(application, application.c.id == submission.c.application_id)
            .join(notice, notice.c.id == application.c.notice_id)
        ).all()
        times = connection.execute(
            decision.select()
            .with_only_columns(decision.c.application_id, decision.c.recorded_at)
            .order_by(decision.c.application_id, decision.c.seq)
        ).all()
    assert all(row.opens <= row.submitted_at and (row.number > 1 or row.submitted_at <= row.closes) for row in rows)
    assert all(
        earlier.recorded_at < later.recorded_at
        for earlier, later in pairwise(times)
        if earlier.application_id == later.application_id
    )


def test_every_status_and_six_years_lie_on_the_desks(location: Path, administrator: Workspace) -> None:
    columns = application.c
    with administrator.store.read() as connection:
        rows = connection.execute(
            application.select().with_only_columns(columns.status, columns.stage, columns.unit_id, columns.notice_id)
        ).all()
    assert len(rows) == APPLICATIONS
    assert {row.status for row in rows} == {status.value for status in Status}
    assert {row.stage for row in rows} >= {"", "unit", "department-1", "department-2", "committee"}
    assert len({row.notice_id for row in rows}) == 6
    units = Counter(row.unit_id for row in rows)
    assert len(units) > 15
    assert max(units.values()) > 2 * min(units.values())


def test_lists_counts_and_details_agree(location: Path) -> None:
    province = of(location, "province")
    counts = navigation_counts(province)
    rows = list_applications(province, ApplicationQuery())
    assert counts.total == len(rows) == count_applications(province, ApplicationQuery())
    assert dict(counts.statuses) == Counter(row.status for row in rows)
    found = next(row for row in rows if row.status is Status.APPROVED)
    by_name = list_applications(province, ApplicationQuery(search=found.name))
    assert found.id in {row.id for row in by_name}
    detail = application_detail(province, found.id)
    assert detail.current.content.basic["name"] == found.name
    assert detail.decisions[-1].action is Action.CONFIRM
    province.close()
    unit = of(location, "unit1")
    approved = list_applications(unit, ApplicationQuery(statuses=frozenset({Status.APPROVED})))
    assert any(item.verified_by for item in application_detail(unit, approved[0].id).attachments)
    unit.close()
    city = of(location, "changchun")
    assert 0 < count_applications(city, ApplicationQuery()) < len(rows), CHANGCHUN
    city.close()


def test_a_disk_without_room_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        make_demo_workspace(tmp_path / "workspace", applications=10**12, today=TODAY)
    assert refused.value.code is UnavailableCode.DISK_FULL
    assert list(tmp_path.iterdir()) == []


def test_stopping_in_the_bulk_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        if done > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo_workspace(tmp_path / "workspace", applications=60, today=TODAY, progress=stop, by_hand=1)
    assert list(tmp_path.iterdir()) == []


def test_a_kill_in_the_bulk_leaves_nothing_in_place_and_the_next_call_clears_up(
    killed: tuple[Path, ...], location: Path
) -> None:
    scratch = {path.parts[0] for path in killed}
    assert len(scratch) == 1
    assert scratch.pop().startswith(".workspace-")
    assert "data.db" in {path.name for path in killed}
    assert list(location.parent.iterdir()) == [location]
