"""The demo workspace as its people find it: made for real, with the shipped catalogue."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.demo.workspace import PASSWORD, make_demo_workspace
from desktop.domain.terms import NO_STAGE, Role, Status
from desktop.services.applications import application_detail, list_applications
from desktop.services.audit import verify_audit
from desktop.services.demo_logins import DemoLogins, read_demo_logins
from desktop.services.rows import ApplicationDetail, ApplicationQuery, ApplicationRow
from desktop.services.workspace import Workspace, open_workspace
from desktop.store.interruption import Interrupt, ended_by
from desktop.store.problems import Interrupted, Unavailable, UnavailableCode
from tests.demo.sample import TODAY

pytestmark = pytest.mark.slow

APPLICATIONS = 28


class Demo:
    """A demo workspace whose accounts sign in with the printed password."""

    def __init__(self, location: Path, logins: DemoLogins) -> None:
        self.location, self.logins = location, logins
        self._open: dict[str, Workspace] = {}

    def as_login(self, login: str) -> Workspace:
        if login not in self._open:
            self._open[login] = open_workspace(self.location, login, self.logins.password)
        return self._open[login]

    def of_role(self, role: Role) -> list[str]:
        return [entry.login for entry in self.logins.logins if entry.role is role]

    def rows(self, login: str) -> tuple[ApplicationRow, ...]:
        return list_applications(self.as_login(login), ApplicationQuery())

    def details(self, login: str) -> list[ApplicationDetail]:
        return [application_detail(self.as_login(login), row.id) for row in self.rows(login)]

    def content(self) -> list[object]:
        """What the desks see, without the identifiers that are drawn anew."""
        return [
            (
                replace(detail.row, id="", unit_id="", opened=False, days_waiting=0),
                [(filed.submitted_at, filed.content, filed.findings) for filed in detail.submissions],
                [(done.desk, done.action, done.decided_at, done.comment) for done in detail.decisions],
            )
            for login in self.of_role(Role.UNIT)
            for detail in sorted(self.details(login), key=lambda detail: detail.row.application)
        ]

    def close(self) -> None:
        for workspace in self._open.values():
            workspace.close()


def make(location: Path, applications: int, *, seed: int = 5, today: date = TODAY) -> Demo:
    return Demo(location, make_demo_workspace(location, applications=applications, seed=seed, today=today))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = make(tmp_path_factory.mktemp("demo") / "workspace", APPLICATIONS)
    yield demo
    demo.close()


def test_every_status_and_stage_lies_on_some_desk(full: Demo) -> None:
    logins = [*full.of_role(Role.UNIT), *full.of_role(Role.DEPARTMENT), *full.of_role(Role.APPLICANT)]
    seen = {(row.status, row.stage) for login in logins for row in full.rows(login)}
    assert {status for status, _ in seen} == set(Status)
    assert {stage for _, stage in seen} == {NO_STAGE, "unit", "department-1", "department-2", "committee"}
    assert sum(len(full.rows(login)) for login in logins[: len(full.of_role(Role.UNIT))]) > 24


def test_applications_have_been_mended_found_wanting_and_decided(full: Demo) -> None:
    details = [detail for login in full.of_role(Role.UNIT) for detail in full.details(login)]
    assert sum(len(detail.submissions) > 1 for detail in details) >= 3
    assert sum(bool(detail.current.findings) for detail in details) >= 3
    assert sum(len(detail.decisions) for detail in details) >= 28


def test_who_decided_has_opened_the_attachments_and_seen_an_original(full: Demo) -> None:
    decided = [
        detail
        for login in full.of_role(Role.UNIT)
        for detail in full.details(login)
        if detail.row.status is Status.APPROVED
    ]
    assert decided
    for detail in decided:
        assert all(item.opened for item in detail.attachments)
        assert any(item.verified_by for item in detail.attachments)


def test_only_its_applicant_sees_a_draft(full: Demo) -> None:
    applicants = full.of_role(Role.APPLICANT)
    drafts = [{row.application for row in full.rows(login) if row.status is Status.DRAFT} for login in applicants]
    assert drafts
    assert all(len(own) == 1 for own in drafts)
    assert len(set.union(*drafts)) == len(drafts)
    for login in (*full.of_role(Role.UNIT), *full.of_role(Role.DEPARTMENT)):
        assert not any(row.status is Status.DRAFT for row in full.rows(login))


def test_the_audit_holds(full: Demo) -> None:
    report = verify_audit(full.as_login("admin"))
    assert report.broken == ()
    assert report.count > APPLICATIONS


def test_the_logins_are_kept_beside_the_workspace(full: Demo) -> None:
    assert read_demo_logins(full.location) == full.logins
    assert full.logins.password == PASSWORD
    assert {entry.role for entry in full.logins.logins} == set(Role)


def test_the_same_seed_and_day_give_the_same_content(tmp_path: Path) -> None:
    demos = [make(tmp_path / name, 2) for name in ("first", "again")]
    first, again = (demo.content() for demo in demos)
    assert first
    assert again == first
    for demo in demos:
        demo.close()


def test_an_existing_workspace_is_refused_and_left_alone(full: Demo) -> None:
    before = {path: path.stat().st_mtime_ns for path in full.location.iterdir() if path.name != "data.db"}
    with pytest.raises(Unavailable) as refused:
        make(full.location, 1)
    assert refused.value.code is UnavailableCode.EXISTS_ALREADY
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    demo = make(tmp_path / "workspace", 1)
    assert demo.as_login("admin").account.login == "admin"
    demo.close()


def test_nothing_is_left_where_making_it_fails(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo_workspace(tmp_path / "workspace", applications=3, today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_where_it_is_given_up_while_papers_are_drawn(tmp_path: Path) -> None:
    interrupt = Interrupt()
    with ended_by(interrupt), pytest.raises(Interrupted):
        make_demo_workspace(
            tmp_path / "workspace", applications=3, today=TODAY, progress=lambda done, of: interrupt.cancel()
        )
    assert list(tmp_path.iterdir()) == []


def test_a_kill_in_the_middle_leaves_no_workspace_and_the_next_attempt_makes_one(tmp_path: Path) -> None:
    location = tmp_path / "workspace"
    code = (
        "import os, signal, sys\n"
        "import datetime\n"
        "from pathlib import Path\n"
        "from desktop.demo.workspace import make_demo_workspace\n"
        "def stop(done, of):\n"
        "    if done == 1: os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__':\n"
        f"    make_demo_workspace(Path(sys.argv[1]), applications=2, today={TODAY!r}, progress=stop)\n"
    )
    script = tmp_path / "killed.py"
    script.write_text(code, encoding="utf-8")
    root = Path(__file__).parents[2]
    # its renderers hold its output open, so that this returns only when they have ended as well
    ended = subprocess.run(
        [sys.executable, str(script), str(location)],
        check=False,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL
    assert not location.exists()
    demo = make(location, 1)
    assert demo.as_login("admin").account.login == "admin"
    demo.close()
