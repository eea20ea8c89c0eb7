from collections.abc import Callable

import pytest
from sqlalchemy import text

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.applications import count_applications
from desktop.services.organisations import organisations
from desktop.services.rows import ApplicationQuery, Basket
from desktop.services.saved_filters import (
    MOST_FILTERS,
    NAME_LENGTH,
    SavedFilter,
    remove_filter,
    rename_filter,
    restore_filter,
    save_filter,
    saved_filters,
)
from desktop.text.errors import explain
from tests.desk import Desk
from tests.dossiers import OTHER_UNIT

LONG_WAITING = ApplicationQuery(basket=Basket.TO_REVIEW, waiting_at_least=7)
CLASS_C = ApplicationQuery(classes=frozenset("C"), search="光电")
NUMBER = "11010519491231002X"


@pytest.fixture
def desk(either_desk: Desk) -> Desk:
    return either_desk


def names(desk: Desk, login: str) -> list[str]:
    return [one.name for one in saved_filters(desk.as_login(login))]


def only(desk: Desk, login: str = "city") -> SavedFilter:
    (found,) = saved_filters(desk.as_login(login))
    return found


def refusal(act: Callable[[], object]) -> Rejected:
    with pytest.raises(Rejected) as refused:
        act()
    assert explain(refused.value).endswith("。")
    return refused.value


def test_a_filter_is_kept_under_its_name_for_its_account_alone(desk: Desk) -> None:
    save_filter(desk.as_login("city"), " 停留超过 7 天 ", LONG_WAITING)
    desk.clock.tick()
    save_filter(desk.as_login("city"), "C 类光电", CLASS_C)
    save_filter(desk.as_login("province"), "C 类光电", LONG_WAITING)
    kept = saved_filters(desk.as_login("city"))
    assert [(one.name, one.query) for one in kept] == [("停留超过 7 天", LONG_WAITING), ("C 类光电", CLASS_C)]
    assert only(desk, "province").query == LONG_WAITING
    assert saved_filters(desk.as_login("hr")) == ()


def test_the_same_name_is_replaced_only_where_that_is_meant(desk: Desk) -> None:
    city = desk.as_login("city")
    filter_id = save_filter(city, "我的", LONG_WAITING)
    assert refusal(lambda: save_filter(city, "我的", CLASS_C)).code is RejectionCode.FILTER_NAME_TAKEN
    assert only(desk).query == LONG_WAITING
    assert save_filter(city, "我的", CLASS_C, replace=True) == filter_id
    assert only(desk).query == CLASS_C


def test_a_name_is_compared_as_it_is_read(desk: Desk) -> None:
    city = desk.as_login("city")
    save_filter(city, "caf\u00e9", LONG_WAITING)
    assert refusal(lambda: save_filter(city, "cafe\u0301 ", CLASS_C)).code is RejectionCode.FILTER_NAME_TAKEN


@pytest.mark.parametrize("name", ["", "  ", "\u200d\ufe0f", "字" * (NAME_LENGTH + 1), "一\n二", "a\u202eb", "\ud800"])
def test_a_name_that_cannot_be_read_is_refused(desk: Desk, name: str) -> None:
    city = desk.as_login("city")
    before = desk.counts()
    assert refusal(lambda: save_filter(city, name, CLASS_C)).code is RejectionCode.BAD_FILTER_NAME
    assert desk.counts() == before
    filter_id = save_filter(city, "字" * NAME_LENGTH, CLASS_C)
    assert refusal(lambda: rename_filter(city, filter_id, name)).code is RejectionCode.BAD_FILTER_NAME


@pytest.mark.parametrize("search", [NUMBER, "110105 19491231 002x", f"王建国 {NUMBER}"])
def test_a_full_identity_number_is_never_kept(desk: Desk, search: str) -> None:
    city = desk.as_login("city")
    code = RejectionCode.FILTER_HOLDS_IDENTITY_NUMBER
    assert refusal(lambda: save_filter(city, "本人", ApplicationQuery(search=search))).code is code
    assert refusal(lambda: save_filter(city, f"找 {NUMBER}", CLASS_C)).code is code
    filter_id = save_filter(city, "本人", CLASS_C)
    assert refusal(lambda: rename_filter(city, filter_id, NUMBER)).code is code
    with desk.tables() as connection:
        assert NUMBER not in str(connection.execute(text("SELECT name, query FROM saved_filter")).all())


@pytest.mark.parametrize("search", ["字" * 201, "a\u202eb", "\ud800"])
def test_a_search_that_cannot_be_kept_is_refused(desk: Desk, search: str) -> None:
    city = desk.as_login("city")
    assert refusal(lambda: save_filter(city, "找", ApplicationQuery(search=search))).code is RejectionCode.BAD_FILTER
    assert names(desk, "city") == []


def test_no_more_than_thirty_are_kept(desk: Desk) -> None:
    city = desk.as_login("city")
    for number in range(MOST_FILTERS):
        save_filter(city, f"第 {number}", CLASS_C)
    assert refusal(lambda: save_filter(city, "再一个", CLASS_C)).code is RejectionCode.TOO_MANY_FILTERS
    save_filter(city, "第 3", LONG_WAITING, replace=True)
    removed = remove_filter(city, saved_filters(city)[0].id)
    save_filter(city, "再一个", CLASS_C)
    assert refusal(lambda: restore_filter(city, removed)).code is RejectionCode.TOO_MANY_FILTERS
    save_filter(desk.as_login("province"), "一个", CLASS_C)


def test_a_filter_is_renamed_and_stays_where_it_was(desk: Desk) -> None:
    city = desk.as_login("city")
    first = save_filter(city, "甲", CLASS_C)
    desk.clock.tick()
    save_filter(city, "乙", LONG_WAITING)
    rename_filter(city, first, "丙")
    rename_filter(city, first, "丙")
    assert names(desk, "city") == ["丙", "乙"]
    assert refusal(lambda: rename_filter(city, first, "乙")).code is RejectionCode.FILTER_NAME_TAKEN
    assert names(desk, "city") == ["丙", "乙"]


def test_a_removed_filter_comes_back_as_it_was(desk: Desk) -> None:
    city = desk.as_login("city")
    first = save_filter(city, "甲", CLASS_C)
    desk.clock.tick()
    save_filter(city, "乙", LONG_WAITING)
    before = saved_filters(city)
    removed = remove_filter(city, first)
    assert names(desk, "city") == ["乙"]
    assert refusal(lambda: remove_filter(city, first)).code is RejectionCode.NO_SUCH_FILTER
    restore_filter(city, removed)
    restore_filter(city, removed)
    assert saved_filters(city) == before


def test_a_name_taken_meanwhile_keeps_a_removed_filter_away(desk: Desk) -> None:
    city = desk.as_login("city")
    removed = remove_filter(city, save_filter(city, "甲", CLASS_C))
    save_filter(city, "甲", LONG_WAITING)
    assert refusal(lambda: restore_filter(city, removed)).code is RejectionCode.FILTER_NAME_TAKEN
    assert only(desk).query == LONG_WAITING


def test_another_accounts_filter_is_as_good_as_none(desk: Desk) -> None:
    filter_id = save_filter(desk.as_login("city"), "甲", CLASS_C)
    other = desk.as_login("province")
    for act in (lambda: rename_filter(other, filter_id, "乙"), lambda: remove_filter(other, filter_id)):
        assert refusal(act).code is RejectionCode.NO_SUCH_FILTER
    save_filter(other, "甲", LONG_WAITING, replace=True)
    assert (only(desk).name, only(desk).query) == ("甲", CLASS_C)


def test_what_a_later_version_saved_is_kept_and_not_guessed_at(desk: Desk) -> None:
    city = desk.as_login("city")
    filter_id = save_filter(city, "甲", CLASS_C)
    later = '{"version":2,"county":"2201"}'
    with desk.tables() as connection:
        connection.execute(text("UPDATE saved_filter SET query = :later"), {"later": later})
    assert only(desk).query is None
    rename_filter(city, filter_id, "乙")
    restore_filter(city, remove_filter(city, filter_id))
    assert only(desk).name == "乙"
    with desk.tables() as connection:
        assert connection.execute(text("SELECT query FROM saved_filter")).scalar_one() == later


def test_units_are_kept_by_their_organisation_and_named_even_without_applications(desk: Desk) -> None:
    city = desk.as_login("city")
    unit = next(row for row in organisations(city) if row.code == OTHER_UNIT)
    query = ApplicationQuery(units=frozenset({unit.id}))
    save_filter(city, "本单位", query)
    kept = only(desk)
    assert kept.query == query
    assert kept.unit_names == {unit.id: unit.name}
    assert count_applications(city, query) == 0
