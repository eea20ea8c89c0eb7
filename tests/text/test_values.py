"""Field values in words."""

import pytest

from desktop.domain.content import JsonScalar
from desktop.text.values import field_text, money_text, when_text
from tests.demo.sample import sample_catalogue


@pytest.mark.parametrize(
    ("section", "field", "value", "text"),
    [
        ("work", "end", None, "至今"),
        ("basic", "email", None, "—"),
        ("basic", "standard", "C-03", "C-03 省部级科学技术奖二等奖主要完成人（前五名）"),
        ("basic", "standard", "Z-99", "Z-99"),
        ("basic", "current_class", "D", "D 省域拔尖人才"),
        ("enterprise", "revenue", "1234567.5", "1,234,567.5 元"),
    ],
)
def test_a_value_reads_as_the_catalogue_says(section: str, field: str, value: JsonScalar, text: str) -> None:
    catalogue = sample_catalogue()
    assert field_text(catalogue.section(section).field(field), value, catalogue) == text


def test_what_is_no_amount_stays_as_it_is() -> None:
    assert money_text("约三百万") == "约三百万"


def test_a_period_without_an_end_lasts_until_today() -> None:
    work = sample_catalogue().section("work")
    assert when_text(work, {"start": "2019-10"}) == "2019.10–至今"
    assert when_text(work, {"start": "2014-07", "end": "2019-09"}) == "2014.07–2019.09"
    assert when_text(work, {}) == ""


def test_a_record_without_a_period_is_dated_by_its_first_day() -> None:
    assert when_text(sample_catalogue().section("honors"), {"date": "2014-03-09"}) == "2014.03"
