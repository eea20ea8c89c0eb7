"""Attempts to file, each with what it must be told: by everybody, for others, with forged facts and others' bytes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from desktop.domain.clock import to_milliseconds
from desktop.domain.content import Attachment
from desktop.store.records.filing import content_text
from desktop.store.records.identity import new_id
from tests.dossiers import digest
from tests.postgres.hostile.attackers import literal
from tests.postgres.hostile.beside_attempts import beside_attempts
from tests.postgres.hostile.filings import (
    FILERS,
    MAY_ANNOUNCE,
    MIB,
    OTHER_PERSON,
    PERSON,
    Attempt,
    Filing,
    announce,
    attached,
    content,
    delete,
    sent,
    stored,
)
from tests.postgres.hostile.form_attempts import form_attempts, saved
from tests.postgres.hostile.furnished import CLOSED, LOGINS, NOBODY
from tests.postgres.hostile.self_check_attempts import self_check_attempts


def all_attempts(filing: Filing) -> list[Attempt]:
    return [
        *_forged(filing),
        *_bytes(filing),
        *_drafts(filing),
        *form_attempts(filing),
        *self_check_attempts(filing),
        *beside_attempts(filing),
        *_announcements(filing),
        *_by_everybody(filing),
    ]


def _by_everybody(filing: Filing) -> Iterator[Attempt]:
    for login in LOGINS:
        intent = "unit" if login == NOBODY else login
        for desk in ("unit", "department-1", "department-2", "applicant", "secretary"):
            acts = FILERS.get(login) == desk
            expected = "done" if acts else "not_announced" if login == NOBODY else "not_allowed"
            expected = "not_allowed" if login in (CLOSED, NOBODY) else expected
            yield Attempt(f"{login} files as {desk}", login, filing.file(intent, desk=desk), expected)
        for name, call in CALLS.items():
            if login in (CLOSED, NOBODY, "admin", "auditor", "secretary"):
                yield Attempt(f"{login} calls {name}", login, call.format(new_id()), "not_allowed")


CALLS: Final = {
    "upload_chunk": "SELECT talentdesk.upload_chunk('x')",
    "upload_end": "SELECT talentdesk.upload_end()",
    "filing_announce": "SELECT talentdesk.filing_announce('x', 'x', 'x', NULL)",
    "filing_answer": "SELECT * FROM talentdesk.filing_answer('{0}')",
    "filing_attempt": "SELECT talentdesk.filing_attempt('{0}')",
    "draft_start": "SELECT talentdesk.draft_start('{0}', '{{}}', '')",
    "draft_save": "SELECT talentdesk.draft_save('{0}', '{{}}', '')",
    "draft_attach": "SELECT talentdesk.draft_attach('{0}', 'x')",
    "application_delete": "SELECT talentdesk.application_delete('{0}')",
}


def _forged(filing: Filing) -> Iterator[Attempt]:
    moment = to_milliseconds(datetime.now(UTC))
    finding = {"code": "required", "severity": "error", "section": "basic", "record": None, "field": None, "slot": None}
    changes: dict[str, tuple[str, dict[str, Any]]] = {
        "another number of submission": ("stale", {"number": 2}),
        "no number of submission": ("stale", {"number": None}),
        "no desk": ("not_allowed", {"desk": None}),
        "another unit's content": ("direct", {"content": content_text(content("U2"))}),
        "another person": ("not_announced", {"content": content_text(content(number=OTHER_PERSON))}),
        "nobody": ("not_announced", {"content": content_text(content(number=None))}),
        "from tomorrow": ("in_the_future", {"submitted": moment + 24 * 3600 * 1000}),
        "from before the notice": ("outside_window", {"submitted": 1}),
        "no time": ("malformed", {"submitted": None}),
        "no content": ("malformed", {"content": None}),
        "content that is none": ("malformed", {"content": "[]"}),
        "sections that are none": ("malformed", {"content": '{"unit":"U1","sections":[],"attachments":[]}'}),
        "records that are none": ("malformed", {"content": '{"unit":"U1","sections":{"basic":{}},"attachments":[]}'}),
        "a record that is none": ("malformed", {"content": '{"unit":"U1","sections":{"a":[1]},"attachments":[]}'}),
        "values within values": ("malformed", {"content": content_text(content(name=[1]))}),
        "text that turns round": ("malformed", {"content": content_text(content(name="某\u202e人"))}),
        "text that rings": ("malformed", {"content": content_text(content(name="某\u0007人"))}),
        "text of lines": ("done", {"content": content_text(content(name="某\r\n\t人"))}),
        "a number beyond all": ("malformed", {"content": content_text(content(name=10**16))}),
        "something more": ("malformed", {"content": '{"unit":"U1","sections":{},"attachments":[],"x":1}'}),
        "no JSON": ("22P02", {"content": "{"}),
        "too much": ("malformed", {"content": content_text(content(name="长" * (2 * MIB)))}),
        "no findings": ("malformed", {"findings": None}),
        "findings that are none": ("malformed", {"findings": "{}"}),
        "an unknown finding": ("malformed", {"findings": json.dumps([finding | {"code": "x", "arguments": {}}])}),
        "a finding of another shape": ("malformed", {"findings": json.dumps([finding])}),
        "arguments within arguments": ("malformed", {"findings": json.dumps([finding | {"arguments": {"a": []}}])}),
        "a finding": ("done", {"findings": json.dumps([finding | {"arguments": {"a": 1}}])}),
        "too many findings": ("malformed", {"findings": "[" + " " * MIB + "]"}),
        "no words": ("malformed", {"search": None}),
        "too many words": ("malformed", {"search": "长" * 10_001}),
        "the number among the words": ("identity_number", {"search": f"某人\n{PERSON[:6]} {PERSON[6:]}"}),
        "no class": ("malformed", {"grading_class": None}),
        "a class too long": ("malformed", {"grading_class": "C" * 11}),
    }
    for name, (expected, changed) in changes.items():
        yield Attempt(name, "unit", filing.file("unit", **changed), expected)
    intents = {
        "old": "not_announced",
        new_id(): "not_announced",
        filing.intents["two-roles"]: "not_announced",
        "late": "outside_window",
        "second": "taken:person",
        "another unit": "not_allowed",
        "other notice": "other_notice",
        "returned and overdue": "correction_overdue",
        "deleted": "application_deleted",
        "submitted at unit": "not_returned",
        "terminated at unit": "not_returned",
        "second on return": "taken:person",
        "returned at unit": "done",
        "draft by its unit": "done",
    }
    persons = {"second", "second on return"}
    second = f"U1-{filing.known['submitted at unit'][2]}"
    for name, expected in intents.items():
        text = content_text(content(number=second if name in persons else PERSON))
        number = 1 if expected != "done" or name.startswith("draft") else 2
        yield Attempt(f"intent {name}", "unit", filing.file(name, content=text, number=number), expected)
    for name, expected in {"too far": "route_too_long", "nowhere": "no_route"}.items():
        yield Attempt(name, "two-roles", filing.file(name, content=content_text(content("U7"))), expected)
    yield Attempt("another's", "other-unit", filing.file("another's", number=2), "not_allowed")
    yield Attempt("nobody named", "unit", filing.file("no person", content=content_text(content(number=None))))
    yield Attempt("twice", "unit", f"{filing.file('unit')}; {filing.file('unit', number=2)}", "not_returned")
    long_ago = filing.file("returned at unit", number=2, submitted=1)
    yield Attempt("an answer from before", "unit", long_ago, "not_an_answer")


def _bytes(filing: Filing) -> Iterator[Attempt]:
    mine, foreign, missing = b"%PDF-1.7 mine", stored(filing), digest(b"nobody has these")
    large = bytes(MIB)

    def refer(*attachments: Attachment, before: str = "SELECT 1", login: str = "unit", number: int = 1) -> str:
        text = content_text(content("U1", PERSON, *attachments))
        return f"{before}; {filing.file(login, content=text, number=number)}"

    yield Attempt("bytes of one's own", "unit", refer(attached(mine), before=sent(mine)))
    yield Attempt("the same bytes twice", "unit", refer(attached(mine), before=f"{sent(mine)}; {sent(mine)}"))
    yield Attempt("a file of two parts", "unit", refer(attached(large + mine), before=sent(large, mine)))
    yield Attempt("another's digest", "unit", refer(attached(*foreign)), "blob_missing")
    yield Attempt("nobody's digest", "unit", refer(attached(missing, foreign[1])), "blob_missing")
    yield Attempt("another size", "unit", refer(attached(digest(mine), 1), before=sent(mine)), "blob_missing")
    own = attached(*stored(filing, "returned at unit"))
    yield Attempt("bytes that are there", "unit", refer(own, login="returned at unit", number=2))
    yield Attempt("bytes of another application", "unit", refer(own), "blob_missing")
    further = refer(attached(*foreign), login="returned at unit", number=2)
    yield Attempt("bytes of an application beside", "unit", further, "blob_missing")
    yield Attempt("other bytes than are sent", "unit", refer(attached(*foreign), before=sent(mine)), "blob_missing")
    for changed in ({"sha256": "A" * 64}, {"size": -1}, {"name": "../a.pdf"}, {"name": "a\\b"}, {"name": "."}):
        text = content_text(replace(content(), attachments=(replace(own, **changed),)))
        yield Attempt(f"a file of {changed}", "unit", filing.file("unit", content=text), "malformed")
    yield Attempt("bytes for nothing", "unit", sent(mine), "upload_unused")
    yield Attempt("a part of bytes", "unit", "SELECT talentdesk.upload_chunk('x')", "upload_unused")
    yield Attempt(
        "a part left over", "unit", refer(attached(mine), before=sent(mine)) + "; " + sent(mine), "upload_unused"
    )
    yield Attempt("no part", "unit", "SELECT talentdesk.upload_chunk(NULL)", "bad_chunk")
    yield Attempt("an empty part", "unit", "SELECT talentdesk.upload_chunk('')", "bad_chunk")
    yield Attempt("a part too large", "unit", sent(large + b"x"), "bad_chunk")
    yield Attempt("parts of any size", "unit", sent(mine, mine), "bad_chunk")
    yield Attempt("no bytes", "unit", "SELECT talentdesk.upload_end()", "bad_chunk")
    many = "SELECT talentdesk.upload_chunk(decode(repeat('00', 1048576), 'hex')) FROM generate_series(1, {})"
    yield Attempt("a file too large", "unit", many.format(65), "upload_too_large")
    sizes = "INSERT INTO talentdesk.upload VALUES (pg_current_xact_id(), 'x', 1073741824)"
    as_owner = f"RESET SESSION AUTHORIZATION; {sizes}; SET SESSION AUTHORIZATION unit"
    yield Attempt("files too large together", "unit", f"{as_owner}; {sent(mine)}", "upload_too_large")


def _drafts(filing: Filing) -> Iterator[Attempt]:
    ids, text = filing.furnished.ids, content_text(content())

    def start(intent: str, filled: str | None = text, grading_class: str | None = "C") -> str:
        listed = ", ".join(map(literal, (filing.intents.get(intent, intent), filled, grading_class)))
        return f"SELECT talentdesk.draft_start({listed})"

    def save(place: str, filled: str | None = text) -> str:
        return saved(filing, place, filled)

    for login in LOGINS:
        if login not in (NOBODY, CLOSED):
            expected = {"applicant": "done", "other-applicant": "other_person"}.get(login, "not_allowed")
            yield Attempt(f"{login} starts a draft", login, start(login), expected)
    for name, intent, expected in (
        ("another's intent", "other-applicant", "not_announced"),
        ("a second application", "second of an applicant", "not_announced"),
        ("a key that is taken", "taken", "taken:application"),
    ):
        yield Attempt(name, "applicant", start(intent), expected)
    second = content_text(content(number=f"U1-{filing.known['submitted at unit'][2]}"))
    yield Attempt(
        "a draft of a second application", "applicant", start("second of an applicant", second), "taken:person"
    )
    yield Attempt(
        "a draft for another unit", "applicant", start("applicant", content_text(content("U2"))), "not_announced"
    )
    for filled in (None, "[]", content_text(content(name="长" * (2 * MIB)))):
        yield Attempt(f"a draft of {str(filled)[:9]}", "applicant", start("applicant", filled), "malformed")
        yield Attempt(f"a saved draft of {str(filled)[:9]}", "applicant", save("draft", filled), "malformed")
    for grading_class in (None, "C" * 11):
        yield Attempt("a draft of a class", "applicant", start("applicant", text, grading_class), "malformed")
    yield Attempt("one's own draft", "applicant", save("draft"))
    yield Attempt("what was returned to one", "applicant", save("returned and changed"))
    yield Attempt("a draft of another", "other-applicant", save("draft"), "not_found")
    yield Attempt("a draft of nobody", "other-applicant", save(new_id()), "not_found")
    yield Attempt("what is under review", "applicant", save("taken back"), "not_allowed")
    yield Attempt("another's application", "unit", save("returned and changed"), "not_allowed")
    yield Attempt("one's own draft, submitted", "applicant", filing.file("own draft", desk="applicant"))
    yield Attempt("one's own draft, as the unit", "applicant", filing.file("own draft"), "not_allowed")
    stranger = filing.file("draft by a stranger", desk="applicant")
    yield Attempt("another's draft, submitted", "other-applicant", stranger, "not_allowed")
    for place, expected in {"draft": "done", "returned and changed": "done", "taken back": "not_allowed"}.items():
        yield Attempt(f"deletes what is {place}", "applicant", delete(ids[place]), expected)
    yield Attempt("deletes another's", "unit", delete(ids["returned and changed"]), "not_allowed")


def _announcements(filing: Filing) -> Iterator[Attempt]:
    ids, notice = filing.furnished.desk.ids, filing.notices["in time"]
    for login in LOGINS:
        expected = "done" if login in MAY_ANNOUNCE else "not_allowed"
        yield Attempt(f"{login} announces", login, announce(ids["U1"], notice, "new", PERSON), expected)
    _, notice_there, key_there = filing.known["returned at unit"]
    there = announce(ids["U1"], notice_there, key_there, PERSON)
    yield Attempt("announces what is there", "other-unit", there, "not_allowed")
    as_secretary = "SELECT 1 / (count(*) FILTER (WHERE desk = 'secretary') - 1) FROM talentdesk.filing_desks('{}')"
    yield Attempt("as secretary", "two-roles", as_secretary.format(filing.furnished.ids["submitted at committee"]))
    for name, values in {
        "no key": (ids["U1"], notice, None, PERSON),
        "a bad key": (ids["U1"], notice, "a b", PERSON),
        "a long number": (ids["U1"], notice, "new", "1" * 1001),
    }.items():
        yield Attempt(f"announces {name}", "unit", announce(*values), "malformed")
    for name, values in {
        "no notice": (ids["U1"], new_id(), "new", PERSON),
        "no unit": (new_id(), notice, "new", PERSON),
        "a department": (ids["D1"], notice, "new", PERSON),
    }.items():
        yield Attempt(f"announces {name}", "applicant", announce(*values), "not_found")
    for intent, expected in {"unit": "done", "two-roles": "not_announced", "old": "not_announced"}.items():
        for function in ("filing_answer", "filing_attempt"):
            asked = f"SELECT talentdesk.{function}({literal(filing.intents[intent])})"
            yield Attempt(f"{function} {intent}", "unit", asked, expected)
    told = "SELECT 1 / ({} - another::integer) FROM talentdesk.filing_answer('{}')"
    yield Attempt("told of others", "applicant", told.format(2, filing.intents["second of an applicant"]))
    yield Attempt("told of others", "other-applicant", told.format(1, filing.intents["second of who signed up"]))
    at_once = f"SELECT talentdesk.filing_answer(({announce(ids['U1'], notice, 'new', PERSON)}))"
    yield Attempt("asks at once", "unit", at_once, "not_announced")
