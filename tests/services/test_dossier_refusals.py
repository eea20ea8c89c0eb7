"""Every refusal of the dossier format, each with its own sentence and without a trace in any table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.rejections import RejectionCode
from desktop.services.dossiers import DossierOutcome
from tests.desk import Desk
from tests.dossiers import JPEG, OTHER_UNIT, PDF, WrittenDossier, sample_dossier
from tests.services.refusing import assert_refused

Change = Callable[[WrittenDossier], object]


def manifest(**values: Any) -> Change:
    return lambda dossier: dossier.manifest.update(values)


def without(key: str) -> Change:
    return lambda dossier: dossier.manifest.pop(key)


def basic(**values: Any) -> Change:
    return lambda dossier: dossier.basic.update(values)


def record(section: str, **values: Any) -> Change:
    return lambda dossier: dossier.manifest["sections"][section][0].update(values)


def attachment(index: int, **values: Any) -> Change:
    return lambda dossier: dossier.manifest["attachments"][index].update(values)


def document(text: str) -> Change:
    return lambda dossier: setattr(dossier, "document", text.encode("utf-8", "surrogatepass"))


def replaced(old: str, new: str) -> Change:
    return lambda dossier: setattr(dossier, "document", dossier.text().decode().replace(old, new, 1).encode())


def repeated_id(dossier: WrittenDossier) -> None:
    work = dossier.manifest["sections"]["work"]
    work.append(dict(work[0]))


SHAPE = RejectionCode.BAD_SHAPE
MANIFEST: list[tuple[str, Change, RejectionCode, tuple[str, ...]]] = [
    ("not JSON", document("{"), RejectionCode.BAD_JSON, ("dossier.json",)),
    ("empty", document(""), RejectionCode.BAD_JSON, ()),
    ("a list", document("[]"), RejectionCode.WRONG_TYPE, ("dossier.json",)),
    ("not UTF-8", lambda d: setattr(d, "document", b'{"a": "\xff"}'), RejectionCode.NOT_UTF8, ("UTF-8",)),
    (
        "a lone surrogate",
        replaced("王建国", "\\ud800"),
        RejectionCode.LONE_SURROGATE,
        ("sections.basic[0].name", "代理"),
    ),
    ("a repeated key", replaced('"pledge"', '"notice": "x", "pledge"'), RejectionCode.DUPLICATE_KEY, ("notice",)),
    ("NaN", replaced('"rank": 3', '"rank": NaN'), RejectionCode.BAD_NUMBER, ("NaN",)),
    ("infinity", replaced('"rank": 3', '"rank": 1e999'), RejectionCode.BAD_NUMBER, ("1e999",)),
    ("endless digits", replaced('"rank": 3', f'"rank": {"9" * 5000}'), RejectionCode.BAD_NUMBER, ()),
    ("too deep", document("[" * 100_000), RejectionCode.TOO_DEEP, ()),
    ("an unknown key", manifest(extra=1), RejectionCode.UNKNOWN_KEY, ("extra",)),
    ("a missing key", without("notice"), RejectionCode.MISSING_KEY, ("notice",)),
    ("another version", manifest(dossier=2), RejectionCode.UNKNOWN_VERSION, ("dossier",)),
    ("a version that is true", manifest(dossier=True), RejectionCode.UNKNOWN_VERSION, ("dossier",)),
    ("a bad application", manifest(application="a/b"), RejectionCode.BAD_VALUE, ("application", "64")),
    ("a long application", manifest(application="a" * 65), RejectionCode.BAD_VALUE, ("application",)),
    ("no pledge", without("pledge"), RejectionCode.MISSING_KEY, ("pledge",)),
    ("pledge false", manifest(pledge=False), RejectionCode.NO_PLEDGE, ("承诺", "pledge")),
    ("pledge 1", manifest(pledge=1), RejectionCode.NO_PLEDGE, ("pledge",)),
    ("unit a number", manifest(unit=1), RejectionCode.WRONG_TYPE, ("unit",)),
    ("a moment that is none", manifest(submitted_at="2024-13-01T00:00:00"), RejectionCode.BAD_VALUE, ("submitted_at",)),
    ("no offset", manifest(submitted_at="2024-08-19T10:22:31"), RejectionCode.BAD_VALUE, ("+08:00",)),
    ("no T", manifest(submitted_at="2024-08-19 10:22:31+08:00"), RejectionCode.BAD_VALUE, ("ISO 8601",)),
    ("a day for a moment", manifest(submitted_at="2024-08-19"), RejectionCode.BAD_VALUE, ("submitted_at",)),
    ("sections a list", manifest(sections=[]), RejectionCode.WRONG_TYPE, ("sections",)),
    ("attachments an object", manifest(attachments={}), RejectionCode.WRONG_TYPE, ("attachments",)),
    ("an unknown section", lambda d: d.manifest["sections"].update(hobbies=[]), SHAPE, ("sections.hobbies",)),
    ("an unknown field", basic(shoe_size=43), SHAPE, ("sections.basic[0].shoe_size",)),
    ("class stated", basic(**{"class": "C"}), SHAPE, ("sections.basic[0].class",)),
    ("an unknown slot", attachment(0, slot="selfie"), SHAPE, ("attachments[0].slot",)),
    ("a section as object", lambda d: d.manifest["sections"].update(work={}), SHAPE, ("sections.work",)),
    ("a wrong type", basic(name=1), SHAPE, ("sections.basic[0].name",)),
    ("a malformed date", basic(birth_date="1982-02-30"), SHAPE, ("sections.basic[0].birth_date",)),
    ("a malformed month", record("work", start="2008-7"), SHAPE, ("sections.work[0].start",)),
    (
        "malformed money",
        lambda d: d.manifest["sections"].update(
            enterprise=[
                {"id": "n1", "name": "甲", "size": "小型", "specialised": "否", "role": "总工", "revenue": "1.234"}
            ]
        ),
        SHAPE,
        ("sections.enterprise[0].revenue",),
    ),
    ("a choice not listed", basic(sex="其他"), SHAPE, ("sections.basic[0].sex",)),
    ("over-long text", basic(name="王" * 51), SHAPE, ("sections.basic[0].name",)),
    ("a missing id", lambda d: d.manifest["sections"]["work"][0].pop("id"), SHAPE, ("sections.work[0]",)),
    ("a repeated id", repeated_id, SHAPE, ("sections.work[1].id",)),
    ("an attachment of no record", attachment(1, record="e9"), SHAPE, ("attachments[1].record",)),
    ("an attachment's unknown key", attachment(0, size=3), RejectionCode.UNKNOWN_KEY, ("attachments[0].size",)),
    ("a hash that is none", attachment(0, sha256="abc"), RejectionCode.BAD_VALUE, ("attachments[0].sha256", "64")),
    ("a name with a path", attachment(0, name="../x.jpg"), RejectionCode.BAD_VALUE, ("attachments[0].name", "/")),
    (
        "a name that turns the text",
        attachment(0, name="\u202egpj.exe"),
        RejectionCode.BAD_VALUE,
        ("attachments[0].name",),
    ),
    ("a name with an ESC", basic(name="王\x1b[31m"), SHAPE, ("sections.basic[0].name", "U+001B")),
    (
        "an attachment twice",
        lambda d: d.manifest["attachments"].append(dict(d.manifest["attachments"][0])),
        SHAPE,
        ("attachments[5]", "attachments[0]"),
    ),
    ("a name too long", attachment(0, name="n" * 256), RejectionCode.TOO_LONG, ("attachments[0].name",)),
    ("a wrong hash", attachment(0, sha256="0" * 64), RejectionCode.WRONG_HASH, ("attachments[0]", "SHA-256")),
    ("a missing file", lambda d: d.files.pop("attachments/000.bin"), RejectionCode.MISSING_FILE, ("000.bin",)),
    ("an additional file", lambda d: d.files.update({"note.txt": b"x"}), RejectionCode.ADDITIONAL_FILE, ("note.txt",)),
    ("a path that climbs", attachment(0, file="../x.jpg"), RejectionCode.BAD_PATH, ("../x.jpg",)),
    ("an absolute path", attachment(0, file="/etc/passwd"), RejectionCode.BAD_PATH, ("/etc/passwd",)),
    ("a drive", attachment(0, file="C:x.jpg"), RejectionCode.BAD_PATH, ("C:x.jpg",)),
    ("a backslash", attachment(0, file="a\\b.jpg"), RejectionCode.BAD_PATH, ()),
    (
        "a format by content",
        lambda d: d.attach("materials", "other", b"<html>", name="a.pdf"),
        RejectionCode.ATTACHMENT_FORMAT,
        ("attachments[5]", "PDF"),
    ),
    (
        "a PDF header before something else",
        lambda d: d.attach("materials", "other", b"%PDF-1.7\n<html>", name="a.pdf"),
        RejectionCode.ATTACHMENT_FORMAT,
        ("attachments[5]",),
    ),
    (
        "a format the slot does not take",
        lambda d: d.attach("basic", "portrait", PDF),
        RejectionCode.ATTACHMENT_FORMAT,
        ("JPEG", "PNG"),
    ),
    (
        "too large for the slot",
        lambda d: d.attach("basic", "portrait", JPEG + bytes(2 << 20)),
        RejectionCode.ATTACHMENT_TOO_LARGE,
        (f"{(2 << 20) + len(JPEG):,} 字节", f"{2 << 20:,} 字节"),
    ),
    ("an unregistered unit", manifest(unit="911100000000000000"), RejectionCode.UNKNOWN_UNIT, ("911100000000000000",)),
    ("a department as unit", manifest(unit="2201"), RejectionCode.UNKNOWN_UNIT, ("2201",)),
    ("an unknown notice", manifest(notice="2023-09"), RejectionCode.UNKNOWN_NOTICE, ("2023-09",)),
    ("an unknown catalogue", manifest(catalogue="jilin-1999"), RejectionCode.UNKNOWN_CATALOGUE, ("jilin-1999",)),
    (
        "before the window",
        manifest(submitted_at="2024-06-30T23:59:59+08:00"),
        RejectionCode.OUTSIDE_WINDOW,
        ("2024-07-01", "2024-09-30"),
    ),
    (
        "later than now",
        manifest(submitted_at="2024-08-20T09:06:00+08:00"),
        RejectionCode.IN_THE_FUTURE,
        ("submitted_at",),
    ),
]


@pytest.mark.parametrize(
    ("change", "code", "named"), [case[1:] for case in MANIFEST], ids=[case[0] for case in MANIFEST]
)
def test_a_wrong_dossier_is_refused_naming_the_key(
    refusing_desk: Desk, tmp_path: Path, change: Change, code: RejectionCode, named: tuple[str, ...]
) -> None:
    assert_refused(refusing_desk, sample_dossier(change=change).to_folder(tmp_path / "dossier"), code, *named)


def test_the_cases_are_refused_for_what_is_wrong_with_them_and_nothing_else(desk: Desk) -> None:
    assert desk.bring(sample_dossier()).outcome is DossierOutcome.IMPORTED


def test_five_minutes_ahead_are_forgiven(desk: Desk) -> None:
    assert desk.bring(sample_dossier(submitted_at="2024-08-20T09:04:59+08:00")).outcome is DossierOutcome.IMPORTED


def test_after_the_window_a_first_submission_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.clock.tick(days=60)
    late = sample_dossier(submitted_at="2024-10-01T00:00:01+08:00").to_folder(tmp_path / "dossier")
    assert_refused(desk, late, RejectionCode.OUTSIDE_WINDOW)


def test_a_unit_without_a_route_to_the_issuer_is_refused_naming_both(desk: Desk, tmp_path: Path) -> None:
    from desktop.services.notices import import_notice
    from tests.desk import NOTICE_TOML

    text = NOTICE_TOML.replace('"2024-01"', '"33-01"').replace('issuer = "22"', 'issuer = "33"')
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    import_notice(desk.as_login("elsewhere"), tmp_path / "n.toml")
    dossier = sample_dossier(notice="33-01").to_folder(tmp_path / "dossier")
    assert_refused(desk, dossier, RejectionCode.NO_ROUTE, "长春光电研究院", "外省人社厅")


def test_the_same_key_in_another_unit_is_another_application(desk: Desk) -> None:
    desk.bring(sample_dossier())
    other = sample_dossier(unit=OTHER_UNIT, document_number="11010519491231002X", birth_date="1949-12-31", sex="女")
    assert desk.bring(other, "hr2").outcome is DossierOutcome.IMPORTED
