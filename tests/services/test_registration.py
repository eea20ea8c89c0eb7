"""Signing up, and passwords that are forgotten: on a local workspace."""

from contextlib import suppress
from dataclasses import replace

import pytest

from desktop.domain.document_types import IDENTITY_CARD
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.accounts import disable_account, enable_account
from desktop.services.audit import verify_audit
from desktop.services.bindings import own_bindings
from desktop.services.own_applications import own_applications
from desktop.services.passwords import (
    codes_left,
    new_temporary_password,
    password_is_temporary,
    recover_by_code,
    replace_temporary_password,
    set_temporary_password,
)
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.registration import (
    RecoveryCodes,
    Registration,
    register,
    register_here,
    registered_as,
    registration_is_open,
    set_registration_open,
)
from desktop.services.workspace import Workspace, open_workspace
from desktop.store.vault import Vault
from desktop.text.errors import explain
from tests.desk import PASSWORD, QUICK, Desk

NUMBER = "11010519491231002X"
PERSON = Registration(" 沈砚秋 ", IDENTITY_CARD, "110105 19491231 002x", "+86 138-0000-1111", "shen", "她的 long 钥匙")
NEW = "另一把 long 钥匙"


def sign_up(desk: Desk, registration: Registration = PERSON, host: str = "hr") -> RecoveryCodes:
    return register_here(desk.location, host, PASSWORD, registration, clock=desk.clock, derivation=QUICK)


def opened(desk: Desk, password: str = PERSON.password, login: str = "shen") -> Workspace:
    workspace = open_workspace(desk.location, login, password, clock=desk.clock)
    workspace.derivation = QUICK
    return workspace


def opens(desk: Desk, password: str, login: str = "shen") -> bool:
    with suppress(Unavailable):
        opened(desk, password, login).close()
        return True
    return False


def refused(desk: Desk, registration: Registration = PERSON, host: str = "hr") -> Rejected:
    """Nothing of it is kept, and the newcomer does not get in."""
    before, keys = desk.counts(), Vault.open(desk.location).to_bytes()
    with pytest.raises(Rejected) as found:
        sign_up(desk, registration, host)
    assert desk.counts() == before
    assert Vault.open(desk.location).to_bytes() == keys
    assert explain(found.value)
    return found.value


def recover(desk: Desk, code: str, *, login: str = "shen", password: str = NEW) -> None:
    recover_by_code(desk.location, login, code, password, clock=desk.clock, derivation=QUICK)


def test_whoever_signs_up_gets_in_as_an_applicant(desk: Desk) -> None:
    codes = sign_up(desk)
    assert len(set(codes.codes)) == 10
    workspace = opened(desk)
    assert [held.role for held in workspace.account.memberships] == [Role.APPLICANT]
    person = registered_as(workspace)
    assert person is not None
    assert (person.name, person.masked_number, person.mobile) == ("沈砚秋", "1101**********002X", "13800001111")
    assert codes_left(workspace) == 10
    workspace.close()
    assert verify_audit(desk.as_login("admin")).sound


def test_a_second_account_of_the_same_person_is_refused_without_saying_whose(desk: Desk) -> None:
    sign_up(desk)
    again = replace(PERSON, name="别人", document_type="护照", document_number=NUMBER.lower(), login="other")
    problem = refused(desk, again)
    assert problem.code is RejectionCode.PERSON_REGISTERED
    assert "shen" not in explain(problem)
    assert "沈砚秋" not in explain(problem)
    assert not opens(desk, again.password, "other")


def test_a_login_that_is_taken_keeps_its_password(desk: Desk) -> None:
    assert refused(desk, replace(PERSON, login="hr2")).code is RejectionCode.LOGIN_TAKEN
    assert opens(desk, PASSWORD, "hr2")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"document_number": "110105194912310021"}, RejectionCode.BAD_IDENTITY_NUMBER),
        ({"mobile": "1380000111"}, RejectionCode.BAD_MOBILE),
        ({"name": "沈" * 51}, RejectionCode.BAD_NAME),
        ({"login": " shen"}, RejectionCode.BAD_LOGIN),
        ({"password": "short"}, RejectionCode.PASSWORD_TOO_SHORT),
    ],
)
def test_a_wrong_value_is_refused(desk: Desk, changed: dict[str, str], code: RejectionCode) -> None:
    assert refused(desk, replace(PERSON, **changed)).code is code


def test_who_opens_the_file_must_know_their_password(desk: Desk) -> None:
    with pytest.raises(Unavailable) as problem:
        register_here(desk.location, "hr", "not the password", PERSON, clock=desk.clock)
    assert problem.value.code is UnavailableCode.WRONG_PASSWORD


def test_an_administrator_closes_registration(desk: Desk) -> None:
    set_registration_open(desk.as_login("admin"), False)
    assert not registration_is_open(desk.as_login("hr"))
    assert refused(desk).code is RejectionCode.REGISTRATION_CLOSED
    with pytest.raises(Rejected) as problem:
        set_registration_open(desk.as_login("hr"), True)
    assert problem.value.code is RejectionCode.ADMINISTRATOR_ONLY
    set_registration_open(desk.as_login("admin"), True)
    register(desk.as_login("hr"), PERSON)


def test_each_recovery_code_sets_the_password_once(desk: Desk) -> None:
    codes = sign_up(desk).codes
    recover(desk, f" {codes[3].lower()} ")
    assert opens(desk, NEW)
    assert not opens(desk, PERSON.password)
    with pytest.raises(Rejected) as problem:
        recover(desk, codes[3], password="a third password")
    assert problem.value.code is RejectionCode.RECOVERY_REFUSED
    assert opens(desk, NEW)
    recover(desk, codes[9].replace("-", ""), password="a third password")
    workspace = opened(desk, "a third password")
    assert codes_left(workspace) == 8
    workspace.close()
    assert verify_audit(desk.as_login("admin")).sound


def test_a_code_of_an_older_key_file_has_been_used_all_the_same(desk: Desk) -> None:
    code = sign_up(desk).codes[0]
    files = [desk.location / "keys.json", *desk.location.glob("keys*.json")]
    older = {file: file.read_bytes() for file in files}
    recover(desk, code)
    for file, content in older.items():
        file.write_bytes(content)
    with pytest.raises(Rejected):
        recover(desk, code, password="a third password")
    assert not opens(desk, "a third password")


@pytest.mark.parametrize("code", ["", "ABCDE-FGHJK-MNPQR-STVWX", "x" * 20, "12345", "ΑΒΓ"])
def test_what_is_no_code_opens_nothing(desk: Desk, code: str) -> None:
    codes = sign_up(desk).codes
    for login, typed in (("shen", code), ("hr", codes[0]), ("nobody", codes[0])):
        with pytest.raises(Rejected) as problem:
            recover(desk, typed, login=login)
        assert problem.value.code is RejectionCode.RECOVERY_REFUSED


def test_a_closed_account_has_no_way_in_by_a_code(desk: Desk) -> None:
    codes = sign_up(desk).codes
    disable_account(desk.as_login("admin"), "shen")
    with pytest.raises(Rejected):
        recover(desk, codes[0])
    enable_account(desk.as_login("admin"), "shen", NEW)
    with pytest.raises(Rejected):
        recover(desk, codes[1])
    assert opens(desk, NEW)


def test_a_temporary_password_is_replaced_and_makes_older_codes_void(desk: Desk) -> None:
    codes = sign_up(desk).codes
    temporary = new_temporary_password()
    set_temporary_password(desk.as_login("admin"), "shen", temporary)
    assert not opens(desk, PERSON.password)
    with pytest.raises(Rejected):
        recover(desk, codes[0])
    workspace = opened(desk, temporary)
    assert password_is_temporary(workspace)
    for verb in (codes_left, own_applications, own_bindings):
        with pytest.raises(Rejected) as first:
            verb(workspace)
        assert first.value.code is RejectionCode.TEMPORARY_PASSWORD
    with pytest.raises(Rejected) as same:
        replace_temporary_password(workspace, temporary, temporary)
    assert same.value.code is RejectionCode.SAME_PASSWORD
    made = replace_temporary_password(workspace, temporary, NEW)
    assert not password_is_temporary(workspace)
    workspace.close()
    assert not opens(desk, temporary)
    assert opens(desk, NEW)
    assert made is not None
    recover(desk, made.codes[0], password=PERSON.password)
    assert opens(desk, PERSON.password)


def test_a_code_ends_the_wait_for_a_new_password(desk: Desk) -> None:
    sign_up(desk)
    set_temporary_password(desk.as_login("admin"), "shen", "temporary one")
    workspace = opened(desk, "temporary one")
    made = replace_temporary_password(workspace, "temporary one", NEW)
    workspace.close()
    set_temporary_password(desk.as_login("admin"), "hr", "temporary one")
    assert made is not None
    staff = opened(desk, "temporary one", "hr")
    assert replace_temporary_password(staff, "temporary one", NEW) is None
    staff.close()


def test_only_an_administrator_gives_a_temporary_password_and_not_to_themself(desk: Desk) -> None:
    for login, whom, code in (
        ("hr", "hr2", RejectionCode.ADMINISTRATOR_ONLY),
        ("admin", "admin", RejectionCode.OWN_TEMPORARY_PASSWORD),
        ("admin", "nobody", RejectionCode.UNKNOWN_LOGIN),
    ):
        with pytest.raises(Rejected) as problem:
            set_temporary_password(desk.as_login(login), whom, "temporary one")
        assert problem.value.code is code
    assert opens(desk, PASSWORD, "hr2")
