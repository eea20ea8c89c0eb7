"""Fails a test that logs a warning or worse, from whatever thread, unless the test says that it expects it.

The plugin `tests/conftest.py` brings into every run; the fixture `expect_log` announces an expected message.
"""

import logging
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

import pytest

T = TypeVar("T")
ExpectLog = Callable[..., AbstractContextManager[None]]


class LogWatch(logging.Handler):
    """Keeps the records from WARNING up that nobody has expected yet."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.unexpected.append(record)

    @contextmanager
    def expect(self, pattern: str, *, logger: str = "", level: int = logging.WARNING) -> Iterator[None]:
        """The block logs at least one message that `pattern` is found in, at `level`, at `logger` or below it."""
        before = len(self.unexpected)
        yield
        inside = self.unexpected[before:]
        met = [record for record in inside if self._meets(record, pattern, logger, level)]
        if not met:
            logged = "".join(f"\n  {_shown(record)}" for record in inside) or " nothing"
            pytest.fail(f"no {logging.getLevelName(level)} that matches {pattern!r} was logged, but{logged}")
        self.unexpected = [record for record in self.unexpected if record not in met]

    @staticmethod
    def _meets(record: logging.LogRecord, pattern: str, logger: str, level: int) -> bool:
        at_logger = not logger or record.name == logger or record.name.startswith(f"{logger}.")
        return at_logger and record.levelno == level and re.search(pattern, record.getMessage()) is not None

    def complain(self) -> None:
        """Fails if something unexpected was logged since the last complaint."""
        unexpected, self.unexpected = self.unexpected, []
        if unexpected:
            pytest.fail("unexpectedly logged:" + "".join(f"\n  {_shown(record)}" for record in unexpected))


def _shown(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    cause = f" ({error!r})" if error else ""
    return f"{record.levelname} {record.name} {record.pathname}:{record.lineno}: {record.getMessage()}{cause}"


WATCH = pytest.StashKey[LogWatch]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, T, T]:
    watch = item.stash[WATCH] = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    try:
        return (yield)
    finally:
        root.removeHandler(watch)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, T, T]:
    watch = item.stash[WATCH]
    try:
        result = yield
    except BaseException:
        # The test has failed already, and pytest shows what was logged.
        watch.unexpected.clear()
        raise
    watch.complain()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, T, T]:
    result = yield
    item.stash[WATCH].complain()
    return result


@pytest.fixture
def expect_log(request: pytest.FixtureRequest) -> ExpectLog:
    """`with expect_log("disk full", logger="desktop.store"): …`: fails too if the message does not come."""
    watch: LogWatch = request.node.stash[WATCH]
    return watch.expect
