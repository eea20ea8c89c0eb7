from dataclasses import replace

import pytest

from desktop.store.problems import Duplicate
from desktop.store.queries.organisations import codes_of, names_of
from desktop.store.queries.saved_filters import saved_filters
from desktop.store.records.identity import new_id
from desktop.store.records.saved_filters import add_saved_filter, change_saved_filter, remove_saved_filter
from desktop.store.rows import SavedFilterRow
from tests.store.factory import Desk


def test_filters_belong_to_the_account_that_saved_them(desk: Desk) -> None:
    mine, other = desk.ids["unit"], desk.ids["department-1"]
    first = SavedFilterRow(new_id(), "甲", "{}", desk.now)
    second = SavedFilterRow(new_id(), "乙", "{}", desk.tick())
    with desk.store.write() as connection:
        for row in (second, first):
            add_saved_filter(connection, mine, row)
    with desk.store.write() as connection:
        assert saved_filters(connection, mine) == (first, second)
        assert saved_filters(connection, other) == ()
        assert not change_saved_filter(connection, other, first.id, name="丙")
        assert not remove_saved_filter(connection, other, first.id)
        assert change_saved_filter(connection, mine, first.id, query="[]")
        assert remove_saved_filter(connection, mine, second.id)
        assert not remove_saved_filter(connection, mine, second.id)
        assert saved_filters(connection, mine) == (replace(first, query="[]"),)


def test_a_name_stands_once_for_each_account(desk: Desk) -> None:
    row = SavedFilterRow(new_id(), "甲", "{}", desk.now)
    with desk.store.write() as connection:
        add_saved_filter(connection, desk.ids["unit"], row)
        add_saved_filter(connection, desk.ids["department-1"], replace(row, id=new_id()))
    with pytest.raises(Duplicate), desk.store.write() as connection:
        add_saved_filter(connection, desk.ids["unit"], replace(row, id=new_id()))


def test_thousands_of_organisations_are_named_at_once(desk: Desk) -> None:
    known = {desk.ids[code]: code for code in ("U1", "D1")}
    asked = [*known, *(new_id() for _ in range(5000))]
    with desk.store.read() as connection:
        assert codes_of(connection, asked) == known
        assert names_of(connection, asked) == {identity: f"机构{code}" for identity, code in known.items()}
