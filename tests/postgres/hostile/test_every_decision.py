"""Every kind of login × every place × every action × every desk: the domain's answer, or that there is nothing."""

from collections import Counter

import pytest

from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import LOGINS, PLACES
from tests.postgres.hostile.requests import attempts


@pytest.mark.parametrize("login", LOGINS)
def test_a_login_decides_only_what_the_domain_lets_it(siege: Siege, login: str) -> None:
    asked = [attempt for place in PLACES for attempt in attempts(siege.furnished, login, place)]
    answers = siege.attackers.decide_all(login, [attempt.row for attempt in asked])
    wrong = [
        f"{attempt}: {answer.code} ({answer.message}) instead of {attempt.expected}"
        for attempt, answer in zip(asked, answers, strict=True)
        if answer.code != attempt.expected
    ]
    assert wrong == []


def test_the_cases_are_of_every_kind(siege: Siege) -> None:
    found = Counter(
        attempt.expected for login in LOGINS for place in PLACES for attempt in attempts(siege.furnished, login, place)
    )
    assert found["not_found"] > 300
    assert found["not_allowed"] > 300
    assert found["done"] > 20
    asked_last = {"not_last_decision", "applicant_has_changed", "withdrawal_too_late", "correction_not_overdue"}
    assert {"deleted", *asked_last} <= found.keys()
