"""Attempts on an applicant's form and the files that are its own, each with what it must be told."""

import json
from collections.abc import Iterator
from typing import Any, Final

from desktop.domain.canonical import canonical_json
from desktop.store.records.filing import content_text
from tests.dossiers import digest
from tests.postgres.hostile.attackers import literal
from tests.postgres.hostile.filings import PERSON, Attempt, Filing, attached, content, sent, stored

NOTHING: Final = "22012"
"""Divided by the number of what was given."""
MINE: Final = b"%PDF-1.7 mine"
RETURNED: Final = "returned and changed"


def base_of(filing: Filing, place: str) -> str | None:
    """The state that is kept of the form there."""
    asked = "SELECT talentdesk.form_state(a) FROM talentdesk.application a WHERE a.id = %s"
    with filing.furnished.desk.store.read() as connection:
        state: str | None = connection.exec_driver_sql(asked, (filing.furnished.ids.get(place, place),)).scalar()
        return state


def saved(filing: Filing, place: str, filled: str | None, *base: str | None) -> str:
    given = base or (base_of(filing, place),)
    listed = ", ".join(map(literal, (filing.furnished.ids.get(place, place), filled, *given)))
    return f"SELECT talentdesk.draft_save({listed})"


def form_attempts(filing: Filing) -> Iterator[Attempt]:
    yield from _forms(filing)
    yield from _attaching(filing)
    yield from _naming(filing)
    yield from _reading(filing)


def _as_owner(login: str, *statements: str) -> str:
    return "; ".join(("RESET SESSION AUTHORIZATION", *statements, f'SET SESSION AUTHORIZATION "{login}"'))


def _attach(filing: Filing, place: str, sha256: str = digest(MINE)) -> str:
    return f"SELECT talentdesk.draft_attach({literal(filing.furnished.ids.get(place, place))}, {literal(sha256)})"


def _there(filing: Filing, place: str, sha256: str, size: int, at: int = 1) -> str:
    """A file of the form at a place, as the owner puts it there."""
    listed = ", ".join(map(literal, (filing.furnished.ids[place], sha256, size, at)))
    return f"INSERT INTO talentdesk.draft_file VALUES ({listed})"


def _forms(filing: Filing) -> Iterator[Attempt]:
    with filing.furnished.desk.store.read() as connection:
        known = connection.exec_driver_sql("SELECT hash FROM talentdesk.catalogue LIMIT 1").scalar()
    text = content_text(content())

    def by(catalogue: Any) -> str:
        return canonical_json(content().to_json() | {"catalogue": catalogue})

    for catalogue, expected in ((known, "done"), ("0" * 64, "malformed"), (None, "malformed"), (1, "malformed")):
        yield Attempt(f"a form by {catalogue}", "applicant", saved(filing, "draft", by(catalogue)), expected)
    for filled in ("1", json.dumps(content().to_json() | {"x": 1}), content_text(content("U2"))):
        yield Attempt(f"a form of {filled[:9]}", "applicant", saved(filing, "draft", filled), "malformed")
    for place in ("draft", RETURNED):
        for base in ("", None, "submission-9", base_of(filing, RETURNED if place == "draft" else "draft")):
            name = f"a form of {place} from {base}"
            yield Attempt(name, "applicant", saved(filing, place, text, base), "draft_changed")
    overdue = saved(filing, "returned and overdue", text)
    yield Attempt("an overdue form", "applicant", overdue, "correction_overdue")
    deleted = saved(filing, "deleted", text)
    yield Attempt("a deleted form", "applicant", deleted, "not_found")
    late = "UPDATE talentdesk.notice SET opens = 1, closes = 2"
    quietly = (
        "ALTER TABLE talentdesk.notice DISABLE TRIGGER USER",
        late,
        "ALTER TABLE talentdesk.notice ENABLE TRIGGER USER",
    )
    filed = filing.file("own draft", desk="applicant")
    yield Attempt(
        "a draft after the window", "applicant", f"{_as_owner('applicant', *quietly)}; {filed}", "not_in_window"
    )
    backdated = filing.file("own draft", desk="applicant", submitted=1)
    yield Attempt("a draft dated back", "applicant", backdated)
    named = canonical_json(content("U1", PERSON, attached(MINE)).to_json())
    begun = f"{filing.intents['applicant']}"
    start = f"SELECT talentdesk.draft_start({literal(begun)}, {literal(named)}, 'C')"
    yield Attempt("a draft begun with files", "applicant", start, "blob_missing")


def _attaching(filing: Filing) -> Iterator[Attempt]:
    foreign = stored(filing)
    for login, place, expected in (
        ("applicant", "draft", "done"),
        ("applicant", RETURNED, "done"),
        ("applicant", "taken back", "not_allowed"),
        ("applicant", "returned and overdue", "correction_overdue"),
        ("applicant", "deleted", "not_found"),
        ("other-applicant", "draft", "not_found"),
        ("other-applicant", RETURNED, "not_found"),
        ("unit", RETURNED, "not_allowed"),
        ("unit", "draft", "not_found"),
    ):
        statement = f"{sent(MINE)}; {_attach(filing, place)}"
        yield Attempt(f"{login} attaches to what is {place}", login, statement, expected)
    yield Attempt("attaches what is stored", "applicant", _attach(filing, "draft", foreign[0]), "blob_missing")
    yield Attempt("attaches nothing", "applicant", _attach(filing, "draft"), "blob_missing")
    other = f"{sent(MINE)}; {_attach(filing, 'draft', foreign[0])}"
    yield Attempt("attaches another than is sent", "applicant", other, "blob_missing")
    twice = f"{sent(MINE)}; {_attach(filing, 'draft')}; {_attach(filing, 'draft')}"
    yield Attempt("attaches twice", "applicant", twice, "blob_missing")
    heavy = _as_owner("applicant", _there(filing, "draft", foreign[0], (1 << 29) - len(MINE) + 1))
    yield Attempt(
        "too much together", "applicant", f"{heavy}; {sent(MINE)}; {_attach(filing, 'draft')}", "form_files_full"
    )
    numbered = "lpad(n::text, 64, '0')"
    blobs = f"INSERT INTO talentdesk.blob SELECT {numbered}, 1 FROM generate_series(1, 500) n"
    place = literal(filing.furnished.ids["draft"])
    files = f"INSERT INTO talentdesk.draft_file SELECT {place}, {numbered}, 1, 1 FROM generate_series(1, 500) n"
    many = _as_owner("applicant", blobs, files)
    yield Attempt(
        "too many together", "applicant", f"{many}; {sent(MINE)}; {_attach(filing, 'draft')}", "form_files_full"
    )


def _naming(filing: Filing) -> Iterator[Attempt]:
    foreign, own = stored(filing), stored(filing, RETURNED)
    mine = f"{sent(MINE)}; {_attach(filing, 'draft')}"

    def naming(sha256: str, size: int) -> str:
        return content_text(content("U1", PERSON, attached(sha256, size)))

    my_own = naming(digest(MINE), len(MINE))
    yield Attempt("names an own file", "applicant", f"{mine}; {saved(filing, 'draft', my_own)}")
    yield Attempt("names another's", "applicant", saved(filing, "draft", naming(*foreign)), "blob_missing")
    beside = f"{mine}; {saved(filing, 'draft', naming(*foreign))}"
    yield Attempt("names another's beside", "applicant", beside, "blob_missing")
    yield Attempt("names what was submitted", "applicant", saved(filing, RETURNED, naming(*own)))
    other = _as_owner("applicant", _there(filing, RETURNED, *foreign))
    of_other = f"{other}; {saved(filing, 'draft', naming(*foreign))}"
    yield Attempt("names a file of another form", "applicant", of_other, "blob_missing")
    kept = f"{other}; {saved(filing, 'draft', content_text(content()))}; {_size(filing, RETURNED, foreign[0])}"
    yield Attempt("leaves another form's file", "applicant", kept)
    again = f"{mine}; {saved(filing, 'draft', my_own)}"
    state = literal(digest(my_own.encode()))
    further = content_text(content("U1", PERSON, attached(MINE), name="某"))
    id_of = literal(filing.furnished.ids["draft"])
    kept_on = f"SELECT talentdesk.draft_save({id_of}, {literal(further)}, {state})"
    yield Attempt(
        "keeps a file named twice", "applicant", f"{again}; {kept_on}; {_size(filing, 'draft', digest(MINE))}"
    )
    without = f"SELECT talentdesk.draft_save({id_of}, {literal(content_text(content()))}, {state})"
    gone = f"{again}; {without}; {_size(filing, 'draft', digest(MINE))}"
    yield Attempt("a file taken out", "applicant", gone, NOTHING)
    unnamed = f"{mine}; {saved(filing, 'draft', content_text(content()))}; {_size(filing, 'draft', digest(MINE))}"
    yield Attempt("a file not named yet", "applicant", unnamed)
    old = _as_owner("applicant", _there(filing, "draft", *foreign))
    old = f"{old}; {saved(filing, 'draft', content_text(content()))}; {_size(filing, 'draft', foreign[0])}"
    yield Attempt("a file never named", "applicant", old, NOTHING)
    filed = filing.file("own draft", desk="applicant", content=my_own)
    yield Attempt("submits an own file", "applicant", f"{mine}; {filed}")
    foreign_filed = filing.file("own draft", desk="applicant", content=naming(*foreign))
    yield Attempt("submits another than its own", "applicant", f"{mine}; {foreign_filed}", "blob_missing")
    yield Attempt("submits another form's", "applicant", f"{other}; {foreign_filed}", "blob_missing")
    at_unit = _as_owner("unit", _there(filing, "draft", *foreign))
    by_unit = filing.file("draft by its unit", content=naming(*foreign))
    yield Attempt("the unit files what the form holds", "unit", f"{at_unit}; {by_unit}", "blob_missing")


def _size(filing: Filing, place: str, sha256: str) -> str:
    listed = f"{literal(filing.furnished.ids[place])}, {literal(sha256)}"
    return f"SELECT 1 / count(talentdesk.draft_file_size({listed}))"


def _reading(filing: Filing) -> Iterator[Attempt]:
    foreign = stored(filing)
    for login, place, sha256, expected in (
        ("applicant", RETURNED, foreign[0], "done"),
        ("applicant", "draft", foreign[0], NOTHING),
        ("applicant", RETURNED, digest(MINE), NOTHING),
        ("unit", RETURNED, foreign[0], NOTHING),
        ("other-applicant", RETURNED, foreign[0], NOTHING),
    ):
        there = _as_owner(login, _there(filing, RETURNED, *foreign))
        listed = f"{literal(filing.furnished.ids[place])}, {literal(sha256)}"
        for given in (f"draft_file_size({listed})", f"draft_file_chunk({listed}, 0)"):
            statement = f"{there}; SELECT 1 / count(talentdesk.{given})"
            yield Attempt(f"{login} reads {given[:15]} of {place}", login, statement, expected)
    there = _as_owner("applicant", _there(filing, "deleted", *foreign))
    yield Attempt("reads of what is deleted", "applicant", f"{there}; {_size(filing, 'deleted', foreign[0])}", NOTHING)
    for login, place, expected in (
        ("applicant", RETURNED, "done"),
        ("applicant", "taken back", NOTHING),
        ("unit", RETURNED, NOTHING),
        ("other-applicant", RETURNED, NOTHING),
    ):
        asked = f"SELECT 1 / count(talentdesk.form_submitted({literal(filing.furnished.ids[place])}))"
        yield Attempt(f"{login} reads the whole of what is {place}", login, asked, expected)
