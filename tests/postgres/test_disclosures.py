"""What leaves a workspace, asked through the services of a local one and, as people, of a shared database."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from desktop.domain.comparison import ChangeKind
from desktop.domain.identity_number import mask_identity_number
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action
from desktop.services.applications import count_applications, list_applications
from desktop.services.comparison import compare_submissions
from desktop.services.dossiers import export_dossier
from desktop.services.evidence import attachment_bytes, identity_number
from desktop.services.problems import Refused, Unavailable, UnavailableCode
from desktop.services.rows import ApplicationQuery
from desktop.store.tables import attachment_view
from tests.demo.sample import sample_catalogue
from tests.postgres.office import LARGE, NUMBER, Office, local_office, shared_office
from tests.postgres.server import Server
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import CATALOGUE_HASH
from tests.store.shared import shared_workspace

pytestmark = NEWEST_ONLY
"""The services know nothing of versions; what the functions do on each, the hostile tests try."""


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Office]:
    with local_office(tmp_path) as office:
        yield office


@pytest.fixture
def shared(postgres_server: Server) -> Iterator[Office]:
    with shared_office(postgres_server) as office:
        yield office


@pytest.fixture(params=["local", "shared"])
def office(request: pytest.FixtureRequest, postgres_server: Server) -> Office:
    """On both."""
    found: Office = request.getfixturevalue(request.param)
    return found


def test_the_bytes_are_given_to_who_may_see_the_application_and_to_nobody_else(office: Office) -> None:
    for login in ("unit", "department-1"):
        assert attachment_bytes(office.as_login(login), office.application_id, office.sha256) == LARGE
    with pytest.raises(Rejected) as raised:
        attachment_bytes(office.as_login("unit"), office.application_id, "0" * 64)
    assert raised.value.code is RejectionCode.NO_SUCH_ATTACHMENT
    for login in ("other", "secretary", "admin"):
        with pytest.raises(Refused, match="not_found"):
            attachment_bytes(office.as_login(login), office.application_id, office.sha256)
        with pytest.raises(Refused, match="not_found"):
            identity_number(office.as_login(login), office.application_id, 1)


def test_that_bytes_were_given_is_on_record_once_and_apart_from_what_was_seen(shared: Office) -> None:
    unit = shared.desk.ids["unit"]
    for _ in range(2):
        attachment_bytes(shared.as_login("unit"), shared.application_id, shared.sha256)
    assert shared.records == [(unit, "attachment", shared.application_id, shared.sha256)]
    with shared.desk.store.read() as connection:
        assert connection.execute(select(attachment_view)).all() == []


def test_bytes_are_fetched_while_the_same_program_decides(shared: Office) -> None:
    workspace = shared.as_login("unit")
    with workspace.store.write() as writing:
        writing.execute(text("SELECT 1"))
        assert attachment_bytes(workspace, shared.application_id, shared.sha256) == LARGE
        assert identity_number(workspace, shared.application_id, 1) == NUMBER
    with pytest.raises(Unavailable) as refused, workspace.store.read() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE x (y integer)"))
    assert refused.value.code is UnavailableCode.READ_ONLY


def test_a_number_is_shown_in_full_and_each_time_on_record(office: Office) -> None:
    workspace, unit = office.as_login("unit"), office.desk.ids["unit"]
    for _ in range(2):
        assert identity_number(workspace, office.application_id, 1) == NUMBER
        office.desk.tick()
    assert set(office.records) == {(unit, "identity_number", office.application_id, "1")}
    shown = {"event": "identity_number", "account": unit, "application": office.application_id, "submission": 1}
    assert office.entries == [shown, shown]
    with pytest.raises(Rejected) as raised:
        identity_number(workspace, office.application_id, 2)
    assert raised.value.code is RejectionCode.NO_SUCH_SUBMISSION


def test_people_of_a_shared_database_read_numbers_masked(shared: Office) -> None:
    filed = shared.detail("unit").current
    assert filed.content.basic["document_number"] == "1101**********002X"
    assert filed.content.basic["name"] == "王建国"
    assert filed.content_hash == ""


def test_somebody_is_found_by_a_full_number_within_ones_scope_and_the_look_up_is_on_record(office: Office) -> None:
    query = ApplicationQuery(search=f" {NUMBER.lower()} ")
    for login, found in (("unit", 1), ("other", 0)):
        workspace = office.as_login(login)
        assert [row.id for row in list_applications(workspace, query)] == [office.application_id][:found]
        assert count_applications(workspace, query) == found
    entries = office.entries
    assert [(entry["event"], entry["account"]) for entry in entries] == [
        ("lookup", office.desk.ids[login]) for login in ("unit", "other")
    ]
    assert {entry["person"] for entry in entries} == {office.desk.store.person_key(NUMBER)}


def test_what_stands_for_a_person_stays_in_the_database(shared: Office) -> None:
    store = shared.as_login("unit").store
    with pytest.raises(ValueError, match="no secret"):
        store.person_key(NUMBER)
    assert store.person_sought(NUMBER) == NUMBER


def test_a_dossier_leaves_whole_and_is_the_same_from_both(local: Office, shared: Office, tmp_path: Path) -> None:
    written: list[bytes] = []
    for office in (local, shared):
        file = tmp_path / f"{len(written)}.zip"
        export_dossier(office.as_login("unit"), office.application_id, file)
        written.append(file.read_bytes())
        last = office.entries[-1]
        assert (last["event"], last["account"], last["submission"]) == ("export", office.desk.ids["unit"], 1)
        assert last["application"] == office.application_id
    assert written[0] == written[1]
    with zipfile.ZipFile(io.BytesIO(written[1])) as archive:
        manifest = json.loads(archive.read("dossier.json"))
    assert manifest["sections"]["basic"][0]["document_number"] == NUMBER
    kinds = {(kind, subject) for _, kind, _, subject in shared.records}
    assert kinds == {("attachment", shared.sha256), ("export", "1")}


def test_a_committee_exports_no_dossier(office: Office, tmp_path: Path) -> None:
    for login in ("unit", "department-1", "department-2"):
        office.desk.decide(office.application_id, Action.PASS, login, login)
    with pytest.raises(Rejected) as raised:
        export_dossier(office.as_login("secretary"), office.application_id, tmp_path / "x.zip")
    assert raised.value.code is RejectionCode.EXPORT_NOT_ALLOWED
    assert office.entries == []
    assert not (tmp_path / "x.zip").exists()


def test_a_number_that_changed_where_it_is_masked_is_a_change(office: Office) -> None:
    desk = office.desk
    identity = desk.draft("U1", "k-3", applicant="applicant")
    for number in ("110105194912310038", "110105194912320038"):
        content = desk.content("U1", document_number=number)
        desk.submit(identity, content, login="applicant", desk="applicant")
        if number.endswith("2310038"):
            desk.decide(identity, Action.RETURN, "unit", "unit")
    workspace = office.as_login("unit")
    workspace.catalogues[CATALOGUE_HASH] = sample_catalogue()
    (change,) = compare_submissions(workspace, identity, 1, 2)
    assert (change.kind, change.section, change.field) == (ChangeKind.CHANGED, "basic", "document_number")
    assert compare_submissions(workspace, identity, 2, 2) == ()


values = st.one_of(st.none(), st.text(), st.integers(), st.booleans(), st.just(NUMBER))
records = st.dictionaries(st.sampled_from(["name", "document_number", "id"]), values, max_size=3)


@given(number=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_number_is_masked_alike_by_the_program_and_the_database(masking: Any, number: str) -> None:
    assert masking.scalar(text("SELECT masked_number(:number)"), {"number": number}) == mask_identity_number(number)


@given(basic=st.lists(records, max_size=2))
def test_whatever_stands_in_the_place_of_a_number_is_masked(masking: Any, basic: list[dict[str, Any]]) -> None:
    sections = {"basic": basic, "education": [{"document_number": NUMBER}]}
    content = json.dumps({"unit": "U1", "sections": sections}).replace("\\u0000", "")
    shown = json.loads(masking.scalar(text("SELECT masked_content(:content)"), {"content": content}))
    expected = json.loads(content)
    for record in expected["sections"]["basic"]:
        if record.get("document_number") is not None:
            record["document_number"] = mask_identity_number(_as_sql_writes(record["document_number"]))
    assert shown == expected


def _as_sql_writes(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


@pytest.fixture(scope="module")
def masking(postgres_server: Server) -> Iterator[Any]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk, desk.store.read() as connection:
        yield connection
