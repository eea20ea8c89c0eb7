"""What leaves as a dossier comes back as the same, here and in another workspace; nonsense never breaks in."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.services.audit import verify_audit
from desktop.services.dossiers import DossierOutcome, export_dossier, import_dossier
from tests.desk import PASSWORD, Desk
from tests.dossiers import PDF, another_person, sample_dossier


def test_an_export_is_unchanged_here_and_the_same_application_elsewhere(
    desk: Desk, desk_template: Path, tmp_path: Path
) -> None:
    odd = sample_dossier(name="é·㐂𠮷 ", submitted_at="2024-08-19T10:22:31.123+08:00")
    odd.attach("materials", "other", PDF + bytes(3 << 20), name="a..b c:*?.pdf")
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
