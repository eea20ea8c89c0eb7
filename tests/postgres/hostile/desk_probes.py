"""A few attacks for each check on what people write beside decisions: what `test_every_desk_check` repeats."""

from collections.abc import Iterator
from typing import Final

from tests.postgres.hostile.desk_calls import called, on_application
from tests.postgres.hostile.furnished import CLOSED, EVIDENCE, NOBODY, OTHERS_EVIDENCE, Furnished
from tests.store.factory import CATALOGUE_HASH

NEW: Final = "00000000-0000-7000-8000-000000000001"
UNIT_CODE: Final = "91350100M000100Y43"
UNUSED: Final = "00000000-0000-7000-8000-000000000002"
PREPARED: Final = (
    "INSERT INTO notice SELECT '{unused}', 'unused', title, content, opens, closes, catalogue_key, catalogue_hash, "
    "'{D1}', reading_seconds, 1, '' FROM notice LIMIT 1",
    "UPDATE catalogue SET changed_at = 9000000000000",
    "INSERT INTO saved_filter SELECT '00000000-0000-7000-8000-0000000002' || lpad(n::text, 2, '0'), '{department-2}', "
    "'第' || n, '', 1 FROM generate_series(1, 29) n",
    "INSERT INTO membership VALUES ('{unused}', '{other-unit}', 'department', '{D1}', 1, '')",
)
"""By the owner: a notice that nothing is filed under yet, a catalogue from a clock ahead, as many filters as may be,
and somebody who has a desk at an application and another one elsewhere."""
_MOMENTS: Final = ("opened_at", "saved_at", "verified_at", "changed_at")
STATE: Final = "SELECT md5(string_agg(s.said, '|' ORDER BY s.said)) FROM ({}) s".format(
    " UNION ALL ".join(
        f"SELECT '{table} ' || (to_jsonb(t) - '{{{', '.join(_MOMENTS)}}}'::text[])::text || ("
        f"abs(t.{moment} - extract(epoch FROM clock_timestamp()) * 1000) < 60000)::text "
        f"|| (t.{moment} > 9000000000000)::text AS said FROM {table} t"
        for table, moment in (
            ("comment_draft", "saved_at"),
            ("saved_filter", "saved_at"),
            ("application_view", "opened_at"),
            ("attachment_view", "opened_at"),
            ("original_check", "verified_at"),
            ("organisation", "changed_at"),
            ("notice", "changed_at"),
            ("catalogue", "changed_at"),
        )
    )
    + " UNION ALL SELECT 'phrase ' || to_jsonb(t)::text FROM phrase t"
    + " UNION ALL SELECT 'setting ' || to_jsonb(t)::text FROM setting t"
)
"""All that these functions write, with times as whether they are now."""


def cases(furnished: Furnished) -> Iterator[tuple[str, str]]:
    """Who makes which calls, one after the other."""
    ids, places, filters = furnished.desk.ids, furnished.ids, furnished.filters
    place = places["submitted at unit"]
    for login in ("unit", "other-unit", "department-1", "admin", CLOSED, NOBODY):
        for call in on_application(place, EVIDENCE, ids["U1"], ids["D1"]).values():
            yield login, call
        for code in ("U1", "D1"):
            yield login, called("original_verified", place, EVIDENCE, ids[code], False)
    yield "other-unit", called("original_verified", place, EVIDENCE, ids["U2"], True)
    yield "unit", called("original_verified", place, OTHERS_EVIDENCE, ids["U1"], True)
    yield "unit", called("original_verified", place, "0" * 64, ids["U1"], True)
    yield "unit", called("original_verified", place, "0" * 64, ids["U1"], False)
    yield "unit", called("attachment_opened", place, OTHERS_EVIDENCE)
    yield "unit", called("attachment_opened", place, "0" * 64)
    yield "two-roles", called("original_verified", place, EVIDENCE, ids["D2"], True)
    yield "two-roles", called("original_verified", place, EVIDENCE, ids["U2"], True)
    for values in (
        ("长" * 20_001, "", None, False, "[]"),
        ("", "长" * 20_001, None, False, "[]"),
        (None, "", None, False, "[]"),
        ("", "", "someday", False, "[]"),
        ("", "", None, None, "[null]"),
        ("", "", None, False, f'["{"长" * 200_000}"]'),
    ):
        yield "unit", called("comment_draft_save", place, *values)
    for login in ("unit", CLOSED, NOBODY):
        yield login, called("comment_draft_discard", place)
        yield login, called("comment_draft_discard", places["elsewhere"])
        yield login, called("phrases_replace", '["甲"]')
        yield login, called("saved_filter_add", NEW, "名", "{}", None)
        yield login, called("saved_filter_add", NEW, "名", "{}", 9 * 10**14)
        for owner in ("unit", "two-roles", CLOSED):
            yield login, called("saved_filter_change", filters[owner], None, "[]")
            yield login, called("saved_filter_remove", filters[owner])
    for listed in ("[" + ", ".join(['"长"'] * 201) + "]", f'["{"长" * 20_001}"]', '["\u3000"]', "[null]"):
        yield "unit", called("phrases_replace", listed)
    for name in ("长" * 31, "\u3000", "a\u202eb", None):
        yield "unit", called("saved_filter_add", NEW, name, "{}", None)
        yield "unit", called("saved_filter_change", filters["unit"], name or "长" * 31, None)
    yield "unit", called("saved_filter_add", NEW, "名", "x" * 500_001, None)
    yield "unit", called("saved_filter_change", filters["unit"], None, "x" * 500_001)
    yield "department-2", called("saved_filter_add", NEW, "名", "{}", None)
    yield from _organisations(furnished)
    yield from _notices(furnished)
    yield from _catalogues()


def older(furnished: Furnished) -> Iterator[tuple[str, str]]:
    """Who makes which calls in a transaction that keeps to an older state."""
    yield "admin", called("phrases_replace", "[]")
    yield "admin", called("setting_put", "name", "名")
    yield next(_notices(furnished))


def _organisations(furnished: Furnished) -> Iterator[tuple[str, str]]:
    ids = furnished.desk.ids
    for login in ("admin", "unit"):
        yield login, called("organisation_put", NEW, "D7", "局", "department", ids["D2"])
        yield login, called("setting_put", "name", "名")
    for code, name, kind, above in (
        ("D7", "局", "department", None),
        (UNIT_CODE, "院", "unit", ids["D1"]),
        (UNIT_CODE, "院", "unit", None),
        (UNIT_CODE, "院", "unit", ids["U1"]),
        (UNIT_CODE, "院", "unit", NEW),
        ("U7", "院", "unit", ids["D1"]),
        ("D 7", "局", "department", None),
        ("D\u202e7", "局", "department", None),
        ("D" * 65, "局", "department", None),
        ("D7", "局" * 201, "department", None),
        ("D7", "\u3000", "department", None),
        ("D7", "a\u202eb", "department", None),
    ):
        yield "admin", called("organisation_put", NEW, code, name, kind, above)
    yield "admin", called("organisation_put", ids["D1"], "D1", "机构D1", "department", ids["D2"])
    yield "admin", called("organisation_put", ids["D1"], "D1", "新名", "department", ids["D2"])
    yield "admin", called("organisation_put", ids["D1"], "D1", "机构D1", "department", None)
    yield "admin", called("organisation_put", ids["D2"], "D2", "机构D2", "department", ids["D1"])
    yield "admin", _tower(6, None)
    yield "admin", _tower(5, None)
    yield "admin", _tower(4, ids["D2"])
    yield "admin", _tower(4, None, below=ids["D2"])
    yield "admin", _tower(3, None, below=ids["D2"])
    for which, value in (("person_secret", "00"), ("other", "x"), ("name", "名" * 101), ("name", None)):
        yield "admin", called("setting_put", which, value)


def _tower(height: int, above: str | None, below: str | None = None) -> str:
    """Departments one above the other, and perhaps D2 and all that hangs on it below."""
    made = [f"00000000-0000-7000-8000-0000000001{number:02}" for number in range(height)]
    calls = [
        called("organisation_put", identity, f"T{number}", "层", "department", place)
        for number, (identity, place) in enumerate(zip(made, (above, *made), strict=False))
    ]
    if below is not None:
        calls.append(called("organisation_put", below, "D2", "机构D2", "department", made[-1]))
    return ", talentdesk.".join(calls)


def _notices(furnished: Furnished) -> Iterator[tuple[str, str]]:
    ids = furnished.desk.ids
    good = {
        "identity": NEW,
        "key": "2027-01",
        "title": "通知",
        "content": "正文",
        "opens": 1,
        "closes": 2,
        "catalogue": "sample",
        "hash": CATALOGUE_HASH,
        "issuer": ids["D1"],
        "seconds": 30,
    }
    for login in ("department-1", "department-2", "unit", CLOSED, NOBODY):
        yield login, called("notice_put", *good.values())
        yield login, called("notice_put", *(good | {"issuer": None}).values())
        yield login, "read_notice_in_use((SELECT n.id FROM talentdesk.read_notices() n WHERE n.key = 'in time'))"
        yield login, f"read_notice_in_use('{NEW}')"
    for changed in (
        {"identity": UNUSED, "key": "unused"},
        {"key": "长" * 65},
        {"title": "长" * 201},
        {"content": None},
        {"content": "长" * 100_001},
        {"content": " "},
        {"content": "a\u202eb"},
        {"seconds": 3601},
        {"opens": -62_135_596_800_001},
        {"closes": 253_402_214_400_000},
        {"hash": "d" * 64},
        {"catalogue": "other"},
    ):
        yield "department-1", called("notice_put", *(good | changed).values())
    taken = good | {"identity": UNUSED, "key": "unused", "issuer": ids["D2"]}
    yield "department-2", called("notice_put", *taken.values())


def _catalogues() -> Iterator[tuple[str, str]]:
    for login in ("admin", "unit"):
        yield login, called("catalogue_activate", "d" * 64, "sample", "x", "f.toml")
    for values in (
        ("x", "sample", "x", "f.toml"),
        (None, "sample", "x", "f.toml"),
        ("d" * 64, "a b", "x", "f.toml"),
        ("d" * 64, None, "x", "f.toml"),
        ("d" * 64, "sample", None, "f.toml"),
        ("d" * 64, "sample", "x", "f" * 256),
        (CATALOGUE_HASH, "another", "x", "f.toml"),
        (CATALOGUE_HASH, "sample", "x", "f.toml"),
    ):
        yield "admin", called("catalogue_activate", *values)
