"""Filling in: what a form starts from, how it is kept, and that nothing typed is lost or overwritten unasked."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.content import ApplicationContent
from desktop.domain.drafts import clean_content
from desktop.domain.findings import FindingCode
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action
from desktop.domain.visible_text import cleaned, forbidden_character
from desktop.services.drafting import DraftChanged, check_form, may_fill_in, open_form, save_form
from desktop.services.problems import RefusalCode, Refused
from desktop.services.submitting import submit_form
from desktop.text.errors import explain
from tests.desk import Desk, copied_desk
from tests.domain.applications import sample_catalogue
from tests.dossiers import UNIT, sample_dossier
from tests.services.forms import Applicant, kept_by_an_older_catalogue, new_applicant, with_basic
from tests.strategies import contents

LATER = {"days": 1}


@pytest.fixture
def shen(desk: Desk) -> Applicant:
    return new_applicant(desk)


@pytest.fixture(scope="module")
def writer(desk_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Applicant]:
    """One applicant whose form is kept over and over."""
    for desk in copied_desk(desk_template, tmp_path_factory.mktemp("writer")):
        yield new_applicant(desk)


def test_a_draft_is_opened_as_it_was_kept(shen: Applicant) -> None:
    opened = shen.opened()
    assert opened.content.basic == {"name": "沈砚秋"}
    assert opened.detail.row.unit == "长春光电研究院"
    assert opened.returned is None
    assert opened.next_catalogue is None
    kept = shen.save(with_basic(opened.content, school="吉林大学"))
    assert kept.content.basic == {"name": "沈砚秋", "school": "吉林大学"}
    assert kept.saved.saved_at is not None


def test_keeping_the_same_again_writes_nothing(shen: Applicant) -> None:
    opened = shen.opened()
    first = save_form(shen.workspace, shen.application_id, opened.content, opened.saved.digest)
    shen.desk.clock.tick()
    assert save_form(shen.workspace, shen.application_id, opened.content, "no base at all") == first


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(content=contents(sample_catalogue()))
def test_any_form_comes_back_as_it_was_kept(writer: Applicant, content: ApplicationContent) -> None:
    content = replace(content, unit=UNIT, attachments=())
    kept = writer.save(content).content
    expected = clean_content(content, sample_catalogue())
    assert kept.digest == expected.digest


_JUNK = st.text(
    st.characters(codec=None) | st.sampled_from("\0\r\n\t\ud83d\u202e\u2028😀𠮷é\u0301㐀"), min_size=0, max_size=40
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(text=_JUNK.map(lambda part: (part * (10_000 // max(1, len(part))))[:10_000]))
def test_whatever_is_pasted_can_be_kept_and_only_what_no_field_may_hold_is_taken_out(
    writer: Applicant, text: str
) -> None:
    content = ApplicationContent(UNIT, {"basic": ({"name": text},), "achievements": ({"text": text},)})
    kept = writer.save(content).content
    name, achieved = kept.basic.get("name", ""), next(iter(kept.records("achievements")), {}).get("text", "")
    assert isinstance(name, str)
    assert isinstance(achieved, str)
    assert forbidden_character(name) is None
    assert forbidden_character(achieved, lines=True) is None
    visible = [character for character in cleaned(text, lines=True) if character.isalnum()]
    assert [character for character in achieved if character.isalnum()] == (visible if achieved else [])
    assert unicodedata.is_normalized("NFC", name)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    record=st.dictionaries(
        st.text(max_size=8),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        max_size=4,
    )
)
def test_any_record_is_kept_or_refused_in_words(writer: Applicant, record: dict[str, Any]) -> None:
    content = ApplicationContent(UNIT, {"basic": (record,)})
    refusal = _refusal(writer, content)
    assert refusal is None or (refusal.code is RejectionCode.BAD_FORM and explain(refusal))


def _refusal(writer: Applicant, content: ApplicationContent) -> Rejected | None:
    try:
        writer.save(content)
    except Rejected as problem:
        return problem
    return None


def test_two_windows_with_the_same_form_never_overwrite_each_other_unasked(shen: Applicant) -> None:
    here, there = shen.opened(), shen.opened()
    shen.desk.clock.tick()
    save_form(shen.workspace, shen.application_id, with_basic(there.content, school="那边"), there.saved.digest)
    mine = with_basic(here.content, school="这边")
    with pytest.raises(DraftChanged) as refused:
        save_form(shen.workspace, shen.application_id, mine, here.saved.digest)
    assert "沈砚秋" in explain(refused.value)
    assert "2024-08-20 09:01" in explain(refused.value)
    assert shen.opened().content.basic["school"] == "那边"
    save_form(shen.workspace, shen.application_id, mine, refused.value.digest)
    assert shen.opened().content.basic["school"] == "这边"


def test_a_form_is_its_applicants_alone(shen: Applicant) -> None:
    other = new_applicant(shen.desk, "lin", "draft-2")
    for workspace in (other.workspace, shen.desk.as_login("hr"), shen.desk.as_login("admin")):
        assert not may_fill_in(workspace, shen.application_id)
        with pytest.raises(Refused):
            open_form(workspace, shen.application_id)
        with pytest.raises(Refused):
            save_form(workspace, shen.application_id, shen.opened().content, shen.opened().saved.digest)
    assert may_fill_in(shen.workspace, shen.application_id)


def test_a_desk_that_may_see_the_application_may_not_fill_it_in(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.RETURN, comment="请补充。")
    assert not may_fill_in(desk.as_login("hr"), desk.detail("hr").row.id)


def test_what_is_submitted_is_what_was_filled_in_and_the_draft_is_gone(shen: Applicant) -> None:
    content = shen.complete()
    kept = shen.save(content)
    done = submit_form(shen.workspace, shen.application_id, content, kept.saved.digest, pledged=True)
    assert done.number == "2024-22-000001"
    filed = shen.desk.detail("hr", "draft-1").current
    assert filed.content.digest == clean_content(content, sample_catalogue()).digest
    assert (filed.findings, filed.importer) == ((), "")
    with pytest.raises(Refused) as refused:
        shen.opened()
    assert refused.value.refusal.code is RefusalCode.NOT_ALLOWED


@pytest.mark.parametrize(
    ("pledged", "change", "later", "code"),
    [
        (False, {}, {}, RejectionCode.NOT_PLEDGED),
        (True, {"mobile": ""}, {}, RejectionCode.HAS_ERRORS),
        (True, {}, {"days": 90}, RejectionCode.NOT_IN_WINDOW),
    ],
)
def test_what_may_not_be_submitted_stays_a_draft(
    shen: Applicant, pledged: bool, change: dict[str, str], later: dict[str, int], code: RejectionCode
) -> None:
    content = with_basic(shen.complete(), **change)
    kept = shen.save(content)
    if later:
        shen.desk.clock.tick(**later)
    with pytest.raises(Rejected) as refused:
        submit_form(shen.workspace, shen.application_id, content, kept.saved.digest, pledged=pledged)
    assert refused.value.code is code
    assert explain(refused.value)
    assert shen.opened().content == kept.content


def test_a_second_application_of_the_same_person_is_refused_in_the_end(shen: Applicant) -> None:
    shen.desk.bring(sample_dossier())
    content = shen.complete()
    kept = shen.save(content)
    with pytest.raises(Rejected) as refused:
        submit_form(shen.workspace, shen.application_id, content, kept.saved.digest, pledged=True)
    assert refused.value.code is RejectionCode.SECOND_APPLICATION
    assert shen.opened().content == kept.content


def returned(shen: Applicant) -> Applicant:
    content = shen.complete()
    submit_form(shen.workspace, shen.application_id, content, shen.save(content).saved.digest, pledged=True)
    shen.desk.act("hr", Action.RETURN, "draft-1", comment="请更正职务。", correction_deadline=date(2024, 10, 15))
    return shen


def test_a_returned_application_starts_from_what_was_submitted_and_is_answered(shen: Applicant) -> None:
    opened = returned(shen).opened()
    assert opened.returned is not None
    assert opened.returned.comment == "请更正职务。"
    assert opened.content.basic["position"] == "研究室副主任"
    kept = shen.save(with_basic(opened.content, position="研究室主任"))
    shen.desk.clock.moment = opened.detail.notice.closes  # an answer may come after the window
    shen.desk.clock.tick(**LATER)
    done = submit_form(shen.workspace, shen.application_id, kept.content, kept.saved.digest, pledged=True)
    assert done.submission == 2
    assert shen.desk.detail("hr", "draft-1").current.content.basic["position"] == "研究室主任"


def test_an_answer_after_its_deadline_is_refused(shen: Applicant) -> None:
    opened = returned(shen).opened()
    shen.desk.clock.tick(days=80)
    with pytest.raises(Refused) as refused:
        save_form(shen.workspace, shen.application_id, opened.content, opened.saved.digest)
    assert refused.value.refusal.code is RefusalCode.CORRECTION_OVERDUE


def test_looking_at_a_returned_application_leaves_the_desk_its_right_to_take_the_return_back(shen: Applicant) -> None:
    opened = returned(shen).opened()
    shen.desk.act("hr", Action.WITHDRAW, "draft-1", comment="退错了。")
    with pytest.raises(Refused):
        save_form(shen.workspace, shen.application_id, opened.content, opened.saved.digest)


def test_a_form_is_checked_as_its_submission_would_be(shen: Applicant) -> None:
    content = with_basic(shen.complete(), document_number="220104198203151219")
    (finding,) = check_form(shen.workspace, shen.application_id, content)
    assert finding.code is FindingCode.DOCUMENT_CHECK_DIGIT


def test_a_draft_keeps_its_catalogue_until_the_person_moves_over(shen: Applicant) -> None:
    former = kept_by_an_older_catalogue(shen)
    opened = shen.opened()
    assert opened.catalogue.content_hash == former
    assert opened.next_catalogue is not None
    assert opened.misfits == ()
    with pytest.raises(Rejected) as refused:
        submit_form(shen.workspace, shen.application_id, opened.content, opened.saved.digest, pledged=True)
    assert refused.value.code is RejectionCode.OTHER_FORM_CATALOGUE
    save_form(shen.workspace, shen.application_id, opened.content, opened.saved.digest)  # by the notice's
    moved = shen.opened()
    assert moved.next_catalogue is None
    assert [(one.section, one.field, one.value) for one in moved.misfits] == [("basic", "fax", "0431-1234")]
    assert "fax" not in moved.content.basic


def test_a_form_that_is_too_large_is_refused(shen: Applicant) -> None:
    opened = shen.opened()
    with pytest.raises(Rejected) as refused:
        shen.save(with_basic(opened.content, name="长" * (9 << 20)))
    assert refused.value.code is RejectionCode.DRAFT_TOO_LARGE
