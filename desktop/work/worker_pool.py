"""A queue of jobs and the daemon threads that empty it. Knows no Qt; reports through a callable."""

import threading
from collections import deque
from collections.abc import Callable

from desktop.work.job import Job, Progress

# Called on the worker thread with news of a running job, or with the job when it is done.
Deliver = Callable[[Progress | Job], None]


class WorkerPool:
    """Runs jobs in order on `threads` daemon threads; a hanging job never keeps the program from ending."""

    def __init__(self, name: str, threads: int, deliver: Deliver) -> None:
        self._deliver = deliver
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        for number in range(threads):
            threading.Thread(target=self._work, name=f"{name}-{number + 1}", daemon=True).start()

    def put(self, job: Job, *, first: bool = False) -> None:
        """Queue a job, at the head when `first`."""
        with self._changed:
            if first:
                self._jobs.appendleft(job)
            else:
                self._jobs.append(job)
            self._changed.notify()

    def take_back(self, job: Job) -> bool:
        """Remove a job that no thread has begun; False when it is running or done."""
        with self._changed:
            if job not in self._jobs:
                return False
            self._jobs.remove(job)
            return True

    def close(self) -> None:
        """Drop the waiting jobs and let idle threads end; running jobs are not waited for."""
        with self._changed:
            self._closed = True
            self._jobs.clear()
            self._changed.notify_all()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self._run(job)
            del job  # a waiting thread keeps nothing alive

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            return None if self._closed else self._jobs.popleft()

    def _run(self, job: Job) -> None:
        number = job.number
        deliver = self._deliver

        def progress(done: int, total: int) -> None:
            deliver(Progress(number, done, total))

        job.run(progress)
        deliver(job)
