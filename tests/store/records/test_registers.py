"""Organisations, accounts, catalogues and notices: what repeats changes nothing, what contradicts is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.domain.terms import OrganisationKind, Role
from desktop.store.problems import Duplicate, Protected
from desktop.store.queries.accounts import account_by_login, accounts
from desktop.store.queries.catalogues import catalogue_text, current_catalogue, current_catalogues
from desktop.store.queries.notices import notice_by_id, notice_by_key, notice_in_use, notices
from desktop.store.queries.organisations import organisation_by_code, organisations
from desktop.store.records.accounts import add_account, close_account, grant, rename
from desktop.store.records.catalogues import activate_catalogue
from desktop.store.records.identity import new_id
from desktop.store.records.notices import put_notice
from desktop.store.records.organisations import put_organisation
from desktop.store.rows import OrganisationRow
from desktop.store.tables import audit
from tests.store.factory import Desk


def entries(desk: Desk, chain: str) -> int:
    with desk.store.read() as connection:
        return connection.scalar(select(func.count()).where(audit.c.chain == chain)) or 0


def test_an_organisation_is_added_changed_or_left(desk: Desk) -> None:
    row = OrganisationRow(new_id(), "U5", "旧名", OrganisationKind.UNIT, desk.ids["D1"])
    before = entries(desk, "units")
    by: Any = {"by": desk.ids["admin"], "at": desk.now}
    with desk.store.write() as connection:
        assert put_organisation(connection, row, **by)
        assert not put_organisation(connection, row, **by)
        assert put_organisation(connection, replace(row, name="新名"), **by)
        assert organisation_by_code(connection, "U5") == replace(row, name="新名")
        assert organisation_by_code(connection, "U6") is None
        assert [found.code for found in organisations(connection)] == ["D1", "D2", "U1", "U5"]
    assert entries(desk, "units") == before + 2


def test_an_organisations_code_and_kind_stay(desk: Desk) -> None:
    with desk.store.read() as connection:
        row = organisation_by_code(connection, "U1")
    assert row is not None
    for wrong in (replace(row, code="U7"), replace(row, kind=OrganisationKind.DEPARTMENT)):
        with pytest.raises(Protected), desk.store.write() as connection:
            put_organisation(connection, wrong, by=desk.ids["admin"], at=desk.now)
    with pytest.raises(Duplicate), desk.store.write() as connection:
        put_organisation(connection, replace(row, id=new_id()), by=desk.ids["admin"], at=desk.now)


def test_an_account_gains_roles_and_is_disabled(desk: Desk) -> None:
    admin = desk.ids["admin"]
    with desk.store.write() as connection:
        assert grant(connection, desk.ids["unit"], Role.AUDITOR, None, by=admin, at=desk.now)
        assert not grant(connection, desk.ids["unit"], Role.AUDITOR, None, by=admin, at=desk.now)
        rename(connection, desk.ids["unit"], "沈雁", by=admin, at=desk.now)
        close_account(connection, desk.ids["unit"], by=admin, at=desk.now)
        found = account_by_login(connection, "unit")
        assert found is not None
        assert (found.name, found.disabled) == ("沈雁", True)
        assert [(held.role, held.organisation and held.organisation.code) for held in found.memberships] == [
            (Role.AUDITOR, None),
            (Role.UNIT, "U1"),
        ]
        assert account_by_login(connection, "nobody") is None
        assert len(accounts(connection)) == 6
    with pytest.raises(Duplicate), desk.store.write() as connection:
        add_account(connection, new_id(), "unit", "别人", by=admin, at=desk.now)


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.UNIT, "D1"), (Role.DEPARTMENT, "U1"), (Role.SECRETARY, "U1"), (Role.UNIT, None), (Role.AUDITOR, "D1")],
)
def test_a_role_and_its_organisation_fit(desk: Desk, role: Role, code: str | None) -> None:
    place = None if code is None else desk.ids[code]
    with pytest.raises(Protected), desk.store.write() as connection:
        grant(connection, desk.ids["admin"], role, place, by=desk.ids["admin"], at=desk.now)


def test_the_catalogue_activated_last_is_current(desk: Desk) -> None:
    admin, first, second = desk.ids["admin"], "1" * 64, "2" * 64
    with desk.store.write() as connection:

        def activate(digest: str, day: int) -> bool:
            at = desk.now + timedelta(days=day)
            return activate_catalogue(connection, digest, "jilin", f"text {digest}", "f.toml", by=admin, at=at)

        assert activate(first, 1)
        assert not activate(first, 2)
        assert activate(second, 3)
        assert current_catalogue(connection, "jilin") == second
        assert activate(first, 4)
        assert current_catalogues(connection)["jilin"] == first
        assert catalogue_text(connection, second) == f"text {second}"
        assert current_catalogue(connection, "other") is None
    assert entries(desk, "catalogues") == 4


def test_a_notice_changes_until_an_application_exists(desk: Desk) -> None:
    with desk.store.write() as connection:
        row = notice_by_id(connection, desk.notice_id)
        assert row is not None
        put_notice(connection, replace(row, title="新标题"), by=desk.ids["admin"], at=desk.now)
        assert notice_by_key(connection, "2026-01") == replace(row, title="新标题")
        assert not notice_in_use(connection, row.id)
        assert len(notices(connection)) == 1
    desk.file()
    with desk.store.read() as connection:
        assert notice_in_use(connection, row.id)
    with pytest.raises(Protected), desk.store.write() as connection:
        put_notice(connection, row, by=desk.ids["admin"], at=desk.now)
