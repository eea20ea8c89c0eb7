"""A real workspace with its people, made once by the services themselves and copied for every test that wants one."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, literal, select, table, text, union_all

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Role
from desktop.services.accounts import add_person
from desktop.services.applications import application_detail, find_application
from desktop.services.catalogues import activate_catalogue
from desktop.services.decisions import DecisionOutcome, decide
from desktop.services.dossiers import DossierResult, import_dossier
from desktop.services.notices import import_notice
from desktop.services.organisations import import_organisations
from desktop.services.workspace import Workspace, create_workspace, open_workspace
from desktop.store.key_slots import Derivation
from desktop.store.rows import ApplicationDetail
from resources import ROOT
from tests.dossiers import OTHER_UNIT, UNIT, WrittenDossier

CATALOGUE_FILE: Final = ROOT / "catalogue" / "jilin-2024.toml"
QUICK: Final = Derivation(memory_kib=8 * 1024, iterations=1, lanes=1)
PASSWORD: Final = "密码 password"
NOW: Final = datetime(2024, 8, 20, 1, 0, tzinfo=UTC)

UNITS_CSV: Final = f"""code,name,parent,kind
{UNIT},长春光电研究院,2201,unit
2201,长春市人社局,22,department
22,吉林省人社厅,,department
{OTHER_UNIT},吉林化工研究院,2202,unit
2202,吉林市人社局,22,department
33,外省人社厅,,department
"""
NOTICE_TOML: Final = """
key = "2024-01"
title = "2024 年度人才分类定级认定申报通知"
text = "请于规定时间内申报。"
opens = 2024-07-01T00:00:00+08:00
closes = 2024-09-30T23:59:59+08:00
catalogue = "jilin-2024"
issuer = "22"
reading_seconds = 30
"""
PEOPLE: Final = (
    ("hr", (Role.UNIT,), UNIT),
    ("hr2", (Role.UNIT,), OTHER_UNIT),
    ("city", (Role.DEPARTMENT,), "2201"),
    ("city2", (Role.DEPARTMENT,), "2202"),
    ("province", (Role.DEPARTMENT,), "22"),
    ("elsewhere", (Role.DEPARTMENT,), "33"),
    ("secretary", (Role.SECRETARY,), "22"),
    ("member", (Role.MEMBER,), "22"),
    ("auditor", (Role.AUDITOR,), None),
)


@dataclass
class DeskClock:
    """A clock that stands until it is moved."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def tick(self, **step: float) -> None:
        self.moment += timedelta(**(step or {"minutes": 1}))


@dataclass
class Desk:
    """One test's copy of the workspace, opened for as many accounts as the test asks for."""

    location: Path
    folder: Path
    """For the test's own files."""
    clock: DeskClock = field(default_factory=DeskClock)
    _open: dict[str, Workspace] = field(default_factory=dict)
    _closing: ExitStack = field(default_factory=ExitStack)
    _written: int = 0

    def as_login(self, login: str) -> Workspace:
        if login not in self._open:
            workspace = open_workspace(self.location, login, PASSWORD, clock=self.clock)
            workspace.derivation = QUICK
            self._open[login] = workspace
            self._closing.callback(workspace.close)
        return self._open[login]

    def bring(self, dossier: WrittenDossier, login: str = "hr") -> DossierResult:
        """Imports a dossier, written as a folder."""
        self._written += 1
        folder = dossier.to_folder(self.folder / f"dossier-{self._written}")
        return import_dossier(self.as_login(login), folder)

    def detail(self, login: str, reference: str = "app-1") -> ApplicationDetail:
        workspace = self.as_login(login)
        return application_detail(workspace, find_application(workspace, reference))

    def act(self, login: str, action: Action, reference: str = "app-1", **request: Any) -> DecisionOutcome:
        """A decision on the application as it stands, a minute later."""
        self.clock.tick()
        row = self.detail(login, reference).row
        current = DecisionRequest(action, row.submission, row.seq)
        return decide(self.as_login(login), row.id, replace(current, **request))

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        """A connection that may read and change every table."""
        with self.as_login("admin").store.write() as connection:
            yield connection

    def is_now(self, moment: datetime | None) -> bool:
        """Whether something is recorded as of this moment."""
        return moment == self.clock()

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.as_login("admin").store.read() as connection:
            names = connection.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            )
            each = (select(literal(name), func.count()).select_from(table(name)) for name in names)
            return dict(map(tuple, connection.execute(union_all(*each))))

    def close(self) -> None:
        self._closing.close()


def make_desk(location: Path) -> None:
    """A workspace with units, people, catalogue and notice, and no application."""
    clock = DeskClock()
    create_workspace(location, "admin", PASSWORD, clock=clock, derivation=QUICK)
    scratch = location.with_name(f"{location.name}-scratch")
    scratch.mkdir()
    (scratch / "units.csv").write_text(UNITS_CSV, encoding="utf-8")
    (scratch / "notice.toml").write_text(NOTICE_TOML, encoding="utf-8")
    desk = Desk(location, scratch, clock)
    administrator = desk.as_login("admin")
    report = import_organisations(administrator, scratch / "units.csv")
    assert not report.refused
    for login, roles, organisation in PEOPLE:
        add_person(administrator, login, PASSWORD, roles, organisation)
    activate_catalogue(administrator, CATALOGUE_FILE.read_text(encoding="utf-8"), CATALOGUE_FILE.name)
    import_notice(desk.as_login("province"), scratch / "notice.toml")
    desk.close()


def copied_desk(template: Path, folder: Path) -> Iterator[Desk]:
    """A copy of the workspace at `template`, closed at the end."""
    shutil.copytree(template, folder / "workspace")
    desk = Desk(folder / "workspace", folder)
    yield desk
    desk.close()
