"""What a demo workspace holds before the first application: organisations, accounts, catalogue, notices."""

import csv
import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from desktop.demo.organisations import (
    DESK_OF_ORGANISATION,
    DemoAccount,
    DemoDepartment,
    DemoNotice,
    DemoUnit,
)
from desktop.demo.staff import StageClock
from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.bulk_filing import NewDesk, add_desks
from desktop.services.notices import import_notice
from desktop.services.organisations import import_organisations
from desktop.services.workspace import Workspace

PUBLISHED_BEFORE = timedelta(days=14)


def register_organisations(
    administrator: Workspace, scratch: Path, departments: Iterable[DemoDepartment], units: Iterable[DemoUnit]
) -> None:
    """As a table would be imported."""
    table = scratch / "organisations.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "name", "parent", "kind"))
        writer.writerows((one.code, one.name, one.parent or "", "department") for one in departments)
        writer.writerows((unit.code, unit.name, unit.department, "unit") for unit in units)
    import_organisations(administrator, table)


def register_people(administrator: Workspace, password: str, accounts: Iterable[DemoAccount]) -> None:
    """Those who work here and can sign in with the demo's password."""
    for account in accounts:
        roles = tuple(Role(role) for role in account.roles)
        add_person(administrator, account.login, password, roles, account.organisation, account.name)


def register_other_desks(
    administrator: Workspace, departments: Iterable[DemoDepartment], units: Iterable[DemoUnit]
) -> None:
    """Desks of all other organisations, without passwords: they are too many for key slots."""
    desks = [
        NewDesk(f"dept-{department.code}", f"{department.name}经办", Role.DEPARTMENT, department.code)
        for department in departments
        if department.code not in DESK_OF_ORGANISATION
    ]
    others = (unit for unit in units if unit.code not in DESK_OF_ORGANISATION)
    desks += [
        NewDesk(f"unit-{order:05d}", f"{unit.name}经办"[-30:], Role.UNIT, unit.code)
        for order, unit in enumerate(others, start=1)
    ]
    add_desks(administrator, desks)


def publish_notices(publisher: Workspace, clock: StageClock, scratch: Path, notices: Iterable[DemoNotice]) -> None:
    """Each two weeks before it opens."""
    for notice in notices:
        clock.moment = notice.opens - PUBLISHED_BEFORE
        file = scratch / "notice.toml"
        file.write_text(_notice_toml(notice), encoding="utf-8")
        import_notice(publisher, file)


def _notice_toml(notice: DemoNotice) -> str:
    fields = {
        "key": notice.key,
        "title": notice.title,
        "text": notice.text,
        "opens": notice.opens.isoformat(),
        "closes": notice.closes.isoformat(),
        "catalogue": notice.catalogue,
        "issuer": notice.issuer,
        "reading_seconds": notice.reading_seconds,
    }
    # TOML's basic strings are written as JSON's
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
