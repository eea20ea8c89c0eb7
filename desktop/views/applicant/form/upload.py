"""What is known of an upload: how it stands, for its slot to show, and what it is to bring in."""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.catalogue import Slot
from desktop.domain.content import ApplicationContent, Attachment
from desktop.services.draft_files import SlotPlace, read_upload
from desktop.work.cancellation import Cancellation
from desktop.work.job import ProgressReport


@dataclass(frozen=True, slots=True)
class Upload:
    """One slot's upload as it stands: what is being done and how far, else why the last one was refused or that it was
    given up. `ending`: giving it up is on its way.
    """

    doing: str = ""
    done: int = 0
    total: int = 0
    ending: bool = False
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What is to become part of the form: a file of the disk or bytes, instead of what is `replaced`."""

    place: SlotPlace
    slot: Slot
    name: str
    source: Path | bytes
    replaced: tuple[Attachment, ...] = ()

    def read(self, content: ApplicationContent, progress: ProgressReport, cancellation: Cancellation) -> bytes:
        if isinstance(self.source, bytes):
            return self.source

        def step(done: int, total: int) -> None:
            cancellation.raise_if_requested()
            progress(done, total)

        return read_upload(content, self.place, self.source, self.slot, step)
