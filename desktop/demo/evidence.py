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
from multiprocessing.process import BaseProcess

from desktop.demo.evidence_spec import EvidenceSpec
from desktop.store.interruption import heed

WORKERS = 2
_BATCH = 12
_HEED_SECONDS = 0.1
_BATCHES_AHEAD = 2 * WORKERS + 1


def render(specs: Iterable[EvidenceSpec], workers: int = WORKERS) -> Generator[tuple[EvidenceSpec, bytes], None, None]:
    """Each of `specs` with its file's bytes, in the same order; equal specs give equal bytes on every run.

    `specs` is read as the results are consumed, so that memory stays bounded for any number of them. Closing the
    generator early ends the processes.
    """
    batches = _batches(iter(specs))
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent)
    try:
        ahead: deque[tuple[tuple[EvidenceSpec, ...], Future[list[bytes]]]] = deque()
        for batch in islice(batches, _BATCHES_AHEAD):
            ahead.append((batch, pool.submit(_render_batch, batch)))
        while ahead:
            rendered, future = ahead.popleft()
            results = _awaited(future)
            for batch in islice(batches, 1):
                ahead.append((batch, pool.submit(_render_batch, batch)))
            yield from zip(rendered, results, strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _awaited(future: "Future[list[bytes]]") -> list[bytes]:
    """What comes of it, unless the demo is given up meanwhile. Raises `Interrupted` then."""
    while not wait([future], timeout=_HEED_SECONDS).done:
        heed()
    return future.result()


def _batches(specs: Iterator[EvidenceSpec]) -> Iterator[tuple[EvidenceSpec, ...]]:
    while batch := tuple(islice(specs, _BATCH)):
        yield batch


def _end_with_parent() -> None:
    """In a rendering process: a killed parent must not leave it waiting for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _render_batch(specs: tuple[EvidenceSpec, ...]) -> list[bytes]:
    # imported in the rendering process only
    from desktop.demo.evidence_sheets import render_one

    return [render_one(spec) for spec in specs]
