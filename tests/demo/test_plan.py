import json
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.demo.careers import requirement_of
from desktop.demo.dossiers import DemoDossier, DossierVersion, dossier_document
from desktop.demo.fates import TWO_VERSIONS, Fate
from desktop.demo.flaws import FLAWS, OVER_AGE
from desktop.demo.plan import OWN_EVIDENCE, DemoPlan, plan
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.findings import Finding, FindingCode, Severity
from desktop.domain.media import MediaType
from desktop.domain.shape import check_shape
from desktop.domain.validation import History, validate
from tests.demo.sample import TODAY, sample_catalogue

_MEDIA = {"pdf": MediaType.PDF, "jpg": MediaType.JPEG, "png": MediaType.PNG}

seeds = st.integers(0, 2**31)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def document(dossier: DemoDossier, version: DossierVersion) -> dict[str, object]:
    stored = {item.evidence: (f"attachments/{n}", f"{n:064x}") for n, item in enumerate(version.attachments)}
    return dossier_document(dossier, version, stored)


def findings(dossier: DemoDossier, version: DossierVersion) -> tuple[Finding, ...]:
    attachments = tuple(
        Attachment(item.section, item.record, item.slot, item.name, "0" * 64, 100_000, _MEDIA[item.evidence.extension])
        for item in version.attachments
    )
    sections = {key: tuple(records) for key, records in version.sections.items()}
    assert version.submitted_at is not None
    content = ApplicationContent(dossier.unit, sections, attachments)
    return validate(content, sample_catalogue(), shanghai_day(version.submitted_at), History())


@settings(max_examples=8, deadline=None)
@given(seed=seeds, today=days)
def test_every_planned_dossier_has_the_shape_of_the_catalogue(seed: int, today: date) -> None:
    for dossier in plan(seed, today, 30, sample_catalogue()).dossiers():
        for version in dossier.versions:
            if version.submitted_at is None:
                continue
            written = json.loads(json.dumps(document(dossier, version)))
            assert check_shape(written["sections"], written["attachments"], sample_catalogue()) == ()


@settings(max_examples=8, deadline=None)
@given(seed=seeds, today=days)
def test_a_version_without_a_deliberate_defect_has_no_errors(seed: int, today: date) -> None:
    for dossier in plan(seed, today, 30, sample_catalogue()).dossiers():
        over_age = any(OVER_AGE.comment == decision.comment for decision in dossier.decisions)
        for version in dossier.versions:
            if version.submitted_at is None or version.flaws or over_age:
                continue
            errors = [f for f in findings(dossier, version) if f.severity is Severity.ERROR]
            assert errors == [], dossier.application


@settings(max_examples=8, deadline=None)
@given(seed=seeds, today=days)
def test_each_deliberate_defect_is_found(seed: int, today: date) -> None:
    expected = {flaw.key: flaw.finding for flaw in FLAWS}
    for dossier in plan(seed, today, 30, sample_catalogue()).dossiers():
        for version in dossier.versions:
            if version.submitted_at is not None and version.flaws:
                codes = {finding.code for finding in findings(dossier, version)}
                assert {expected[key] for key in version.flaws} <= codes, (dossier.application, version.flaws)


def test_sixty_applications_hold_every_kind_of_finding(sixty: DemoPlan) -> None:
    codes: set[FindingCode] = set()
    for dossier in sixty.dossiers():
        for version in dossier.versions:
            if version.submitted_at is not None:
                codes |= {finding.code for finding in findings(dossier, version)}
    assert codes >= {flaw.finding for flaw in (*FLAWS, OVER_AGE)}


def test_the_same_seed_and_day_plan_the_same() -> None:
    first, again = (list(plan(3, TODAY, 40, sample_catalogue()).dossiers()) for _ in range(2))
    assert first == again
    assert list(plan(4, TODAY, 40, sample_catalogue()).dossiers()) != first
    assert list(plan(3, TODAY + timedelta(days=1), 40, sample_catalogue()).dossiers()) != first


def test_the_dossiers_of_a_plan_can_be_read_more_than_once(sixty: DemoPlan) -> None:
    assert list(sixty.dossiers()) == list(sixty.dossiers())


def test_every_fate_and_every_unit_occurs_among_sixty(sixty: DemoPlan) -> None:
    dossiers = list(sixty.dossiers())
    assert {dossier.fate for dossier in dossiers} == set(Fate)
    assert min(Counter(dossier.unit for dossier in dossiers).values()) >= 3
    assert {dossier.unit for dossier in dossiers} == {unit.code for unit in sixty.units}


def test_keys_and_people_are_unique(sixty: DemoPlan) -> None:
    dossiers = list(sixty.dossiers())
    assert len({dossier.application for dossier in dossiers}) == 60
    numbers = [dossier.versions[-1].sections["basic"][0]["document_number"] for dossier in dossiers]
    assert len(set(numbers)) == 60


def test_every_class_is_asked_for_and_c_03_among_the_standards(sixty: DemoPlan) -> None:
    standards = [str(dossier.versions[0].sections["basic"][0]["standard"]) for dossier in sixty.dossiers()]
    assert "C-03" in standards
    assert {"B", "C", "D", "E"} <= {standard[0] for standard in standards}


def test_an_applicant_has_what_the_standard_asks_for(sixty: DemoPlan) -> None:
    for assignment, dossier in zip(sixty.assignments, sixty.dossiers(), strict=True):
        if dossier.versions[-1].flaws or dossier.fate is Fate.DRAFT:
            continue
        requirement = requirement_of(assignment.standard)
        sections = dossier.versions[-1].sections
        assert sections["education"][0]["education"] == requirement.education
        asked = requirement.distinction
        if asked is not None and asked.award_grade is None:
            assert sections["honors"][0]["level"] == asked.level
        elif asked is not None:
            award = sections["awards"][0]
            assert (award["level"], award["grade"]) == (asked.level, asked.award_grade)
            assert int(award["rank"]) <= asked.lowest_rank


def test_a_mended_version_adds_a_record_and_replaces_a_file(sixty: DemoPlan) -> None:
    for dossier in sixty.dossiers():
        assert len(dossier.versions) == (2 if dossier.fate in TWO_VERSIONS else 1)
        if dossier.fate in TWO_VERSIONS:
            first, second = dossier.versions
            assert first.flaws
            assert not second.flaws
            assert second.sections["publications"][0] not in first.sections.get("publications", [])
            earlier = {item.evidence for item in first.attachments if item.record == "e1"}
            later = {item.evidence for item in second.attachments if item.record == "e1"}
            assert later
            assert not earlier & later


def test_a_draft_is_no_dossier(sixty: DemoPlan) -> None:
    draft = next(dossier for dossier in sixty.dossiers() if dossier.fate is Fate.DRAFT)
    with pytest.raises(ValueError, match="draft"):
        document(draft, draft.versions[0])


def test_many_applications_share_a_bounded_pool_of_evidence() -> None:
    few = sum(1 for _ in plan(1, TODAY, OWN_EVIDENCE, sample_catalogue()).evidence())
    many = plan(1, TODAY, 4 * OWN_EVIDENCE, sample_catalogue())
    assert sum(1 for _ in many.evidence()) < few * 1.05
    assert sum(1 for _ in many.dossiers()) == 4 * OWN_EVIDENCE


def test_a_negative_number_of_applications_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        plan(1, TODAY, -1, sample_catalogue())
