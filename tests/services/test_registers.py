"""Organisations, notices and catalogues: kept by whom it is for, in a local workspace and in a shared database."""

from pathlib import Path

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.catalogues import activate_catalogue, catalogue_of
from desktop.services.notices import NoticeChange, NoticeOutcome, import_notice, notices
from desktop.services.organisations import import_organisations, organisations
from desktop.store.queries.catalogues import current_catalogue
from tests.desk import CATALOGUE_FILE, NOTICE_TOML, Desk
from tests.dossiers import UNIT

ANOTHER = NOTICE_TOML.replace('"2024-01"', '"2024-02"')


@pytest.fixture
def desk(either_desk: Desk) -> Desk:
    return either_desk


def publish(desk: Desk, login: str, written: str) -> NoticeOutcome:
    file = desk.folder / "notice.toml"
    file.write_text(written, encoding="utf-8")
    return import_notice(desk.as_login(login), file)


def refused(desk: Desk, login: str, written: str) -> RejectionCode:
    before = desk.counts()
    with pytest.raises(Rejected) as raised:
        publish(desk, login, written)
    assert desk.counts() == before
    return raised.value.code


def table(desk: Desk, *lines: str) -> Path:
    file = desk.folder / "units.csv"
    file.write_text("\n".join(("code,name,parent,kind", *lines)) + "\n", encoding="utf-8")
    return file


def test_a_notice_is_published_changed_and_left(desk: Desk) -> None:
    before = desk.counts()
    published = publish(desk, "province", ANOTHER)
    assert published.change is NoticeChange.PUBLISHED
    assert publish(desk, "province", ANOTHER).change is NoticeChange.UNCHANGED
    changed = publish(desk, "province", ANOTHER.replace("请于规定时间内申报。", "第一行\\n第二行"))
    assert (changed.change, changed.notice.text) == (NoticeChange.CHANGED, "第一行\n第二行")
    assert [row for row in notices(desk.as_login("hr")) if row.key == "2024-02"] == [changed.notice]
    after = desk.counts()
    assert (after["notice"], after["audit"]) == (before["notice"] + 1, before["audit"] + 2)


def test_a_notice_is_its_issuers_and_stays_once_applications_exist(desk: Desk) -> None:
    assert refused(desk, "city", ANOTHER) is RejectionCode.NOTICE_NOT_YOURS
    assert refused(desk, "admin", ANOTHER) is RejectionCode.NOTICE_NOT_YOURS
    assert refused(desk, "secretary", ANOTHER) is RejectionCode.NOTICE_NOT_YOURS
    theirs = NOTICE_TOML.replace('issuer = "22"', 'issuer = "2201"')
    assert refused(desk, "city", theirs) is RejectionCode.NOTICE_KEY_TAKEN
    assert refused(desk, "city", theirs.replace("2201", UNIT)) is RejectionCode.NOTICE_UNKNOWN_ISSUER
    assert refused(desk, "province", NOTICE_TOML.replace("请于", "须于")) is RejectionCode.NOTICE_IN_USE
    assert publish(desk, "province", NOTICE_TOML).change is NoticeChange.UNCHANGED
    unknown = ANOTHER.replace('"jilin-2024"', '"other"')
    assert refused(desk, "province", unknown) is RejectionCode.UNKNOWN_CATALOGUE


def test_a_catalogue_is_activated_by_an_administrator_and_new_notices_follow_it(desk: Desk) -> None:
    text, admin = CATALOGUE_FILE.read_text(encoding="utf-8"), desk.as_login("admin")
    newer = text.replace("title =", "# 更新\ntitle =", 1).replace('title = "', 'title = "新', 1)
    with pytest.raises(Rejected) as raised:
        activate_catalogue(desk.as_login("province"), newer, "new.toml")
    assert raised.value.code is RejectionCode.ADMINISTRATOR_ONLY
    assert not activate_catalogue(admin, text, "again.toml")
    old = next(row for row in notices(admin) if row.key == "2024-01").catalogue_hash
    desk.clock.tick()
    assert activate_catalogue(admin, newer, "new.toml")
    assert not activate_catalogue(admin, newer, "new.toml")
    with admin.store.read() as connection:
        current = current_catalogue(connection, "jilin-2024")
    assert current not in (None, old)
    assert publish(desk, "province", ANOTHER).notice.catalogue_hash == current
    assert catalogue_of(desk.as_login("hr"), str(current)).title.startswith("新")
    desk.clock.tick()
    assert activate_catalogue(admin, text, "back.toml")
    with admin.store.read() as connection:
        assert current_catalogue(connection, "jilin-2024") == old


def test_organisations_are_registered_by_an_administrator(desk: Desk) -> None:
    file = table(
        desk,
        "2203,四平市人社局,22,department",
        "2202,吉林市人力资源和社会保障局,22,department",
        f"{UNIT},长春光电研究所,2203,unit",
        "33,外省人社厅,,department",
        "44,无上级,nothing,department",
    )
    with pytest.raises(Rejected) as raised:
        import_organisations(desk.as_login("province"), file)
    assert raised.value.code is RejectionCode.ADMINISTRATOR_ONLY
    before = desk.counts()
    report = import_organisations(desk.as_login("admin"), file)
    assert (report.imported, report.unchanged) == (3, 1)
    assert [line.reason.code for line in report.refused] == [RejectionCode.ROW_UNKNOWN_PARENT]
    found = {row.code: row for row in organisations(desk.as_login("hr"))}
    assert found["2202"].name == "吉林市人力资源和社会保障局"
    assert found[UNIT].parent_id == found["2203"].id
    assert desk.detail("hr").row.unit == "长春光电研究所"
    after = desk.counts()
    assert (after["organisation"], after["audit"]) == (before["organisation"] + 1, before["audit"] + 3)


def test_a_table_turns_departments_round_in_one_go(desk: Desk) -> None:
    """On its way x hangs on k, which still hangs on x through a: a circle, of which nothing is left in the end."""
    admin = desk.as_login("admin")
    assert import_organisations(
        admin, table(desk, "x,甲,,department", "a,乙,x,department", "k,丙,a,department")
    ).imported
    report = import_organisations(admin, table(desk, "x,甲,k,department", "a,乙,,department"))
    assert (report.imported, report.refused) == (2, ())
    found = {row.code: row for row in organisations(admin)}
    assert [found[code].parent_id for code in "akx"] == [None, found["a"].id, found["k"].id]
