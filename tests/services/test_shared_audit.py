"""Verifying the audit of a shared database: by administrators and auditors, who see digests and no contents."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select, text

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, Role
from desktop.services.audit import verify_audit
from desktop.store import audit, tables
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Protected
from desktop.store.queries import auditing
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import make_logins, opened, shared_workspace

COMMENT = "请补交博士学位证书的原件"
READERS = (
    *(auditing.entries, auditing.decisions, auditing.submissions, auditing.deletions, auditing.wrong_heads),
    lambda connection: auditing.heads_at(connection, 1000),
)
OTHERS = ("unit", "department-1", "applicant", "secretary", "member")


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        desk.person("auditor", Role.AUDITOR)
        desk.person("member", Role.MEMBER, "D2")
        identity = desk.file(applicant="applicant")
        desk.decide(identity, Action.RETURN, "unit", "unit", comment=COMMENT)
        make_logins(desk)
        yield desk


@pytest.mark.parametrize("login", ["admin", "auditor"])
def test_who_may_verifies_everything_and_an_earlier_root(shared: Desk[SharedStore], login: str) -> None:
    with opened(shared, login) as workspace:
        report = verify_audit(workspace)
        assert report.sound
        shared.file()
        later = verify_audit(workspace, report.root)
        assert (later.sound, later.against_ok, later.count > report.count) == (True, True, True)
        assert verify_audit(workspace, f"{report.count}-{'0' * 64}").against_ok is False
    with shared.store.read() as connection:
        assert audit.verify(connection) == audit.AuditReport(later.root, later.count, (), None)


@pytest.mark.parametrize("login", OTHERS)
def test_nobody_else_verifies_or_reads_anything_of_it(shared: Desk[SharedStore], login: str) -> None:
    with opened(shared, login) as workspace:
        with pytest.raises(Rejected) as refused:
            verify_audit(workspace)
        assert refused.value.code is RejectionCode.AUDIT_NOT_ALLOWED
        with workspace.store.read() as connection:
            assert [row for read in READERS for row in read(connection)] == []
            assert (auditing.ordered(connection), auditing.number_until(connection, 1000)) == ((0, 0), 0)
        with pytest.raises(Protected, match="audit_not_allowed"), workspace.store.write() as connection:
            audit.order(connection)


def test_who_is_closed_reads_nothing_over_an_open_connection(shared: Desk[SharedStore]) -> None:
    shared.person("former", Role.AUDITOR)
    make_logins(shared, "former")
    with opened(shared, "former") as workspace:
        assert verify_audit(workspace).sound
        with shared.store.write() as connection:
            connection.execute(text("UPDATE account SET disabled = 1 WHERE login = 'former'"))
        with workspace.store.read() as connection:
            assert [row for read in READERS for row in read(connection)] == []


def test_an_auditor_sees_digests_and_no_contents(shared: Desk[SharedStore]) -> None:
    with opened(shared, "auditor") as workspace:
        with workspace.store.read() as connection:
            told = str([tuple(row) for read in READERS for row in read(connection)])
        assert COMMENT not in told
        with shared.store.read() as connection:
            contents: Any = connection.execute(text("SELECT content, findings FROM submission")).all()
        assert len(contents) > 0
        assert [word for row in contents for word in row if len(word) > 2 and word in told] == []
        for table in (tables.audit, tables.decision, tables.submission, tables.deletion, tables.application):
            with pytest.raises(Protected), workspace.store.read() as connection:
                connection.execute(select(func.count()).select_from(table))


def test_what_was_changed_behind_the_triggers_is_found(shared: Desk[SharedStore]) -> None:
    with shared.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("SET LOCAL session_replication_role = replica")
        driver.execute("UPDATE talentdesk.decision SET comment = 'another' WHERE comment <> ''")
    with opened(shared, "auditor") as workspace:
        (broken,) = verify_audit(workspace).broken
    assert broken.reason == "decision_changed"
    with shared.store.write() as connection:
        driver = connection.connection.driver_connection
        driver.execute("SET LOCAL session_replication_role = replica")
        driver.execute("UPDATE talentdesk.decision SET comment = %s WHERE comment <> ''", [COMMENT])
