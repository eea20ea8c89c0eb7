"""通知公告: writing a notice, publishing it, what may change then, and ending it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.notices import MAX_FILE_BYTES, MAX_FILES, NoticeState
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.audit import verify_audit
from desktop.services.notice_writing import (
    NoticeDraftRow,
    WrittenNotice,
    attach_file,
    close_notice,
    discard_notice,
    issuers,
    move_notice_end,
    new_notice,
    publish_notice,
    remove_file,
    save_notice,
    written_notice_of,
    written_notices,
)
from desktop.services.reading import file_bytes, notices_of_year, read_notice_of
from desktop.services.workspace import Workspace
from desktop.text.errors import explain
from tests.desk import NOW, Desk
from tests.dossiers import JPEG, PDF, sample_dossier

PAPER = PDF + b"notice"


@pytest.fixture
def city(desk: Desk) -> Workspace:
    return desk.as_login("city")


def code_of(verb: object, *arguments: object) -> RejectionCode:
    assert callable(verb)
    with pytest.raises(Rejected) as refused:
        verb(*arguments)
    assert explain(refused.value)
    return refused.value.code


def begun(city: Workspace) -> NoticeDraftRow:
    written = written_notice_of(city, new_notice(city, issuers(city)[0].id, "jilin-2024"))
    assert written.draft is not None
    return written.draft


def written(city: Workspace, **changes: Any) -> NoticeDraftRow:
    draft = replace(begun(city), title="2024 年度补充申报通知", text="# 一、范围\n在长**全职**工作的人才。", opens=NOW)
    save_notice(city, replace(draft, **changes))
    return draft


def test_a_draft_is_kept_and_seen_by_its_issuers_reviewers_alone(desk: Desk, city: Workspace) -> None:
    draft = written(city)
    (own,) = written_notices(city)
    assert (own.state, own.title, own.draft and own.draft.saved_by) == (NoticeState.DRAFT, draft.title, "city")
    assert all(one.id != draft.id for one in written_notices(desk.as_login("province")))
    assert written_notices(desk.as_login("hr")) == ()
    for login in ("city2", "province", "hr", "admin"):
        other = desk.as_login(login)
        for verb in (written_notice_of, discard_notice, publish_notice, close_notice):
            assert code_of(verb, other, draft.id) is RejectionCode.NO_SUCH_NOTICE
        assert code_of(save_notice, other, draft) is RejectionCode.NO_SUCH_NOTICE
        assert code_of(read_notice_of, other, draft.id) is RejectionCode.NO_SUCH_NOTICE
        assert code_of(new_notice, other, draft.issuer.id) is RejectionCode.NO_SUCH_NOTICE
        assert [one.notice.key for one in notices_of_year(other, 2024)] == ["2024-01"]


def test_notices_that_were_begun_in_the_same_minute_are_all_published(city: Workspace) -> None:
    first, second = written(city), written(city, title="再次补充申报通知")
    for draft in (first, second):
        publish_notice(city, draft.id)
    assert {one.notice.id for one in notices_of_year(city, 2024)} >= {first.id, second.id}


def test_publishing_says_what_is_missing_and_then_everybody_sees_it(desk: Desk, city: Workspace) -> None:
    draft = begun(city)
    with pytest.raises(Rejected) as refused:
        publish_notice(city, draft.id)
    assert refused.value.arguments == {"missing": "title,text"}
    assert "没有标题、没有正文" in explain(refused.value)
    full = replace(draft, title="通知", text="正文", opens=NOW, closes=NOW, catalogue_key="none")
    save_notice(city, full)
    with pytest.raises(Rejected) as wrong:
        publish_notice(city, draft.id)
    assert wrong.value.arguments == {"missing": "window,catalogue"}
    save_notice(city, replace(full, closes=NOW + timedelta(days=9), catalogue_key="jilin-2024"))
    published = publish_notice(city, draft.id)
    assert (published.state, published.draft) == (NoticeState.OPEN, None)
    (seen,) = (one for one in notices_of_year(desk.as_login("hr"), 2024) if one.notice.id == draft.id)
    assert (seen.notice.title, seen.notice.reading_seconds, seen.notice.issuer.code) == ("通知", 30, "2201")
    assert verify_audit(desk.as_login("admin")).count > 0


def test_text_is_kept_in_one_form_and_nothing_that_steers_a_screen_is(city: Workspace) -> None:
    draft = written(city, text="一、条件\r\n\r\n\r\n- 甲\n- 乙   \n")
    assert written_notice_of(city, draft.id).draft == replace(
        draft, text="一、条件\n\n- 甲\n- 乙", saved_by="city", saved_at=NOW + timedelta(milliseconds=1)
    )
    wrong: tuple[dict[str, Any], ...] = (
        {"title": "通\u202e知"},
        {"text": "正\x07文"},
        {"title": "知" * 201},
        {"text": "字" * 100_001},
    )
    for changes in wrong:
        assert code_of(save_notice, city, replace(draft, **changes)) is RejectionCode.NOTICE_TEXT


def test_files_follow_their_notice(desk: Desk, city: Workspace, tmp_path: Path) -> None:
    draft = written(city)
    paper, picture = tmp_path / "附件1.pdf", tmp_path / "样表.jpg"
    paper.write_bytes(PAPER)
    picture.write_bytes(JPEG)
    attach_file(city, draft.id, paper)
    attach_file(city, draft.id, paper)
    assert [(one.name, one.published) for one in attach_file(city, draft.id, picture).files] == [
        ("附件1.pdf", False),
        ("样表.jpg", False),
    ]
    sha256 = written_notice_of(city, draft.id).files[0].sha256
    hr = desk.as_login("hr")
    assert code_of(file_bytes, hr, draft.id, sha256) is RejectionCode.NOTICE_FILE_GONE
    publish_notice(city, draft.id)
    assert file_bytes(hr, draft.id, sha256) == PAPER
    remove_file(city, draft.id, sha256)  # of the revision; everybody still sees it
    assert [one.name for one in read_notice_of(hr, draft.id).files] == ["附件1.pdf", "样表.jpg"]
    discard_notice(city, draft.id)
    assert [one.drafted for one in written_notice_of(city, draft.id).files] == [True, True]
    remove_file(city, draft.id, sha256)
    publish_notice(city, draft.id)
    assert [one.name for one in read_notice_of(hr, draft.id).files] == ["样表.jpg"]
    assert code_of(remove_file, city, draft.id, sha256) is RejectionCode.NOTICE_FILE_GONE
    assert verify_audit(desk.as_login("admin")).count > 0


def test_files_are_what_they_are_and_not_too_many_or_too_large(city: Workspace, tmp_path: Path) -> None:
    draft = written(city)
    page, large = tmp_path / "page.pdf", tmp_path / "large.pdf"
    page.write_bytes(b"<html>%PDF-1.7")
    large.write_bytes(PAPER + bytes(MAX_FILE_BYTES))
    assert code_of(attach_file, city, draft.id, page) is RejectionCode.NOTICE_FILE_FORMAT
    assert code_of(attach_file, city, draft.id, large) is RejectionCode.NOTICE_FILE_SIZE
    assert code_of(attach_file, city, draft.id, tmp_path / "none.pdf") is RejectionCode.FILE_UNREADABLE
    for number in range(MAX_FILES):
        page.write_bytes(PAPER + bytes([number]))
        attach_file(city, draft.id, page)
    page.write_bytes(PAPER)
    assert code_of(attach_file, city, draft.id, page) is RejectionCode.NOTICE_FILE_COUNT


def used(desk: Desk) -> WrittenNotice:
    desk.bring(sample_dossier())
    (found,) = written_notices(desk.as_login("province"))
    return found


def test_once_an_application_exists_only_the_end_moves(desk: Desk) -> None:
    province, notice = desk.as_login("province"), used(desk)
    assert notice.state is NoticeState.USED
    assert notice.notice is not None
    draft = replace(begun(desk.as_login("city")), id=notice.id)
    assert code_of(save_notice, province, draft) is RejectionCode.NOTICE_FIXED
    assert code_of(publish_notice, province, notice.id) is RejectionCode.NOTICE_FIXED
    later = notice.notice.closes + timedelta(days=7)
    assert move_notice_end(province, notice.id, later).notice == replace(notice.notice, closes=later)
    sooner = desk.clock() + timedelta(days=1)
    moved = move_notice_end(province, notice.id, sooner)
    assert moved.notice is not None
    assert moved.notice.closes == sooner
    assert code_of(move_notice_end, province, notice.id, desk.clock()) is RejectionCode.NOTICE_END_PAST
    desk.clock.tick(days=2)
    assert code_of(move_notice_end, province, notice.id, later) is RejectionCode.NOTICE_OVER


def test_a_notice_is_closed_early_for_good(desk: Desk) -> None:
    province, notice = desk.as_login("province"), used(desk)
    assert code_of(close_notice, desk.as_login("city"), notice.id) is RejectionCode.NO_SUCH_NOTICE
    closed = close_notice(province, notice.id)
    assert closed.state is NoticeState.CLOSED
    assert closed.notice is not None
    assert notice.notice is not None
    assert closed.closing is not None
    assert (closed.notice.closes, closed.closing.planned, closed.closing.closed_by) == (
        desk.clock(),
        notice.notice.closes,
        "province",
    )
    for verb, further in ((close_notice, ()), (publish_notice, ()), (move_notice_end, (notice.notice.closes,))):
        assert code_of(verb, province, notice.id, *further) is RejectionCode.NOTICE_CLOSED
    assert verify_audit(desk.as_login("admin")).count > 0


def test_a_notice_is_not_closed_before_it_begins(desk: Desk, city: Workspace) -> None:
    draft = written(city, opens=NOW + timedelta(days=1))
    assert code_of(close_notice, city, draft.id) is RejectionCode.NOTICE_UNPUBLISHED
    publish_notice(city, draft.id)
    assert code_of(close_notice, city, draft.id) is RejectionCode.NOTICE_NOT_BEGUN
