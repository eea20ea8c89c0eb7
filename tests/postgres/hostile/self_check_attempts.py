"""Attempts to hand in one's own where a condition speaks against it, and to say what a catalogue asks."""

from collections.abc import Iterator
from typing import Any, Final

from desktop.domain.canonical import canonical_json
from desktop.store.records.filing import content_text
from tests.postgres.hostile.attackers import literal
from tests.postgres.hostile.filings import PERSON, TERMS, Attempt, Filing, content

_OWNER: Final = "RESET SESSION AUTHORIZATION"


def self_check_attempts(filing: Filing) -> Iterator[Attempt]:
    yield from _handing_in(filing)
    yield from _waiting(filing)
    yield from _terms(filing)


def _by_owner(*statements: str) -> str:
    return "; ".join((_OWNER, "SET search_path = talentdesk, pg_catalog", *statements))


def _file(filing: Filing, *statements: str, **basic: Any) -> str:
    """The applicant's own draft with these values, after what the owner has done."""
    filed = filing.file("own draft", desk="applicant", content=content_text(content(**basic)))
    return f"{_by_owner(*statements)}; SET SESSION AUTHORIZATION applicant; {filed}"


def _handing_in(filing: Filing) -> Iterator[Attempt]:
    draft, other = (literal(filing.furnished.ids[place]) for place in ("draft", "returned at unit"))
    free = "ALTER TABLE self_check DISABLE TRIGGER USER"
    gone = f"{free}; DELETE FROM self_check WHERE application_id = {draft}"
    me = literal(filing.furnished.desk.ids["applicant"])
    another = f"{gone}; INSERT INTO self_check VALUES ({draft}, 'honesty', 1, {me})"
    elsewhere = f"{gone}; INSERT INTO self_check VALUES ({other}, 'ethics', 1, {me})"
    for name, before in (("no", gone), ("another", another), ("another form's", elsewhere)):
        yield Attempt(f"hands in with {name} tick", "applicant", _file(filing, before), "self_check_open")
    unbound = f"ALTER TABLE binding DISABLE TRIGGER USER; UPDATE binding SET state = 'unbound' WHERE account_id = {me}"
    there = "(SELECT id FROM organisation WHERE code = 'U2')"
    elsewhere_bound = f"{unbound}; UPDATE binding SET state = 'bound', unit_id = {there} WHERE account_id = {me}"
    somebody = literal(filing.furnished.desk.ids["other-applicant"])
    theirs = f"UPDATE application SET applicant_id = {somebody} WHERE id = {other}"
    as_others = f"{unbound}; ALTER TABLE application DISABLE TRIGGER USER; {theirs}"
    for name, before in (("nowhere", unbound), ("elsewhere", elsewhere_bound), ("no more", as_others)):
        yield Attempt(f"hands in, bound {name}", "applicant", _file(filing, before), "not_bound")
    unknown = "ALTER TABLE catalogue_terms DISABLE TRIGGER USER; DELETE FROM catalogue_terms"
    yield Attempt("nobody knows what is asked", "applicant", _file(filing, unknown), "self_check_unknown")
    yield Attempt("too old", "applicant", _file(filing, birth_date="1950-01-01"), "self_check_failed")
    short = {"employment_form": "全职", "contract_start": "2024-01-01", "contract_end": "2026-12-30"}
    yield Attempt("a short contract", "applicant", _file(filing, **short), "self_check_failed")
    yield Attempt("a long one", "applicant", _file(filing, **short | {"contract_end": "2026-12-31"}))


def _waiting(filing: Filing) -> Iterator[Attempt]:
    """One's own ended review counts; another person's, a deleted one and a running one do not."""
    ended = literal(filing.furnished.ids["terminated at unit"])
    returned = literal(filing.furnished.ids["returned at unit"])
    free = "ALTER TABLE application DISABLE TRIGGER USER; ALTER TABLE decision DISABLE TRIGGER USER"
    key = f"UPDATE application SET person_key = person_key_in({literal(PERSON)}), notice_id = '-' WHERE id = "
    keep = "SET session_replication_role = replica"
    back = "SET session_replication_role = origin"
    now = "UPDATE decision SET recorded_at = now_milliseconds()"
    cases = {
        "an ended review of one's own": (f"{key}{ended}", "self_check_failed"),
        "an ended review of somebody": ("SELECT 1", "done"),
        "a deleted one": (f"{key}{ended}; UPDATE application SET deleted_at = 1 WHERE id = {ended}", "done"),
        "one that was returned": (f"{key}{returned}", "done"),
    }
    for name, (statement, expected) in cases.items():
        before = (free, keep, now, statement, back)
        yield Attempt(f"hands in after {name}", "applicant", _file(filing, *before), expected)


def _terms(filing: Filing) -> Iterator[Attempt]:
    new = "9" * 64
    there = f"INSERT INTO catalogue SELECT '{new}', key, source, content, 1, changed_by FROM catalogue LIMIT 1"

    def put(login: str, digest: str, terms: Any) -> str:
        given = terms if terms is None or isinstance(terms, str) else canonical_json(terms)
        stated = f"SELECT talentdesk.catalogue_terms_put({literal(digest)}, {literal(given)})"
        return f'{_by_owner(there)}; SET SESSION AUTHORIZATION "{login}"; {stated}'

    yield Attempt("an administrator says what is asked", "admin", put("admin", new, TERMS))
    for login in ("applicant", "unit", "department-1", "auditor"):
        yield Attempt(f"{login} says what is asked", login, put(login, new, TERMS), "administrator_only")
    yield Attempt("of no catalogue", "admin", put("admin", "8" * 64, TERMS), "not_found")
    yield Attempt("in no words", "admin", put("admin", new, None), "bad_text")
    for terms in ({}, TERMS | {"ages": {"C-03": 1.5}}, TERMS | {"ticked": [1]}, TERMS | {"waiting": 3}):
        yield Attempt(f"in other words: {len(str(terms))}", "admin", put("admin", new, terms), "malformed")
