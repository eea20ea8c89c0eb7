"""The dossier's form: what is written is read back, and nonsense is refused, never an unexpected error."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType
from desktop.domain.rejections import Rejected
from desktop.domain.visible_text import is_file_name
from desktop.exchange.dossier_manifest import parse_manifest
from desktop.exchange.dossier_reader import open_dossier
from desktop.exchange.dossier_writer import write_dossier
from tests.dossiers import PDF, sample_dossier

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)


@settings(max_examples=25)
@given(
    name=TEXT,
    titles=st.lists(TEXT, max_size=3),
    names=st.lists(TEXT.filter(is_file_name), min_size=1, max_size=4),
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
        there_when_written = list[bool]()
        write_dossier(
            folder / "second.zip",
            application=written.application,
            catalogue=written.catalogue,
            notice=written.notice,
            submitted_at=written.submitted_at,
            content=content_read,
            chunks=lambda sha256: iter([first.file(paths[sha256]).read()]),
            on_written=lambda: there_when_written.append((folder / "second.zip").exists()),
        )
    assert there_when_written == [False]
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
