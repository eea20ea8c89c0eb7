"""An applicant who has registered and is bound, a monotonic clock that stands until it is moved, and the conditions."""

from dataclasses import dataclass

from desktop.domain.document_types import IDENTITY_CARD
from desktop.services.registration import Registration, register
from desktop.services.workspace import Workspace
from tests.binding import bound
from tests.desk import PASSWORD, Desk

PERSON = Registration("沈砚秋", IDENTITY_CARD, "220104198203151211", "13800001111", "shen", PASSWORD)
MANUAL = frozenset({"ethics", "not_civil_servant", "no_discipline", "no_credit_sanction"})


@dataclass
class Stopwatch:
    """Seconds since nobody knows when, which no setting of a clock moves."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def bound_applicant(desk: Desk, watch: Stopwatch | None = None) -> Workspace:
    """沈砚秋's workspace; the unit has agreed."""
    register(desk.as_login("hr"), PERSON)
    bound(desk, "shen")
    workspace = desk.as_login("shen")
    workspace.monotonic = watch or Stopwatch()
    return workspace
