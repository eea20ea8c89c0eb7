"""Renders planned evidence to bytes, in processes of its own.

The processes import PyMuPDF and nothing of Qt; the caller's process imports neither through this module.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for

from desktop.demo.evidence_spec import EvidenceSpec
from desktop.store.interruption import heed

WORKERS = 2
_BATCH = 12
_HEED_SECONDS = 0.1
_BATCHES_AHEAD = 2 * WORKERS + 1


def render(specs: Iterable[EvidenceSpec], workers: int = WORKERS) -> Generator[tuple[EvidenceSpec, bytes], None, None]:
    """Each of `specs` with its file's bytes, in the same order; equal specs give equal bytes on every run.

    `specs` is read as the results are consumed, so that memory stays bounded for any number of them. Closing the
    generator early ends the processes at once.
    """
    batches = _batches(iter(specs))
    ahead: deque[tuple[tuple[EvidenceSpec, ...], Future[list[bytes]]]] = deque()
    context = multiprocessing.get_context("spawn")
    end, line = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_line, initargs=(end,))
    try:
        for batch in islice(batches, _BATCHES_AHEAD):
            ahead.append((batch, pool.submit(_render_batch, batch)))
        while ahead:
            rendered, future = ahead.popleft()
            results = _awaited(future)
            for batch in islice(batches, 1):
                ahead.append((batch, pool.submit(_render_batch, batch)))
            yield from zip(rendered, results, strict=True)
    finally:
        if ahead:  # nobody waits for what they are at
            line.close()
        pool.shutdown(cancel_futures=True)
        line.close()
        end.close()


def _awaited(future: "Future[list[bytes]]") -> list[bytes]:
    """What comes of it, unless the demo is given up meanwhile. Raises `Interrupted` then."""
    while not wait([future], timeout=_HEED_SECONDS).done:
        heed()
    return future.result()


def _batches(specs: Iterator[EvidenceSpec]) -> Iterator[tuple[EvidenceSpec, ...]]:
    while batch := tuple(islice(specs, _BATCH)):
        yield batch


def _end_with_line(end: Connection) -> None:
    """In a rendering process: whoever gives the work up closes the line, and so does the system when it is killed."""
    threading.Thread(target=_follow, args=(end,), daemon=True).start()


def _follow(end: Connection) -> None:
    wait_for([end])
    os._exit(1)


def _render_batch(specs: tuple[EvidenceSpec, ...]) -> list[bytes]:
    # imported in the rendering process only
    from desktop.demo.evidence_sheets import render_one

    return [render_one(spec) for spec in specs]
