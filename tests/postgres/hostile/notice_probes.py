"""Notices in every state beside each other, and the calls with which people would write and read them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from desktop.domain.clock import to_milliseconds
from tests.postgres.hostile.desk_calls import called
from tests.postgres.hostile.furnished import CLOSED, EVIDENCE, NOBODY, OTHERS_EVIDENCE, Furnished

DAY: Final = 86_400_000
NOW: Final = to_milliseconds(datetime.now(UTC)) - 60_000
"""The same moment in every test, a minute ago, so that what they find can be compared."""
NOTICES: Final = {
    name: f"00000000-0000-7000-8000-00000000a{number:03}"
    for number, name in enumerate(("draft", "upcoming", "open", "over", "used", "ended", "closed", "late", "none"))
}
NEW: Final = "00000000-0000-7000-8000-00000000b001"
PAPER: Final = "255044462d312e370a"
LOGINS: Final = ("department-1", "department-2", "applicant", "admin", CLOSED, NOBODY)
ISSUER: Final = "department-1"
_WINDOWS: Final = {
    "upcoming": (5, 40),
    "open": (-5, 30),
    "over": (-40, -5),
    "used": (-5, 30),
    "ended": (-40, -5),
    "closed": (-5, 30),
}
STATE: Final = """SELECT md5(string_agg(s.said, '|' ORDER BY s.said)) FROM (
  SELECT 'notice ' || (to_jsonb(n) - '{changed_at, closes}'::text[])::text
    || CASE WHEN n.closes = n.changed_at AND n.changed_at > 1 THEN 'now' ELSE n.closes::text END AS said FROM notice n
  UNION ALL SELECT 'draft ' || (to_jsonb(d) - '{saved_at}'::text[])::text FROM notice_draft d
  UNION ALL SELECT 'file ' || (to_jsonb(f) - '{added_at}'::text[])::text FROM notice_file f
  UNION ALL SELECT 'closing ' || c.notice_id || c.closed_by FROM notice_closing c
  UNION ALL SELECT 'tick ' || (to_jsonb(t) - '{ticked_at}'::text[])::text FROM self_check t
  UNION ALL SELECT 'reading ' || r.account_id || r.notice_id FROM notice_reading r) s"""
"""All that these functions write, but for the moments."""


def prepared(furnished: Furnished) -> Iterator[str]:
    """By the owner: a notice of D1 in every state, with drafts and files of the draft, the used and the open one."""
    ids = furnished.desk.ids
    now = NOW
    for name, (opens, closes) in _WINDOWS.items():
        yield (
            f"INSERT INTO notice SELECT '{NOTICES[name]}', '{name}', '通知', '正文', {now} + {opens * DAY}, "
            f"{now} + {closes * DAY}, catalogue_key, catalogue_hash, '{ids['D1']}', 30, 1, '' FROM notice LIMIT 1"
        )
    for name in ("draft", "open", "used"):
        yield (
            f"INSERT INTO notice_draft SELECT '{NOTICES[name]}', '{ids['D1']}', '草稿', '正文', {now}, "
            f"{now} + {9 * DAY}, n.catalogue_key, 30, 1, '{ids[ISSUER]}' FROM notice n LIMIT 1"
        )
        yield (
            f"INSERT INTO notice_file SELECT '{NOTICES[name]}', b.sha256, 'a.pdf', b.size, 'application/pdf', 1, 0, 1, "
            f"'{ids[ISSUER]}' FROM blob b ORDER BY b.sha256 LIMIT 1"
        )
    yield (
        f"INSERT INTO notice_draft SELECT '{NOTICES['late']}', '{ids['D1']}', '草稿', '正文', {now - 9 * DAY}, "
        f"{now - DAY}, n.catalogue_key, 30, 1, '{ids[ISSUER]}' FROM notice n LIMIT 1"
    )
    yield (f"INSERT INTO self_check VALUES ('{furnished.ids['draft']}', 'ethics', 1, '{ids['applicant']}')")
    yield f"UPDATE notice_file SET published = 1 WHERE notice_id = '{NOTICES['open']}'"
    # with numbers of their own: those that sequences give are not given back when all is undone
    yield (
        "INSERT INTO route (number, unit_id, issuer_id, departments) OVERRIDING SYSTEM VALUE "
        f"VALUES (9000, '{ids['U1']}', '{ids['D1']}', '[\"{ids['D1']}\"]')"
    )
    for number, name in enumerate(("used", "ended")):
        yield (
            "INSERT INTO application (line, id, key, unit_id, unit_name, notice_id, issuer_id, route_number, "
            f"applicant_id, levels, updated_at) OVERRIDING SYSTEM VALUE SELECT {9000 + number}, "
            f"'00000000-0000-7000-8000-00000000c00{number}', 'under {name}', o.id, o.name, '{NOTICES[name]}', "
            f"'{ids['D1']}', 9000, '{ids['applicant']}', 1, 1 FROM organisation o WHERE o.id = '{ids['U1']}'"
        )
    yield (
        f"INSERT INTO notice_closing SELECT '{NOTICES['closed']}', closes, {now}, '{ids[ISSUER]}' FROM notice "
        f"WHERE id = '{NOTICES['closed']}'"
    )
    yield (f"INSERT INTO notice_reading SELECT '{ids['other-applicant']}', '{NOTICES['open']}', {now} - 60000")


def save(furnished: Furnished, identity: str, issuer: str | None = "D1", **changed: Any) -> str:
    values = {
        "title": "标题",
        "content": "正文\n第二行",
        "opens": 1,
        "closes": 2,
        "catalogue": "sample",
        "seconds": 30,
    }
    issuer_id = furnished.desk.ids.get(issuer or "", issuer)
    return called("notice_draft_save", identity, issuer_id, *(values | changed).values())


def add(identity: str, named: str = "b.pdf", kind: str = "application/pdf", data: str = PAPER) -> str:
    return f"notice_file_add('{identity}', '{named}', '{kind}', decode('{data}', 'hex'))"


def cases(furnished: Furnished, digest: str) -> Iterator[tuple[str, str]]:
    """Who makes which calls, one after the other."""
    far = 9_000_000_000_000
    for login in LOGINS:
        for name, identity in NOTICES.items():
            yield login, save(furnished, identity)
            yield login, called("notice_draft_discard", identity)
            yield login, called("notice_publish", identity, f"published {name}")
            yield login, called("notice_close", identity)
            yield login, called("notice_move", identity, far)
            yield login, add(identity)
            yield login, called("notice_file_remove", identity, digest)
            yield login, called("notice_file_size", identity, digest)
            yield login, called("notice_file_chunk", identity, digest, 0)
            yield login, called("notice_open", identity)
            yield login, called("reading_left", identity)
        for issuer in ("D1", "D2", "U1", None):
            yield login, save(furnished, NEW, issuer)
        for place in ("draft", "returned at unit", "submitted at unit", "of another unit"):
            yield login, called("self_check_tick", furnished.ids[place], "ethics")
            yield login, called("self_check_tick", furnished.ids[place], "no_discipline")
    yield "other-applicant", called("reading_left", NOTICES["open"])
    yield "department-2", save(furnished, NOTICES["draft"], "D2")
    yield "department-2", save(furnished, NOTICES["open"], "D2")
    wrong: tuple[dict[str, Any], ...] = (
        {"title": "长" * 201},
        {"title": None},
        {"title": "a\nb"},
        {"content": "长" * 100_001},
        {"content": None},
        {"content": "a\u202eb"},
        {"catalogue": "长" * 65},
        {"catalogue": None},
        {"seconds": -1},
        {"seconds": 3601},
        {"seconds": None},
    )
    for changed in wrong:
        yield ISSUER, save(furnished, NOTICES["draft"], **changed)
    for identity, base in ((NOTICES["draft"], 1), (NOTICES["draft"], 0), (NOTICES["draft"], 2), (NEW, 0), (NEW, 1)):
        yield ISSUER, save(furnished, identity, base=base)
    yield ISSUER, called("notice_move", NOTICES["used"], 1)
    yield ISSUER, called("notice_move", NOTICES["used"], None)
    yield ISSUER, add(NOTICES["draft"], named="a/b.pdf")
    yield ISSUER, add(NOTICES["draft"], named="a\u202eb.pdf")
    yield ISSUER, add(NOTICES["draft"], kind="text/html")
    yield ISSUER, add(NOTICES["draft"], data="3c68746d6c3e")
    yield ISSUER, add(NOTICES["draft"], data="")
    yield ISSUER, add(NOTICES["draft"], kind="image/png")
    yield ISSUER, add(NOTICES["draft"], kind="image/jpeg")
    yield ISSUER, add(NOTICES["draft"]).replace(f"decode('{PAPER}', 'hex')", "NULL")
    for known in (EVIDENCE, OTHERS_EVIDENCE):
        yield ISSUER, called("notice_file_size", NOTICES["draft"], known)
    yield ISSUER, called("notice_file_size", NOTICES["draft"], "0" * 64)
    yield "applicant", called("self_check_tick", furnished.ids["draft"], "长" * 65)
    yield "applicant", called("self_check_tick", furnished.ids["draft"], " ")
    yield "applicant", called("self_check_tick", furnished.ids["draft"], None)


def older(furnished: Furnished) -> Iterator[tuple[str, str]]:
    """What is asked in a transaction that keeps to one state, where an account may be closed by now."""
    yield ISSUER, save(furnished, NOTICES["draft"])
    yield ISSUER, called("notice_draft_discard", NOTICES["draft"])
    yield ISSUER, called("notice_move", NOTICES["open"], 9_000_000_000_000)
    yield ISSUER, add(NOTICES["draft"])
    yield "applicant", called("notice_open", NOTICES["open"])
    yield "applicant", called("self_check_tick", furnished.ids["draft"], "ethics")
