"""Every check on what people file is needed, as `test_every_check` shows it of the others."""

from typing import Any

import psycopg
import pytest

from tests.postgres.hostile.beside_attempts import beside_attempts
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.filing_attempts import CALLS, all_attempts
from tests.postgres.hostile.filings import Attempt, answer, prepare
from tests.postgres.hostile.mutations import mutations
from tests.postgres.hostile.self_check_attempts import self_check_attempts
from tests.postgres.hostile.test_every_check import undone
from tests.shared_postgres import NEWEST_ONLY

REDUNDANT = {
    "own_to_fill_in, within: OR a.deleted_at": "who has deleted their application may no longer read it",
    "application_delete: PERFORM require_own(identity)": "the trigger says so too, with the application locked",
}
"""Second walls, by how their names begin, and what stands before them."""
CALLED = {*CALLS, "application_file"}
UPLOAD, DISCLOSURE = "SELECT talentdesk.upload_end()", "SELECT talentdesk.form_disclose('x')"


def noticed_by(
    connection: psycopg.Connection[Any], attempts: list[Attempt], change: str, function: str = "", near: int = 0
) -> int | None:
    """The place of an attempt that is told something else than the rules say, among those that call the function."""
    with connection.transaction(force_rollback=True):
        connection.execute(change.encode())
        for place in sorted(range(len(attempts)), key=lambda place: abs(place - near)):
            attempt = attempts[place]
            called = function not in CALLED or f"{function}(" in attempt.statement
            if called and answer(connection, attempt)[0] != attempt.expected:
                return place
    return None


def unnoticed(
    connection: psycopg.Connection[Any], attempts: list[Attempt], checks: dict[str, str], *, by_call: bool = False
) -> list[str]:
    """The checks that no attempt notices the lack of: of each function, looked for from where the last was noticed."""
    unseen, near = [], 0
    for name, change in checks.items():
        function = name.partition(":")[0].partition(",")[0] if by_call else ""
        place = noticed_by(connection, attempts, change, function, near)
        if place is None:
            unseen.append(name)
        else:
            near = place
    assert noticed_by(connection, attempts, "SELECT 1") is None
    return unseen


def is_kept_to_an_older_state(siege: Siege, change: str, call: str) -> bool:
    with undone(siege, isolation="REPEATABLE READ") as connection:
        connection.execute(change.encode())
        return answer(connection, Attempt("to an older state", "unit", call))[0] != "isolation"


@pytest.mark.slow
@NEWEST_ONLY
def test_every_check_is_needed(siege: Siege) -> None:
    checks = dict(mutations("uploads", "intents", "filing", "drafts"))
    assert len(checks) > 70
    with undone(siege) as connection:
        attempts = sorted(all_attempts(prepare(connection, siege.furnished)), key=lambda one: len(one.statement))
        unseen = unnoticed(connection, attempts, checks, by_call=True)
    unseen = [name for name in unseen if not is_kept_to_an_older_state(siege, checks[name], UPLOAD)]
    assert [name for name in unseen if not name.startswith(tuple(REDUNDANT))] == []
    assert len(unseen) == len(REDUNDANT)


@pytest.mark.slow
@NEWEST_ONLY
def test_every_check_on_what_is_handed_in_by_or_for_an_applicant_is_needed(siege: Siege) -> None:
    with undone(siege) as connection:
        filing = prepare(connection, siege.furnished)
        attempts = sorted([*self_check_attempts(filing), *beside_attempts(filing)], key=lambda one: len(one.statement))
        checks = dict(mutations("self_checks", "beside"))
        assert len(checks) > 40
        unseen = unnoticed(connection, attempts, checks)
    unseen = [name for name in unseen if not is_kept_to_an_older_state(siege, checks[name], DISCLOSURE)]
    assert [name for name in unseen if not name.endswith("PERFORM require_filer();")] == []
