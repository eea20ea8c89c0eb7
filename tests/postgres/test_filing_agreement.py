"""The same dossiers, drafts and deletions leave the same in a local workspace and, by people, in a shared database."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from desktop.domain.canonical import sha256_text
from desktop.domain.content import ApplicationContent
from desktop.domain.terms import Action
from desktop.services.dossiers import DossierResult
from desktop.services.drafts import start_draft
from desktop.services.problems import Refused, Rejected
from desktop.services.workspace import Workspace
from desktop.store.records.drafts import draft_text, save_draft
from desktop.store.records.filing import delete_application
from tests.binding import all_read, bound
from tests.desk import Desk
from tests.dossiers import OTHER_UNIT, UNIT, another_person, sample_dossier
from tests.postgres.server import Server
from tests.postgres.two_houses import Numbered, act, local_house, shared_house
from tests.shared_postgres import NEWEST_ONLY

Told = list[Any]
COMPARED = {
    "audit": "SELECT chain, position, at, entry, previous, hash FROM audit ORDER BY chain, position",
    "applications": "SELECT id, key, unit_id, unit_name, notice_id, issuer_id, applicant_id, levels, number, "
    "person_key, status, stage, returned_from, submission, seq, stage_since, submitted_at, correction_due, "
    "straight_back, changed_since_return, updated_at, deleted_at, name, grading_class, standard, service_type, "
    "attachment_count, finding_count, search_text, chain_length, chain_hash FROM application ORDER BY id",
    "submissions": "SELECT id, application_id, number, content, content_hash, catalogue_hash, grading_class, findings, "
    "route, pledge, desk, account_id, submitted_at, recorded_at FROM submission ORDER BY id",
    "attachments": "SELECT submission_id, position, section, record, slot, name, sha256, size, media_type "
    "FROM attachment ORDER BY submission_id, position",
    "bytes": "SELECT b.sha256, b.size, c.position, c.content FROM blob b JOIN blob_chunk c ON c.sha256 = b.sha256 "
    "ORDER BY b.sha256, c.position",
    "routes": "SELECT unit_id, issuer_id, departments FROM route ORDER BY unit_id, departments",
    "numbers": "SELECT year, issuer, last FROM number_series ORDER BY year, issuer",
    "drafts": "SELECT application_id, content, saved_at FROM draft ORDER BY application_id",
    "deletions": "SELECT application_id, desk, account_id, recorded_at FROM deletion ORDER BY application_id",
}


def result_of(result: DossierResult) -> Any:
    return result.outcome, result.application_id, result.number, result.submission, facts_of(result.problem)


def facts_of(problem: Exception | None) -> Any:
    if isinstance(problem, Rejected):
        return problem.code, problem.arguments
    return problem.refusal.code if isinstance(problem, Refused) else problem


def raised(workspace: Workspace, key: str, content: ApplicationContent) -> Any:
    """Why a draft is refused."""
    with pytest.raises((Rejected, Refused)) as problem:
        start_draft(workspace, key, "2024-01", content)
    return facts_of(problem.value)


def file_and_answer(desk: Desk, told: Told) -> None:
    """A first submission, what cannot follow it, returns and their answers from several desks."""

    def bring(login: str = "hr", /, **given: Any) -> None:
        told.append(result_of(desk.bring(sample_dossier(**given), login)))

    bring()
    bring()
    bring(position="研究室主任")
    bring("hr2")
    bring("hr2", application="app-2", unit=OTHER_UNIT)
    bring("city", application="app-3")
    for login in ("city2", "elsewhere", "secretary", "member", "auditor", "admin", "shen"):
        bring(login, application="app-4", document_number=another_person(4))
    bring("city", application="app-4", document_number=another_person(4))
    bring("province", application="app-5", document_number=another_person(5), mobile=another_person(5))
    bring(notice="1999-01")
    bring(unit="91350100M000100Y44")
    bring(application="app-6", submitted_at="2024-10-01T00:00:00+08:00", document_number=another_person(6))
    bring(application="app-6", submitted_at="2024-06-30T00:00:00+08:00", document_number=another_person(6))
    bring(application="app-6", document_number="")
    bring(application="app-6", change=lambda dossier: dossier.basic.pop("document_number"))
    bring(application="app-6", change=lambda dossier: dossier.basic.pop("document_number"))
    bring(notice="2024-02")
    act(desk, "hr", Action.PASS)
    act(desk, "city", Action.RETURN, comment="请补充证书", straight_back=True)
    desk.clock.tick()
    bring(position="研究室主任")
    act(desk, "city", Action.RETURN, comment="请补充证书", correction_deadline=date(2024, 8, 25))
    bring("province", position="院长", document_number=another_person(4))
    bring("province", position="院长", document_number=another_person(7))
    act(desk, "hr", Action.RETURN, "app-4", comment="请补正", correction_deadline=date(2024, 8, 25))
    desk.clock.tick(days=6)
    bring(application="app-4", document_number=another_person(4), position="院长")


def end_and_come_again(desk: Desk, told: Told) -> None:
    """Waiting periods that another unit's dossier meets, and an answer after the window."""
    whom: dict[str, Any] = {"document_number": another_person(9)}
    told.append(result_of(desk.bring(sample_dossier("ended", **whom))))
    act(desk, "hr", Action.TERMINATE, "ended", comment="材料不实")
    desk.clock.tick(days=2)
    again = whom | {"notice": "2024-02", "unit": OTHER_UNIT, "submitted_at": "2024-08-25T08:00:00+08:00"}
    told.append(result_of(desk.bring(sample_dossier("again", **again), "hr2")))
    desk.clock.tick(days=50)
    act(desk, "hr2", Action.RETURN, "again", comment="请补充证书", correction_deadline=date(2024, 10, 30))
    desk.clock.tick(days=2)
    for day, position in (("2024-10-01", "院长"), ("2024-10-25", "院长"), ("2024-10-18", "副院长")):
        late = sample_dossier("again", **again | {"submitted_at": f"{day}T09:00:00+08:00", "position": position})
        told.append(result_of(desk.bring(late, "hr2")))


def draft_and_delete(desk: Desk, told: Told) -> None:
    shen, lin = desk.as_login("shen"), desk.as_login("lin")
    for login in ("shen", "lin"):
        bound(desk, login)
    all_read(desk)

    def begun(unit: str = UNIT, **basic: str) -> ApplicationContent:
        return ApplicationContent(unit, {"basic": ({"name": "沈砚秋", "standard": "C-03", **basic},)}, ())

    numbered = begun(document_number="11010519491231002X")
    first = start_draft(shen, "draft-1", "2024-01", numbered)
    for workspace, key, content in (
        (lin, "draft-2", numbered),
        (shen, "draft-1", begun()),
        (lin, "draft-2", begun("2201")),
        (desk.as_login("hr"), "draft-3", begun()),
        (desk.as_login("admin"), "draft-3", begun()),
    ):
        told.append(raised(workspace, key, content))
    second = start_draft(lin, "draft-2", "2024-01", begun())
    desk.clock.tick()
    with shen.store.write() as connection:
        base = sha256_text(draft_text(numbered))
        save_draft(connection, first, begun(name="沈"), desk.clock(), base)
    desk.clock.tick()
    with lin.store.write() as connection:
        delete_application(connection, second, lin.account.id, desk.clock())
    desk.clock.tick()
    told.append(result_of(desk.bring(sample_dossier("draft-2"))))
    told.append(result_of(desk.bring(sample_dossier("draft-1", document_number="11010519491231002X"))))


def left_in(connection: Connection) -> dict[str, Any]:
    return {name: [tuple(row) for row in connection.execute(text(asked))] for name, asked in COMPARED.items()}


STEPS: tuple[Callable[[Desk, Told], None], ...] = (draft_and_delete, file_and_answer, end_and_come_again)


@NEWEST_ONLY
def test_the_same_steps_are_answered_alike_and_leave_the_same(
    postgres_server: Server,
    house: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbers = Numbered(monkeypatch)
    expected: Told = []
    found: Told = []
    numbers.begin()
    with closing(local_house(house, tmp_path)) as local:
        for steps in STEPS:
            steps(local, expected)
        with local.as_login("admin").store.read() as connection:
            kept = left_in(connection)
    numbers.begin()
    with (
        postgres_server.own_roles(),
        postgres_server.empty.clone() as database,
        shared_house(house, tmp_path, database) as shared,
    ):
        for steps in STEPS:
            steps(shared, found)
        with shared.owners().read() as connection:
            left = left_in(connection)
    assert found == expected
    numbers_typed = {another_person(5), "11010519491231002X", "220104198203151211"}
    assert not [row for row in left["applications"] if any(number in str(row) for number in numbers_typed)]
    for name in COMPARED:
        assert left[name] == kept[name], name
