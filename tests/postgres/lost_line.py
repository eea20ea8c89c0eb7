"""A person decides over a line that is cut at every place of the conversation, one after the other.

`python -m tests.postgres.lost_line` cuts at every single message, on each version of PostgreSQL that is installed.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.services.decisions import decide
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.details import decision_by_id, decisions
from desktop.store.records.identity import new_id
from tests.postgres.cutting_proxy import Cut, CuttingProxy, How, Side
from tests.postgres.programs import installed
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import make_logins, password_of, shared_workspace

RECORDED = "recorded"
NOT_RECORDED = UnavailableCode.NOT_RECORDED.value
MAYBE_RECORDED = UnavailableCode.MAYBE_RECORDED.value


class Untrue(AssertionError):
    """Somebody was told something else than what is on record."""


@dataclass
class Line:
    """Somebody at the unit's desk, at the other end of a line that can be cut; `desk` is the owner's view."""

    desk: Desk[SharedStore]
    proxy: CuttingProxy
    workspace: Workspace
    application: str
    request: DecisionRequest = field(default_factory=lambda: DecisionRequest(Action.PASS, 1, 0))
    decision_id: str = ""

    def turn_to_next(self) -> None:
        """To pass what lies at the desk, or to take that back: one application serves all cuts."""
        action = Action.PASS if self.desk.situation(self.application).place == "unit" else Action.WITHDRAW
        self.request = self.desk.request(self.application, action, comment="材料齐全。")
        self.decision_id = new_id()

    def decide(self, *, in_doubt: bool = False) -> str:
        """What the person is told: `recorded`, or why it was not."""
        sent = (self.workspace, self.application, self.request)
        try:
            outcome = decide(*sent, decision_id=self.decision_id, in_doubt=in_doubt)
        except Unavailable as unavailable:
            return unavailable.code.value
        if (outcome.decision.id, outcome.row.seq) != (self.decision_id, self.request.seq + 1):
            raise Untrue("another decision's outcome")
        return RECORDED

    def on_record(self) -> bool:
        """Whether the decision is. Nothing else may have taken its turn."""
        with self.desk.store.read() as connection:
            found = decision_by_id(connection, self.application, self.decision_id) is not None
            if len(decisions(connection, self.application)) != self.request.seq + found:
                raise Untrue("on record twice")
        return found


@contextmanager
def line_to(server: Server) -> Iterator[Line]:
    with server.own_roles(), shared_workspace(server) as desk:
        make_logins(desk, "unit")
        with (
            CuttingProxy(desk.store.address) as proxy,
            closing(SharedStore(proxy.address, "unit", password_of("unit"))) as store,
        ):
            yield Line(desk, proxy, Workspace(store, desk.account("unit"), lambda: desk.now), desk.file())


def cut_everywhere(line: Line, *, turns: bool, for_good: bool) -> "Counter[tuple[str, bool]]":
    """How often somebody was told what, and whether it was on record then.

    Raises `Untrue`. With `for_good` the server stays away until the person has been told; who is in doubt asks again
    while it is away, and once more when it is back.
    """
    found: Counter[tuple[str, bool]] = Counter()
    for side in Side:
        for how in How:
            for number in count(1):
                line.turn_to_next()
                line.proxy.arm(Cut(side, number, how, turns, for_good))
                told = line.decide()
                if told == MAYBE_RECORDED and line.decide(in_doubt=True) != MAYBE_RECORDED:
                    raise Untrue("the server is away, and somebody knows")
                if not line.proxy.disarm():
                    break  # the decision needed no more than that
                if for_good and told == RECORDED and how is not How.ARRIVED:
                    raise Untrue("the answer was lost for good, and somebody knows")
                recorded = line.on_record()
                found[told, recorded] += 1
                if told != MAYBE_RECORDED and (told == RECORDED) != recorded:
                    raise Untrue(f"{told} at parcel {number} from the {side.name.lower()}, {how.name.lower()}")
                if told == MAYBE_RECORDED and (line.decide(in_doubt=True) != RECORDED or not line.on_record()):
                    raise Untrue("back again, and not recorded")
    return found


def main() -> None:
    for version, programs in installed().items():
        with Server(programs) as server, line_to(server) as line:
            for for_good in (False, True):
                begun = time.perf_counter()
                found = cut_everywhere(line, turns=False, for_good=for_good)
                counted = ", ".join(
                    f"told {told} {number}, of which on record {found[told, True]}"
                    for told, number in sorted(Counter(told for told, _ in found.elements()).items())
                )
                back = "stays away" if for_good else "is back at once"
                sys.stdout.write(
                    f"PostgreSQL {version}, the server {back}: {found.total()} cuts, {counted}, "
                    f"{time.perf_counter() - begun:.0f} s\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
