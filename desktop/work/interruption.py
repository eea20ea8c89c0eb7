"""What a cancellation does to a callable that is in a store: the running statement ends, and nothing of it is kept."""

import contextlib
from collections.abc import Iterator

from desktop.services.interruption import Interrupt, Interrupted, ended_by
from desktop.work.cancellation import Cancellation


@contextlib.contextmanager
def ended_with(cancellation: Cancellation) -> Iterator[None]:
    """What is read and written in the block ends with the cancellation. Raises `CancelledError` then."""
    interrupt = Interrupt()
    cancellation.on_request(interrupt.cancel)
    try:
        with ended_by(interrupt):
            yield
    except Interrupted as stopped:
        cancellation.raise_if_requested()
        raise stopped
