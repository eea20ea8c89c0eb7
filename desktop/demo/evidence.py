"""Renders planned evidence to bytes, in processes of its own.

The processes import PyMuPDF and nothing of Qt; the caller's process imports neither through this module.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import cycle, islice

from desktop.demo.evidence_process import EvidenceProcess
from desktop.demo.evidence_spec import EvidenceSpec

WORKERS = 2
_BATCH = 12
_BATCHES_AHEAD = 2  # of each process: one that it draws, one that waits for it


def render(specs: Iterable[EvidenceSpec], workers: int = WORKERS) -> Generator[tuple[EvidenceSpec, bytes], None, None]:
    """Each of `specs` with its file's bytes, in the same order; equal specs give equal bytes on every run.

    `specs` is read as the results are consumed, so that memory stays bounded for any number of them. Closing the
    generator early ends the processes at once. Raises `ChildProcessError` where one of them ends by itself.
    """
    processes = [EvidenceProcess() for _ in range(workers)]
    try:
        given = zip(cycle(processes), _batches(iter(specs)), strict=False)
        ahead: deque[tuple[EvidenceProcess, tuple[EvidenceSpec, ...]]] = deque()

        def give(count: int) -> None:
            for process, batch in islice(given, count):
                process.ask(batch)
                ahead.append((process, batch))

        give(_BATCHES_AHEAD * workers)
        while ahead:
            process, batch = ahead.popleft()
            drawn = process.answer()
            give(1)
            yield from zip(batch, drawn, strict=True)
    finally:
        for process in processes:
            process.end()


def _batches(specs: Iterator[EvidenceSpec]) -> Iterator[tuple[EvidenceSpec, ...]]:
    while batch := tuple(islice(specs, _BATCH)):
        yield batch
