"""People of a shared database: each a login of their own, which the database itself knows and lets in or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from desktop.domain.decisions import RefusalCode, Refused
from desktop.domain.terms import Action
from desktop.store.postgres.logins import scram_verifier
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Duplicate, Protected, Unavailable, UnavailableCode
from desktop.store.records.decisions import record_decision
from desktop.store.records.identity import new_id
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import make_logins, password_of, shared_workspace


@pytest.fixture
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        make_logins(desk)
        yield desk


@contextmanager
def signed_in(desk: Desk[SharedStore], login: str, password: str | None = None) -> Iterator[SharedStore]:
    store = SharedStore(desk.store.address, login, password or password_of(login))
    try:
        yield store
    finally:
        store.close()


def call(store: SharedStore, function: str, *values: object) -> Any:
    names = [f"v{place}" for place in range(len(values))]
    asked = ", ".join(f":{name}" for name in names)
    with store.write() as connection:
        return connection.scalar(text(f"SELECT {function}({asked})"), dict(zip(names, values, strict=True)))


def test_a_desk_decides_by_one_insert_at_the_time_of_the_server(shared: Desk[SharedStore]) -> None:
    identity = shared.file()
    new = shared.decision(identity, Action.PASS, "unit", "unit")
    before = datetime.now(UTC)
    with signed_in(shared, "unit") as store, store.write() as connection:
        record_decision(connection, new)
    situation = shared.situation(identity)
    assert situation.stage == "department-1"
    assert situation.last is not None
    assert before.replace(microsecond=0) <= situation.last.recorded_at <= datetime.now(UTC)
    assert situation.last.recorded_at != new.recorded_at


def test_nobody_decides_in_anothers_name(shared: Desk[SharedStore]) -> None:
    new = shared.decision(shared.file(), Action.PASS, "unit", "unit")
    with signed_in(shared, "department-1") as store, pytest.raises(Refused) as refused, store.write() as connection:
        record_decision(connection, new)
    assert refused.value.refusal.code is RefusalCode.NOT_ALLOWED


def test_an_application_beyond_ones_scope_looks_like_none(shared: Desk[SharedStore]) -> None:
    new = shared.decision(shared.file(), Action.PASS, "unit", "unit")
    mine = replace(new, account_id=shared.ids["secretary"], desk="secretary")
    codes = []
    for application_id in (new.application_id, new_id()):
        with signed_in(shared, "secretary") as store, pytest.raises(Refused) as refused, store.write() as connection:
            record_decision(connection, replace(mine, application_id=application_id))
        codes.append(refused.value.refusal.code)
    assert codes == [RefusalCode.NOT_FOUND, RefusalCode.NOT_FOUND]


def test_a_wrong_password_is_told_as_such(shared: Desk[SharedStore]) -> None:
    with pytest.raises(Unavailable) as refused, signed_in(shared, "unit", "something else"):
        pass
    assert refused.value.code is UnavailableCode.WRONG_PASSWORD


def test_an_administrator_makes_a_login_that_can_sign_in(shared: Desk[SharedStore]) -> None:
    identity = new_id()
    with signed_in(shared, "admin") as store:
        with store.write() as connection:
            verifier = scram_verifier(_driver(connection), "newcomer", "geheim 密")
        call(store, "account_add", identity, "newcomer", "新人", verifier)
        call(store, "membership_add", new_id(), identity, "unit", shared.ids["U1"])
    with signed_in(shared, "newcomer", "geheim 密") as store:
        assert call(store, "me") == identity
    new = replace(shared.decision(shared.file(), Action.PASS, "unit", "unit"), account_id=identity)
    with signed_in(shared, "newcomer", "geheim 密") as store, store.write() as connection:
        record_decision(connection, new)


def test_only_an_administrator_keeps_the_registers(shared: Desk[SharedStore]) -> None:
    with signed_in(shared, "unit") as store:
        for function, values in (
            ("account_add", (new_id(), "intruder", "某", "x")),
            ("account_close", (shared.ids["admin"],)),
            ("account_reopen", (shared.ids["unit"], "x")),
            ("account_rename", (shared.ids["admin"], "某")),
            ("membership_add", (new_id(), shared.ids["unit"], "administrator", None)),
        ):
            with pytest.raises(Protected, match="administrator_only"):
                call(store, function, *values)


def test_who_is_closed_is_out_at_once_open_connections_included(shared: Desk[SharedStore]) -> None:
    new = shared.decision(shared.file(), Action.PASS, "unit", "unit")
    with psycopg.connect(shared.store.address.conninfo(user="unit", password=password_of("unit"))) as open_one:
        with signed_in(shared, "admin") as store:
            call(store, "account_close", shared.ids["unit"])
        with pytest.raises(psycopg.OperationalError):
            open_one.execute("SELECT talentdesk.me()")
    with pytest.raises(Unavailable) as refused, signed_in(shared, "unit"):
        pass
    assert refused.value.code is UnavailableCode.ACCOUNT_DISABLED
    assert shared.situation(new.application_id).seq == 0


def test_the_last_administrator_stays(shared: Desk[SharedStore]) -> None:
    with signed_in(shared, "admin") as store, pytest.raises(Protected, match="last_administrator"):
        call(store, "account_close", shared.ids["admin"])


def test_no_login_of_the_servers_own_is_made_a_person(shared: Desk[SharedStore]) -> None:
    with signed_in(shared, "admin") as store:
        for login in ("postgres", "pg_monitor", "talentdesk_owner"):
            with pytest.raises((Protected, Duplicate), match="login"):
                call(store, "account_add", new_id(), login, "某", "x")


def _driver(connection: Any) -> psycopg.Connection[Any]:
    driver: psycopg.Connection[Any] = connection.connection.driver_connection
    return driver
