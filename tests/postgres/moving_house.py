"""A workspace in which there is a bit of everything, to be moved, and what tests compare of it before and after."""

import io
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import text

from desktop.domain.bindings import BindingState
from desktop.domain.terms import Action, OrganisationKind, Role
from desktop.services.moving import MovedIn, move_in
from desktop.services.workspace import open_workspace
from desktop.store import whole_tables
from desktop.store.audit import AuditReport, verify
from desktop.store.blobs import put_blob
from desktop.store.records.applicants import (
    NewApplicant,
    add_applicant,
    give_temporary_password,
    renew_recovery_codes,
)
from desktop.store.records.bindings import ask_binding, move_binding
from desktop.store.records.identity import new_id
from desktop.store.store import Store
from desktop.store.tables import (
    DisclosureKind,
    application_view,
    attachment,
    attachment_view,
    beside,
    comment_draft,
    disclosure,
    draft,
    draft_file,
    notice_closing,
    notice_draft,
    notice_file,
    original_check,
    phrase,
    saved_filter,
    self_check,
    setting,
)
from desktop.store.whole_tables import MOVED
from tests.postgres.server import Database
from tests.postgres.test_same_steps import live
from tests.store.factory import CLOSES, NOW, PASSWORD, PDF, Desk, make_workspace
from tests.store.shared import KEEPER, address_of

LOCAL = "store"
Rows = dict[str, list[tuple[Any, ...]]]


def announced(desk: Desk) -> None:
    """A notice that was closed early, and one that is still being written, with a file."""
    filed_under = desk.notice_id
    desk.notice("D2", key="closed", closes=CLOSES)
    whose, closed = {"saved_by": desk.ids["department-2"], "issuer_id": desk.ids["D2"]}, desk.notice_id
    desk.notice_id = filed_under
    written = new_id()
    with desk.store.write() as connection:
        sha256 = put_blob(connection, io.BytesIO(PDF)).sha256
        words = {"title": "补充通知", "content": "各有关单位：", "catalogue_key": "sample", "reading_seconds": 30}
        connection.execute(notice_draft.insert().values(id=written, **whose, **words, saved_at=NOW))
        file = {"name": "附件.pdf", "size": len(PDF), "media_type": "application/pdf", "drafted": True}
        kept = {"notice_id": written, "sha256": sha256, "added_at": NOW, "added_by": desk.ids["department-2"]}
        connection.execute(notice_file.insert().values(**kept, **file))
        done = {"planned": CLOSES, "closed_at": NOW, "closed_by": desk.ids["department-2"]}
        connection.execute(notice_closing.insert().values(notice_id=closed, **done))


def lived_in(folder: Path) -> Desk:
    """A row in every table, two units, an attachment of more than one chunk."""
    desk = make_workspace(folder, name=LOCAL)
    live(desk)
    desk.organisation("U2", OrganisationKind.UNIT, "D1")
    desk.person("unit-2", Role.UNIT, "U2")
    desk.file("U2", "of another unit", login="unit-2", evidence=PDF + bytes(range(256)) * 5000)
    passed = desk.file()
    desk.decide(passed, Action.PASS, "unit", "unit")
    begun = desk.draft("U1", "begun", applicant="applicant")
    registered(desk)
    announced(desk)
    with desk.store.write() as connection:
        sha256 = put_blob(connection, io.BytesIO(PDF)).sha256
        for login in ("unit", "department-1"):
            whose = {"account_id": desk.ids[login], "application_id": passed}
            connection.execute(application_view.insert().values(**whose, opened_at=NOW))
            connection.execute(attachment_view.insert().values(**whose, sha256=sha256, opened_at=NOW))
            shown = {"kind": DisclosureKind.IDENTITY_NUMBER.value, "subject": "1", "at": NOW}
            connection.execute(disclosure.insert().values(**whose, **shown))
            connection.execute(comment_draft.insert().values(**whose, content="正在写…", saved_at=NOW))
            mine = {"account_id": desk.ids[login]}
            connection.execute(phrase.insert().values(**mine, position=0, text="请补正。"))
            connection.execute(saved_filter.insert().values(**mine, id=new_id(), name="待办", query="{}", saved_at=NOW))
        checked = {"application_id": passed, "sha256": sha256, "verified_at": NOW}
        whose = {"account_id": desk.ids["unit"], "organisation_id": desk.ids["U1"]}
        connection.execute(original_check.insert().values(**checked, **whose))
        connection.execute(draft.insert().values(application_id=begun, content="{}", saved_at=NOW))
        connection.execute(draft_file.insert().values(application_id=begun, sha256=sha256, size=len(PDF), added_at=NOW))
        ticked = {"application_id": begun, "condition_key": "sanctions", "account_id": desk.ids["applicant"]}
        connection.execute(self_check.insert().values(**ticked, ticked_at=NOW))
        helped = {"application_id": begun, "submission": 0, "account_id": desk.ids["unit"]}
        connection.execute(beside.insert().values(**helped, at=NOW))
        connection.execute(setting.insert().values(key="name", value="人才处"))
        assert connection.execute(attachment.select()).first() is not None
    return desk


def registered(desk: Desk) -> None:
    """The applicant as a person: codes, a temporary password, a binding that was refused and one that stands."""
    whose, at, unit = desk.ids["applicant"], desk.now, desk.ids["unit"]
    with desk.store.write() as connection:
        number = "11010519491231002X"
        key = desk.store.person_key(number)
        add_applicant(connection, NewApplicant(whose, "王建国", "居民身份证", number, key, "13800001111", at))
        renew_recovery_codes(connection, whose, [f"{digit}" * 64 for digit in range(10)], at)
        give_temporary_password(connection, whose, by=desk.ids["admin"], at=at)
        for state, reason in ((BindingState.REFUSED, "不是本单位人员。"), (BindingState.BOUND, "")):
            asked = new_id()
            ask_binding(connection, asked, whose, desk.ids["U1"], at)
            move_binding(connection, asked, state, by=unit, at=at, reason=reason)


def moved_in(folder: Path, database: Database) -> MovedIn:
    address = address_of(database)
    return move_in(folder / LOCAL, "admin", PASSWORD, address, KEEPER, None, clock=lambda: NOW)


def rows_of(store: Store) -> Rows:
    """Everything, in the order of the keys, as it lies in the file."""
    with store.read() as connection:
        driver = connection.connection.driver_connection
        return {table.name: list(whole_tables.rows_of(driver, table)) for table in MOVED}


def local_rows(location: Path, login: str = "admin", password: str = PASSWORD) -> tuple[Rows, AuditReport, int]:
    """Of a workspace that has been closed: everything, its audit, and how many applications the search knows."""
    with closing(open_workspace(location, login, password)) as workspace:
        with workspace.store.read() as connection:
            report = verify(connection)
            searched = connection.scalar(text("SELECT count(*) FROM application_search"))
        return rows_of(workspace.local), report, int(searched or 0)
