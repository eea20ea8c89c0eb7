"""The reviewer's verbs: reading, deciding, evidence, what is typed, what changed."""

from datetime import date

import pytest

from desktop.domain.decisions import DecisionRequest
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action
from desktop.services.applications import (
    application_detail,
    change_number,
    count_applications,
    find_application,
    list_applications,
    navigation_counts,
    place_of,
)
from desktop.services.comments import (
    discard_comment_draft,
    load_comment_draft,
    save_comment_draft,
)
from desktop.services.comparison import compare_submissions
from desktop.services.decisions import available_actions, decide
from desktop.services.evidence import attachment_bytes, mark_opened, set_original_verified
from desktop.services.problems import RefusalCode, Refused
from desktop.services.rows import ApplicationQuery, ApplicationSort, CommentDraft, ListPlace
from tests.desk import Desk
from tests.dossiers import OTHER_UNIT, PDF, another_person, digest, sample_dossier

BY_KEY = ApplicationQuery(sort=ApplicationSort.APPLICATION, descending=False)


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Three applications of one unit."""
    for number in range(3):
        desk.bring(sample_dossier(f"app-{number}", name=f"张{number}", document_number=another_person(number)))
    return desk


def test_the_list_its_count_its_places_and_neighbours_agree(three: Desk) -> None:
    workspace = three.as_login("hr")
    rows = list_applications(workspace, BY_KEY)
    assert [row.application for row in rows] == ["app-0", "app-1", "app-2"]
    assert count_applications(workspace, BY_KEY) == 3
    assert [place_of(workspace, BY_KEY, row.id).position for row in rows] == [0, 1, 2]
    assert place_of(workspace, BY_KEY, rows[1].id) == ListPlace(1, 3, rows[0].id, rows[2].id)
    assert place_of(workspace, BY_KEY, rows[2].id).next_id is None
    assert list_applications(workspace, BY_KEY, offset=1, limit=1) == rows[1:2]
    counts = navigation_counts(workspace)
    assert (counts.total, counts.to_review) == (3, 3)


def test_a_full_identity_number_finds_the_person_and_the_look_up_is_on_record_once(three: Desk) -> None:
    workspace, query = three.as_login("hr"), ApplicationQuery(search=f" {another_person(1).lower()} ")
    before = three.counts()["audit"]
    assert [row.application for row in list_applications(workspace, query)] == ["app-1"]
    assert count_applications(workspace, query) == 1
    assert three.counts()["audit"] == before + 1
    assert list_applications(three.as_login("hr2"), query) == ()


def test_what_others_may_not_see_is_not_there_for_any_verb(three: Desk) -> None:
    row = three.detail("hr", "app-0").row
    sha256 = digest(PDF + b"diploma")
    for login in ("hr2", "elsewhere", "secretary", "admin", "auditor"):
        stranger = three.as_login(login)
        assert list_applications(stranger, BY_KEY) == ()
        assert navigation_counts(stranger).total == 0
        with pytest.raises(Rejected):
            find_application(stranger, row.number)
        for verb in (
            lambda who=stranger: application_detail(who, row.id),
            lambda who=stranger: attachment_bytes(who, row.id, sha256),
            lambda who=stranger: mark_opened(who, row.id, sha256),
            lambda who=stranger: set_original_verified(who, row.id, sha256, True),
            lambda who=stranger: save_comment_draft(who, row.id, CommentDraft("x")),
            lambda who=stranger: compare_submissions(who, row.id, 1, 1),
            lambda who=stranger: decide(who, row.id, DecisionRequest(Action.PASS, 1, 0)),
        ):
            with pytest.raises(Refused) as raised:
                verb()
            assert raised.value.refusal.code is RefusalCode.NOT_FOUND


def test_a_key_that_two_units_use_is_ambiguous_for_their_department_and_the_number_is_not(desk: Desk) -> None:
    first = desk.bring(sample_dossier("same"))
    desk.bring(sample_dossier("same", unit=OTHER_UNIT, document_number=another_person(9)), "hr2")
    with pytest.raises(Rejected) as raised:
        find_application(desk.as_login("province"), "same")
    assert raised.value.code is RejectionCode.AMBIGUOUS
    assert find_application(desk.as_login("province"), first.number) == first.application_id
    assert find_application(desk.as_login("hr"), "same") == first.application_id


def test_the_change_number_rises_with_every_commit_of_anybody(three: Desk) -> None:
    before = change_number(three.as_login("city"))
    assert change_number(three.as_login("city")) == before
    three.act("hr", Action.PASS, "app-0")
    assert change_number(three.as_login("city")) > before


def test_buttons_offer_what_the_service_accepts(three: Desk) -> None:
    detail = three.detail("hr", "app-0")
    offered = [verdict.action for verdict in available_actions(detail, three.clock())]
    assert offered == [Action.PASS, Action.RETURN, Action.TERMINATE]
    assert available_actions(three.detail("city", "app-0"), three.clock()) == ()
    with pytest.raises(Refused) as raised:
        three.act("city", Action.PASS, "app-0")
    assert raised.value.refusal.code is RefusalCode.NOT_ALLOWED


def test_a_decision_repeated_with_its_id_is_recorded_once(three: Desk) -> None:
    row = three.detail("hr", "app-0").row
    request, identity = DecisionRequest(Action.PASS, 1, 0), "0" * 36
    first = decide(three.as_login("hr"), row.id, request, decision_id=identity)
    again = decide(three.as_login("hr"), row.id, request, decision_id=identity)
    assert first.decision == again.decision
    assert three.counts()["decision"] == 1


def test_a_stale_decision_keeps_nothing_and_the_typed_comment_stays(three: Desk) -> None:
    row = three.detail("hr", "app-0").row
    draft = CommentDraft("通过", "请补充", date(2024, 9, 1), True, frozenset({"a", "b"}))
    save_comment_draft(three.as_login("hr"), row.id, draft)
    three.act("hr", Action.PASS, "app-0")
    assert load_comment_draft(three.as_login("hr"), row.id) is None
    save_comment_draft(three.as_login("hr"), row.id, draft)
    before = three.counts()
    with pytest.raises(Refused) as raised:
        decide(three.as_login("hr"), row.id, DecisionRequest(Action.RETURN, 1, 0, comment="x"))
    assert raised.value.refusal.code is RefusalCode.STALE
    assert three.counts() == before
    assert load_comment_draft(three.as_login("hr"), row.id) == draft
    discard_comment_draft(three.as_login("hr"), row.id)
    assert load_comment_draft(three.as_login("hr"), row.id) is None


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.DELETE])
def test_submitting_and_deleting_are_no_decisions(three: Desk, action: Action) -> None:
    with pytest.raises(Refused) as raised:
        three.act("hr", action, "app-0")
    assert raised.value.refusal.code is RefusalCode.NOT_ALLOWED


def test_the_bytes_of_an_attachment_belong_to_its_application(desk: Desk) -> None:
    desk.bring(sample_dossier())
    stranger = sample_dossier("app-2", document_number=another_person(2))
    stranger.attach("materials", "other", PDF + b"secret")
    desk.bring(stranger)
    workspace, row = desk.as_login("hr"), desk.detail("hr").row
    assert attachment_bytes(workspace, row.id, digest(PDF + b"diploma")) == PDF + b"diploma"
    with pytest.raises(Rejected) as raised:
        attachment_bytes(workspace, row.id, digest(PDF + b"secret"))
    assert raised.value.code is RejectionCode.NO_SUCH_ATTACHMENT


def test_what_changed_between_two_submissions(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.RETURN, comment="请更正")
    desk.bring(sample_dossier(position="研究室主任"))
    row = desk.detail("hr").row
    (change,) = compare_submissions(desk.as_login("hr"), row.id, 1, 2)
    assert (change.section, change.field, change.old, change.new) == ("basic", "position", "研究室副主任", "研究室主任")
    with pytest.raises(Rejected) as raised:
        compare_submissions(desk.as_login("hr"), row.id, 1, 3)
    assert raised.value.code is RejectionCode.NO_SUCH_SUBMISSION


def test_a_whole_review_ends_in_an_approval_and_every_chain_holds(desk: Desk) -> None:
    from desktop.services.audit import verify_audit

    desk.bring(sample_dossier())
    for login in ("hr", "city", "province"):
        desk.act(login, Action.PASS)
    outcome = desk.act("secretary", Action.CONFIRM, meeting="2024 年第一次评审会")
    assert outcome.row.status.value == "approved"
    assert outcome.decision.meeting == "2024 年第一次评审会"
    assert verify_audit(desk.as_login("auditor")).sound


def test_a_number_wins_over_a_dossier_key_of_the_same_text(desk: Desk) -> None:
    number = desk.bring(sample_dossier()).number
    spoof = desk.bring(sample_dossier(number, document_number=another_person(3)))
    later = desk.bring(sample_dossier("2024-22-000004", document_number=another_person(5)))
    assert find_application(desk.as_login("hr"), number) == desk.detail("hr", "app-1").row.id
    assert find_application(desk.as_login("hr"), spoof.number) == spoof.application_id
    assert find_application(desk.as_login("hr"), "2024-22-000004") == later.application_id
    fourth = desk.bring(sample_dossier("app-4", document_number=another_person(7)))
    assert fourth.number == "2024-22-000004"
    assert find_application(desk.as_login("hr"), "2024-22-000004") == fourth.application_id


def test_a_key_means_itself_to_whoever_may_not_see_the_number(desk: Desk) -> None:
    number = desk.bring(sample_dossier()).number
    mine = sample_dossier(number, document_number=another_person(3))
    mine.manifest["unit"] = OTHER_UNIT
    filed = desk.bring(mine, "hr2")
    assert filed.problem is None
    assert find_application(desk.as_login("hr2"), number) == filed.application_id
    assert find_application(desk.as_login("province"), number) == desk.detail("hr", "app-1").row.id


def test_taking_a_decision_back_does_not_start_the_waiting_anew(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.clock.tick(days=5)
    desk.act("hr", Action.RETURN, comment="请补充材料。")
    desk.act("hr", Action.WITHDRAW, comment="误操作。")
    assert desk.detail("hr").row.days_waiting == 5
    desk.act("hr", Action.PASS)
    desk.clock.tick(days=3)
    desk.act("city", Action.PASS)
    desk.clock.tick(days=2)
    desk.act("city", Action.WITHDRAW, comment="误操作。")
    assert desk.detail("hr").row.days_waiting == 5
