"""What leaves as a dossier comes back as the same, here and in another workspace; nonsense never breaks in."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType
from desktop.domain.rejections import Rejected
from desktop.exchange.dossier_manifest import parse_manifest
from desktop.exchange.dossier_reader import open_dossier
from desktop.exchange.dossier_writer import write_dossier
from desktop.services.audit import verify_audit
from desktop.services.dossiers import DossierOutcome, export_dossier, import_dossier
from tests.desk import PASSWORD, Desk
from tests.dossiers import PDF, another_person, sample_dossier

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)


def test_an_export_is_unchanged_here_and_the_same_application_elsewhere(
    desk: Desk, desk_template: Path, tmp_path: Path
) -> None:
    odd = sample_dossier(name="é·㐂𠮷 ", submitted_at="2024-08-19T10:22:31.123+08:00")
    odd.attach("materials", "other", PDF + bytes(3 << 20), name="a/b\\c:*?.pdf")
    assert desk.bring(odd).outcome is DossierOutcome.IMPORTED
    first = desk.detail("hr")
    export_dossier(desk.as_login("hr"), first.row.id, tmp_path / "out.zip")
    assert import_dossier(desk.as_login("hr"), tmp_path / "out.zip").outcome is DossierOutcome.UNCHANGED

    elsewhere = Desk(tmp_path / "elsewhere", tmp_path)
    shutil.copytree(desk_template, elsewhere.location)
    try:
        assert import_dossier(elsewhere.as_login("hr"), tmp_path / "out.zip").outcome is DossierOutcome.IMPORTED
        second = elsewhere.detail("hr")
        assert second.current.content_hash == first.current.content_hash
        assert (second.current.submitted_at, second.current.findings) == (
            first.current.submitted_at,
            first.current.findings,
        )
        export_dossier(elsewhere.as_login("hr"), second.row.id, tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "out.zip").read_bytes()
    finally:
        elsewhere.close()


@settings(max_examples=25)
@given(
    name=TEXT,
    titles=st.lists(TEXT, max_size=3),
    names=st.lists(TEXT, min_size=1, max_size=4),
    contents=st.lists(st.binary(max_size=200), min_size=1, max_size=4),
)
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, titles: list[str], names: list[str], contents: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    dossier = sample_dossier(name=name)
    dossier.manifest["sections"]["work"] = [
        {"id": f"w{index}", "start": "2020-01", "employer": title, "post": title} for index, title in enumerate(titles)
    ]
    for index, content in enumerate(contents):
        dossier.attach("materials", "other", PDF + content, name=names[index % len(names)])
    with open_dossier(dossier.to_zip(folder / "first.zip")) as first:
        written = first.manifest
        verified = first.verify_files()
        content_read = ApplicationContent(
            written.unit,
            {key: tuple(records) for key, records in written.sections.items()},
            tuple(
                Attachment(
                    item.section,
                    item.record,
                    item.slot,
                    item.name,
                    item.sha256,
                    verified[item.file].size,
                    verified[item.file].media_type or MediaType.PDF,
                )
                for item in written.attachments
            ),
        )
        paths = {item.sha256: item.file for item in written.attachments}
        write_dossier(
            folder / "second.zip",
            application=written.application,
            catalogue=written.catalogue,
            notice=written.notice,
            submitted_at=written.submitted_at,
            content=content_read,
            chunks=lambda sha256: iter([first.file(paths[sha256]).read()]),
        )
    with open_dossier(folder / "second.zip") as second:
        assert second.manifest.sections == {key: records for key, records in written.sections.items() if records}
        assert second.manifest.submitted_at == written.submitted_at
        assert [
            (item.section, item.record, item.slot, item.name, item.sha256) for item in second.manifest.attachments
        ] == [(item.section, item.record, item.slot, item.name, item.sha256) for item in written.attachments]
        assert {item.sha256 for item in second.verify_files().values()} == {item.sha256 for item in written.attachments}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_for_a_dossier_json_are_read_or_refused(data: bytes) -> None:
    try:
        parse_manifest(data)
    except Rejected:
        return
    assert json.loads(data)["dossier"] == 1


@given(data=st.data())
def test_a_dossier_with_one_value_replaced_is_read_or_refused(data: st.DataObject) -> None:
    manifest = sample_dossier().manifest
    place = manifest
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JSON)
    try:
        parse_manifest(json.dumps(manifest).encode())
    except Rejected:
        return


def test_a_dossier_with_any_value_replaced_never_breaks_the_import(desk: Desk, tmp_path: Path) -> None:
    chance = random.Random(4)
    values: list[object] = [
        None,
        True,
        -1,
        1.5,
        "",
        " ",
        "x",
        "\0",
        "\u202e",
        "2024-02-30",
        [],
        {},
        [[]],
        [{}],
        {"id": 1},
        "长" * 5000,
        10**25,
    ]
    before = desk.counts()
    outcomes = set()
    for number in range(120):
        dossier = sample_dossier(f"app-{number}")
        place: object = dossier.manifest
        while True:
            assert isinstance(place, dict | list)
            key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if not isinstance(place[key], dict | list) or chance.random() < 0.2:
                break
            place = place[key]
        place[key] = chance.choice(values)
        folder = dossier.to_folder(tmp_path / f"d{number}")
        result = import_dossier(desk.as_login("hr"), folder)
        outcomes.add(result.outcome)
    assert DossierOutcome.REFUSED in outcomes
    after = desk.counts()
    assert after["submission"] == after["application"]
    assert after["application"] - before["application"] <= 120


@given(cut=st.integers(0, 10_000), flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), max_size=5))
def test_a_mangled_zip_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flips: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("mangled")
    data = bytearray(sample_dossier().to_zip(folder / "d.zip").read_bytes())
    for place, bits in flips:
        data[place % len(data)] ^= bits
    if cut < len(data):
        del data[-cut - 1 :]
    (folder / "d.zip").write_bytes(data)
    try:
        with open_dossier(folder / "d.zip") as dossier:
            dossier.verify_files()
    except Rejected:
        return


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_an_import_that_is_killed_and_repeated_neither_doubles_nor_loses_a_dossier(desk: Desk, tmp_path: Path) -> None:
    count = 24
    folders = [
        str(sample_dossier(f"app-{n:02}", document_number=another_person(n)).to_folder(tmp_path / f"d{n:02}"))
        for n in range(count)
    ]
    words = [sys.executable, "-m", "desktop", "import", "--store", str(desk.location), "--as", "hr", *folders]
    environment = {**os.environ, "TALENTDESK_PASSWORD": PASSWORD}
    for lines_before_the_kill in (1, 5, 11):
        with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment, text=True) as running:
            assert running.stdout is not None
            for _ in range(lines_before_the_kill):
                assert running.stdout.readline()
            running.kill()
    ended = subprocess.run(words, capture_output=True, env=environment, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    imported, unchanged, refused = (int(part.split()[0]) for part in ended.stdout.splitlines()[-1].split(", "))
    assert (imported + unchanged, refused) == (count, 0)
    assert unchanged >= 11
    counts = desk.counts()
    assert (counts["application"], counts["submission"], counts["attachment"]) == (count, count, 5 * count)
    assert verify_audit(desk.as_login("admin")).sound
