"""What the functions that take in applications say a second time is what the program says."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from desktop.domain.findings import FindingCode
from desktop.domain.route import NoRoute, route
from desktop.domain.terms import OrganisationKind
from desktop.domain.visible_text import forbidden_character
from desktop.exchange.dossier_limits import CHUNK_BYTES
from desktop.store.queries.organisations import parents
from desktop.store.records.identity import new_id
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import shared_workspace


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[Any]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server, levels=3) as desk:
        desk.organisation("D9", OrganisationKind.DEPARTMENT)
        desk.organisation("U9", OrganisationKind.UNIT, "D9")
        yield desk


@pytest.fixture
def owner(shared: Desk[Any]) -> Iterator[Connection]:
    with shared.store.read() as connection:
        yield connection


def test_the_codes_of_findings_are_those_of_the_domain(owner: Connection) -> None:
    assert owner.scalar(text("SELECT talentdesk.finding_codes()")) == [code.value for code in FindingCode]


def test_a_route_is_the_one_that_the_domain_finds(shared: Desk[Any], owner: Connection) -> None:
    above = parents(owner)
    for unit in ("U1", "U9", "D1"):
        for issuer in ("D1", "D2", "D3", "D9", "U1"):
            asked = {"unit": shared.ids[unit], "issuer": shared.ids[issuer]}
            try:
                expected = list(route(asked["unit"], asked["issuer"], above))
            except NoRoute:
                expected = None
            assert owner.scalar(text("SELECT talentdesk.registered_route(:unit, :issuer)"), asked) == expected


def test_ids_are_made_as_the_program_makes_them(owner: Connection) -> None:
    made = [UUID(str(owner.scalar(text("SELECT talentdesk.new_identity()")))) for _ in range(20)]
    assert {(one.version, one.variant) for one in made} == {(UUID(new_id()).version, UUID(new_id()).variant)}
    assert len(set(made)) == len(made)
    assert abs((made[0].int >> 80) - (UUID(new_id()).int >> 80)) < 60_000


def test_what_may_stand_in_a_text_is_what_the_domain_says(owner: Connection) -> None:
    asked = text(
        "SELECT talentdesk.reads_plainly(jsonb_build_object('attachments', '[]'::jsonb, 'x', cast(:x AS text)))"
    )
    for point in (*range(1, 0x100), 0x200F, *range(0x2020, 0x2070), 0xFEFF, 0xE000):
        plain = forbidden_character(f"a{chr(point)}b", lines=True) is None
        assert owner.scalar(asked, {"x": f"a{chr(point)}b"}) is plain, hex(point)


def test_a_part_of_a_file_is_as_large_as_those_that_the_program_sends(owner: Connection) -> None:
    asked = "SELECT prosrc LIKE '%' || :size || '%' FROM pg_proc WHERE proname = 'upload_chunk'"
    assert owner.scalar(text(asked), {"size": str(CHUNK_BYTES)}) is True
