"""What everybody may read, as functions over any store, and a workspace of which there is something to read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from desktop.domain.content import ApplicationContent
from desktop.domain.identity_number import mask_identity_number
from desktop.domain.known_keys import SECRET_FIELDS
from desktop.domain.terms import Action, OrganisationKind, Role, Status
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
from desktop.store.queries.neighbours import place_in_order
from desktop.store.queries.shared_listing import listing_of
from desktop.store.records import saved_filters as saved_filter_records
from desktop.store.records.comments import load_comment_draft, phrases
from desktop.store.rows import ApplicationQuery, ApplicationSort, Basket, SavedFilterRow, SubmissionRow
from desktop.store.tables import (
    application_view,
    attachment_view,
    comment_draft,
    original_check,
    phrase,
    setting,
)
from desktop.store.visibility import Scope
from tests.postgres.test_same_steps import live
from tests.store.factory import CATALOGUE_HASH, Desk

Reading = Callable[[Connection, Scope, Desk[Any]], Any]
NOTHING = "00000000-0000-7000-8000-000000000000"
TYPED = (
    '{"chosen_findings":[],"comment":"还没写完","correction_deadline":null,"return_comment":"","straight_back":false}'
)
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
    "comments": lambda c, scope, desk: (
        load_comment_draft(c, desk.ids["A5"], scope.account_id),
        phrases(c, scope.account_id),
    ),
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
    order = listing.lines()
    beside = [place_in_order(connection, listing, order, identity) for identity in (*known(desk), NOTHING)]
    return pages, places, beside, listing.few and list(listing.few)


READINGS |= {"sorts": sorts, "filters": filters, "searches": searches, "parts": parts}


def as_people_read(name: str, found: Any) -> Any:
    """What a local workspace answers as people read it in a shared database: with document numbers masked."""
    if name != "details":
        return found
    return [None if detail is None else replace(detail, submissions=masked(detail.submissions)) for detail in found]


def masked(submissions: tuple[SubmissionRow, ...]) -> tuple[SubmissionRow, ...]:
    return tuple(replace(filed, content_hash="", content=with_numbers_masked(filed.content)) for filed in submissions)


def with_numbers_masked(content: ApplicationContent) -> ApplicationContent:
    sections = {
        section: tuple(
            {
                key: mask_identity_number(str(value)) if (section, key) in SECRET_FIELDS else value
                for key, value in record.items()
            }
            for record in records
        )
        for section, records in content.sections.items()
    }
    return replace(content, sections=sections)


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
        connection.execute(phrase.insert().values(account_id=desk.ids["unit"], position=0, text="请补正。"))
        typed = {"application_id": desk.ids["A5"], "account_id": desk.ids["unit"], "saved_at": desk.now}
        connection.execute(comment_draft.insert().values(content=TYPED, **typed))
        connection.execute(setting.insert().values(key="name", value="省人才办"))
        saved_filter_records.add_saved_filter(
            connection, desk.ids["unit"], SavedFilterRow("f" * 36, "我的", "{}", desk.now)
        )


def answers(store: Any, desk: Desk[Any], login: str) -> dict[str, Any]:
    """What this person gets to read in this store; `desk` is only asked what is there."""
    with store.read() as connection:
        return {name: reading(connection, desk.scope(login), desk) for name, reading in READINGS.items()}
