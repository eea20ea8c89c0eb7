"""The filter's program, run here step by step as the kernel would, for both processors."""

import os
import struct
from errno import EACCES, ENOSYS

import pytest

from desktop.preview.system_call_filter import ARCHITECTURES, Architecture, filter_program
from desktop.preview.system_calls import ALLOWED, DEADLY, NEWEST_KNOWN, TOWARDS_ITSELF, WITHOUT_CODE, Numbers

ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSE, UNKNOWN = 0x50000 | EACCES, 0x50000 | ENOSYS
PROCESS = 4711
I386 = 0x40000003

pytestmark = pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=ARCHITECTURES)


def verdict(architecture: Architecture, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the kernel is told of a call; only the instructions the filter uses are known here."""
    padded = (*arguments, *[0] * (6 - len(arguments)))
    call = struct.pack("<IIQ6Q", number, architecture.audit if audit is None else audit, 0, *padded)
    program = [struct.unpack("=HBBI", step) for step in filter_program(architecture, PROCESS)]
    at, word = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        match code:
            case 0x20:
                word = int.from_bytes(call[value : value + 4], "little")
            case 0x06:
                return int(value)
            case _:
                holds = {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}[code]
                at += if_true if holds else if_false


def numbers(architecture: Architecture, calls: dict[str, Numbers]) -> list[int]:
    return [number for call in calls.values() if (number := architecture.number(call)) is not None]


def test_what_stands_in_a_table_is_answered_by_it(architecture: Architecture) -> None:
    assert {verdict(architecture, number) for number in numbers(architecture, ALLOWED)} == {ALLOW}
    assert {verdict(architecture, number) for number in numbers(architecture, DEADLY)} == {KILL}


def test_everything_else_is_refused_and_what_is_newer_than_the_filter_does_not_exist(
    architecture: Architecture,
) -> None:
    tables = (ALLOWED, DEADLY, WITHOUT_CODE, TOWARDS_ITSELF)
    named = {number for table in tables for number in numbers(architecture, table)}
    others = set(range(NEWEST_KNOWN + 1)) - named
    assert len(others) > 300
    assert {verdict(architecture, number) for number in others} == {REFUSE}
    assert verdict(architecture, NEWEST_KNOWN + 1) == UNKNOWN


def test_memory_may_be_had_but_not_with_code_in_it(architecture: Architecture) -> None:
    for number in numbers(architecture, WITHOUT_CODE):
        assert verdict(architecture, number, 0, 4096, 3) == ALLOW
        assert verdict(architecture, number, 0, 4096, 5) == REFUSE
        assert verdict(architecture, number, 0, 4096, 7) == REFUSE


def test_a_signal_reaches_nobody_else(architecture: Architecture) -> None:
    (tgkill,) = numbers(architecture, TOWARDS_ITSELF)
    assert verdict(architecture, tgkill, PROCESS, PROCESS, 6) == ALLOW
    assert verdict(architecture, tgkill, os.getpid(), os.getpid(), 6) == KILL
    assert verdict(architecture, tgkill, 2**32 - 1, 0, 6) == KILL


def test_the_numbers_of_another_processor_are_not_taken_for_its_own(architecture: Architecture) -> None:
    foreign = {I386, *(other.audit for other in ARCHITECTURES.values())} - {architecture.audit}
    for audit in foreign:
        assert {verdict(architecture, number, audit=audit) for number in range(500)} == {KILL}
    x32 = 0x40000000
    assert {verdict(architecture, x32 | number) for number in numbers(architecture, ALLOWED)} == {KILL}
    assert verdict(architecture, 2**32 - 1) == KILL
