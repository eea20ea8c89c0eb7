"""Attempts to begin, fill in and hand in for somebody who is, or is not, beside the desk of their unit."""

from collections.abc import Iterator
from typing import Final

from desktop.store.records.filing import content_text
from tests.postgres.hostile.attackers import literal
from tests.postgres.hostile.filings import OTHER_PERSON, PERSON, Attempt, Filing, content
from tests.postgres.hostile.form_attempts import saved
from tests.postgres.hostile.furnished import ALSO_BOUND, ASKED, BESIDE, BOUND

_FREE: Final = "ALTER TABLE beside DISABLE TRIGGER USER"
_TABLES: Final = ("application", "binding", "notice", "self_check")


def beside_attempts(filing: Filing) -> Iterator[Attempt]:
    yield from _beginning(filing)
    yield from _filling_in(filing)
    yield from _handing_in(filing)
    yield from _rows(filing)


def _after(login: str, *statements: str) -> str:
    """What the owner does first, past the triggers of the tables that it changes."""
    aside = tuple(
        f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _TABLES if any(table in s for s in statements)
    )
    named = "SET search_path = talentdesk, pg_catalog"
    return "; ".join(
        ("RESET SESSION AUTHORIZATION", named, *aside, *statements, f'SET SESSION AUTHORIZATION "{login}"')
    )


def _row(filing: Filing, place: str = "draft", submission: int = 0, by: str = "unit") -> str:
    ids = filing.furnished.desk.ids
    return f"INSERT INTO beside VALUES ({literal(filing.furnished.ids[place])}, {submission}, {literal(ids[by])}, 1)"


def _said(filing: Filing, login: str, place: str = "draft") -> str:
    """It is on record, by an earlier transaction, that this account reads the form."""
    values = (filing.furnished.desk.ids[login], "identity_number", filing.furnished.ids[place], "0", 1, "3")
    columns = "account_id, kind, application_id, subject, at, made_by"
    return f"INSERT INTO disclosure ({columns}) VALUES ({', '.join(map(literal, values))})"


def _unbound(filing: Filing) -> str:
    person = literal(filing.furnished.desk.ids["applicant"])
    return f"UPDATE binding SET state = 'unbound' WHERE account_id = {person}"


def _moved(filing: Filing) -> str:
    unit = literal(filing.furnished.desk.ids["U2"])
    person = literal(filing.furnished.desk.ids["applicant"])
    return f"UPDATE binding SET unit_id = {unit} WHERE account_id = {person}"


def _own_desk(filing: Filing) -> str:
    """The desk's account has applied itself, and is bound."""
    ids = filing.furnished.desk.ids
    applied = f"UPDATE application SET applicant_id = {literal(ids['unit'])} WHERE id = "
    bound = f"UPDATE binding SET account_id = {literal(ids['unit'])} WHERE account_id = {literal(ids['applicant'])}"
    return f"{applied}{literal(filing.furnished.ids['draft'])}; {bound}"


def _beginning(filing: Filing) -> Iterator[Attempt]:
    ids, bindings = filing.furnished.desk.ids, filing.furnished.bindings
    text = content_text(content())

    def begin(intent: str, binding: str | None) -> str:
        given = (filing.intents[intent], bindings.get(binding or "", binding), text, "C")
        return f"SELECT talentdesk.draft_start_beside({', '.join(map(literal, given))})"

    again = "ON CONFLICT DO NOTHING"

    def read(login: str) -> str:
        return _after(login, f"INSERT INTO notice_reading SELECT {literal(ids[login])}, n.id, 1 FROM notice n {again}")

    for login, intent, binding, expected in (
        ("unit", "unit", BOUND, "done"),
        ("unit", "unit", ALSO_BOUND, "other_person"),
        ("unit", "unit", ASKED, "no_such_binding"),
        ("unit", "unit", BESIDE, "no_such_binding"),
        ("unit", "unit", None, "no_such_binding"),
        ("unit", "department-1", BOUND, "not_announced"),
        ("department-1", "department-1", BOUND, "no_such_binding"),
        ("applicant", "applicant", BOUND, "no_such_binding"),
        ("other-applicant", "other-applicant", BOUND, "no_such_binding"),
    ):
        statement = f"{read(login)}; {begin(intent, binding)}"
        yield Attempt(f"{login} begins for who is {binding}", login, statement, expected)
    yield Attempt("begins what was not read", "unit", begin("unit", BOUND), "not_read")
    for name, change in (("left", _unbound(filing)), ("moved", _moved(filing))):
        statement = f"{read('unit')}; {_after('unit', change)}; {begin('unit', BOUND)}"
        yield Attempt(f"begins for who has {name}", "unit", statement, "no_such_binding")
    own = f"{read('unit')}; {_after('unit', _own_desk(filing))}; {begin('unit', BOUND)}"
    yield Attempt("begins for oneself", "unit", own, "no_such_binding")


def _filling_in(filing: Filing) -> Iterator[Attempt]:
    place, text = literal(filing.furnished.ids["draft"]), content_text(content())
    began = _row(filing)
    deleted = f"UPDATE application SET deleted_at = 1 WHERE id = {place}"
    kept = f"INSERT INTO draft VALUES ({place}, {literal(text)}, 1) ON CONFLICT DO NOTHING"
    calls = {
        "saves": saved(filing, "draft", text),
        "ticks": f"SELECT talentdesk.self_check_tick({place}, 'honesty')",
        "reads": f"SELECT 1 / count(content) FROM talentdesk.read_draft_of({place})",
        "says that it reads": f"SELECT talentdesk.form_disclose({place})",
    }
    yield Attempt("reads beside without saying so", "unit", f"{_after('unit', kept, began)}; {calls['reads']}", "22012")
    for does, call in calls.items():
        none = "22012" if does == "reads" else "not_found"
        for login, before, expected in (
            ("unit", (began,), "done"),
            ("two-roles", (began,), "done"),
            ("unit", (), none),
            ("other-unit", (began,), none),
            ("department-1", (began,), none),
            ("other-applicant", (began,), none),
            ("unit", (began, _unbound(filing)), none),
            ("unit", (began, _moved(filing)), none),
            ("unit", (began, deleted), none),
            ("unit", (began, _own_desk(filing)), none),
            ("unit", (_FREE, _row(filing, submission=1)), none),
        ):
            there = (kept, _said(filing, login), *before) if does == "reads" else before
            statement = f"{_after(login, *there)}; {call}"
            yield Attempt(f"{login} {does} beside after {len(before)}: {before[-1:]}", login, statement, expected)


def _handing_in(filing: Filing) -> Iterator[Attempt]:
    ids = filing.furnished.desk.ids
    place, began = literal(filing.furnished.ids["draft"]), _row(filing)

    def file(intent: str = "draft by its unit", number: int = 1, **basic: str) -> str:
        given = (filing.intents[intent], number, content_text(content(**basic)), "C", "[]", "某人")
        return f"SELECT talentdesk.application_file_beside({', '.join(map(literal, given))})"

    registered = (
        "INSERT INTO applicant (account_id, name, document_type, document_number, person_key, mobile, registered_at)"
    )
    whose = f"{registered} SELECT {literal(ids['applicant'])}, '某', '居民身份证', '1', person_key_in({{0}}), '1', 1"
    late = "UPDATE notice SET opens = 1, closes = 2"
    unticked = f"DELETE FROM self_check WHERE application_id = {place}"
    for name, before, call, expected in (
        ("whoever is beside", (began,), file(), "done"),
        ("whoever registered", (began, whose.format(literal(PERSON))), file(), "done"),
        ("another person", (began, whose.format(literal(OTHER_PERSON))), file(), "other_person"),
        ("who began alone", (), file(), "not_found"),
        ("who has left", (began, _unbound(filing)), file(), "not_found"),
        ("who ticked nothing", (began, unticked), file(), "self_check_open"),
        ("who is too old", (began,), file(birth_date="1950-01-01"), "self_check_failed"),
        ("a notice that is over", (began, late), file(), "not_in_window"),
        ("a later submission", (began,), file(number=2), "stale"),
        ("something new", (began,), file("unit"), "not_found"),
        ("another's intent", (began,), file("own draft"), "not_announced"),
    ):
        yield Attempt(f"hands in for {name}", "unit", f"{_after('unit', *before)}; {call}", expected)
    alone = _after("unit", began, unticked)
    dossier = filing.file("draft by its unit")
    yield Attempt("a dossier of what began beside needs no tick", "unit", f"{alone}; {dossier}")


def _rows(filing: Filing) -> Iterator[Attempt]:
    """As the owner writes them, whom the triggers ask too."""
    for name, statements, expected in (
        ("a beginning", (_row(filing),), "done"),
        ("two beginnings", (_row(filing), _row(filing)), "taken:beside"),
        ("an end without beginning", (_row(filing, submission=1),), "stale"),
        ("an end too early", (_row(filing), _row(filing, submission=2)), "stale"),
        ("another unit's", (_row(filing, by="other-unit"),), "not_found"),
        ("a department's", (_row(filing, by="department-1"),), "not_found"),
        ("of what is submitted", (_row(filing, "submitted at unit"),), "not_found"),
        ("of what is deleted", (_row(filing, "deleted"),), "not_found"),
        ("of who has left", (_unbound(filing), _row(filing)), "not_bound"),
        ("of who has moved", (_moved(filing), _row(filing)), "not_bound"),
        ("of oneself", (_own_desk(filing), _row(filing)), "not_found"),
    ):
        yield Attempt(f"on record: {name}", "unit", _after("unit", *statements), expected)
