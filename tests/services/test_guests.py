"""Signing up and forgotten passwords in a shared database: by a login that is nobody's, or by an administrator."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import Select, func, literal_column, select, table

from desktop.domain.document_types import IDENTITY_CARD
from desktop.domain.identity_number import check_character
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.services.accounts import add_person
from desktop.services.bindings import (
    BindingCounts,
    BindingState,
    approve_binding,
    ask_binding,
    binding_counts,
    desk_bindings,
    own_bindings,
    see_bindings,
    unbind,
)
from desktop.services.passwords import (
    codes_left,
    password_is_temporary,
    recover_at,
    replace_temporary_password,
    set_temporary_password,
)
from desktop.services.problems import Unavailable
from desktop.services.registration import (
    Registration,
    register_at,
    registered_as,
    registration_is_open,
    set_registration_open,
)
from desktop.store.audit import order, verify
from desktop.store.postgres.engine import connect
from desktop.store.postgres.logins import scram_verifier
from desktop.store.postgres.roles import GUEST, GUEST_PASSWORD
from desktop.store.postgres.store import SharedStore
from desktop.store.recovery_codes import code_digest, new_recovery_codes
from desktop.text.errors import explain
from tests.postgres.server import Server
from tests.postgres.test_waiting import wait_until_waiting
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import Desk
from tests.store.shared import KEEPER, make_logins, opened, shared_workspace

pytestmark = NEWEST_ONLY
PASSWORD, NEW = "her long 钥匙", "another long 钥匙"
UNIT = "91350100M000100Y43"
SHEN = Registration("沈砚秋", IDENTITY_CARD, "11010519491231002X", "138 0000 1111", "shen", PASSWORD)


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        desk.organisation(UNIT, OrganisationKind.UNIT, "D1", name="长春光电研究院")
        desk.person("hr", Role.UNIT, UNIT)
        make_logins(desk, "hr", "unit", "admin")
        yield desk


def person(number: int, login: str) -> Registration:
    body = f"2299011990010110{number % 10}"
    return replace(SHEN, document_number=body + check_character(body), login=login)


def code_of(error: pytest.ExceptionInfo[Rejected]) -> RejectionCode:
    assert explain(error.value)
    return error.value.code


def paced(desk: Desk[SharedStore], counter: str, value: int | None = None) -> int:
    """At how many milliseconds the next of these is due; sets it where a value is given."""
    with desk.store.write() as connection:
        if value is not None:
            connection.execute(select(func.setval(f"talentdesk.{counter}", value)))
        due: Select[*tuple[Any, ...]] = select(literal_column("last_value")).select_from(
            table(counter, schema="talentdesk")
        )
        return int(connection.scalar(due) or 0)


def test_whoever_registers_is_a_person_of_the_server(shared: Desk[SharedStore]) -> None:
    codes = register_at(shared.store.address, SHEN)
    with opened(shared, "shen", PASSWORD) as workspace:
        assert [held.role for held in workspace.account.memberships] == [Role.APPLICANT]
        known = registered_as(workspace)
        assert known is not None
        assert (known.name, known.masked_number, known.mobile) == ("沈砚秋", "1101**********002X", "13800001111")
        assert codes_left(workspace) == 10
        ask_binding(workspace, UNIT.lower())
    with opened(shared, "hr") as desk:
        (row,) = desk_bindings(desk)
        assert (row.name, row.masked_number, row.mobile) == ("沈砚秋", "1101**********002X", "13800001111")
        assert binding_counts(desk) == BindingCounts(1, 0)
        approve_binding(desk, row.id)
    with opened(shared, "unit") as other:
        assert desk_bindings(other) == ()
    with opened(shared, "shen", PASSWORD) as workspace:
        unbind(workspace, own_bindings(workspace)[0].id)
        assert own_bindings(workspace)[0].state is BindingState.UNBOUND
    with opened(shared, "hr") as desk:
        assert binding_counts(desk) == BindingCounts(0, 1)
        see_bindings(desk)
        assert binding_counts(desk) == BindingCounts(0, 0)
    with pytest.raises(Rejected) as again:
        register_at(shared.store.address, replace(SHEN, login="shen2", name="别人"))
    assert code_of(again) is RejectionCode.PERSON_REGISTERED
    with pytest.raises(Rejected) as taken:
        register_at(shared.store.address, person(1, "shen"))
    assert code_of(taken) is RejectionCode.LOGIN_TAKEN
    recover_at(shared.store.address, "shen", codes.codes[0].lower(), NEW)
    with pytest.raises(Unavailable), opened(shared, "shen", PASSWORD):
        pass
    with opened(shared, "shen", NEW) as workspace:
        assert codes_left(workspace) == 9
    for login, code in (("shen", codes.codes[0]), ("hr", codes.codes[1]), ("nobody", codes.codes[1]), ("Ä", "x")):
        with pytest.raises(Rejected) as refused:
            recover_at(shared.store.address, login, code, PASSWORD)
        assert code_of(refused) is RejectionCode.RECOVERY_REFUSED
    with shared.store.write() as connection:
        order(connection)
    with shared.store.read() as connection:
        assert verify(connection).sound


@pytest.mark.parametrize("login", ["postgres", "admin", "talentdesk_guest", "talentdesk_owner"])
def test_a_login_of_the_server_is_nobodys_to_take(shared: Desk[SharedStore], login: str) -> None:
    with pytest.raises(Rejected) as refused:
        register_at(shared.store.address, person(2, login))
    assert code_of(refused) in (RejectionCode.LOGIN_TAKEN, RejectionCode.BAD_SHARED_LOGIN)


def test_an_administrator_gives_a_temporary_password(shared: Desk[SharedStore]) -> None:
    codes = register_at(shared.store.address, person(3, "lin"))
    with opened(shared, "admin") as administrator:
        set_temporary_password(administrator, "lin", "temporary one")
        for login, code in (("admin", RejectionCode.OWN_TEMPORARY_PASSWORD), ("x", RejectionCode.UNKNOWN_LOGIN)):
            with pytest.raises(Rejected) as refused:
                set_temporary_password(administrator, login, "temporary one")
            assert code_of(refused) is code
    with pytest.raises(Rejected) as void:
        recover_at(shared.store.address, "lin", codes.codes[0], NEW)
    assert code_of(void) is RejectionCode.RECOVERY_REFUSED
    with opened(shared, "lin", "temporary one") as workspace:
        assert password_is_temporary(workspace)
        with pytest.raises(Rejected) as first:
            codes_left(workspace)
        assert code_of(first) is RejectionCode.TEMPORARY_PASSWORD
        made = replace_temporary_password(workspace, "temporary one", NEW)
        assert not password_is_temporary(workspace)
    assert made is not None
    recover_at(shared.store.address, "lin", made.codes[4], PASSWORD)
    with opened(shared, "lin", PASSWORD) as workspace:
        assert codes_left(workspace) == 9
    with opened(shared, "hr") as desk, pytest.raises(Rejected) as nobody:
        set_temporary_password(desk, "lin", "temporary one")
    assert code_of(nobody) is RejectionCode.ADMINISTRATOR_ONLY


def test_an_administrator_closes_registration_and_opens_it_whatever_a_guest_did(shared: Desk[SharedStore]) -> None:
    address = shared.store.address
    with connect(address, GUEST, GUEST_PASSWORD, autocommit=True) as guest:
        guest.execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on")
    with pytest.raises(Unavailable):
        register_at(address, person(4, "wu"))
    with opened(shared, "admin") as administrator:
        set_registration_open(administrator, False)
        assert not registration_is_open(administrator)
        set_registration_open(administrator, True)
        set_registration_open(administrator, False)
    with pytest.raises(Rejected) as closed:
        register_at(address, person(4, "wu"))
    assert code_of(closed) is RejectionCode.REGISTRATION_CLOSED
    with opened(shared, "admin") as administrator:
        set_registration_open(administrator, True)
    register_at(address, person(4, "wu"))


def test_guests_come_one_after_the_other_also_when_they_take_it_back(shared: Desk[SharedStore]) -> None:
    for counter, statement in (
        ("guest_registrations", "SELECT guest_register('x', 'x', 'x', 'x', 'x', 'x', '[]')"),
        ("guest_recoveries", "SELECT guest_recover('shen', 'x', 'x')"),
    ):
        before = paced(shared, counter)
        with (
            connect(shared.store.address, GUEST, GUEST_PASSWORD) as guest,
            pytest.raises(Exception, match="bad_verifier"),
        ):
            guest.execute(statement)
        assert paced(shared, counter) > before
        paced(shared, counter, 2**52)
        with connect(shared.store.address, GUEST, GUEST_PASSWORD) as guest:
            assert guest.execute(statement).fetchone() == ("too_many_attempts",)
            guest.rollback()
        paced(shared, counter, 0)


def test_who_registers_the_same_person_again_and_again_is_no_longer_answered(shared: Desk[SharedStore]) -> None:
    register_at(shared.store.address, person(5, "zhou"))
    answers = []
    for attempt in range(7):
        with pytest.raises(Rejected) as refused:
            register_at(shared.store.address, person(5, f"zhou{attempt}"))
        answers.append(code_of(refused))
    assert answers == [RejectionCode.PERSON_REGISTERED] * 4 + [RejectionCode.TOO_MANY_ATTEMPTS] * 3


def test_an_administrator_does_not_wait_for_a_guest(shared: Desk[SharedStore]) -> None:
    with connect(shared.store.address, GUEST, GUEST_PASSWORD) as guest:
        late = person(6, "late")
        digests = [code_digest("late", code) for code in new_recovery_codes()]
        asked = (late.login, scram_verifier(guest, "late", PASSWORD), late.name, late.document_type)
        register = "SELECT guest_register(%s, %s, %s, %s, %s, '13800001111', %s)"
        values = (*asked, late.document_number, str(digests).replace("'", '"'))
        assert guest.execute(register, values).fetchone() == ("once_more",)
        guest.commit()
        assert guest.execute(register, values).fetchone() == ("registered",)
        with opened(shared, "admin") as administrator:
            add_person(administrator, "colleague", PASSWORD, [Role.UNIT], UNIT)
        guest.close()
    with pytest.raises(Unavailable), opened(shared, "late", PASSWORD):
        pass


def test_nobody_slips_in_by_the_old_password_while_a_new_one_is_given(shared: Desk[SharedStore]) -> None:
    register_at(shared.store.address, person(7, "slow"))
    with ExitStack() as stack:
        administrator = stack.enter_context(opened(shared, "admin"))
        holding = stack.enter_context(closing(psycopg.connect(shared.store.address.conninfo(user=KEEPER))))
        due = "INSERT INTO talentdesk.password_due SELECT id, 0, 1, id FROM talentdesk.account WHERE login = 'slow'"
        holding.execute(due)
        giving = threading.Thread(target=set_temporary_password, args=(administrator, "slow", NEW))
        giving.start()
        wait_until_waiting(shared, "admin")
        thief = stack.enter_context(closing(connect(shared.store.address, "slow", PASSWORD, autocommit=True)))
        holding.rollback()
        giving.join()
        with pytest.raises(psycopg.OperationalError):
            thief.execute("SELECT talentdesk.me()")
    with opened(shared, "slow", NEW) as again:
        assert password_is_temporary(again)
