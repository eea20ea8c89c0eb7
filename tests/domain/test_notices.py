"""What a notice's issuer may do with it, as it stands."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.notices import NoticeAct, NoticeActor, NoticeState, check_act, check_new_end, may, state_of
from desktop.domain.rejections import Rejected, RejectionCode

NOW = datetime(2026, 3, 1, tzinfo=UTC)
hours = st.integers(-1000, 1000).map(lambda number: NOW + timedelta(hours=number))
CASES = [(state, act) for state in NoticeState for act in NoticeAct]


@pytest.mark.parametrize(("state", "act"), CASES)
def test_whoever_is_not_of_the_issuer_finds_no_notice(state: NoticeState, act: NoticeAct) -> None:
    with pytest.raises(Rejected) as refused:
        check_act(state, NoticeActor.OTHER, act)
    assert refused.value.code is RejectionCode.NO_SUCH_NOTICE


@pytest.mark.parametrize(("state", "act"), CASES)
def test_the_issuer_does_what_the_state_allows_and_hears_why_not(state: NoticeState, act: NoticeAct) -> None:
    if may(state, act):
        check_act(state, NoticeActor.ISSUER, act)
        return
    with pytest.raises(Rejected) as refused:
        check_act(state, NoticeActor.ISSUER, act)
    assert refused.value.code is not RejectionCode.NO_SUCH_NOTICE


def test_once_there_are_applications_only_the_end_changes() -> None:
    assert {act for act in NoticeAct if may(NoticeState.USED, act)} == {
        NoticeAct.MOVE,
        NoticeAct.CLOSE,
        NoticeAct.DISCARD,
    }
    for state in (NoticeState.ENDED, NoticeState.CLOSED):
        assert [act for act in NoticeAct if may(state, act)] == [NoticeAct.DISCARD]


@given(hours, hours, hours, st.booleans(), st.booleans())
def test_a_state_follows_from_window_and_time(
    opens: datetime, closes: datetime, now: datetime, used: bool, early: bool
) -> None:
    state = state_of((opens, closes), now, used=used, closed_early=early)
    assert (state is NoticeState.CLOSED) == early
    if not early:
        assert (state in (NoticeState.OVER, NoticeState.ENDED)) == (now >= closes)
        assert (state in (NoticeState.USED, NoticeState.ENDED)) == used
        if not used:
            assert may(state, NoticeAct.PUBLISH)
            assert (state is NoticeState.OPEN) == (opens <= now < closes)
        assert may(state, NoticeAct.MOVE) == (now < closes)


@given(hours, hours, hours)
def test_an_end_is_moved_to_what_lies_ahead(opens: datetime, closes: datetime, now: datetime) -> None:
    if closes > opens and closes > now:
        check_new_end(opens, closes, now)
        return
    with pytest.raises(Rejected) as refused:
        check_new_end(opens, closes, now)
    assert refused.value.code is RejectionCode.NOTICE_END_PAST
