"""What the sign-in needs done; bootstrap gives the real thing. All but `demo_logins` are called off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.demo_logins import DemoLogins
from desktop.services.places import Place

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SignInServices:
    """`open(place, login, password)` and `open_newest_backup`, of a local one, give a `Workspace` or raise.

    `make_demo(location, progress)` makes the demo workspace. `explain(error)` is the sentence for an error, and
    `is_damaged(error)` whether a backup could help; neither may raise. `recover(place, code, login, new password)`
    gives an account a new password by one of its recovery codes or the sheet of a local workspace, or raises.
    """

    open: "Callable[[Place, str, str], Workspace]"
    open_newest_backup: "Callable[[Path, str, str], Workspace]"
    make_demo: Callable[[Path, Callable[[int, int], None]], None]
    demo_logins: Callable[[Path], DemoLogins | None]
    explain: Callable[[Exception], str]
    is_damaged: Callable[[Exception], bool]
    recover: Callable[[Place, str, str, str], None]
