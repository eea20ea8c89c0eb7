import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.terms import MAX_LEVELS, Status, stages
from desktop.services.query_json import SEARCH_LENGTH, holds_identity_number, query_json, query_of_json
from desktop.services.rows import ApplicationQuery, ApplicationSort, Basket
from tests.strategies import identity_numbers, texts

UNIT = "0" * 8 + "-1111-4222-8333-" + "4" * 12
QUERY = ApplicationQuery(
    basket=Basket.TO_REVIEW,
    units=frozenset({UNIT}),
    statuses=frozenset({Status.SUBMITTED}),
    stages=frozenset({"department-2"}),
    classes=frozenset("BC"),
    year=2026,
    waiting_at_least=7,
    with_findings=False,
    service_types=frozenset({"晋升认定"}),
    search="光电 王",
    sort=ApplicationSort.DAYS_WAITING,
    descending=False,
)
queries = st.builds(
    ApplicationQuery,
    basket=st.sampled_from(Basket),
    units=st.frozensets(st.uuids().map(str), max_size=3),
    statuses=st.frozensets(st.sampled_from(Status)),
    stages=st.frozensets(st.sampled_from(stages(MAX_LEVELS))),
    classes=st.frozensets(st.sampled_from("ABCDE")),
    year=st.none() | st.integers(1, 9998),
    waiting_at_least=st.none() | st.integers(1, 36_500),
    with_findings=st.none() | st.booleans(),
    service_types=st.frozensets(texts(12), max_size=2),
    search=st.just("") | texts(SEARCH_LENGTH).filter(lambda text: not holds_identity_number(text)),
    sort=st.sampled_from(ApplicationSort),
    descending=st.booleans(),
)


def changed(**values: Any) -> str:
    return json.dumps(json.loads(query_json(QUERY)) | values)


@given(queries)
def test_every_query_comes_back_as_it_was(query: ApplicationQuery) -> None:
    assert query_of_json(query_json(query)) == query


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_what_is_no_query_is_none(text: str) -> None:
    assert query_of_json(text) is None


@pytest.mark.parametrize(
    "text",
    [
        changed(version=2),
        changed(version=True),
        changed(county="2201"),
        json.dumps({key: value for key, value in json.loads(query_json(QUERY)).items() if key != "year"}),
        query_json(QUERY).replace('"year":2026', '"year":2026,"year":2025'),
        changed(basket="later"),
        changed(statuses=["submitted", "suspended"]),
        changed(statuses="submitted"),
        changed(stages=["department-6"]),
        changed(stages=[["unit"]]),
        changed(units=["short"]),
        changed(units=[{}]),
        changed(classes=[""]),
        changed(year="2026"),
        changed(year=True),
        changed(year=9999),
        changed(waiting_at_least=0),
        changed(with_findings=1),
        changed(search=None),
        changed(search="a\u202eb"),
        changed(search="字" * (SEARCH_LENGTH + 1)),
        changed(search="11010519491231002X"),
        changed(sort=None),
        changed(sort="colour"),
        changed(descending="no"),
        "[" * 100_000,
        "",
    ],
)
def test_a_query_that_is_not_understood_whole_is_not_guessed_at(text: str) -> None:
    assert query_of_json(text) is None


@given(
    identity_numbers(), st.sampled_from(["{0}", "王 {0}", "王{0}李", " {0} 王", "{1} {2} {3}", "王 {1}-{2} {3}", "{4}"])
)
def test_a_full_identity_number_is_seen_however_it_is_typed(number: str, form: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number.lower())
    assert holds_identity_number(form.format(number, number[:6], number[6:14], number[14:], wide))


@pytest.mark.parametrize(
    "text",
    ["", "王建国", "2025-2201-003127 13844012345", "91350100M000100Y43", "9131000063159284XQ", "1101051949123100"],
)
def test_what_people_search_for_is_no_identity_number(text: str) -> None:
    assert not holds_identity_number(text)
