"""The database under attack: every kind of login, and an application at every place that one can be at.

Names are known before anything runs, so that each test bears the name of who attacks what. Builds only; `attackers`
attacks.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, text

from desktop.domain.bindings import BindingState
from desktop.domain.clock import shanghai_day
from desktop.domain.decisions import Situation
from desktop.domain.terms import Action, OrganisationKind, Role, Status
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.situations import desks_of
from desktop.store.records.applicants import NewApplicant, add_applicant, renew_recovery_codes
from desktop.store.records.bindings import ask_binding, move_binding
from desktop.store.records.filing import content_text
from desktop.store.records.identity import new_id
from desktop.store.recovery_codes import code_digest
from desktop.store.tables import application
from desktop.store.visibility import readable
from tests.postgres.server import Database
from tests.store.factory import PDF, Desk
from tests.store.shared import make_logins, make_shared_workspace
from tests.store.test_decision_agreement import Places, make_places

LEVELS: Final = 2
OWNER: Final = "postgres"
NOBODY: Final = "nobody"
"""A login of the server's that no account bears."""
ASKED, BOUND, ALSO_BOUND, BESIDE = "asked", "bound", "also bound", "asked beside"
BINDINGS: Final = {
    ASKED: ("asking", "U1"),
    BOUND: ("applicant", "U1"),
    ALSO_BOUND: ("other-applicant", "U1"),
    BESIDE: ("asking-beside", "U2"),
}
"""Who asks which unit, and who is bound to it by now."""
CLOSED: Final = "closed"
"""A desk of the unit whose account is disabled while its connection stays open."""

LOGINS: Final = (
    *("applicant", "other-applicant", "unit", "other-unit", "department-1", "department-2", "department-beside"),
    *("department-elsewhere", "secretary", "member", "secretary-elsewhere", "member-elsewhere", "admin", "auditor"),
    *(CLOSED, NOBODY, "two-roles"),
)
KINDS: Final = ("applicant", "unit", "department-1", "secretary", "admin", "auditor", CLOSED, NOBODY)
"""One login for each right there is, where only rights count and not what somebody sees."""
_FURTHER: Final = (
    ("other-applicant", Role.APPLICANT, None),
    ("other-unit", Role.UNIT, "U2"),
    ("department-beside", Role.DEPARTMENT, "D8"),
    ("department-elsewhere", Role.DEPARTMENT, "D9"),
    ("member", Role.MEMBER, "D2"),
    ("secretary-elsewhere", Role.SECRETARY, "D9"),
    ("member-elsewhere", Role.MEMBER, "D9"),
    ("auditor", Role.AUDITOR, None),
    ("asking", Role.APPLICANT, None),
    ("asking-beside", Role.APPLICANT, None),
    (CLOSED, Role.UNIT, "U1"),
    ("two-roles", Role.UNIT, "U1"),
    ("two-roles", Role.SECRETARY, "D2"),
    ("unit-elsewhere", Role.UNIT, "U9"),
)
FOREIGN: Final = b"%PDF-1.7 of another unit"
"""The evidence of the applications that another unit files."""
OTHERS_EVIDENCE: Final = hashlib.sha256(FOREIGN).hexdigest()
EVIDENCE: Final = hashlib.sha256(PDF).hexdigest()
LONG_AGO: Final = 1
REVIEWING: Final = ("unit", "department-1", "department-2")
DESKS: Final = ("applicant", *REVIEWING, "secretary")
PLACES: Final = (
    "draft",
    *(f"{status} at {stage}" for stage in REVIEWING for status in ("submitted", "returned", "terminated")),
    *("submitted at committee", "terminated at committee", "approved"),
    *("returned and changed", "returned and overdue", "terminated long ago", "taken back"),
    *("deleted", "of another unit", "elsewhere"),
)


@dataclass
class Furnished:
    """A shared database in which everything has happened; `ids` are those of applications by the place they are at."""

    database: Database
    desk: Desk[SharedStore]
    ids: dict[str, str] = field(default_factory=dict)
    readable: dict[str, frozenset[str]] = field(default_factory=dict)
    """What each login may read, by the local workspace's rule."""
    seats: dict[tuple[str, str], dict[str, str | None]] = field(default_factory=dict)
    """The desks of a login at an application, each with the organisation it sits there for."""

    situations: dict[str, Situation] = field(default_factory=dict)
    filters: dict[str, str] = field(default_factory=dict)
    """The id of the one filter that each account has saved."""
    bindings: dict[str, str] = field(default_factory=dict)
    """Ids by the names of BINDINGS."""

    def account(self, login: str) -> str:
        """The id that a login without an account claims is that of somebody who may decide."""
        return self.desk.ids["unit" if login == NOBODY else login]

    def acts(self, login: str) -> bool:
        return login not in {NOBODY, CLOSED}

    def reads(self, login: str, place: str) -> bool:
        return self.ids[place] in self.readable[login]

    def hidden(self, login: str) -> list[str]:
        return [place for place in PLACES if not self.reads(login, place)]

    def close(self) -> None:
        self.desk.store.close()


def furnish_for_attack(database: Database, before_closing: Callable[[Furnished], None]) -> Furnished:
    """`before_closing` runs while the closed login is still open, to connect as it."""
    desk = make_shared_workspace(database, levels=LEVELS)
    furnished = Furnished(database, desk)
    desk.now = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    desk.notice("D2", "in time", desk.now + timedelta(days=60))
    places = make_places(desk, LEVELS, "shared")
    furnished.ids |= {_name(*key): identity for key, identity in places.applications.items()}
    _add_people(desk)
    _add_applications(furnished, places)
    _add_desks(furnished)
    _add_bindings(furnished)
    make_logins(desk)
    with desk.store.write() as connection:
        connection.execute(text("CREATE ROLE nobody LOGIN PASSWORD '密码 of nobody' IN ROLE talentdesk_person"))
    before_closing(furnished)
    with desk.store.write() as connection:
        connection.execute(text("UPDATE account SET disabled = 1 WHERE login = :login"), {"login": CLOSED})
    _ask_the_rules(furnished)
    assert tuple(furnished.ids) == PLACES
    return furnished


def _name(status: Status, place: str) -> str:
    return f"{status} at {place}" if place else str(status)


def _add_people(desk: Desk[Any]) -> None:
    desk.organisation("D8", OrganisationKind.DEPARTMENT, "D2")
    desk.organisation("D9", OrganisationKind.DEPARTMENT)
    desk.organisation("U2", OrganisationKind.UNIT, "D1")
    desk.organisation("U9", OrganisationKind.UNIT, "D9")
    for login, role, code in _FURTHER:
        desk.person(login, role, code)


def _add_applications(furnished: Furnished, places: Places) -> None:
    desk, ids = furnished.desk, furnished.ids
    ids["returned and changed"] = _decided(desk, Action.RETURN)
    changed = content_text(desk.content("U1"))
    with desk.store.write() as connection:
        connection.execute(
            text("INSERT INTO draft (application_id, content, saved_at) VALUES (:id, :content, 1)"),
            {"id": ids["returned and changed"], "content": changed},
        )
    now = desk.now
    desk.now -= timedelta(days=3)
    deadline = shanghai_day(desk.now)
    ids["returned and overdue"] = _decided(desk, Action.RETURN, correction_deadline=deadline)
    ids["terminated long ago"] = _decided(desk, Action.TERMINATE)
    desk.now = now
    ids["taken back"] = _decided(desk, Action.PASS)
    desk.decide(ids["taken back"], Action.PASS, "department-1", "department-1")
    desk.decide(ids["taken back"], Action.WITHDRAW, "department-1", "department-1", comment="再看")
    ids["deleted"] = _decided(desk, Action.RETURN)
    desk.delete(ids["deleted"], "applicant")
    ids["of another unit"] = desk.file("U2", login="other-unit", name="李第二", evidence=FOREIGN)
    desk.notice("D9", "elsewhere", desk.now + timedelta(days=60))
    ids["elsewhere"] = desk.file("U9", login="unit-elsewhere", name="赵第九", evidence=FOREIGN)
    desk.decide(ids["elsewhere"], Action.PASS, "unit-elsewhere", "unit")
    furnished.ids = {name: ids[name] for name in PLACES}


def _add_desks(furnished: Furnished) -> None:
    """Something of everybody's own, long ago, and originals that desks have seen."""
    ids, place = furnished.desk.ids, furnished.ids["submitted at unit"]
    checked = (
        (place, EVIDENCE, "U1", "two-roles"),
        (place, EVIDENCE, "D1", "department-1"),
        (place, "f" * 64, "U1", "two-roles"),
        (furnished.ids["returned at unit"], EVIDENCE, "U1", "two-roles"),
    )
    with furnished.desk.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        for login in LOGINS:
            if login != NOBODY:
                furnished.filters[login] = new_id()
                given = {"account": ids[login], "place": place, "filter": furnished.filters[login], "at": LONG_AGO}
                for statement in (*_KEPT, *(_OF_THE_APPLICATION if login in _REVIEWERS else ())):
                    driver.execute(statement, given)
        for application_id, digest, code, login in checked:
            values = (application_id, digest, ids[code], ids[login], LONG_AGO)
            driver.execute("INSERT INTO original_check VALUES (%s, %s, %s, %s, %s)", values)


_KEPT: Final = (
    "INSERT INTO phrase VALUES (%(account)s, 0, '请补正'), (%(account)s, 1, '材料齐全')",
    "INSERT INTO saved_filter VALUES (%(filter)s, %(account)s, '我的', '{}', %(at)s)",
)
_REVIEWERS: Final = ("unit", "two-roles", CLOSED, "department-1", "department-2")
_OF_THE_APPLICATION: Final = (
    "INSERT INTO comment_draft VALUES (%(account)s, %(place)s, '{}', %(at)s)",
    "INSERT INTO application_view VALUES (%(account)s, %(place)s, %(at)s)",
)


def _add_bindings(furnished: Furnished) -> None:
    desk, ids = furnished.desk, furnished.desk.ids
    furnished.bindings = {name: new_id() for name in BINDINGS}
    with desk.store.write() as connection:
        for name, (login, unit) in BINDINGS.items():
            ask_binding(connection, furnished.bindings[name], ids[login], ids[unit], desk.now)
            if "bound" in name:
                by = ids["unit"]
                move_binding(connection, furnished.bindings[name], BindingState.BOUND, by=by, at=desk.now)
        has_read = "INSERT INTO notice_reading SELECT :account, n.id, 1 FROM notice n"
        for login in ("applicant", "other-applicant"):
            connection.execute(text(has_read), {"account": ids[login]})
        number = "11010519491231002X"
        key = desk.store.person_key(number)
        person = NewApplicant(ids["other-applicant"], "钱其他", "居民身份证", number, key, "13811112222", desk.now)
        add_applicant(connection, person)
        codes = [code_digest("other-applicant", f"{letter * 20}") for letter in "ABCDEFGHJK"]
        renew_recovery_codes(connection, ids["other-applicant"], codes, desk.now)


def _decided(desk: Desk[Any], action: Action, **given: Any) -> str:
    identity: str = desk.draft("U1", f"x-{next(desk.serial)}", applicant="applicant")
    desk.submit(identity, desk.content("U1"), login="applicant", desk="applicant")
    desk.decide(identity, action, "unit", "unit", **given)
    return identity


def _ask_the_rules(furnished: Furnished) -> None:
    desk = furnished.desk
    furnished.situations = {place: desk.situation(furnished.ids[place]) for place in PLACES}
    with desk.store.read() as connection:
        for login in LOGINS:
            scope = None if login == NOBODY else desk.scope(login)
            found = () if scope is None else connection.scalars(select(application.c.id).where(readable(scope)))
            furnished.readable[login] = frozenset(found)
            for place in PLACES:
                held = {} if scope is None else desks_of(connection, scope.account_id, furnished.ids[place])
                furnished.seats[login, place] = held
