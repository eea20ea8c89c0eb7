import hashlib
import tracemalloc
from collections.abc import Iterator

import pytest

from desktop.demo.multitude import Multitude
from desktop.demo.plan import plan
from desktop.demo.province import province_units
from desktop.demo.repeated_evidence import RepeatedEvidence, StoredFile
from desktop.demo.rounds import rounds
from desktop.domain.validation import History
from desktop.services.bulk_filing import BulkApplication
from tests.demo.sample import TODAY, sample_catalogue

pytestmark = pytest.mark.slow


def evidence() -> RepeatedEvidence:
    specs = plan(1, TODAY, 30, sample_catalogue()).evidence()
    return RepeatedEvidence({spec: StoredFile(hashlib.sha256(repr(spec).encode()).hexdigest(), 9) for spec in specs})


def applications(count: int, *, years: int = 6, seed: int = 1) -> Iterator[BulkApplication]:
    lately = rounds(TODAY, sample_catalogue().key, count)[-years:]
    multitude = Multitude(seed, sample_catalogue(), lately, province_units(seed, 40_000), 10)
    return multitude.applications(evidence(), lambda number: History())


def test_the_same_seed_and_day_give_the_same_applications_and_others_do_not() -> None:
    first, again = (list(applications(200)) for _ in range(2))
    assert first == again
    assert len({one.key for one in first}) == 200
    assert list(applications(200, seed=2)) != first


def test_nobody_files_twice_under_a_notice_and_some_come_again_under_a_later_one() -> None:
    people = [(one.submissions[-1].document_number, one.notice) for one in applications(1_200)]
    assert len(set(people)) == len(people)
    assert 0 < len(people) - len({number for number, _ in people}) < len(people) / 5


def test_applications_are_made_one_at_a_time() -> None:
    coming = applications(20_000, years=1)
    next(coming)  # with the templates
    tracemalloc.start()
    try:
        size = sum(len(one.submissions[0].content) for one, _ in zip(coming, range(6_000), strict=False))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 20_000_000
    assert peak < 4_000_000
