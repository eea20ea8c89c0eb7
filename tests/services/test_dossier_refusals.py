"""Every refusal of the dossier format, each with its own sentence and without a trace in any table."""

import json
import os
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.rejections import RejectionCode
from desktop.exchange import dossier_archive, dossier_folder, dossier_reader
from desktop.services.dossiers import DossierOutcome, import_dossier
from desktop.services.problems import Rejected
from desktop.text.errors import explain
from tests.desk import Desk
from tests.dossiers import OTHER_UNIT, PDF, WrittenDossier, sample_dossier

Change = Callable[[WrittenDossier], object]


def assert_refused(desk: Desk, path: Path, code: RejectionCode, *named: str, login: str = "hr") -> None:
    """The dossier is refused for this reason, in a sentence that names all this, and no table has changed."""
    before = desk.counts()
    result = import_dossier(desk.as_login(login), path)
    assert result.outcome is DossierOutcome.REFUSED
    assert isinstance(result.problem, Rejected)
    sentence = explain(result.problem)
    assert result.problem.code is code, sentence
    for word in named:
        assert word in sentence
    assert desk.counts() == before


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
    ("a lone surrogate", replaced("王建国", "\\ud800"), RejectionCode.NOT_UTF8, ()),
    ("a repeated key", replaced('"pledge"', '"notice": "x", "pledge"'), RejectionCode.DUPLICATE_KEY, ("notice",)),
    ("NaN", replaced('"rank": 3', '"rank": NaN'), RejectionCode.BAD_NUMBER, ("NaN",)),
    ("infinity", replaced('"rank": 3', '"rank": 1e999'), RejectionCode.BAD_NUMBER, ("1e999",)),
    ("endless digits", replaced('"rank": 3', f'"rank": {"9" * 5000}'), RejectionCode.BAD_NUMBER, ()),
    ("too deep", document("[" * 100_000), RejectionCode.TOO_DEEP, ()),
    ("an unknown key", manifest(extra=1), RejectionCode.UNKNOWN_KEY, ("extra",)),
    ("a missing key", without("notice"), RejectionCode.MISSING_KEY, ("notice",)),
    ("another version", manifest(dossier=2), RejectionCode.UNKNOWN_VERSION, ("dossier",)),
    ("a version that is true", manifest(dossier=True), RejectionCode.UNKNOWN_VERSION, ("dossier",)),
    ("a bad application", manifest(application="a/b"), RejectionCode.BAD_VALUE, ("application",)),
    ("a long application", manifest(application="a" * 65), RejectionCode.BAD_VALUE, ("application",)),
    ("no pledge", without("pledge"), RejectionCode.MISSING_KEY, ("pledge",)),
    ("pledge false", manifest(pledge=False), RejectionCode.NO_PLEDGE, ("承诺", "pledge")),
    ("pledge 1", manifest(pledge=1), RejectionCode.NO_PLEDGE, ("pledge",)),
    ("unit a number", manifest(unit=1), RejectionCode.WRONG_TYPE, ("unit",)),
    ("a moment that is none", manifest(submitted_at="2024-13-01T00:00:00"), RejectionCode.BAD_VALUE, ("submitted_at",)),
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
    ("a hash that is none", attachment(0, sha256="abc"), RejectionCode.BAD_VALUE, ("attachments[0].sha256",)),
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
        "a format the slot does not take",
        lambda d: d.attach("basic", "portrait", PDF),
        RejectionCode.ATTACHMENT_FORMAT,
        ("JPEG", "PNG"),
    ),
    (
        "too large for the slot",
        lambda d: d.attach("basic", "portrait", b"\xff\xd8\xff" + bytes(2 << 20)),
        RejectionCode.ATTACHMENT_TOO_LARGE,
        ("2 MB",),
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
    desk: Desk, tmp_path: Path, change: Change, code: RejectionCode, named: tuple[str, ...]
) -> None:
    assert_refused(desk, sample_dossier(change=change).to_folder(tmp_path / "dossier"), code, *named)


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


def test_what_is_no_dossier_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_bytes(b"not a ZIP")
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.zip").write_bytes(b"")
    assert_refused(desk, tmp_path / "text.zip", RejectionCode.NOT_A_DOSSIER, "text.zip")
    assert_refused(desk, tmp_path / "nothing.zip", RejectionCode.NOT_A_DOSSIER)
    assert_refused(desk, tmp_path / "empty", RejectionCode.NO_DOSSIER_JSON, "dossier.json")
    assert_refused(desk, tmp_path / "missing", RejectionCode.FILE_NOT_FOUND, "missing")


def test_a_folder_with_links_is_refused(desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier()
    linked_file = dossier.to_folder(tmp_path / "file")
    target = linked_file / "attachments" / "000.bin"
    moved = target.rename(tmp_path / "outside.jpg")
    target.symlink_to(moved)
    assert_refused(desk, linked_file, RejectionCode.LINK, "attachments/000.bin")
    linked_folder = dossier.to_folder(tmp_path / "folder")
    outside = (linked_folder / "attachments").rename(tmp_path / "outside")
    (linked_folder / "attachments").symlink_to(outside, target_is_directory=True)
    assert_refused(desk, linked_folder, RejectionCode.LINK, "attachments")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_folder_with_a_pipe_is_refused_without_waiting_for_it(desk: Desk, tmp_path: Path) -> None:
    folder = sample_dossier().to_folder(tmp_path / "dossier")
    os.mkfifo(folder / "pipe")
    assert_refused(desk, folder, RejectionCode.SPECIAL_FILE, "pipe")
    os.mkfifo(tmp_path / "alone")
    assert_refused(desk, tmp_path / "alone", RejectionCode.NOT_A_DOSSIER)


def test_too_many_files_are_refused(desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier()
    for number in range(500):
        dossier.attach("materials", "other", PDF + b"%d" % number)
    assert_refused(desk, dossier.to_folder(tmp_path / "folder"), RejectionCode.TOO_MANY_FILES, "500")
    assert_refused(desk, dossier.to_zip(tmp_path / "d.zip"), RejectionCode.TOO_MANY_FILES, "500")


def test_more_bytes_than_the_limit_are_refused(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (dossier_folder, dossier_archive):
        monkeypatch.setattr(module, "MAX_BYTES", 2000)
    dossier = sample_dossier(change=lambda d: d.attach("materials", "other", PDF + bytes(3000)))
    assert_refused(desk, dossier.to_folder(tmp_path / "folder"), RejectionCode.TOO_MANY_BYTES)
    assert_refused(desk, dossier.to_zip(tmp_path / "d.zip"), RejectionCode.TOO_MANY_BYTES)


def test_a_sparse_file_of_a_gibibyte_is_refused_by_its_size(desk: Desk, tmp_path: Path) -> None:
    folder = sample_dossier().to_folder(tmp_path / "dossier")
    with (folder / "attachments" / "000.bin").open("wb") as file:
        file.truncate((1 << 30) + 1)
    assert_refused(desk, folder, RejectionCode.TOO_MANY_BYTES, "1 GB")


def test_a_dossier_json_over_its_limit_is_refused(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_reader, "MAX_MANIFEST_BYTES", 1000)
    assert_refused(desk, sample_dossier().to_folder(tmp_path / "d"), RejectionCode.DOSSIER_JSON_TOO_LARGE)


def test_a_zip_without_its_dossier_json_is_refused(desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a/dossier.json", "{}")
        archive.writestr("b/note.txt", "x")
    assert_refused(desk, tmp_path / "two.zip", RejectionCode.NO_DOSSIER_JSON)
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    assert_refused(desk, tmp_path / "empty.zip", RejectionCode.NO_DOSSIER_JSON)


def test_a_damaged_zip_is_refused_wherever_it_is_damaged(desk: Desk, tmp_path: Path) -> None:
    whole = sample_dossier().to_zip(tmp_path / "d.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert_refused(desk, tmp_path / "cut.zip", RejectionCode.DAMAGED_ZIP, "损坏")
    start = 30 + len("dossier.json")
    (tmp_path / "flipped.zip").write_bytes(whole[: start + 40] + bytes([whole[start + 40] ^ 1]) + whole[start + 41 :])
    assert_refused(desk, tmp_path / "flipped.zip", RejectionCode.DAMAGED_ZIP)


def zip_with(file: Path, name: str, *, mode: int = 0o100644, method: int = zipfile.ZIP_STORED) -> Path:
    """The sample dossier with one more member of this name."""
    sample_dossier().to_zip(file)
    info = zipfile.ZipInfo(name)
    info.external_attr, info.compress_type, info.create_system = mode << 16, method, 3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(info, b"content")
    return file


@pytest.mark.parametrize(
    ("name", "settings", "code"),
    [
        ("../outside.txt", {}, RejectionCode.BAD_PATH),
        ("/absolute.txt", {}, RejectionCode.BAD_PATH),
        ("a\\b.txt", {}, RejectionCode.BAD_PATH),
        ("C:/a.txt", {}, RejectionCode.BAD_PATH),
        ("attachments/000.bin", {}, RejectionCode.DUPLICATE_NAME),
        ("./attachments/000.bin", {}, RejectionCode.DUPLICATE_NAME),
        ("link", {"mode": stat.S_IFLNK | 0o777}, RejectionCode.LINK),
        ("pipe", {"mode": stat.S_IFIFO | 0o644}, RejectionCode.SPECIAL_FILE),
        ("packed", {"method": zipfile.ZIP_LZMA}, RejectionCode.UNSUPPORTED_COMPRESSION),
        ("packed", {"method": zipfile.ZIP_BZIP2}, RejectionCode.UNSUPPORTED_COMPRESSION),
        ("more.txt", {}, RejectionCode.ADDITIONAL_FILE),
    ],
)
def test_a_zip_with_a_dangerous_member_is_refused(
    desk: Desk, tmp_path: Path, name: str, settings: dict[str, int], code: RejectionCode
) -> None:
    assert_refused(desk, zip_with(tmp_path / "d.zip", name, **settings), code)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.zip", "workspace"]


def test_an_encrypted_member_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = sample_dossier().to_zip(tmp_path / "d.zip")
    data = bytearray(file.read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    file.write_bytes(data)
    assert_refused(desk, file, RejectionCode.ENCRYPTED_ZIP, "密码")


def test_a_member_larger_than_it_says_is_refused(desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier(change=lambda d: d.attach("materials", "other", PDF + bytes(100_000)))
    file = dossier.to_zip(tmp_path / "bomb.zip")
    data = bytearray(file.read_bytes())
    real = struct.pack("<L", len(PDF) + 100_000)
    for start in (data.index(b"PK\x01\x02"), 0):
        place = data.index(real, start)
        data[place : place + 4] = struct.pack("<L", 100)
    file.write_bytes(data)
    assert_refused(desk, file, RejectionCode.DAMAGED_ZIP)


def test_a_zip_that_claims_an_endless_directory_is_refused_before_it_is_read(desk: Desk, tmp_path: Path) -> None:
    file = sample_dossier().to_zip(tmp_path / "d.zip")
    data = bytearray(file.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    padded = bytes(data[:end]) + bytes(6 << 20)
    length = len(padded) - data.index(b"PK\x01\x02")
    tail = bytearray(data[end:])
    tail[12:16] = struct.pack("<L", length)
    file.write_bytes(padded + tail)
    assert_refused(desk, file, RejectionCode.TOO_MANY_FILES)


def test_names_written_by_old_windows_programs_are_understood(desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier()
    dossier.files["附件/头像.jpg"] = dossier.files.pop("attachments/000.bin")
    dossier.manifest["attachments"][0]["file"] = "附件/头像.jpg"
    file = tmp_path / "d.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in dossier.members().items():
            archive.writestr(path.encode("gb18030").decode("cp437"), content)
    data = file.read_bytes()
    for name in ("附件/头像.jpg".encode("gb18030").decode("cp437"),):
        utf8, raw = name.encode(), name.encode("cp437")
        assert utf8 in data
        data = unmarked(data, utf8, raw)
    file.write_bytes(data)
    result = import_dossier(desk.as_login("hr"), file)
    assert result.outcome is DossierOutcome.IMPORTED, result.problem


def unmarked(data: bytes, utf8: bytes, raw: bytes) -> bytes:
    """The ZIP as a program without UTF-8 would have written it: raw names, no mark, places moved accordingly."""
    out, position = bytearray(), 0
    shifts: list[tuple[int, int]] = []
    for signature, fixed, length_at, flags_at in ((b"PK\x03\x04", 30, 26, 6), (b"PK\x01\x02", 46, 28, 8)):
        while (found := data.find(signature, position)) >= 0 and (
            signature != b"PK\x03\x04" or found < data.index(b"PK\x01\x02")
        ):
            header = bytearray(data[found : found + fixed])
            name_end = found + fixed + struct.unpack_from("<H", header, length_at)[0]
            name = data[found + fixed : name_end]
            out += data[position:found]
            if signature == b"PK\x01\x02":
                offset = struct.unpack_from("<L", header, 42)[0]
                struct.pack_into("<L", header, 42, offset - sum(size for at, size in shifts if at < offset))
            else:
                shifts.append((found, len(name) - len(raw) if name == utf8 else 0))
            if name == utf8:
                struct.pack_into("<H", header, length_at, len(raw))
                struct.pack_into("<H", header, flags_at, 0)
                name = raw
            out += header + name
            position = name_end
    end = bytearray(data[data.rindex(b"PK\x05\x06") :])
    out += data[position : data.rindex(b"PK\x05\x06")]
    struct.pack_into("<L", end, 16, out.index(b"PK\x01\x02"))
    struct.pack_into("<L", end, 12, len(out) - out.index(b"PK\x01\x02"))
    return bytes(out + end)


@pytest.mark.parametrize("top", ["", "一人一档/"])
def test_dossier_json_may_lie_at_the_root_or_in_the_single_top_folder(desk: Desk, tmp_path: Path, top: str) -> None:
    file = sample_dossier().to_zip(tmp_path / "d.zip", top=top)
    assert import_dossier(desk.as_login("hr"), file).outcome is DossierOutcome.IMPORTED


def test_a_byte_order_mark_is_no_reason_to_refuse(desk: Desk) -> None:
    marked = sample_dossier(change=lambda d: setattr(d, "document", b"\xef\xbb\xbf" + json.dumps(d.manifest).encode()))
    assert desk.bring(marked).outcome is DossierOutcome.IMPORTED
