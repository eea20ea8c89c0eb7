"""Exporting the list: what the account may see and nothing else, in the order of the list, whole or not at all."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from desktop.domain.terms import Action
from desktop.exchange.applications_workbook import SheetColumn, WorkbookLabels
from desktop.services.applications import list_applications
from desktop.services.audit import verify_audit
from desktop.services.list_export import ExportColumn, ListExport
from desktop.services.problems import Interrupted, Rejected, RejectionCode
from desktop.services.rows import ApplicationQuery, ApplicationRow, ApplicationSort
from desktop.services.workspace import Workspace
from desktop.store.tables import audit
from tests.desk import Desk
from tests.dossiers import OTHER_UNIT, another_person, sample_dossier

LABELS = WorkbookLabels("申请", "全部申请", "经办人", "", datetime(2026, 11, 25, tzinfo=UTC))
COLUMNS = (
    ExportColumn(SheetColumn("申请", 12), lambda row: row.application),
    ExportColumn(SheetColumn("姓名", 12), lambda row: row.name),
    ExportColumn(SheetColumn("附件", 12), lambda row: row.attachments),
)
BY_NAME = ApplicationQuery(sort=ApplicationSort.NAME, descending=True)


@pytest.fixture
def five(desk: Desk) -> Desk:
    """Four applications of one unit and one of another."""
    for number, name in enumerate(("李娜", "=王1", "张三", "陈晨")):
        desk.bring(sample_dossier(f"app-{number}", name=name, document_number=another_person(number)))
    desk.bring(sample_dossier("other", unit=OTHER_UNIT, document_number=another_person(9)), "hr2")
    return desk


def read(file: Path) -> list[tuple[object, ...]]:
    return [tuple(row) for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()[1:]]


def expected(rows: tuple[ApplicationRow, ...]) -> list[tuple[object, ...]]:
    return [(row.application, row.name, float(row.attachments)) for row in rows]


def export_of(workspace: Workspace, file: Path, query: ApplicationQuery = BY_NAME) -> ListExport:
    return ListExport(workspace, query, COLUMNS, LABELS, file, overwrite=True)


@pytest.mark.parametrize("login", ["hr", "hr2", "city", "province", "elsewhere", "secretary", "auditor", "admin"])
def test_each_account_gets_its_own_list_in_its_order(five: Desk, tmp_path: Path, login: str) -> None:
    workspace = five.as_login(login)
    file = tmp_path / "list.xlsx"
    seen: list[tuple[int, int]] = []
    exported = export_of(workspace, file).run(lambda done, total: seen.append((done, total)))
    listed = list_applications(workspace, BY_NAME)
    assert read(file) == expected(listed)
    assert (exported.rows, exported.sheets) == (len(listed), 1)
    assert len(listed) == {"hr": 4, "hr2": 1, "city": 4, "province": 5}.get(login, 0)
    assert (seen[0], seen[-1]) == ((0, len(listed)), (len(listed), len(listed)))


def test_filters_search_and_a_limit_hold(five: Desk, tmp_path: Path) -> None:
    workspace, file = five.as_login("province"), tmp_path / "list.xlsx"
    query = ApplicationQuery(search="陈", sort=ApplicationSort.NAME, descending=False)
    export_of(workspace, file, query).run()
    assert read(file) == expected(list_applications(workspace, query))
    assert len(read(file)) == 1
    ListExport(workspace, BY_NAME, COLUMNS, LABELS, file, overwrite=True, limit=2).run()
    assert read(file) == expected(list_applications(workspace, BY_NAME, limit=2))


def test_more_than_a_sheet_holds_goes_on_in_the_next_and_is_said(five: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    exported = ListExport(five.as_login("hr"), BY_NAME, COLUMNS, LABELS, file, rows_a_sheet=3).run()
    assert (exported.rows, exported.sheets) == (4, 2)
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["申请", "申请 2"]


def test_the_export_and_a_look_up_by_identity_number_are_on_record(five: Desk, tmp_path: Path) -> None:
    workspace = five.as_login("hr")
    before = five.counts()["audit"]
    export_of(workspace, tmp_path / "list.xlsx").run()
    assert five.counts()["audit"] == before + 1
    query = ApplicationQuery(search=another_person(1))
    export_of(workspace, tmp_path / "list.xlsx", query).run()
    assert [row[0] for row in read(tmp_path / "list.xlsx")] == ["app-1"]
    assert five.counts()["audit"] == before + 3
    with workspace.store.read() as connection:
        entries = connection.scalars(select(audit.c.entry).order_by(audit.c.ordinal.desc()).limit(3)).all()
    assert ['"list_export"' in entry for entry in entries] == [True, False, True]
    assert verify_audit(five.as_login("admin")).sound


def test_cancelling_in_the_middle_leaves_nothing_and_the_old_file(five: Desk, tmp_path: Path) -> None:
    workspace = five.as_login("hr")
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "list.xlsx"
    file.write_bytes(b"old")
    before = five.counts()
    written: list[str] = []

    def name_and_cancel(row: ApplicationRow) -> str:
        written.append(row.name)
        if len(written) == 2:
            export.cancel()
        return row.name

    export = ListExport(
        workspace, BY_NAME, (ExportColumn(SheetColumn("姓名", 9), name_and_cancel),), LABELS, file, overwrite=True
    )
    with pytest.raises(Interrupted):
        export.run()
    assert len(written) == 2
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("list.xlsx", b"old")]
    assert five.counts() == before
    assert len(list_applications(workspace, BY_NAME)) == 4


def test_an_export_cancelled_before_it_began_or_while_it_is_saved_leaves_nothing(five: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    early = export_of(five.as_login("hr"), folder / "list.xlsx")
    early.cancel()
    with pytest.raises(Interrupted):
        early.run()
    late = export_of(five.as_login("hr"), folder / "list.xlsx")

    def cancel_at_the_end(done: int, total: int) -> None:
        if done == total:
            late.cancel()

    with pytest.raises(Interrupted):
        late.run(cancel_at_the_end)
    assert list(folder.iterdir()) == []


def test_decisions_go_on_while_the_list_is_exported_and_it_stays_of_one_state(five: Desk, tmp_path: Path) -> None:
    workspace, file = five.as_login("hr"), tmp_path / "list.xlsx"
    begun, decided = threading.Event(), threading.Event()

    def hold(row: ApplicationRow) -> str:
        begun.set()
        assert decided.wait(30)
        return row.stage

    columns = (ExportColumn(SheetColumn("环节", 9), hold),)
    export = ListExport(workspace, BY_NAME, columns, LABELS, file)
    thread = threading.Thread(target=export.run)
    thread.start()
    assert begun.wait(30)
    five.act("hr", Action.PASS, "app-0")
    decided.set()
    thread.join(30)
    assert [row[0] for row in read(file)] == ["unit"] * 4
    assert {row.stage for row in list_applications(workspace, BY_NAME)} == {"unit", "department-1"}


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(five: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"old")
    with pytest.raises(Rejected) as raised:
        ListExport(five.as_login("hr"), BY_NAME, COLUMNS, LABELS, file).run()
    assert raised.value.code is RejectionCode.TARGET_EXISTS
    assert file.read_bytes() == b"old"


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of that size at `folder`."""
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs Linux and its mount")
    folder.mkdir()
    if subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("may not mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run([str(shutil.which("umount")), folder], check=True)


@pytest.mark.parametrize(("filled", "why"), [(240, "rows"), (200, "the workbook")])
def test_a_full_disk_is_named_and_the_old_file_is_kept(five: Desk, tmp_path: Path, filled: int, why: str) -> None:
    workspace = five.as_login("hr")
    long = (ExportColumn(SheetColumn("姓名", 9), lambda row: "".join(map(chr, range(0x4E00, 0x4E00 + 8000)))),)
    with small_disk(tmp_path / "disk", "256k") as folder:
        file = folder / "list.xlsx"
        file.write_bytes(b"old")
        (folder / "filling").write_bytes(bytes(filled << 10))
        with pytest.raises(Rejected) as raised:
            ListExport(workspace, BY_NAME, long, LABELS, file, overwrite=True).run()
        assert raised.value.code is RejectionCode.TARGET_DISK_FULL, why
        assert file.read_bytes() == b"old"
        assert {path.name for path in folder.iterdir()} == {"list.xlsx", "filling"}
