"""Forms of a real workspace: what the desks decided, whose list it is, the portrait from the child."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from sqlalchemy import select

from desktop.domain.decisions import Refused
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action
from desktop.printing.making import FormKind, make_form, make_list
from desktop.printing.printed_application import standing_decisions
from desktop.printing.typefaces import Typefaces
from desktop.services.applications import application_detail
from desktop.services.catalogues import catalogue_of
from desktop.services.printed_forms import listed_applications, record_form, save_form
from desktop.services.rows import ApplicationDetail, ApplicationQuery, ApplicationSort
from desktop.store.tables import audit
from tests.demo.sample import sample_catalogue
from tests.desk import Desk, copied_desk, make_desk
from tests.dossiers import WrittenDossier, another_person, digest, sample_dossier
from tests.postgres.office import NUMBER, shared_office
from tests.postgres.server import Server
from tests.printing.forms import ReadForm
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import CATALOGUE_HASH

EVERYTHING = ApplicationQuery(sort=ApplicationSort.APPLICATION, descending=False)


@pytest.fixture(scope="module")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("desk") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def desk(desk_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(desk_template, tmp_path)


def a_png() -> bytes:
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 50, 70))
    picture.clear_with(200)
    return bytes(picture.tobytes("png"))


def with_portrait(content: bytes) -> WrittenDossier:
    dossier = sample_dossier()
    entry = next(each for each in dossier.manifest["attachments"] if each["slot"] == "portrait")
    entry |= {"name": "头像.png", "sha256": digest(content)}
    dossier.files[entry["file"]] = content
    return dossier


def form_of(desk: Desk, login: str, reference: str = "app-1") -> ReadForm:
    detail = desk.detail(login, reference)
    workspace = desk.as_login(login)
    made = make_form(workspace, FormKind.APPLICATION, detail, catalogue_of(workspace, detail.current.catalogue_hash))
    assert made.title == f"人才分类定级认定申报表 {detail.row.name}"
    return ReadForm(made.pages)


def standing(detail: ApplicationDetail) -> dict[str, str]:
    return {stage: decision.comment for stage, decision in standing_decisions(detail).items()}


def test_the_form_holds_the_decisions_and_the_portrait(desk: Desk, typefaces: Typefaces) -> None:
    desk.bring(with_portrait(a_png()))
    desk.act("hr", Action.PASS, comment="同意推荐。")
    read = form_of(desk, "city")
    assert len(read.pictures(0)) == 1
    assert "长春光电研究院通过：同意推荐。（盖章）2024年8月20日" in read.text
    assert "长春市人社局（盖章）年月日" in read.text
    assert "吉林省人社厅（盖章）年月日" in read.text


def test_a_portrait_that_is_not_to_be_shown_is_told_in_the_form(desk: Desk, typefaces: Typefaces) -> None:
    png = a_png()
    of_400_million_pixels = png[:16] + struct.pack(">II", 20_000, 20_000) + png[24:]
    desk.bring(with_portrait(of_400_million_pixels))
    read = form_of(desk, "hr")
    assert read.pictures(0) == []
    assert "照片无法显示" in read.text


def test_decisions_stand_until_they_are_withdrawn_or_overtaken_by_a_submission(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.PASS, comment="单位一")
    desk.act("hr", Action.WITHDRAW, comment="点错了")
    assert standing(desk.detail("hr")) == {}
    desk.act("hr", Action.PASS, comment="单位二")
    desk.act("city", Action.RETURN, comment="请补正")
    assert standing(desk.detail("hr")) == {"unit": "单位二", "department-1": "请补正"}
    desk.act("city", Action.WITHDRAW, comment="再看看")
    assert standing(desk.detail("hr")) == {"unit": "单位二"}
    desk.act("city", Action.RETURN, comment="请补正", straight_back=True)
    desk.bring(sample_dossier(position="主任"))
    assert standing(desk.detail("hr")) == {"unit": "单位二"}
    desk.act("city", Action.RETURN, comment="请再补正")
    desk.bring(sample_dossier(position="副主任"))
    assert standing(desk.detail("hr")) == {}


def test_the_list_holds_what_the_account_sees_in_the_order_of_the_query(desk: Desk, typefaces: Typefaces) -> None:
    desk.bring(sample_dossier())
    desk.bring(sample_dossier("app-2", name="李娜", document_number=another_person(3)))
    made = make_list(desk.as_login("hr"), EVERYTHING)
    assert made is not None
    assert made.applications == 2
    read = ReadForm(made.pages)
    assert [row[1] for row in read.cells(0)] == ["姓名", "王建国", "李娜"]
    assert "共2人" in read.text
    cut = make_list(desk.as_login("hr"), EVERYTHING, most=1)
    assert cut is not None
    assert "列出前1人，共2份申报" in ReadForm(cut.pages).text
    assert make_list(desk.as_login("elsewhere"), EVERYTHING) is None
    assert not desk.detail("hr", "app-1").row.opened, "listing is no opening"


def test_a_saved_form_is_on_record_and_another_file_is_kept(desk: Desk) -> None:
    workspace, file = desk.as_login("hr"), desk.folder / "表.pdf"
    save_form(workspace, file, b"%PDF-1", "application_form", 1)
    with pytest.raises(Rejected) as kept:
        save_form(workspace, file, b"%PDF-2", "application_form", 1)
    assert kept.value.code is RejectionCode.TARGET_EXISTS
    assert file.read_bytes() == b"%PDF-1"
    save_form(workspace, file, b"%PDF-2", "application_list", 7, overwrite=True)
    assert file.read_bytes() == b"%PDF-2"
    record_form(workspace, "application_form", 1)
    with desk.as_login("admin").store.read() as connection:
        entries = connection.scalars(select(audit.c.entry).order_by(audit.c.ordinal.desc()).limit(3)).all()
    assert ['"form":"application_list"' in entry for entry in entries] == [False, True, False]
    assert all('"event":"form_export"' in entry for entry in entries)
    assert [path.name for path in desk.folder.glob("*.pdf*")] == ["表.pdf"]


def test_nobody_prints_what_they_may_not_see(desk: Desk, typefaces: Typefaces) -> None:
    desk.bring(sample_dossier())
    stranger, detail = desk.as_login("hr2"), desk.detail("hr")
    catalogue = catalogue_of(stranger, detail.current.catalogue_hash)
    with pytest.raises(Refused):
        make_form(stranger, FormKind.APPLICATION, detail, catalogue)
    assert listed_applications(stranger, EVERYTHING).details == ()


@NEWEST_ONLY
def test_on_a_shared_database_the_number_stands_in_full_and_form_and_number_are_on_record(
    postgres_server: Server, typefaces: Typefaces, tmp_path: Path
) -> None:
    with shared_office(postgres_server) as office:
        workspace = office.as_login("unit")
        workspace.catalogues[CATALOGUE_HASH] = sample_catalogue()
        detail = application_detail(workspace, office.application_id)
        assert NUMBER not in str(detail.current.content.basic)
        made = make_form(workspace, FormKind.APPLICATION, detail, sample_catalogue())
        assert NUMBER in ReadForm(made.pages).text
        save_form(workspace, tmp_path / "form.pdf", b"%PDF", made.kind.value, made.applications)
        with office.desk.store.read() as connection:
            entries = " ".join(connection.scalars(select(audit.c.entry).order_by(audit.c.chain, audit.c.position)))
        assert '"event":"identity_number"' in entries
        assert '"event":"form_export","form":"application_form","rows":1' in entries
