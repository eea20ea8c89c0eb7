"""Reading a shared database: everybody finds what a local workspace of the same steps shows them, and no more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from psycopg import sql
from sqlalchemy import Connection, func, select

from desktop.domain.terms import Action, OrganisationKind, Role, Status
from desktop.store.migrations.reads import read_statements
from desktop.store.migrations.statements import FOLDER
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Protected
from desktop.store.queries import (
    accounts,
    applications,
    catalogues,
    deciding,
    details,
    notices,
    organisations,
    saved_filters,
    settings,
    years,
)
from desktop.store.queries.shared_listing import listing_of
from desktop.store.questions import Question
from desktop.store.records import saved_filters as saved_filter_records
from desktop.store.rows import ApplicationQuery, ApplicationSort, Basket, SavedFilterRow
from desktop.store.tables import application_view, attachment_view, metadata, original_check, setting
from desktop.store.visibility import Scope
from tests.postgres.server import Server
from tests.postgres.test_same_steps import live, numbered
from tests.store.factory import CATALOGUE_HASH, Desk, make_workspace
from tests.store.shared import make_logins, password_of, shared_workspace

Reading = Callable[[Connection, Scope, Desk[Any]], Any]
NOTHING = "00000000-0000-7000-8000-000000000000"
READERS = ("admin", "unit", "unit-2", "department-1", "department-2", "elsewhere", "secretary", "member", "applicant")


def each(of: Callable[[Connection, Scope, str], Any]) -> Reading:
    """The reading of every application, and of one that does not exist."""
    return lambda connection, scope, desk: [of(connection, scope, identity) for identity in (*known(desk), NOTHING)]


def known(desk: Desk[Any]) -> list[str]:
    return [desk.ids[f"A{place}"] for place in range(1, 7)]


READINGS: dict[str, Reading] = {
    "own account": lambda c, scope, desk: [accounts.account_by_login(c, login) for login in (login_of(scope, desk),)],
    "organisations": lambda c, scope, desk: (
        organisations.organisations(c),
        organisations.parents(c),
        organisations.organisation_by_code(c, "D1"),
        organisations.names_of(c, [desk.ids["U1"], desk.ids["D2"], "nothing"]),
        organisations.codes_of(c, []),
    ),
    "notices": lambda c, scope, desk: (
        notices.notices(c),
        notices.notice_by_key(c, "2026-01"),
        notices.notice_by_id(c, "nothing"),
    ),
    "catalogues": lambda c, scope, desk: (
        catalogues.catalogue_text(c, CATALOGUE_HASH),
        catalogues.current_catalogue(c, "sample"),
        catalogues.current_catalogues(c),
    ),
    "settings": lambda c, scope, desk: settings.setting_of(c, "name"),
    "saved filters": lambda c, scope, desk: saved_filters.saved_filters(c, scope.account_id),
    "deciding": lambda c, scope, desk: each(
        lambda c, scope, identity: deciding.deciding_view(c, scope, identity, now=desk.now)
    )(c, scope, desk),
    "details": lambda c, scope, desk: each(
        lambda c, scope, identity: details.application_detail(c, scope, identity, now=desk.now)
    )(c, scope, desk),
    "references": lambda c, scope, desk: [
        applications.find_application_ids(c, scope, reference)
        for reference in (*known(desk), "d-0001", "deleted", "2026-D2-000001", "nothing")
    ],
    "rows": lambda c, scope, desk: applications.rows_of(c, scope, range(1, 20), now=desk.now),
    "years": lambda c, scope, desk: years.submission_years(c, scope),
    "navigation": lambda c, scope, desk: applications.navigation_counts(c, scope),
}

FILTERS: tuple[dict[str, Any], ...] = (
    {"basket": Basket.TO_REVIEW},
    {"basket": Basket.HANDLED},
    {"basket": Basket.RETURNED},
    {"statuses": frozenset({Status.SUBMITTED, Status.APPROVED})},
    {"stages": frozenset({"unit", "department-1"})},
    {"classes": frozenset({"C"}), "service_types": frozenset({"首次认定"})},
    {"classes": frozenset({"A"})},
    {"year": 2026},
    {"year": 2025},
    {"waiting_at_least": 1},
    {"with_findings": True},
    {"with_findings": False, "basket": Basket.HANDLED},
)
WORDS = ["王", "王建", "建国 d-00", "欧阳·𠮷", "13800001111", "机构u1", "D-0001", "自带\\编号", "没有", "王 没有", "%"]


def sorts(connection: Connection, scope: Scope, desk: Desk[Any]) -> list[Any]:
    """Every sort both ways."""
    found = []
    for sort in ApplicationSort:
        for down in (False, True):
            query = ApplicationQuery(sort=sort, descending=down)
            listing = listing_of(connection, scope, query, desk.now)
            found.append((query, list(listing.lines()), listing.place_of(desk.ids["A1"])))
    return found


def filters(connection: Connection, scope: Scope, desk: Desk[Any]) -> list[Any]:
    """Every filter, and that of the units."""
    found = []
    for query in (
        *(ApplicationQuery(**given) for given in FILTERS),
        ApplicationQuery(units=frozenset({desk.ids["U2"]})),
    ):
        listing = listing_of(connection, scope, query, desk.now)
        found.append((query, listing.count(), list(listing.page(0, 9)), listing.among(range(9))))
    return found


def searches(connection: Connection, scope: Scope, desk: Desk[Any]) -> list[Any]:
    queries = [ApplicationQuery(search=words) for words in WORDS]
    return [(query, list(listing_of(connection, scope, query, desk.now).page(0, 9))) for query in queries]


def parts(connection: Connection, scope: Scope, desk: Desk[Any]) -> Any:
    """A list part by part, and where each application stands in it."""
    listing = listing_of(connection, scope, ApplicationQuery(), desk.now)
    pages = [list(listing.page(first, 2)) for first in (0, 1, 5)]
    places = [listing.place_of(identity) for identity in (*known(desk), NOTHING)]
    return pages, places, listing.few and list(listing.few)


READINGS |= {"sorts": sorts, "filters": filters, "searches": searches, "parts": parts}


def login_of(scope: Scope, desk: Desk[Any]) -> str:
    return next(login for login, identity in desk.ids.items() if identity == scope.account_id)


def furnish(desk: Desk[Any]) -> None:
    """Two units, somebody elsewhere, applications at every place, one deleted, one a draft, and what readers did."""
    desk.organisation("U2", OrganisationKind.UNIT, "D2")
    desk.organisation("D9", OrganisationKind.DEPARTMENT, "D2")
    desk.person("unit-2", Role.UNIT, "U2")
    desk.person("elsewhere", Role.DEPARTMENT, "D9")
    desk.person("member", Role.MEMBER, "D2")
    live(desk)
    second = desk.file("U2", login="unit-2")
    desk.decide(second, Action.PASS, "unit-2", "unit")
    desk.file()
    desk.draft("U1", "draft", applicant="applicant")
    with desk.store.read() as connection:
        found = connection.exec_driver_sql("SELECT line, id FROM application ORDER BY line").all()
    desk.ids |= {f"A{line}": identity for line, identity in found}
    with desk.store.read() as connection:
        detail = details.application_detail(connection, desk.scope("unit"), desk.ids["A1"], now=desk.now)
    assert detail is not None
    digest = detail.attachments[0].sha256
    seen = {"application_id": desk.ids["A1"], "account_id": desk.ids["unit"]}
    with desk.store.write() as connection:
        for table, values in (
            (application_view, {"opened_at": desk.now}),
            (attachment_view, {"opened_at": desk.now, "sha256": digest}),
            (original_check, {"verified_at": desk.now, "sha256": digest, "organisation_id": desk.ids["U1"]}),
        ):
            connection.execute(table.insert().values(seen | values))
        connection.execute(setting.insert().values(key="name", value="省人才办"))
        saved_filter_records.add_saved_filter(
            connection, desk.ids["unit"], SavedFilterRow("f" * 36, "我的", "{}", desk.now)
        )


def answers(store: Any, desk: Desk[Any], login: str) -> dict[str, Any]:
    """What this person gets to read in this store; `desk` is only asked what is there."""
    with store.read() as connection:
        return {name: reading(connection, desk.scope(login), desk) for name, reading in READINGS.items()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """What a local workspace answers everybody."""
    with pytest.MonkeyPatch.context() as patch:
        numbered(patch)
        local = make_workspace(tmp_path_factory.mktemp("local"))
        furnish(local)
    yield {login: answers(local.store, local, login) for login in READERS}
    local.store.close()


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), pytest.MonkeyPatch.context() as patch:
        numbered(patch)
        with shared_workspace(postgres_server) as desk:
            furnish(desk)
            make_logins(desk, *READERS)
            yield desk


@contextmanager
def signed_in(desk: Desk[SharedStore], login: str) -> Iterator[SharedStore]:
    store = SharedStore(desk.store.address, login, password_of(login))
    try:
        yield store
    finally:
        store.close()


def test_the_frozen_functions_are_those_of_the_questions() -> None:
    frozen = (FOLDER / "r0002" / "postgresql" / "reads.sql").read_text(encoding="utf-8")
    assert frozen == "".join(f"{statement};\n\n" for statement in read_statements())


@pytest.mark.slow
@pytest.mark.parametrize("login", READERS)
def test_everybody_reads_what_a_local_workspace_would_show_them(
    shared: Desk[SharedStore], expected: dict[str, dict[str, Any]], login: str
) -> None:
    with signed_in(shared, login) as store:
        found = answers(store, shared, login)
    for name in READINGS:
        assert found[name] == expected[login][name], name


def test_the_same_answers_are_no_empty_ones(expected: dict[str, dict[str, Any]]) -> None:
    seen = {login: [row.application for row in found["rows"].values()] for login, found in expected.items()}
    assert {login: len(rows) for login, rows in seen.items() if rows} == {
        "unit": 3,
        "unit-2": 1,
        "department-1": 3,
        "department-2": 4,
        "secretary": 1,
        "member": 1,
        "applicant": 2,
    }
    shown = [place for place, detail in enumerate(expected["unit"]["details"], 1) if detail is not None]
    assert shown == [1, 2, 3, 5]
    assert expected["unit"]["details"][0].attachments[0].verified_by == "经办unit"
    assert len(expected["unit"]["saved filters"]) == 1


def test_people_read_no_table(shared: Desk[SharedStore]) -> None:
    with signed_in(shared, "unit") as store:
        for table in metadata.tables.values():
            with pytest.raises(Protected), store.read() as connection:
                connection.execute(select(func.count()).select_from(table))


def test_who_is_closed_reads_nothing_through_a_connection_that_stayed_open(shared: Desk[SharedStore]) -> None:
    listed = {"basket": "all", "order_by": "name ASC", "first": 0, "most": 9, "lines": "[1, 2, 3]"}
    asked = listed | {"application_id": shared.ids["A1"], "ids": f'["{shared.ids["U1"]}"]', "organisations": "[]"}
    answered = {}
    with shared.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        for closed in (0, 1):
            driver.execute("UPDATE account SET disabled = %s WHERE login = 'unit'", [closed])
            driver.execute("SET LOCAL SESSION AUTHORIZATION unit")
            for name, question in Question.known.items():
                values = sql.SQL(", ").join(sql.Literal(asked.get(parameter)) for parameter in question.parameters)
                called = sql.SQL("SELECT * FROM {}({})").format(sql.Identifier("talentdesk", name), values)
                answered[name, closed] = driver.execute(called).fetchall()
            driver.execute("RESET SESSION AUTHORIZATION")
        driver.execute("UPDATE account SET disabled = 0 WHERE login = 'unit'")
    nothing: tuple[Any, ...] = ([], [(0,)], [(None,)])
    assert len({name for (name, closed), rows in answered.items() if not closed and rows not in nothing}) > 20
    assert {name for (name, closed), rows in answered.items() if closed and rows not in nothing} == set()
