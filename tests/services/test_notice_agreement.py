"""A local workspace and a shared database say of every act on a notice what the domain says, whoever acts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.notices import MAX_FILES, NoticeAct, NoticeActor, NoticeState, check_act
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.audit import verify_audit
from desktop.services.bindings import own_bindings
from desktop.services.notice_writing import (
    NoticeDraftRow,
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
)
from desktop.services.own_applications import own_applications
from desktop.services.reading import begin_application, file_bytes, notices_of_year, open_to_read, read_notice_of
from desktop.services.self_checks import catalogue_to_check
from desktop.services.workspace import Workspace
from desktop.store.queries.catalogues import current_catalogue
from desktop.store.records.filing import NewApplication, create_application
from desktop.store.records.identity import new_id
from desktop.store.records.notices import put_notice
from desktop.store.rows import NoticeRow
from desktop.store.tables import notice_closing, organisation
from tests.binding import bound
from tests.desk import PASSWORD, Desk
from tests.dossiers import PDF, UNIT
from tests.services.applying import MANUAL, Stopwatch

WINDOWS = {
    NoticeState.UPCOMING: (5, 40),
    NoticeState.OPEN: (-5, 30),
    NoticeState.OVER: (-40, -5),
    NoticeState.USED: (-5, 30),
    NoticeState.ENDED: (-40, -5),
    NoticeState.CLOSED: (-5, 30),
}
OTHERS = ("province", "hr", "admin")


@pytest.fixture
def desk(either_desk: Desk) -> Desk:
    either_desk.clock.moment = datetime.now(UTC).replace(microsecond=0)  # that of the server
    return either_desk


def standing(desk: Desk, state: NoticeState) -> str:
    """A notice of the city's that stands so, with something that is written of it; its id."""
    city = desk.as_login("city")
    if state is NoticeState.DRAFT:
        return draft(city).id
    at, (opens, closes) = desk.clock(), WINDOWS[state]
    identity = new_id()
    with desk.tables() as connection:
        ids = dict(connection.execute(select(organisation.c.code, organisation.c.id)).all())
        current = current_catalogue(connection, "jilin-2024")
        assert current is not None
        window = (at + timedelta(days=opens), at + timedelta(days=closes))
        row = NoticeRow(
            identity, identity, "通知", "正文", *window, "jilin-2024", current, issuers(city)[0], reading_seconds=30
        )
        put_notice(connection, row, by=city.account.id, at=at)
    save_notice(city, written_notice_of(city, identity).as_draft)
    with desk.tables() as connection:
        if state in (NoticeState.USED, NoticeState.ENDED):
            unit, issuer = ids[UNIT], ids["2201"]
            create_application(
                connection, NewApplication(new_id(), new_id(), unit, identity, issuer, (issuer,), None, None, at)
            )
        if state is NoticeState.CLOSED:
            values = {"notice_id": identity, "planned": window[1], "closed_at": at, "closed_by": city.account.id}
            connection.execute(notice_closing.insert().values(values))
    return identity


def draft(city: Workspace) -> NoticeDraftRow:
    made = written_notice_of(city, new_notice(city, issuers(city)[0].id, "jilin-2024")).as_draft
    return save_notice(city, filled(made)).as_draft


def filled(made: NoticeDraftRow) -> NoticeDraftRow:
    return NoticeDraftRow(
        made.id, made.issuer, "标题", "正文", made.opens, made.closes, "jilin-2024", 30, made.saved_at, ""
    )


def acts(desk: Desk, city: Workspace) -> dict[NoticeAct, Callable[[Workspace, str], object]]:
    ahead, any_draft = desk.clock() + timedelta(days=60), draft(city)

    def write(workspace: Workspace, identity: str) -> object:
        row = NoticeDraftRow(
            identity, any_draft.issuer, "新标题", "正文", any_draft.opens, ahead, "jilin-2024", 30, desk.clock(), ""
        )
        return save_notice(workspace, row)

    def publish(workspace: Workspace, identity: str) -> object:
        if workspace is city and written_notice_of(city, identity).state is NoticeState.OVER:
            save_notice(city, replace(written_notice_of(city, identity).as_draft, closes=ahead))
        return publish_notice(workspace, identity)

    return {
        NoticeAct.WRITE: write,
        NoticeAct.PUBLISH: publish,
        NoticeAct.DISCARD: discard_notice,
        NoticeAct.MOVE: lambda workspace, identity: move_notice_end(workspace, identity, ahead),
        NoticeAct.CLOSE: close_notice,
    }


def refusal(verb: Callable[[], object]) -> RejectionCode | None:
    try:
        verb()
    except Rejected as refused:
        return refused.code
    return None


def test_every_act_in_every_state_by_everybody(desk: Desk) -> None:
    city = desk.as_login("city")
    verbs = acts(desk, city)
    for state in NoticeState:
        identity, begun = standing(desk, state), state is not NoticeState.UPCOMING
        for login, act in product(OTHERS, NoticeAct):
            found = refusal(partial(verbs[act], desk.as_login(login), identity))
            assert found is RejectionCode.NO_SUCH_NOTICE, (state, login, act)
        for act in NoticeAct:
            expected = refusal(partial(check_act, state, NoticeActor.ISSUER, act, begun=begun))
            found = refusal(partial(verbs[act], city, identity if expected else standing(desk, state)))
            assert found == expected, (state, act)
    verify_audit(desk.as_login("admin"))


def test_a_notice_is_written_attached_published_read_and_closed(desk: Desk, tmp_path: Path) -> None:
    city, hr = desk.as_login("city"), desk.as_login("hr")
    made = draft(city)
    paper = tmp_path / "附件.pdf"
    paper.write_bytes(PDF + bytes(3 << 20))
    sha256 = attach_file(city, made.id, paper).files[0].sha256
    assert refusal(lambda: file_bytes(hr, made.id, sha256)) is RejectionCode.NOTICE_FILE_GONE
    assert refusal(lambda: read_notice_of(hr, made.id)) is RejectionCode.NO_SUCH_NOTICE
    assert refusal(lambda: written_notice_of(desk.as_login("province"), made.id)) is RejectionCode.NO_SUCH_NOTICE
    year = desk.clock().year
    publish_notice(city, made.id)
    seen = [one for one in notices_of_year(hr, year) if one.notice.id == made.id]
    assert [one.notice.title for one in seen] == ["标题"]
    assert file_bytes(hr, made.id, sha256) == paper.read_bytes()
    remove_file(city, made.id, sha256)
    for number in range(MAX_FILES):
        paper.write_bytes(PDF + bytes([number]))
        attach_file(city, made.id, paper)
    paper.write_bytes(PDF)
    assert refusal(lambda: attach_file(city, made.id, paper)) is RejectionCode.NOTICE_FILE_COUNT
    assert file_bytes(hr, made.id, sha256)[:8] == PDF[:8]
    publish_notice(city, made.id)
    assert len(read_notice_of(hr, made.id).files) == MAX_FILES
    verify_audit(desk.as_login("admin"))


def test_reading_is_counted_by_a_clock_that_nobody_sets(desk: Desk) -> None:
    add_person(desk.as_login("admin"), "shen", PASSWORD, (Role.APPLICANT,), None)
    shen, watch = desk.as_login("shen"), Stopwatch()
    shen.monotonic = watch
    notice_id = standing(desk, NoticeState.OPEN)
    assert refusal(lambda: open_to_read(shen, notice_id)) is RejectionCode.NO_UNIT_BOUND
    bound(desk, "shen")
    assert own_bindings(shen)
    assert refusal(lambda: begin_application(shen, notice_id, MANUAL)) is RejectionCode.NOT_READ
    assert open_to_read(shen, notice_id).notice.reading_seconds == 30
    assert catalogue_to_check(shen, notice_id) is not None
    if shen.shared:
        watch.seconds += 1000  # whatever the client counts, the server has its own clock
        with pytest.raises(Rejected) as waiting:
            begin_application(shen, notice_id, MANUAL)
        assert waiting.value.code is RejectionCode.READING_NOT_DONE
        assert 20 < int(waiting.value.arguments["seconds"]) <= 30
        assert own_applications(shen) == ()
    else:
        watch.seconds += 30
        assert begin_application(shen, notice_id, MANUAL) == own_applications(shen)[0].row.id
