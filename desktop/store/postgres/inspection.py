"""Compares a live shared database with what it should be, object by object: rights, owners, rules, row level security.

What should be is frozen in `expected.txt`, what a new database answers to `facts.sql`: `python -m
desktop.store.postgres.inspection ADDRESS LOGIN` prints it anew.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import psycopg

from desktop.store.postgres.address import parse_address
from desktop.store.postgres.engine import connect

EXPECTED: Final = Path(__file__).with_name("expected.txt")
_FACTS: Final = Path(__file__).with_name("facts.sql")
_PEOPLE: Final = """SELECT r.rolname, format('super=%s roles=%s databases=%s replication=%s bypass=%s in=%s',
      r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
      coalesce((SELECT string_agg(pg_get_userbyid(m.roleid)::text, ',' ORDER BY pg_get_userbyid(m.roleid)::text)
        FROM pg_auth_members m WHERE m.member = r.oid), ''))
    FROM pg_roles r JOIN talentdesk.account a ON a.login = r.rolname ORDER BY r.rolname"""
_HARMLESS: Final = "super=f roles=f databases=f replication=f bypass=f in=talentdesk_person"


class DifferenceKind(StrEnum):
    """How a live object differs from what should be."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """`name` is the object with its kind, as `table decision`; `found` and `expected` say how it is and should be."""

    kind: DifferenceKind
    name: str
    found: str = ""
    expected: str = ""


def inspect(connection: psycopg.Connection[Any]) -> tuple[Difference, ...]:
    """Every difference, in the order of the objects' names, people's logins last. By the owner, in the database."""
    return (*_differences(facts(connection), expected_facts()), *_powerful_people(connection))


def facts(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """What matters of every object of the schema, the database and the roles, by kind and name."""
    return dict(connection.execute(_FACTS.read_bytes()).fetchall())


def expected_facts() -> dict[str, str]:
    """Those of a new database."""
    lines = (line.partition("\t") for line in EXPECTED.read_text(encoding="utf-8").splitlines())
    return {name: said for name, _, said in lines}


def _differences(found: dict[str, str], expected: dict[str, str]) -> Iterator[Difference]:
    for name in sorted(found.keys() | expected.keys()):
        if name not in found:
            yield Difference(DifferenceKind.MISSING, name, expected=expected[name])
        elif name not in expected:
            yield Difference(DifferenceKind.UNEXPECTED, name, found=found[name])
        elif found[name] != expected[name]:
            yield Difference(DifferenceKind.CHANGED, name, found[name], expected[name])


def _powerful_people(connection: psycopg.Connection[Any]) -> Iterator[Difference]:
    """Logins with an account here that may do more on the server than a person should."""
    for login, said in connection.execute(_PEOPLE).fetchall():
        if said != _HARMLESS:
            yield Difference(DifferenceKind.CHANGED, f"login {login}", said, _HARMLESS)


def main() -> None:
    with connect(parse_address(sys.argv[1]), sys.argv[2], None) as connection:
        sys.stdout.writelines(f"{name}\t{said}\n" for name, said in facts(connection).items())


if __name__ == "__main__":
    main()
