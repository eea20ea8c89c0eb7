"""Accounts: made, given roles, disabled, enabled, and their passwords."""

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.accounts import (
    accounts,
    add_person,
    change_password,
    disable_account,
    enable_account,
)
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import create_workspace, open_newest_backup, open_workspace, recover
from desktop.store.backups import automatic_backup
from tests.desk import PASSWORD, QUICK, Desk
from tests.dossiers import UNIT, sample_dossier


def opens(desk: Desk, login: str, password: str) -> UnavailableCode | None:
    """None where the account can sign in, else why not."""
    try:
        open_workspace(desk.location, login, password, clock=desk.clock).close()
    except Unavailable as problem:
        return problem.code
    return None


def test_one_account_may_hold_several_roles_and_sees_their_union(desk: Desk) -> None:
    desk.bring(sample_dossier())
    add_person(desk.as_login("admin"), "hr2", None, [Role.DEPARTMENT], "2201")
    assert desk.detail("hr2").desks == {"department-1"}
    held = next(row for row in accounts(desk.as_login("admin")) if row.login == "hr2").memberships
    assert {item.role for item in held} == {Role.UNIT, Role.DEPARTMENT}


def test_an_existing_account_keeps_its_password(desk: Desk) -> None:
    add_person(desk.as_login("admin"), "hr", "quite another one", [Role.AUDITOR])
    assert opens(desk, "hr", "quite another one") is UnavailableCode.WRONG_PASSWORD
    assert opens(desk, "hr", PASSWORD) is None


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [
        ("new", "1234567", RejectionCode.PASSWORD_TOO_SHORT),
        ("new", "x" * 1025, RejectionCode.PASSWORD_TOO_LONG),
        ("new", None, RejectionCode.PASSWORD_MISSING),
        ("", PASSWORD, RejectionCode.BAD_LOGIN),
        (" new", PASSWORD, RejectionCode.BAD_LOGIN),
        ("-new", PASSWORD, RejectionCode.BAD_LOGIN),
        ("n\0w", PASSWORD, RejectionCode.BAD_LOGIN),
        ("n\u202ew", PASSWORD, RejectionCode.BAD_LOGIN),
        ("n" * 65, PASSWORD, RejectionCode.BAD_LOGIN),
    ],
)
def test_a_bad_login_or_password_makes_no_account(
    desk: Desk, login: str, password: str | None, code: RejectionCode
) -> None:
    before = desk.counts()
    with pytest.raises(Rejected) as raised:
        add_person(desk.as_login("admin"), login, password, [Role.AUDITOR])
    assert raised.value.code is code
    assert desk.counts() == before


@pytest.mark.parametrize("name", ["王\x1b[31m五", "王\n五", "\u202e五", "\u200b", "王" * 51])
def test_a_name_that_cannot_be_shown_makes_no_account(desk: Desk, name: str) -> None:
    with pytest.raises(Rejected) as raised:
        add_person(desk.as_login("admin"), "new", PASSWORD, [Role.AUDITOR], name=name)
    assert raised.value.code is RejectionCode.BAD_NAME


def test_only_an_administrator_manages_accounts(desk: Desk) -> None:
    for verb in (
        lambda: accounts(desk.as_login("hr")),
        lambda: add_person(desk.as_login("hr"), "new", PASSWORD, [Role.AUDITOR]),
        lambda: disable_account(desk.as_login("hr"), "hr2"),
        lambda: enable_account(desk.as_login("hr"), "hr2", PASSWORD),
    ):
        with pytest.raises(Rejected) as raised:
            verb()
        assert raised.value.code is RejectionCode.ADMINISTRATOR_ONLY


def test_a_disabled_account_cannot_sign_in_nor_go_on_until_it_is_enabled(desk: Desk) -> None:
    desk.bring(sample_dossier())
    disable_account(desk.as_login("admin"), "hr")
    assert opens(desk, "hr", PASSWORD) is UnavailableCode.WRONG_PASSWORD
    with pytest.raises(Unavailable) as raised:
        desk.detail("hr")
    assert raised.value.code is UnavailableCode.ACCOUNT_DISABLED
    enable_account(desk.as_login("admin"), "hr", "a new password")
    assert opens(desk, "hr", "a new password") is None
    assert desk.detail("hr").row.application == "app-1"


def test_the_last_administrator_cannot_be_disabled(desk: Desk) -> None:
    with pytest.raises(Rejected) as raised:
        disable_account(desk.as_login("admin"), "admin")
    assert raised.value.code is RejectionCode.LAST_ADMINISTRATOR
    add_person(desk.as_login("admin"), "second", PASSWORD, [Role.ADMINISTRATOR])
    disable_account(desk.as_login("second"), "admin")
    assert opens(desk, "admin", PASSWORD) is UnavailableCode.WRONG_PASSWORD


def test_a_password_is_changed_by_who_knows_the_old_one(desk: Desk) -> None:
    with pytest.raises(Unavailable) as raised:
        change_password(desk.as_login("hr"), "not the old one", "a new password")
    assert raised.value.code is UnavailableCode.WRONG_PASSWORD
    change_password(desk.as_login("hr"), PASSWORD, "a new password")
    assert opens(desk, "hr", PASSWORD) is UnavailableCode.WRONG_PASSWORD
    assert opens(desk, "hr", "a new password") is None


def test_a_password_typed_with_other_code_points_is_the_same(desk: Desk) -> None:
    change_password(desk.as_login("hr"), PASSWORD, "cafe\u0301 passwords")
    assert opens(desk, "hr", "café passwords") is None


def test_the_recovery_sheet_gives_a_new_password(desk: Desk) -> None:
    location = desk.folder / "recovered"
    key = create_workspace(location, "admin", PASSWORD, clock=desk.clock, derivation=QUICK)
    typed = key.text.lower().replace("-", " ")
    recover(location, typed, "admin", "found again", clock=desk.clock, derivation=QUICK)
    open_workspace(location, "admin", "found again", clock=desk.clock).close()
    with pytest.raises(Unavailable) as raised:
        recover(desk.location, key.text, "admin", "found again", clock=desk.clock)
    assert raised.value.code is UnavailableCode.WRONG_RECOVERY_KEY
    with pytest.raises(Rejected):
        recover(location, key.text, "nobody", "found again", clock=desk.clock)


def test_a_damaged_workspace_gives_way_to_its_newest_backup_and_is_kept(desk: Desk) -> None:
    desk.bring(sample_dossier())
    store = desk.as_login("admin").local
    automatic_backup(store.files, store.key, desk.clock())
    desk.close()
    desk._open.clear()
    damaged = bytearray((desk.location / "data.db").read_bytes())
    for place in range(0, len(damaged), 4096):
        damaged[place + 100] ^= 1
    (desk.location / "data.db").write_bytes(damaged)
    assert opens(desk, "hr", PASSWORD) is UnavailableCode.DAMAGED
    workspace = open_newest_backup(desk.location, "hr", PASSWORD, clock=desk.clock)
    try:
        assert desk.detail("hr").row.application == "app-1"
    finally:
        workspace.close()
    (kept,) = desk.folder.glob("workspace.damaged-*")
    assert (kept / "data.db").read_bytes() == damaged


def test_a_role_in_a_unit_needs_that_unit(desk: Desk) -> None:
    for roles, code in (([Role.UNIT], "22"), ([Role.SECRETARY], UNIT), ([Role.UNIT, Role.SECRETARY], UNIT)):
        with pytest.raises(Rejected):
            add_person(desk.as_login("admin"), "new", PASSWORD, roles, code)
