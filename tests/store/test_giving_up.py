"""Giving up what takes a whole file: bringing it up to date, and looking at every page of it."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.terms import Action
from desktop.store import integrity
from desktop.store.integrity import refuse_damage
from desktop.store.interruption import Interrupt, ended_by
from desktop.store.key_slots import FileKey
from desktop.store.problems import Interrupted
from desktop.store.schema import HEAD, downgrade, revision_of
from desktop.store.store import Store
from desktop.store.workspace import open_store
from tests.giving_up import Attempt
from tests.store.factory import NOW, Desk
from tests.store.test_migrations import contents, schema

PATIENCE = 10
_STRIDE = 23
"""Of the hundreds of steps of an upgrade each so many-th is enough."""


def attempts_in_strides() -> Iterator[Attempt]:
    number = 1
    while True:
        attempt = Attempt(number)
        yield attempt
        if attempt.over:
            return
        number += _STRIDE


def test_an_upgrade_that_is_given_up_leaves_the_older_workspace_and_can_be_begun_again(desk: Desk) -> None:
    desk.decide(desk.file(), Action.PASS, "unit", "unit")
    before, rows, files, key = schema(desk), contents(desk), desk.store.files, desk.key
    desk.store.close()
    downgrade(files.data, key, "0001")
    opened: list[Store] = []

    def open_it() -> None:
        opened.append(open_store(files.location, key, at=NOW))

    given_up = 0
    for attempt in attempts_in_strides():
        if attempt.carries_through(open_it):
            break
        given_up += 1
        assert revision_of(files.data, key) == "0001"
        assert list(files.backups.iterdir()) == []
    assert given_up > 5
    (desk.store,) = opened
    assert revision_of(files.data, key) == HEAD
    assert len(list(files.backups.glob("*.zip"))) == 1
    assert schema(desk) == before
    assert contents(desk) == rows


@pytest.mark.parametrize("held", ["PRAGMA cipher_integrity_check", "PRAGMA quick_check"])
def test_looking_for_damage_ends_at_once_and_finds_none(desk: Desk, monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    interrupt, go_on, answers = Interrupt(), threading.Event(), integrity._answers

    def held_up(file: Path, key: FileKey, check: str) -> list[tuple[Any, ...]]:
        if check == held:
            interrupt.cancel()
            if held == integrity._PAGES:  # which looks at no interrupt before its end
                assert go_on.wait(PATIENCE)
        return answers(file, key, check)

    monkeypatch.setattr(integrity, "_answers", held_up)
    with ended_by(interrupt), pytest.raises(Interrupted):
        refuse_damage(desk.store.files.data, desk.key)
    go_on.set()
    refuse_damage(desk.store.files.data, desk.key)
