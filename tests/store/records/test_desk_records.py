"""What belongs to one account: comment drafts and phrases."""

from datetime import date

from desktop.domain.terms import Action
from desktop.store.records.comments import (
    discard_comment_draft,
    load_comment_draft,
    phrases,
    save_comment_draft,
    save_phrases,
)
from desktop.store.rows import CommentDraft
from tests.store.factory import Desk

DRAFT = CommentDraft("意见 ‘未完’\n第二行", "退回：", date(2026, 5, 1), True, frozenset({"basic.email", "e1"}))


def test_what_was_being_typed_comes_back_to_who_typed_it(desk: Desk) -> None:
    identity = desk.file()
    with desk.store.write() as connection:
        save_comment_draft(connection, identity, desk.ids["unit"], CommentDraft("早"), desk.now)
        save_comment_draft(connection, identity, desk.ids["unit"], DRAFT, desk.now)
    with desk.store.write() as connection:
        assert load_comment_draft(connection, identity, desk.ids["unit"]) == DRAFT
        assert load_comment_draft(connection, identity, desk.ids["department-1"]) is None
        discard_comment_draft(connection, identity, desk.ids["unit"])
        assert load_comment_draft(connection, identity, desk.ids["unit"]) is None


def test_a_decision_discards_what_its_maker_was_typing_and_nobody_elses(desk: Desk) -> None:
    identity = desk.file()
    with desk.store.write() as connection:
        for login in ("unit", "department-1"):
            save_comment_draft(connection, identity, desk.ids[login], DRAFT, desk.now)
    desk.decide(identity, Action.PASS, "unit", "unit")
    with desk.store.read() as connection:
        assert load_comment_draft(connection, identity, desk.ids["unit"]) is None
        assert load_comment_draft(connection, identity, desk.ids["department-1"]) == DRAFT


def test_phrases_keep_their_order_and_their_owner(desk: Desk) -> None:
    with desk.store.write() as connection:
        assert phrases(connection, desk.ids["unit"]) == ()
        save_phrases(connection, desk.ids["unit"], ["请补正", "材料齐全", "请补正"])
        save_phrases(connection, desk.ids["unit"], ["乙", "甲"])
        assert phrases(connection, desk.ids["unit"]) == ("乙", "甲")
        assert phrases(connection, desk.ids["department-1"]) == ()
        save_phrases(connection, desk.ids["unit"], [])
        assert phrases(connection, desk.ids["unit"]) == ()
