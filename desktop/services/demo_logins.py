"""The logins of a demo workspace, written beside it so that the sign-in can offer them. Never of a real workspace."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.domain.terms import Role

_FILE = "demo.json"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One account of the demo: what to type, and who that is."""

    login: str
    name: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """All accounts of a demo workspace and their one password."""

    password: str
    logins: tuple[DemoLogin, ...]


def write_demo_logins(location: Path, logins: DemoLogins) -> None:
    """Put the list beside the workspace's files."""
    (location / _FILE).write_text(json.dumps(asdict(logins), ensure_ascii=False, indent=1), encoding="utf-8")


def read_demo_logins(location: Path) -> DemoLogins | None:
    """The logins of the demo at `location`; None where it is no demo, or the list is missing or not readable."""
    try:
        found = json.loads((location / _FILE).read_text(encoding="utf-8"))
        logins = tuple(
            DemoLogin(entry["login"], entry["name"], Role(entry["role"]), entry["place"]) for entry in found["logins"]
        )
        return DemoLogins(found["password"], logins)
    except (OSError, ValueError, KeyError, TypeError):
        return None
