from dataclasses import replace
from typing import Any

import pytest

from desktop.demo.organisations import UNITS
from desktop.domain.content import ApplicationContent
from desktop.domain.decisions import Refused
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role, Status
from desktop.services.accounts import add_person
from desktop.services.applications import application_detail, list_applications
from desktop.services.bindings import ask_binding, own_bindings, unbind
from desktop.services.drafts import start_draft
from desktop.services.organisations import import_organisations
from desktop.services.rows import ApplicationQuery
from desktop.text.errors import explain
from tests.binding import bound
from tests.desk import PASSWORD, UNITS_CSV, Desk
from tests.dossiers import OTHER_UNIT, UNIT

NOTICE = "2024-01"
STRANDED, NOBODYS = UNITS[0].code, UNITS[1].code


def begun(unit: str = UNIT, **basic: str) -> ApplicationContent:
    filled: dict[str, Any] = {"name": "沈砚秋", "standard": "C-03", **basic}
    return ApplicationContent(unit, {"basic": (filled,)}, ())


@pytest.fixture
def applicants(desk: Desk) -> Desk:
    for login in ("shen", "lin"):
        add_person(desk.as_login("admin"), login, PASSWORD, (Role.APPLICANT,))
        bound(desk, login)
    return desk


def rejected(desk: Desk, content: ApplicationContent, *, login: str = "shen", notice: str = NOTICE) -> Rejected:
    """The refusal of a draft; nothing was kept."""
    workspace = desk.as_login(login)
    before = desk.counts()
    with pytest.raises(Rejected) as refused:
        start_draft(workspace, "draft-2", notice, content)
    assert desk.counts() == before
    assert explain(refused.value)
    return refused.value


def test_a_draft_keeps_what_is_filled_in_for_its_applicant(applicants: Desk) -> None:
    shen = applicants.as_login("shen")
    application_id = start_draft(shen, "draft-1", NOTICE, begun())
    (row,) = list_applications(shen, ApplicationQuery())
    assert (row.id, row.application, row.status) == (application_id, "draft-1", Status.DRAFT)
    assert (row.name, row.standard, row.grading_class, row.unit_code) == ("沈砚秋", "C-03", "C", UNIT)
    assert row.number == ""
    assert row.submitted_at is None


def test_nobody_else_sees_a_draft(applicants: Desk) -> None:
    application_id = start_draft(applicants.as_login("shen"), "draft-1", NOTICE, begun())
    for login in ("lin", "hr", "city", "province", "secretary", "admin", "auditor"):
        workspace = applicants.as_login(login)
        assert list_applications(workspace, ApplicationQuery()) == ()
        with pytest.raises(Refused):
            application_detail(workspace, application_id)


def test_an_empty_form_may_be_kept(applicants: Desk) -> None:
    content = replace(begun(), sections={})
    start_draft(applicants.as_login("shen"), "draft-1", NOTICE, content)
    (row,) = list_applications(applicants.as_login("shen"), ApplicationQuery())
    assert (row.name, row.standard, row.grading_class) == ("", "", "")


def test_a_second_application_of_the_same_person_is_refused(applicants: Desk) -> None:
    document = {"document_type": "居民身份证", "document_number": "11010519491231002X"}
    start_draft(applicants.as_login("shen"), "draft-1", NOTICE, begun(**document))
    problem = rejected(applicants, begun(**document), login="lin")
    assert problem.code is RejectionCode.SECOND_APPLICATION


def test_an_unknown_notice_is_refused(applicants: Desk) -> None:
    problem = rejected(applicants, begun(), notice="1999-09")
    assert problem.code is RejectionCode.UNKNOWN_NOTICE
    assert "1999-09" in explain(problem)


def test_an_unknown_unit_is_refused(applicants: Desk) -> None:
    problem = rejected(applicants, begun(NOBODYS))
    assert problem.code is RejectionCode.UNKNOWN_UNIT
    assert NOBODYS in explain(problem)


def test_a_department_is_no_unit(applicants: Desk) -> None:
    assert rejected(applicants, begun("2201")).code is RejectionCode.UNKNOWN_UNIT


def test_a_unit_with_no_way_to_the_issuer_is_refused(applicants: Desk) -> None:
    table = applicants.folder / "more.csv"
    table.write_text(f"{UNITS_CSV}{STRANDED},外省研究院,33,unit\n", encoding="utf-8")
    import_organisations(applicants.as_login("admin"), table)
    problem = rejected(applicants, begun(STRANDED))
    assert problem.code is RejectionCode.NO_ROUTE


def test_only_an_applicant_begins_an_application(applicants: Desk) -> None:
    for login in ("hr", "province", "admin"):
        assert rejected(applicants, begun(), login=login).code is RejectionCode.ROLE_NOT_HELD


def test_an_application_is_begun_for_the_bound_unit_alone(applicants: Desk) -> None:
    problem = rejected(applicants, begun(OTHER_UNIT))
    assert problem.code is RejectionCode.NOT_BOUND
    assert "吉林化工研究院" in explain(problem)
    unbind(applicants.as_login("shen"), own_bindings(applicants.as_login("shen"))[0].id)
    assert rejected(applicants, begun()).code is RejectionCode.NOT_BOUND
    ask_binding(applicants.as_login("shen"), UNIT)
    assert rejected(applicants, begun()).code is RejectionCode.NOT_BOUND
