"""Folders and ZIPs that no dossier may be: links, pipes, bombs, damage, names that lead elsewhere."""

import json
import os
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from desktop.domain.rejections import RejectionCode
from desktop.exchange import dossier_archive, dossier_folder, dossier_reader
from desktop.services.dossiers import DossierOutcome, import_dossier
from tests.desk import Desk
from tests.dossiers import PDF, sample_dossier
from tests.services.refusing import assert_refused


def test_what_is_no_dossier_is_refused(refusing_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_bytes(b"not a ZIP")
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.zip").write_bytes(b"")
    assert_refused(refusing_desk, tmp_path / "text.zip", RejectionCode.NOT_A_DOSSIER, "text.zip")
    assert_refused(refusing_desk, tmp_path / "nothing.zip", RejectionCode.NOT_A_DOSSIER)
    assert_refused(refusing_desk, tmp_path / "empty", RejectionCode.NO_DOSSIER_JSON, "dossier.json")
    assert_refused(refusing_desk, tmp_path / "missing", RejectionCode.FILE_NOT_FOUND, "missing")


def test_a_folder_with_links_is_refused(refusing_desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier()
    linked_file = dossier.to_folder(tmp_path / "file")
    target = linked_file / "attachments" / "000.bin"
    moved = target.rename(tmp_path / "outside.jpg")
    target.symlink_to(moved)
    assert_refused(refusing_desk, linked_file, RejectionCode.LINK, "attachments/000.bin")
    linked_folder = dossier.to_folder(tmp_path / "folder")
    outside = (linked_folder / "attachments").rename(tmp_path / "outside")
    (linked_folder / "attachments").symlink_to(outside, target_is_directory=True)
    assert_refused(refusing_desk, linked_folder, RejectionCode.LINK, "attachments")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_folder_with_a_pipe_is_refused_without_waiting_for_it(refusing_desk: Desk, tmp_path: Path) -> None:
    folder = sample_dossier().to_folder(tmp_path / "dossier")
    os.mkfifo(folder / "pipe")
    assert_refused(refusing_desk, folder, RejectionCode.SPECIAL_FILE, "pipe")
    os.mkfifo(tmp_path / "alone")
    assert_refused(refusing_desk, tmp_path / "alone", RejectionCode.NOT_A_DOSSIER)


def test_too_many_files_are_refused(refusing_desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier()
    for number in range(500):
        dossier.attach("materials", "other", PDF + b"%d" % number)
    assert_refused(refusing_desk, dossier.to_folder(tmp_path / "folder"), RejectionCode.TOO_MANY_FILES, "500")
    assert_refused(refusing_desk, dossier.to_zip(tmp_path / "d.zip"), RejectionCode.TOO_MANY_FILES, "500")


def test_more_bytes_than_the_limit_are_refused(
    refusing_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (dossier_folder, dossier_archive):
        monkeypatch.setattr(module, "MAX_BYTES", 2000)
    dossier = sample_dossier(change=lambda d: d.attach("materials", "other", PDF + bytes(3000)))
    assert_refused(refusing_desk, dossier.to_folder(tmp_path / "folder"), RejectionCode.TOO_MANY_BYTES)
    assert_refused(refusing_desk, dossier.to_zip(tmp_path / "d.zip"), RejectionCode.TOO_MANY_BYTES)


def test_a_sparse_file_of_a_gibibyte_is_refused_by_its_size(refusing_desk: Desk, tmp_path: Path) -> None:
    folder = sample_dossier().to_folder(tmp_path / "dossier")
    with (folder / "attachments" / "000.bin").open("wb") as file:
        file.truncate((1 << 30) + 1)
    assert_refused(refusing_desk, folder, RejectionCode.TOO_MANY_BYTES, "1 GB")


def test_a_dossier_json_over_its_limit_is_refused(
    refusing_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_reader, "MAX_MANIFEST_BYTES", 1000)
    assert_refused(refusing_desk, sample_dossier().to_folder(tmp_path / "d"), RejectionCode.DOSSIER_JSON_TOO_LARGE)


def test_a_zip_without_its_dossier_json_is_refused(refusing_desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a/dossier.json", "{}")
        archive.writestr("b/note.txt", "x")
    assert_refused(refusing_desk, tmp_path / "two.zip", RejectionCode.NO_DOSSIER_JSON)
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    assert_refused(refusing_desk, tmp_path / "empty.zip", RejectionCode.NO_DOSSIER_JSON)


def test_a_damaged_zip_is_refused_wherever_it_is_damaged(refusing_desk: Desk, tmp_path: Path) -> None:
    whole = sample_dossier().to_zip(tmp_path / "d.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert_refused(refusing_desk, tmp_path / "cut.zip", RejectionCode.DAMAGED_ZIP, "损坏")
    start = 30 + len("dossier.json")
    (tmp_path / "flipped.zip").write_bytes(whole[: start + 40] + bytes([whole[start + 40] ^ 1]) + whole[start + 41 :])
    assert_refused(refusing_desk, tmp_path / "flipped.zip", RejectionCode.DAMAGED_ZIP)


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
    refusing_desk: Desk, tmp_path: Path, name: str, settings: dict[str, int], code: RejectionCode
) -> None:
    assert_refused(refusing_desk, zip_with(tmp_path / "d.zip", name, **settings), code)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.zip"]


def test_an_encrypted_member_is_refused(refusing_desk: Desk, tmp_path: Path) -> None:
    file = sample_dossier().to_zip(tmp_path / "d.zip")
    data = bytearray(file.read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    file.write_bytes(data)
    assert_refused(refusing_desk, file, RejectionCode.ENCRYPTED_ZIP, "密码")


def test_a_member_larger_than_it_says_is_refused(refusing_desk: Desk, tmp_path: Path) -> None:
    dossier = sample_dossier(change=lambda d: d.attach("materials", "other", PDF + bytes(100_000)))
    file = dossier.to_zip(tmp_path / "bomb.zip")
    data = bytearray(file.read_bytes())
    real = struct.pack("<L", len(PDF) + 100_000)
    for start in (data.index(b"PK\x01\x02"), 0):
        place = data.index(real, start)
        data[place : place + 4] = struct.pack("<L", 100)
    file.write_bytes(data)
    assert_refused(refusing_desk, file, RejectionCode.DAMAGED_ZIP)


def test_a_zip_that_claims_an_endless_directory_is_refused_before_it_is_read(
    refusing_desk: Desk, tmp_path: Path
) -> None:
    file = sample_dossier().to_zip(tmp_path / "d.zip")
    data = bytearray(file.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    padded = bytes(data[:end]) + bytes(6 << 20)
    length = len(padded) - data.index(b"PK\x01\x02")
    tail = bytearray(data[end:])
    tail[12:16] = struct.pack("<L", length)
    file.write_bytes(padded + tail)
    assert_refused(refusing_desk, file, RejectionCode.TOO_MANY_FILES)


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
