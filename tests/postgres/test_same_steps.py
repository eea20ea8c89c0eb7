"""The same steps leave the same audit, hash for hash, in a local workspace and in a shared database."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.domain.findings import Finding, FindingCode
from desktop.domain.terms import Action, Role
from tests.postgres.server import Server
from tests.store.factory import Desk, make_workspace
from tests.store.shared import shared_workspace

MAKERS_OF_IDS = (
    "tests.store.factory.new_id",
    "desktop.store.records.accounts.new_id",
    "desktop.store.postgres.schema.new_id",
)


def live(desk: Desk[Any]) -> None:
    """A bit of everything that the audit tells."""
    passed = desk.file()
    for login in ("unit", "department-1", "department-2"):
        desk.decide(passed, Action.PASS, login, login)
    desk.decide(passed, Action.CONFIRM, "secretary", "secretary", meeting='第1次 "评审会"\n\t\x1f\x7f')
    returned = desk.draft("U1", "自带\\编号", applicant="applicant")
    desk.submit(returned, desk.content("U1"), login="applicant", desk="applicant")
    desk.decide(returned, Action.RETURN, "unit", "unit", straight_back=True)
    desk.tick(days=1)
    finding = Finding.of(FindingCode.PERIOD_OVERLAP, "education", "e1", field="school")
    desk.submit(returned, desk.content("U1", name="欧阳·𠮷"), login="applicant", desk="applicant", findings=(finding,))
    desk.decide(returned, Action.TERMINATE, "unit", "unit")
    desk.decide(returned, Action.WITHDRAW, "unit", "unit")
    deleted = desk.draft("U1", "deleted", applicant="applicant")
    desk.submit(deleted, desk.content("U1"), login="applicant", desk="applicant")
    desk.decide(deleted, Action.RETURN, "unit", "unit")
    desk.delete(deleted, "applicant")
    desk.person("unit", Role.SECRETARY, "D1")


def audit_of(desk: Desk[Any]) -> list[tuple[Any, ...]]:
    with desk.store.read() as connection:
        rows = connection.execute(
            text("SELECT chain, position, at, entry, previous, hash FROM audit ORDER BY chain, position")
        )
        return [tuple(row) for row in rows]


def numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids in the order in which they are asked for."""
    asked = iter(range(1, 10_000))

    def new_id() -> str:
        return f"00000000-0000-7000-8000-{next(asked):012x}"

    for name in MAKERS_OF_IDS:
        monkeypatch.setattr(name, new_id)


def test_the_same_steps_give_the_same_hashes(
    postgres_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what stands for a person differs from workspace to workspace, and is in no entry
    numbered(monkeypatch)
    local = make_workspace(tmp_path)
    live(local)
    expected = audit_of(local)
    local.store.close()
    numbered(monkeypatch)
    with postgres_server.own_roles(), shared_workspace(postgres_server) as shared:
        live(shared)
        found = audit_of(shared)
    assert [entry[:4] for entry in found] == [entry[:4] for entry in expected]
    assert found == expected
    assert len({chain for chain, *_ in found}) == 7
