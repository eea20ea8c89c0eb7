"""Drafts of notices in a local workspace and in a shared database: bytes that go, and two who write the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.notice_writing import (
    NoticeBase,
    attach_file,
    discard_notice,
    issuers,
    new_notice,
    remove_file,
    save_notice,
    written_notice_of,
)
from desktop.store.functions import call
from desktop.store.tables import blob
from tests.desk import PASSWORD, Desk
from tests.dossiers import PDF, digest


def test_a_file_that_is_taken_out_goes_with_its_bytes_unless_something_holds_them(
    either_desk: Desk, tmp_path: Path
) -> None:
    city = either_desk.as_login("city")
    first, second = (new_notice(city, issuers(city)[0].id, "jilin-2024") for _ in range(2))
    file, data = tmp_path / "附件.pdf", PDF + b"of a notice"
    file.write_bytes(data)

    def stored() -> bool:
        with either_desk.tables() as connection:
            return connection.scalar(select(blob.c.size).where(blob.c.sha256 == digest(data))) is not None

    for notice in (first, second):
        attach_file(city, notice, file)
    remove_file(city, first, digest(data))
    assert stored()
    remove_file(city, second, digest(data))
    assert not stored()
    attach_file(city, second, file)
    assert stored()
    discard_notice(city, second)
    assert not stored()


def test_of_two_who_write_the_same_notice_the_second_is_told(either_desk: Desk) -> None:
    add_person(either_desk.as_login("admin"), "colleague", PASSWORD, (Role.DEPARTMENT,), "2201")
    city, colleague = either_desk.as_login("city"), either_desk.as_login("colleague")
    notice = new_notice(city, issuers(city)[0].id, "jilin-2024")
    mine, theirs = (written_notice_of(one, notice) for one in (city, colleague))
    kept = save_notice(colleague, replace(theirs.as_draft, title="对方的标题"), theirs.base)
    with pytest.raises(Rejected) as told:
        save_notice(city, replace(mine.as_draft, title="我的标题"), mine.base)
    assert told.value.code is RejectionCode.NOTICE_DRAFT_CHANGED
    assert told.value.arguments["by"] == "colleague"
    assert written_notice_of(city, notice).title == "对方的标题"
    if city.shared:  # a client of one's own is told by the database
        written = (notice, issuers(city)[0].id, "我的标题", "", None, None, "jilin-2024", 30)
        with city.store.write() as connection, pytest.raises(Rejected) as refused:
            call(connection, "notice_draft_save", *written, mine.base.milliseconds)
        assert refused.value.code is RejectionCode.NOTICE_DRAFT_CHANGED
    again = save_notice(city, replace(mine.as_draft, title="我的标题"), kept.base)
    assert again.title == "我的标题"
    assert again.base != kept.base != NoticeBase()
    assert save_notice(colleague, replace(theirs.as_draft, title="强行")).title == "强行"
