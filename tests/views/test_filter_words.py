import pytest

from desktop.domain.terms import Status
from desktop.services.rows import ApplicationQuery, Basket
from desktop.services.saved_filters import NAME_LENGTH
from desktop.views.applications.filter_words import sentence_of, suggested_name

UNITS = {"u1": "北湖光电研究院", "u2": "松江新材料", "u3": "双阳区人民医院"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (ApplicationQuery(), ""),
        (ApplicationQuery(waiting_at_least=7, basket=Basket.TO_REVIEW), "停留满 7 天 · 待我审核"),
        (ApplicationQuery(service_types=frozenset({"晋升认定"}), classes=frozenset("BA")), "A、B 类 · 晋升认定"),
        (ApplicationQuery(units=frozenset({"u1"}), year=2026), "北湖光电研究院 · 2026 年度"),
        (ApplicationQuery(units=frozenset(UNITS)), "北湖光电研究院等 3 个单位"),
        (ApplicationQuery(units=frozenset({"gone"})), "其他单位"),
        (ApplicationQuery(statuses=frozenset({Status.RETURNED}), with_findings=True), "被退回 · 校验有问题"),
        (ApplicationQuery(stages=frozenset({"department-2"}), with_findings=False), "部门二审 · 校验通过"),
        (ApplicationQuery(search="光电 王"), "“光电 王”"),
    ],
)
def test_a_query_is_told_in_few_words(query: ApplicationQuery, words: str) -> None:
    assert sentence_of(query, UNITS) == words
    assert suggested_name(query, UNITS, ()) == words


def test_a_suggested_name_fits_and_is_nobody_elses() -> None:
    long = ApplicationQuery(units=frozenset(UNITS), statuses=frozenset(Status), classes=frozenset("ABCDE"), year=2026)
    name = suggested_name(long, UNITS, ())
    assert name == "北湖光电研究院等 3 个单位"
    second = suggested_name(long, UNITS, (name,))
    assert second == f"{name} 2"
    assert suggested_name(long, UNITS, (name, second)) == f"{name} 3"
    wordy = suggested_name(ApplicationQuery(search="字" * 80), UNITS, ())
    assert len(wordy) <= NAME_LENGTH
    assert len(suggested_name(ApplicationQuery(search="字" * 80), UNITS, (wordy,))) <= NAME_LENGTH


def test_an_identity_number_is_not_suggested() -> None:
    query = ApplicationQuery(search="11010519491231002X", classes=frozenset("C"))
    assert suggested_name(query, UNITS, ()) == "C 类"
