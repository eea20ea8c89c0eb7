"""What is asked once more at 提交 on both kinds of store: 条件自检, and the binding to the unit."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, text

from desktop.domain.canonical import canonical_json
from desktop.domain.catalogue import ManualCondition
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.condition_terms import condition_terms
from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.self_check import Answer, Known, self_check
from desktop.domain.validation.history import History
from desktop.services.bindings import own_bindings, unbind
from desktop.services.self_checks import form_self_check, keep_ticks
from desktop.services.submitting import submit_form
from desktop.store.records.condition_terms import keep_missing_terms
from desktop.text.errors import explain
from tests.binding import bound
from tests.desk import CATALOGUE_FILE, Desk
from tests.dossiers import UNIT, another_person
from tests.postgres.server import Template
from tests.services.forms import OPEN, Applicant, new_applicant, open_notice, with_basic
from tests.services.shared_desk import cloned_desk

TODAY: Final = date(2024, 8, 20)


@pytest.fixture
def shared(shared_template: Template, tmp_path: Path) -> Iterator[Desk]:
    yield from cloned_desk(shared_template, tmp_path)


@pytest.fixture
def desk(either_desk: Desk) -> Desk:
    open_notice(either_desk)
    return either_desk


def refused(applicant: Applicant, content: ApplicationContent) -> Rejected:
    kept = applicant.save(content)
    with pytest.raises(Rejected) as problem:
        submit_form(applicant.workspace, applicant.application_id, content, kept.saved.digest, pledged=True)
    assert applicant.opened().content == kept.content
    assert explain(problem.value)
    return problem.value


def test_what_is_not_ticked_or_no_longer_holds_is_not_submitted_and_the_draft_stays(desk: Desk) -> None:
    shen = new_applicant(desk, notice=OPEN)
    content = shen.complete(document_number=another_person(8))
    with desk.tables() as connection:
        local = connection.dialect.name == "sqlite"
        connection.execute(text("DROP TRIGGER self_check_" + ("delete" if local else "kept ON self_check")))
        connection.execute(text("DELETE FROM self_check WHERE condition_key <> 'ethics'"))
    assert refused(shen, content).arguments == {"count": 3}
    short = with_basic(content, contract_start="2024-01-01", contract_end="2024-12-31")
    failed = refused(shen, short)
    assert (failed.code, failed.arguments) == (RejectionCode.SELF_CHECK_FAILED, {"count": 1})
    shown = form_self_check(shen.workspace, shen.application_id, short)
    assert [one.condition.key for one in shown if one.answer is Answer.NOT_MET] == ["contract"]
    still = [one.condition.key for one in shown if one.answer is Answer.OPEN]
    keep_ticks(shen.workspace, shen.application_id, shen.opened().catalogue.content_hash, still)
    kept = shen.save(content)
    assert submit_form(shen.workspace, shen.application_id, content, kept.saved.digest, pledged=True).submission == 1


def basic(**values: Any) -> ApplicationContent:
    return ApplicationContent(UNIT, {"basic": (values,)})


CASES: Final = (
    basic(),
    *(basic(birth_date=born, standard="E-01") for born in ("1979-08-20", "1978-08-21", "1978-08-20", "2025-01-01")),
    *(basic(birth_date=born, standard=code) for born in ("1963-08-20", "1964-02-29") for code in ("A-01", "C-03", "X")),
    *(
        basic(employment_form="全职", contract_start="2024-02-29", contract_end=end)
        for end in ("2027-02-26", "2027-02-27", "2027-02-28", "2020-01-01", "2027-02-31", None)
    ),
    *(basic(employment_form="柔性引进", months_per_year=months) for months in (3, 4, "3", True, None)),
    *(
        basic(service_type=kind, current_class_date=day)
        for kind in ("晋升认定", "首次认定")
        for day in ("2021-08-20", "2021-08-21", "2025-01-01")
    ),
)


def test_the_database_finds_of_every_content_what_the_program_finds(shared: Desk) -> None:
    catalogue = parse_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8"), "jilin")
    terms = canonical_json(dict(condition_terms(catalogue)))
    asked = text("SELECT conditions_fail('', CAST(:filled AS jsonb), CAST(:terms AS jsonb), :day)")
    with shared.tables() as connection:
        for content in CASES:
            known = self_check(catalogue, Known(content, History()), TODAY, ())
            given = {"filled": canonical_json(dict(content.basic)), "terms": terms, "day": TODAY}
            said = connection.execute(asked, given).scalar_one()
            assert said == any(one.answer is Answer.NOT_MET for one in known), content.basic


def terms_in(connection: Connection) -> dict[str, Any]:
    return dict(map(tuple, connection.execute(text("SELECT catalogue_hash, terms FROM catalogue_terms"))))


def test_what_a_catalogue_asks_is_known_wherever_it_came_from(shared: Desk) -> None:
    with shared.tables() as connection:
        kept = terms_in(connection)
        connection.execute(text("ALTER TABLE catalogue_terms DISABLE TRIGGER USER"))
        connection.execute(text("DELETE FROM catalogue_terms"))
        keep_missing_terms(connection)
        assert terms_in(connection) == kept
    (terms,) = kept.values()
    ticked = parse_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8"), "jilin").conditions
    assert terms["ticked"] == [one.key for one in ticked if isinstance(one, ManualCondition)]


def test_who_has_left_the_unit_hands_in_nothing_for_it_and_keeps_the_draft(desk: Desk) -> None:
    shen = new_applicant(desk, notice=OPEN)
    content = shen.complete(document_number=another_person(8))
    unbind(shen.workspace, own_bindings(shen.workspace)[0].id)
    left = refused(shen, content)
    assert (left.code, left.arguments) == (RejectionCode.NOT_BOUND, {"unit": shen.opened().detail.row.unit})
    bound(desk, "shen")
    kept = shen.save(content)
    assert submit_form(shen.workspace, shen.application_id, content, kept.saved.digest, pledged=True).submission == 1
