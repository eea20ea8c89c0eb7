"""Validation as a whole: pure, total, in a fixed order, and every code can come about."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.content import ApplicationContent, JsonScalar
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.shape import check_shape
from desktop.domain.validation import History, validate
from tests.domain.applications import TODAY, application, attachment, findings, job, sample_catalogue, study
from tests.strategies import contents, dossier_parts

CATALOGUE = sample_catalogue()

_scalars: st.SearchStrategy[JsonScalar] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["\ud800", "\0"])
)
_days = st.dates() | st.sampled_from([date.min, date.max])
_histories = st.builds(History, st.none() | _days, st.none() | _days)


@given(contents(CATALOGUE), _days, _histories)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_has_the_right_shape_can_be_validated(
    content: ApplicationContent, today: date, history: History
) -> None:
    assert check_shape(*dossier_parts(content), CATALOGUE) == ()
    for finding in validate(content, CATALOGUE, today, history):
        assert Finding.from_json(json.loads(json.dumps(finding.to_json()))) == finding


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_drafts_of_any_values_can_be_validated_too(data: st.DataObject) -> None:
    sections = {}
    for section in CATALOGUE.sections:
        keys = st.sampled_from(["id", "stray", *section.fields_by_key])
        sections[section.key] = tuple(data.draw(st.lists(st.dictionaries(keys, _scalars, max_size=6), max_size=2)))
    content = ApplicationContent(data.draw(st.text(max_size=20)), sections, ())
    validate(content, CATALOGUE, data.draw(_days), data.draw(_histories))


@given(contents(CATALOGUE), st.randoms())
def test_the_order_follows_the_catalogue_whatever_order_things_are_listed_in(
    content: ApplicationContent, order: random.Random
) -> None:
    shuffled = list(content.attachments)
    order.shuffle(shuffled)
    sections = dict(order.sample(list(content.sections.items()), len(content.sections)))
    once = validate(content, CATALOGUE, TODAY, History())
    again = validate(replace(content, sections=sections, attachments=tuple(shuffled)), CATALOGUE, TODAY, History())
    assert once == again
    places = [list(CATALOGUE.sections_by_key).index(item.section) for item in once]
    assert places == sorted(places)


def test_records_come_in_their_own_order_and_fields_in_the_catalogues() -> None:
    bare = {"id": "z"}, {"id": "a"}
    found = [item for item in findings(application(sections={"work": bare})) if item.section == "work"]
    assert [(item.record, item.field) for item in found] == [
        ("z", "start"),
        ("z", "employer"),
        ("z", "post"),
        ("a", "start"),
        ("a", "employer"),
        ("a", "post"),
    ]


def test_every_code_can_come_about() -> None:
    today = date(2030, 1, 1)
    faulty = (
        ApplicationContent("", {"hobbies": ({"id": "1"},)}, ()),
        application({"name": "\0", "sex": "?", "birth_date": "?", "months_per_year": "?", "standard": "?"}, unit="x"),
        application({"employment_form": "柔性引进", "months_per_year": 0, "position": "长" * 101}),
        application({"document_number": "220104198203151219", "birth_date": "1983-03-15", "sex": "女"}),
        application({"birth_date": "1940-01-01", "contract_end": "2023-02-01"}),
        application({"contract_end": "2000-01-01", "service_type": "晋升认定", "current_class": "B"}),
        application({"service_type": "晋升认定", "current_class": "D", "current_class_date": "2029-01-01"}),
        application(sections={"achievements": ({"text": "一"}, {"text": "二"})}),
        application(sections={"education": (study(end="2031-01"),), "work": (job(start="2005-01"),)}),
        application(attachments=tuple(attachment("materials", "contract", name=f"{number}") for number in range(6))),
        application(attachments=(attachment("materials", "other", size=2**30), attachment("basic", "portrait"))),
    )
    codes = {item.code for content in faulty for item in findings(content, today=today)}
    assert codes == set(FindingCode)


@given(st.integers(0, 4000))
def test_a_faultless_application_stays_so_until_age_or_contract_matters(days: int) -> None:
    # the applicant turns 61 in March 2043; nothing else in the application depends on the day
    assert findings(application(), today=TODAY + timedelta(days=days)) == ()
