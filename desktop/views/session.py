"""What every page of one signed-in person shares. Built by bootstrap; pages take from it only what they need."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from desktop.domain.terms import Role
from desktop.preview.host import PreviewHost
from desktop.services.workspace import Workspace
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner

DECIDING = frozenset({Role.UNIT, Role.DEPARTMENT, Role.SECRETARY})
READING = DECIDING | {Role.MEMBER, Role.APPLICANT}


@dataclass(frozen=True, slots=True)
class Session:
    """One open workspace with everything the window works with; `settings` keeps sizes and columns, no records."""

    workspace: Workspace
    runner: BackgroundRunner
    preview: PreviewHost
    theme: Theme
    settings: QSettings

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(membership.role for membership in self.workspace.account.memberships)

    @property
    def reads_applications(self) -> bool:
        """Whether there can be anything in the applications table for this person."""
        return bool(self.roles & READING)

    @property
    def only_applies(self) -> bool:
        """Whether the person's own applications are all that they see."""
        return bool(self.roles & READING) and self.roles & READING <= {Role.APPLICANT}

    @property
    def decides(self) -> bool:
        """Whether applications can ever wait for this person's decision."""
        return bool(self.roles & DECIDING)

    @property
    def administers(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def audits(self) -> bool:
        return bool(self.roles & {Role.ADMINISTRATOR, Role.AUDITOR})
