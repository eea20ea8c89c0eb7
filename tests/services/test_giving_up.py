"""Whoever gives up what concerns a password is let in by the old one or by the new one, at whichever step it was."""

import itertools
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.identity_number import check_character
from desktop.domain.rejections import Rejected
from desktop.domain.terms import Role
from desktop.services.accounts import accounts, add_person, change_password, disable_account, enable_account
from desktop.services.audit import verify_audit
from desktop.services.opening import open_store
from desktop.services.organisations import import_organisations, organisations
from desktop.services.passwords import (
    codes_left,
    make_recovery_codes,
    recover_at,
    recover_by_code,
    replace_temporary_password,
    set_temporary_password,
)
from desktop.services.places import Place
from desktop.services.problems import Unavailable
from desktop.services.registration import RecoveryCodes, Registration, register_at, register_here
from desktop.services.workspace import Workspace, recover
from desktop.store.recovery_key import recovery_text
from desktop.store.vault import Vault
from tests.desk import PASSWORD, QUICK, Desk
from tests.giving_up import attempts
from tests.services.shared_desk import SharedDesk
from tests.services.test_registration import PERSON

_numbers = itertools.count(1)


@pytest.fixture
def login() -> str:
    """Of nobody yet: the logins of a server are those of all its databases."""
    return f"giving{next(_numbers)}up"


def place_of(desk: Desk) -> Place:
    return desk.address if isinstance(desk, SharedDesk) else desk.location


def opened(desk: Desk, login: str, password: str) -> Workspace:
    workspace = open_store(place_of(desk), login, password, clock=desk.clock)
    workspace.derivation = QUICK
    return workspace


def opens(desk: Desk, login: str, password: str) -> bool:
    with suppress(Unavailable):
        opened(desk, login, password).close()
        return True
    return False


def passwords_that_open(desk: Desk, login: str, *passwords: str) -> list[str]:
    return [password for password in passwords if opens(desk, login, password)]


def sign_up(desk: Desk, registration: Registration) -> RecoveryCodes:
    if isinstance(desk, SharedDesk):
        return register_at(desk.address, registration)
    return register_here(desk.location, "hr", PASSWORD, registration, clock=desk.clock, derivation=QUICK)


def person(login: str, number: int = 0) -> Registration:
    body = f"229901199001011{number:02}"
    return replace(PERSON, document_number=body + check_character(body), login=f"{login}{number or ''}")


def kept(desk: Desk) -> tuple[dict[str, int], bytes]:
    """All that a verb about passwords may change."""
    keys = b"" if isinstance(desk, SharedDesk) else Vault.open(desk.location).to_bytes()
    return desk.counts(), keys


def sound(desk: Desk) -> bool:
    return verify_audit(desk.as_login("admin")).sound


def test_a_password_that_is_being_changed(either_desk: Desk, login: str) -> None:
    sign_up(either_desk, person(login))
    old, new, ends = PERSON.password, "the other long 钥匙", set[bool]()
    workspace = opened(either_desk, login, old)
    for attempt in attempts():
        changed = attempt.carries_through(change_password, workspace, old, new)
        ends.add(changed)
        assert passwords_that_open(either_desk, login, old, new) == [new if changed else old]
        if changed:
            old, new = new, old
    workspace.close()
    assert ends == {False, True}


def test_a_temporary_password_that_is_being_given(either_desk: Desk, login: str) -> None:
    codes = sign_up(either_desk, person(login))
    administrator, old, ends = either_desk.as_login("admin"), PERSON.password, list[bool]()
    for number, attempt in enumerate(attempts()):
        new, before = f"temporary {number}", kept(either_desk)
        given = attempt.carries_through(set_temporary_password, administrator, login, new)
        ends.append(given)
        assert passwords_that_open(either_desk, login, old, new) == [new if given else old]
        if given:
            old = new
        else:
            assert kept(either_desk) == before
    assert {*ends} == {False, True}
    with pytest.raises(Rejected):
        recover_with(either_desk, login, codes.codes[0], "never used")
    assert sound(either_desk)


def test_a_temporary_password_that_is_being_replaced(either_desk: Desk, login: str) -> None:
    sign_up(either_desk, person(login))
    administrator, ends = either_desk.as_login("admin"), set[bool]()
    set_temporary_password(administrator, login, "temporary 0")
    temporary = "temporary 0"
    for number, attempt in enumerate(attempts(), start=1):
        workspace, new = opened(either_desk, login, temporary), f"her own {number}"
        assert workspace.temporary_password
        replaced = attempt.carries_through(replace_temporary_password, workspace, temporary, new)
        ends.add(replaced)
        workspace.close()
        assert passwords_that_open(either_desk, login, temporary, new) == [new if replaced else temporary]
        if replaced:
            workspace = opened(either_desk, login, new)
            assert (workspace.temporary_password, codes_left(workspace)) == (False, 10)
            workspace.close()
            temporary = f"temporary {number}"
            set_temporary_password(administrator, login, temporary)
    assert ends == {False, True}
    assert sound(either_desk)


def recover_with(desk: Desk, login: str, code: str, password: str) -> None:
    if isinstance(desk, SharedDesk):
        recover_at(desk.address, login, code, password)
    else:
        recover_by_code(desk.location, login, code, password, clock=desk.clock, derivation=QUICK)


def test_a_recovery_by_a_code(either_desk: Desk, login: str) -> None:
    codes, old, ends = [*sign_up(either_desk, person(login)).codes], PERSON.password, set[bool]()
    for number, attempt in enumerate(attempts()):
        new = f"another {number}"
        recovered = attempt.carries_through(recover_with, either_desk, login, codes[0], new)
        ends.add(recovered)
        assert passwords_that_open(either_desk, login, old, new) == [new if recovered else old]
        workspace = opened(either_desk, login, new if recovered else old)
        assert codes_left(workspace) == len(codes) - recovered
        if recovered:
            old, codes = new, [*make_recovery_codes(workspace).codes]
        workspace.close()
    assert ends == {False, True}
    assert sound(either_desk)


def test_somebody_who_signs_up(either_desk: Desk, login: str) -> None:
    ends = set[bool]()
    number = 0
    for attempt in attempts():
        before, newcomer = kept(either_desk), person(login, number)
        registered = attempt.carries_through(sign_up, either_desk, newcomer)
        ends.add(registered)
        assert opens(either_desk, newcomer.login, newcomer.password) is registered
        if registered:
            number += 1
        elif not isinstance(either_desk, SharedDesk):  # who only asks is counted there
            assert kept(either_desk) == before
    assert ends == {False, True}
    assert sound(either_desk)


def test_a_recovery_by_the_sheet(desk: Desk, login: str) -> None:
    sign_up(desk, person(login))
    key = recovery_text(desk.as_login("admin").local.key)
    old, ends = PERSON.password, set[bool]()
    for number, attempt in enumerate(attempts()):
        new = f"another {number}"
        recovered = attempt.carries_through(recover, desk.location, key, login, new, clock=desk.clock, derivation=QUICK)
        ends.add(recovered)
        assert passwords_that_open(desk, login, old, new) == [new if recovered else old]
        old = new if recovered else old
    assert ends == {False, True}


def test_an_account_that_is_being_made(either_desk: Desk, login: str) -> None:
    administrator, ends, number = either_desk.as_login("admin"), set[bool](), 0
    for attempt in attempts():
        name, before = f"{login}{number}", kept(either_desk)
        made = attempt.carries_through(add_person, administrator, name, PASSWORD, [Role.AUDITOR])
        ends.add(made)
        assert opens(either_desk, name, PASSWORD) is made
        number += made
        assert made or kept(either_desk) == before
    assert ends == {False, True}
    assert sound(either_desk)


def test_an_account_that_is_being_closed_and_opened_again(either_desk: Desk, login: str) -> None:
    administrator, ends = either_desk.as_login("admin"), list[bool]()
    add_person(administrator, login, PASSWORD, [Role.AUDITOR])

    def is_closed() -> bool:
        return next(one for one in accounts(administrator) if one.login == login).disabled

    for attempt in attempts():
        closed = attempt.carries_through(disable_account, administrator, login)
        ends.append(closed)
        assert opens(either_desk, login, PASSWORD) is not closed
        assert is_closed() is closed
        if closed:
            enable_account(administrator, login, PASSWORD)
    assert {*ends} == {False, True}
    disable_account(administrator, login)
    ends.clear()
    for number, attempt in enumerate(attempts()):
        new = f"new password {number}"
        enabled = attempt.carries_through(enable_account, administrator, login, new)
        ends.append(enabled)
        assert opens(either_desk, login, new) is enabled
        assert is_closed() is not enabled
        if enabled:
            disable_account(administrator, login)
    assert {*ends} == {False, True}
    assert sound(either_desk)


def test_a_table_of_units_that_is_being_imported(either_desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    lines = [f"77{number},新的部门{number},,department" for number in range(4)]
    table.write_text("\n".join(["code,name,parent,kind", *lines]), encoding="utf-8")
    administrator = either_desk.as_login("admin")
    before, ends = len(organisations(administrator)), list[bool]()
    for attempt in attempts():
        ends.append(attempt.carries_through(import_organisations, administrator, table))
        assert len(organisations(administrator)) == before + (4 if ends[-1] else 0)
        if ends[-1]:
            break
    assert len(ends) > 2
    assert sound(either_desk)
