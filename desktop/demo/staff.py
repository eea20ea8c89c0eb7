"""The accounts of a demo workspace, each acting at its own desk and at the time the plan says."""

from collections.abc import Mapping
from datetime import datetime

from desktop.demo.organisations import DESK_OF_ORGANISATION, SECRETARY, DemoUnit, route_of
from desktop.domain.terms import UNIT_STAGE, Role
from desktop.services.accounts import accounts
from desktop.services.workspace import Workspace


class StageClock:
    """A clock that stands where the play is."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


class Staff:
    """Signed-in workspaces by login, all on one open store and one clock."""

    def __init__(self, administrator: Workspace, clock: StageClock) -> None:
        self.clock = clock
        self._workspaces: Mapping[str, Workspace] = {
            account.login: Workspace(administrator.store, account, clock) for account in accounts(administrator)
        }

    def as_login(self, login: str) -> Workspace:
        """The workspace as that account sees it."""
        return self._workspaces[login]

    def at_desk(self, desk: str, unit: DemoUnit) -> Workspace:
        """The workspace of whoever sits at `desk` for an application of `unit`."""
        if desk == UNIT_STAGE:
            return self.as_login(DESK_OF_ORGANISATION[unit.code])
        if desk == Role.SECRETARY:
            return self.as_login(SECRETARY)
        level = int(desk.removeprefix("department-"))
        return self.as_login(DESK_OF_ORGANISATION[route_of(unit)[level - 1]])
