"""What the bulk writer hands over meets the same triggers as ever: a forged row is refused with all of its batch."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.domain.canonical import canonical_json
from desktop.domain.clock import to_milliseconds
from desktop.domain.decisions import RefusalCode, Refused
from desktop.store.bulk_writer import BulkWriter, bulk_writer
from desktop.store.engine import Mode, connect
from desktop.store.integrity import verify_data
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.problems import Duplicate, Protected
from desktop.store.records.filing import content_text
from desktop.store.records.identity import new_id
from tests.store.factory import CATALOGUE_HASH, NOW, make_workspace

AT = to_milliseconds(NOW)
TABLES = ("application", "submission", "attachment", "decision", "audit", "original_check")
Row = dict[str, Any]


@dataclass(frozen=True)
class Register:
    """A closed workspace with one application, and what rows about another one name."""

    files: WorkspaceFiles
    key: FileKey
    ids: Mapping[str, str]
    filed: Mapping[str, Any]

    def counts(self) -> dict[str, int]:
        connection = connect(self.files.data, self.key, Mode.READ)
        found = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
        connection.close()
        return found


@dataclass(frozen=True)
class Batch:
    """The rows of one application by the names of their columns: it is filed, and its unit passes it on."""

    application: Row
    submission: Row
    decision: Row

    def write(self, writer: BulkWriter) -> None:
        with writer.transaction():
            number, *application = self.application.values()
            writer.add_application(application)
            writer.add_submission(self.application["person_key"], "王建国", number, list(self.submission.values()))
            writer.add_decision(list(self.decision.values()))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Register:
    desk = make_workspace(tmp_path_factory.mktemp("bulk"))
    ids = {"notice": desk.notice_id, "first": desk.file()}
    content = content_text(desk.content("U1"))
    with desk.store.read() as connection:
        filed = dict(connection.execute(text("SELECT * FROM application")).mappings().one())
    ids |= {"foreign": desk.notice("D1", "2026-02"), **desk.ids}
    desk.store.close()
    return Register(desk.store.files, desk.key, ids, {**filed, "content": content})


@pytest.fixture
def register(template: Register, tmp_path: Path) -> Register:
    """A copy: after a refusal it is of no more use."""
    location = Path(shutil.copytree(template.files.location, tmp_path / "workspace"))
    return Register(WorkspaceFiles(location), template.key, template.ids, template.filed)


def sound(register: Register) -> Batch:
    """What the workspace takes."""
    ids, filed = register.ids, register.filed
    application: Row = {
        "number": "2026-D2-900001",
        "id": new_id(),
        "key": "bulk-1",
        "unit_id": ids["U1"],
        "unit_name": filed["unit_name"],
        "notice_id": ids["notice"],
        "issuer_id": ids["D2"],
        "route_number": filed["route_number"],
        "levels": 2,
        "person_key": "0" * 64,
        "updated_at": AT,
    }
    submission: Row = {
        "id": new_id(),
        "application_id": application["id"],
        "number": 1,
        "content": filed["content"],
        "content_hash": sha256(filed["content"].encode()).hexdigest(),
        "catalogue_hash": CATALOGUE_HASH,
        "grading_class": "C",
        "findings": "[]",
        "route": canonical_json([ids["D1"], ids["D2"]]),
        "desk": "unit",
        "account_id": ids["unit"],
        "submitted_at": AT,
        "recorded_at": AT,
    }
    decision: Row = {
        "id": new_id(),
        "application_id": application["id"],
        "submission": 1,
        "seq": 0,
        "action": "pass",
        "stage": "unit",
        "desk": "unit",
        "organisation_id": ids["U1"],
        "account_id": ids["unit"],
        "decided_at": AT,
        "recorded_at": AT,
        "comment": "",
        "meeting": "",
        "correction_deadline": None,
        "straight_back": 0,
        "origin": "online",
    }
    return Batch(application, submission, decision)


def forged(register: Register, row: str, **values: object) -> Batch:
    """The sound batch with other values in one of its rows; `@name` stands for an id of the register."""
    batch, ids = sound(register), register.ids
    known = {
        name: ids[value[1:]] if isinstance(value, str) and value.startswith("@") else value
        for name, value in values.items()
    }
    changed: Row = getattr(batch, row)
    assert known.keys() <= changed.keys()
    changed.update(known)
    return batch


def test_a_sound_batch_is_carried_out(register: Register) -> None:
    before = register.counts()
    with bulk_writer(register.files, register.key) as writer:
        sound(register).write(writer)
    after = register.counts()
    added = {name: after[name] - before[name] for name in TABLES}
    assert added == {"application": 1, "submission": 1, "attachment": 1, "decision": 1, "audit": 2, "original_check": 0}
    assert verify_data(register.files.data, register.key) == ()


@pytest.mark.parametrize(
    ("row", "values", "reason"),
    [
        ("application", {"unit_name": "别的单位"}, "direct"),
        ("application", {"unit_id": "@D1"}, "direct"),
        ("application", {"notice_id": "@foreign"}, "direct"),
        ("application", {"issuer_id": "@D1"}, "direct"),
        ("application", {"route_number": 99}, "direct"),
        ("application", {"levels": 1}, "direct"),
        ("submission", {"route": "[]"}, "route"),
        ("submission", {"content_hash": "0" * 64}, "digest"),
        ("submission", {"catalogue_hash": "0" * 64}, "direct"),
        ("submission", {"content": "{}", "content_hash": sha256(b"{}").hexdigest()}, "direct"),
    ],
)
def test_what_goes_round_the_rules_is_refused(
    register: Register, row: str, values: dict[str, object], reason: str
) -> None:
    assert refusal_of(forged(register, row, **values), register, Protected).reason == reason


@pytest.mark.parametrize(
    ("row", "values", "code"),
    [
        ("submission", {"account_id": "@secretary"}, RefusalCode.NOT_ALLOWED),
        ("submission", {"desk": "department-1"}, RefusalCode.NOT_ALLOWED),
        ("submission", {"number": 2}, RefusalCode.STALE),
        ("decision", {"account_id": "@department-1"}, RefusalCode.NOT_ALLOWED),
        ("decision", {"organisation_id": "@D1"}, RefusalCode.NOT_ALLOWED),
        ("decision", {"desk": "department-1", "account_id": "@department-1"}, RefusalCode.NOT_ALLOWED),
        ("decision", {"action": "confirm"}, RefusalCode.NOT_ALLOWED),
        ("decision", {"seq": 1}, RefusalCode.STALE),
        ("decision", {"submission": 2}, RefusalCode.STALE),
        ("decision", {"stage": "department-1"}, RefusalCode.STALE),
        ("decision", {"application_id": "nobody"}, RefusalCode.NOT_FOUND),
        ("decision", {"action": "return", "comment": " "}, RefusalCode.COMMENT_REQUIRED),
    ],
)
def test_what_nobody_there_may_do_is_refused(
    register: Register, row: str, values: dict[str, object], code: RefusalCode
) -> None:
    assert refusal_of(forged(register, row, **values), register, Refused).refusal.code is code


@pytest.mark.parametrize(
    ("column", "what"),
    [("key", "application"), ("id", "application"), ("number", "application"), ("person_key", "person")],
)
def test_what_is_there_already_is_refused(register: Register, column: str, what: str) -> None:
    batch = forged(register, "application", **{column: register.filed[column]})
    assert refusal_of(batch, register, Duplicate).what == what


def refusal_of(batch: Batch, register: Register, kind: type[Any]) -> Any:
    """What its writing raises, after which the file has no more rows than before."""
    before = register.counts()
    with pytest.raises(kind) as raised, bulk_writer(register.files, register.key) as writer:
        batch.write(writer)
    assert register.counts() == before
    return raised.value
