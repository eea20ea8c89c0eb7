"""Every check on what people file is needed, as `test_every_check` shows it of the others."""

import pytest

from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.filing_attempts import CALLS, all_attempts
from tests.postgres.hostile.filings import Attempt, answer, prepare
from tests.postgres.hostile.mutations import mutations
from tests.postgres.hostile.test_every_check import undone
from tests.shared_postgres import PROGRAMS

REDUNDANT = {"draft_save, within: OR a.deleted_at": "who has deleted their application may no longer read it"}
"""Second walls, by how their names begin, and what stands before them."""
CALLED = {*CALLS, "application_file"}
OLDER = "SELECT talentdesk.upload_end()"


def is_noticed(siege: Siege, change: str, function: str) -> bool:
    """By the first attempt that is told something else than the rules say, among those that call the function."""
    with undone(siege) as connection:
        filing = prepare(connection, siege.furnished)
        connection.execute(change.encode())
        for attempt in all_attempts(filing):
            concerned = function not in CALLED or f"{function}(" in attempt.statement
            if concerned and answer(connection, attempt)[0] != attempt.expected:
                return True
    with undone(siege, isolation="REPEATABLE READ") as connection:
        connection.execute(change.encode())
        return answer(connection, Attempt("to an older state", "unit", OLDER))[0] != "isolation"


@pytest.mark.slow
@pytest.mark.parametrize("postgres_server", [max(PROGRAMS)], indirect=True)
def test_every_check_is_needed(siege: Siege) -> None:
    noticed = {
        name: is_noticed(siege, change, name.partition(":")[0].partition(",")[0])
        for name, change in mutations("uploads", "intents", "filing")
    }
    assert len(noticed) > 70
    assert not is_noticed(siege, "SELECT 1", "")
    redundant = tuple(REDUNDANT)
    assert [name for name, seen in noticed.items() if not seen and not name.startswith(redundant)] == []
    assert [name for name, seen in noticed.items() if seen and name.startswith(redundant)] == []
