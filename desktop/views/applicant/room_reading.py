"""What the pages of 我的申报 show, each read at once."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.catalogue import Catalogue
from desktop.domain.self_check import Checked
from desktop.services import bindings, own_applications, reading, self_checks
from desktop.services.bindings import BindingRow, BindingState
from desktop.services.own_applications import OwnApplication
from desktop.services.reading import AnnouncedNotice
from desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Home:
    """The bound unit, the notices of a year, and the person's own applications."""

    binding: BindingRow | None
    notices: tuple[AnnouncedNotice, ...]
    own: tuple[OwnApplication, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """The conditions of a catalogue as they stand; without a catalogue there is nothing to apply to."""

    catalogue: Catalogue | None
    checked: tuple[Checked, ...]
    binding: BindingRow | None


def read_home(workspace: Workspace, year: int) -> Home:
    return Home(
        _standing(bindings.own_bindings(workspace)),
        reading.notices_of_year(workspace, year),
        own_applications.own_applications(workspace),
    )


def read_check(workspace: Workspace, notice_id: str, ticks: Collection[str]) -> Check:
    """For the notice that is wanted, "" for none in particular."""
    catalogue = self_checks.catalogue_to_check(workspace, notice_id)
    checked = () if catalogue is None else self_checks.own_self_check(workspace, catalogue, ticks)
    return Check(catalogue, checked, _standing(bindings.own_bindings(workspace)))


def _standing(rows: tuple[BindingRow, ...]) -> BindingRow | None:
    """What counts now: the open one, else a refusal that is the newest."""
    newest = rows[0] if rows else None
    shown = (BindingState.PENDING, BindingState.BOUND, BindingState.REFUSED)
    return newest if newest is not None and newest.state in shown else None
