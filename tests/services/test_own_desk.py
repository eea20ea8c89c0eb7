"""What people write beside decisions and filing: the same of a local workspace and of a shared database."""

from datetime import date

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.applications import application_detail, find_application
from desktop.services.comments import (
    DRAFT_LENGTH,
    MAX_PHRASES,
    discard_comment_draft,
    load_comment_draft,
    phrases,
    save_comment_draft,
    save_phrases,
)
from desktop.services.evidence import mark_opened, set_original_verified
from desktop.services.problems import RefusalCode, Refused
from desktop.services.rows import CommentDraft
from tests.desk import Desk
from tests.dossiers import PDF, digest

DIPLOMA = digest(PDF + b"diploma")
DRAFT = CommentDraft("通过 ‘未完’\n\u0001\t\\", "请补充", date(2024, 9, 1), True, frozenset({"basic.email", 'b"'}))


@pytest.fixture
def desk(either_desk: Desk) -> Desk:
    return either_desk


def of(desk: Desk, login: str = "hr") -> str:
    return find_application(desk.as_login(login), "app-1")


def test_opening_a_detail_is_remembered_for_the_account(desk: Desk) -> None:
    assert not desk.detail("hr").row.opened
    assert desk.detail("hr").row.opened
    assert not desk.detail("city").row.opened


def test_opened_is_the_accounts_and_verified_the_desks(desk: Desk) -> None:
    identity = of(desk)

    def state(login: str) -> tuple[bool, str]:
        item = next(item for item in desk.detail(login).attachments if item.sha256 == DIPLOMA)
        return item.opened, item.verified_by

    mark_opened(desk.as_login("hr"), identity, DIPLOMA)
    mark_opened(desk.as_login("hr"), identity, DIPLOMA)
    (item,) = set_original_verified(desk.as_login("hr"), identity, DIPLOMA, True)
    assert item.verified_by == "hr"
    assert desk.is_now(item.verified_at)
    assert (state("hr"), state("city")) == ((True, "hr"), (False, ""))
    set_original_verified(desk.as_login("city"), identity, DIPLOMA, True)
    set_original_verified(desk.as_login("hr"), identity, DIPLOMA, False)
    assert (state("hr"), state("city")) == ((True, ""), (False, "city"))


def test_attachments_are_marked_all_or_none_and_only_the_applications_own(desk: Desk) -> None:
    identity, before = of(desk), desk.counts()
    hr = desk.as_login("hr")
    with pytest.raises(Rejected) as raised:
        mark_opened(hr, identity, DIPLOMA, "0" * 64)
    assert raised.value.code is RejectionCode.NO_SUCH_ATTACHMENT
    with pytest.raises(Rejected):
        set_original_verified(hr, identity, "0" * 64, True)
    assert desk.counts() == before


def test_strangers_leave_no_trace(desk: Desk) -> None:
    identity, before = of(desk), desk.counts()
    for login in ("hr2", "elsewhere", "secretary", "admin", "auditor"):
        stranger = desk.as_login(login)
        for verb in (
            lambda who=stranger: application_detail(who, identity),
            lambda who=stranger: mark_opened(who, identity, DIPLOMA),
            lambda who=stranger: set_original_verified(who, identity, DIPLOMA, True),
            lambda who=stranger: save_comment_draft(who, identity, DRAFT),
        ):
            with pytest.raises(Refused) as raised:
                verb()
            assert raised.value.refusal.code is RefusalCode.NOT_FOUND
    assert desk.counts() == before


def test_what_was_being_typed_comes_back_to_who_typed_it(desk: Desk) -> None:
    identity, hr = of(desk), desk.as_login("hr")
    save_comment_draft(hr, identity, CommentDraft("早"))
    save_comment_draft(hr, identity, DRAFT)
    assert load_comment_draft(hr, identity) == DRAFT
    assert load_comment_draft(desk.as_login("city"), identity) is None
    discard_comment_draft(desk.as_login("city"), identity)
    assert load_comment_draft(hr, identity) == DRAFT
    discard_comment_draft(hr, identity)
    assert load_comment_draft(hr, identity) is None


@pytest.mark.parametrize(
    "draft",
    [
        CommentDraft("长" * (DRAFT_LENGTH + 1)),
        CommentDraft("", "\0"),
        CommentDraft("\ud800"),
        CommentDraft(chosen_findings=frozenset(f"{number:020}" for number in range(10_000))),
    ],
    ids=["too long", "a zero", "half a character", "too much chosen"],
)
def test_what_nobody_has_typed_is_not_kept(desk: Desk, draft: CommentDraft) -> None:
    with pytest.raises(Rejected) as raised:
        save_comment_draft(desk.as_login("hr"), of(desk), draft)
    assert raised.value.code is RejectionCode.BAD_DRAFT
    save_comment_draft(desk.as_login("hr"), of(desk), CommentDraft("长" * DRAFT_LENGTH, "长" * DRAFT_LENGTH))


def test_phrases_are_the_accounts_own_in_its_order(desk: Desk) -> None:
    hr = desk.as_login("hr")
    save_phrases(hr, ("材料齐全", " ", "请补充证书", "材料齐全"))
    assert phrases(hr) == ("材料齐全", "请补充证书")
    assert phrases(desk.as_login("city")) == ()
    for bad in (("x" * 30_000,), ("\0",), tuple(str(number) for number in range(MAX_PHRASES + 1))):
        with pytest.raises(Rejected):
            save_phrases(hr, bad)
    assert phrases(hr) == ("材料齐全", "请补充证书")
    save_phrases(hr, ())
    assert phrases(hr) == ()
