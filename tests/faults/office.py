"""The workspace that every fault strikes, copied for each, and how it is looked over afterwards."""

import io
import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.command_line import listing_sheet
from desktop.command_line.commands import build_parser
from desktop.command_line.signing_in import Session
from desktop.domain.terms import Action
from desktop.services.applications import application_detail, find_application, list_applications
from desktop.services.workspace import Workspace, open_workspace
from desktop.store import audit
from desktop.store.integrity import verify_data
from desktop.store.rows import ApplicationDetail, ApplicationQuery
from tests.desk import NOW, PASSWORD, Desk, DeskClock, make_desk
from tests.dossiers import PDF, WrittenDossier, another_person, sample_dossier

APPLICATIONS: Final = tuple(f"app-{number}" for number in range(6))
_EVIDENCE_BYTES: Final = 40_000


def make_office(folder: Path) -> Path:
    """A closed workspace with applications at the unit's desk, each with two decisions behind it."""
    make_desk(folder / "office")
    (folder / "papers").mkdir()
    desk = Desk(folder / "office", folder / "papers")
    for number, reference in enumerate(APPLICATIONS):
        assert desk.bring(heavy_dossier(reference, number)).problem is None
        desk.act("hr", Action.PASS, reference, comment="材料齐全。")
        desk.act("hr", Action.WITHDRAW, reference, comment="还要再看一遍。")
    desk.close()
    return folder / "office"


def heavy_dossier(reference: str, person: int, size: int = _EVIDENCE_BYTES) -> WrittenDossier:
    """A dossier whose evidence reaches over many pages; `person` below 500."""
    dossier = sample_dossier(reference, document_number=another_person(person), name=f"第{person:03}人")
    dossier.attach("education", "certificate", PDF + random.Random(person).randbytes(size), "e1")
    return dossier


def write_dossiers(folder: Path, count: int, *, first: int = 100, size: int = _EVIDENCE_BYTES) -> list[Path]:
    """Dossiers `new-<number>` of people of their own, as files."""
    folder.mkdir()
    numbers = range(first, first + count)
    return [heavy_dossier(f"new-{number}", number, size).to_zip(folder / f"new-{number}.zip") for number in numbers]


def copy_office(template: Path, target: Path) -> Path:
    """A copy in place of whatever was there."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(template, target))


@contextmanager
def signed_in(location: Path, login: str = "hr", at: datetime = NOW, password: str = PASSWORD) -> Iterator[Workspace]:
    """The workspace opened for a login, with a clock that stands at `at`."""
    with closing(open_workspace(location, login, password, clock=DeskClock(at))) as workspace:
        yield workspace


def export_list(workspace: Workspace, file: Path) -> None:
    """As `talentdesk list --excel` does once somebody has signed in. Raises what `ListExport.run` raises."""
    words = ["list", "--store", str(workspace.location), "--as", workspace.account.login, "--excel", str(file)]
    session = Session(build_parser().parse_args(words), workspace.clock)
    with redirect_stdout(io.StringIO()):
        listing_sheet.export_list(session, workspace, ApplicationQuery())


def detail_of(workspace: Workspace, reference: str) -> ApplicationDetail:
    return application_detail(workspace, find_application(workspace, reference))


def decisions_on_record(workspace: Workspace, references: Iterable[str] = APPLICATIONS) -> Counter[str]:
    """How often each decision's id is there; a gap in the order of an application's decisions is an error."""
    found: Counter[str] = Counter()
    for reference in references:
        decisions = detail_of(workspace, reference).decisions
        if sorted(row.seq for row in decisions) != list(range(len(decisions))):
            raise AssertionError(f"{reference} has decisions {[row.seq for row in decisions]}")
        found.update(row.id for row in decisions)
    return found


def dossiers_on_record(workspace: Workspace) -> Counter[str]:
    """How often each application's key is there."""
    return Counter(row.application for row in list_applications(workspace, ApplicationQuery()))


def unsound(workspace: Workspace) -> Sequence[str]:
    """What is wrong with the chains, the pages, the indexes or the references; empty where nothing is."""
    with workspace.store.read() as connection:
        broken = [f"{link.chain} {link.position} {link.reason}" for link in audit.verify(connection).broken]
    return [*broken, *verify_data(workspace.local.files.data, workspace.local.key)]
