from datetime import date

import pytest

from desktop.domain.catalogue import Catalogue
from desktop.domain.content import ApplicationContent
from desktop.domain.terms import Status
from desktop.printing.application_list import application_list, merits_text
from desktop.printing.printed_application import PrintedApplication
from desktop.printing.typefaces import Typefaces
from tests.printing.forms import BASIC, ReadForm, plain_content, printed, renamed_catalogue, text_of

DAY = date(2026, 9, 3)
HEADS = [
    *("序号", "姓名", "性别", "出生日期", "证件号码", "单位", "学历学位", "职务职称", "申请类别"),
    *("申请评定符合标准", "人才认定服务类型", "主要业绩"),
]
MERITS = [{"text": text_of(300)}]


def people(count: int, catalogue: Catalogue) -> list[PrintedApplication]:
    return [
        printed(ApplicationContent("", {"basic": ({**BASIC, "name": f"申报人{n}"},)}), catalogue) for n in range(count)
    ]


def test_an_applicants_own_list_is_one_row_on_a_landscape_page(catalogue: Catalogue, typefaces: Typefaces) -> None:
    own = printed(plain_content(achievements=MERITS), catalogue)
    read = ReadForm(application_list([own], typefaces, day=DAY, place=own.unit))
    assert len(read) == 1
    assert read.paper(0).width > read.paper(0).height
    heads, row = read.cells(0)
    assert heads == HEADS
    assert row[:5] == ["1", "买买提·艾力", "男", "1979-06-26", "2201**********995X"]
    assert row[5:8] == ["长春北湖光电研究院", "博士研究生博士", "光学研发部主任研究员"]
    assert row[8:11] == ["C省部级领军人才", "C-03省部级科学技术奖二等奖主要完成人（前五名）", "首次认定"]
    assert row[11] == f"{text_of(79)}…"
    assert "人才分类定级认定申报一览表" in read.page_text(0)
    assert "制表日期：2026年9月3日" in read.page_text(0)
    assert f"内容校验码{own.content.digest[:12]}".upper() in read.page_text(0)
    assert list(read.faults()) == []


def test_a_whole_number_is_printed_only_when_asked_for(catalogue: Catalogue, typefaces: Typefaces) -> None:
    own = printed(plain_content(), catalogue)
    full = ReadForm(application_list([own], typefaces, day=DAY, full_numbers=True))
    assert full.cells(0)[1][4] == BASIC["document_number"]


def test_a_long_list_repeats_its_heads_and_counts_on(catalogue: Catalogue, typefaces: Typefaces) -> None:
    read = ReadForm(application_list(people(30, catalogue), typefaces, day=DAY))
    assert len(read) > 1
    assert list(read.faults()) == []
    numbered = []
    for page in range(len(read)):
        heads, *rows = read.cells(page)
        assert heads == HEADS
        numbered += [(row[0], row[1]) for row in rows]
        assert read.page_text(page).endswith("共30人")
    assert numbered == [(str(n + 1), f"申报人{n}") for n in range(30)]


def test_a_list_that_was_cut_says_so(catalogue: Catalogue, typefaces: Typefaces) -> None:
    read = ReadForm(application_list(people(2, catalogue), typefaces, day=DAY, total=5))
    assert "列出前2人，共5份申报" in read.page_text(0)


def test_the_heads_are_the_catalogues(typefaces: Typefaces) -> None:
    catalogue = renamed_catalogue(('label = "人才认定服务类型"', 'label = "认定方式"'))
    read = ReadForm(application_list(people(1, catalogue), typefaces, day=DAY))
    assert read.cells(0)[0][10] == "认定方式"


@pytest.mark.parametrize(("status", "marked"), [(Status.DRAFT, [["草稿"]]), (Status.SUBMITTED, [[]])])
def test_only_a_drafts_list_is_marked(
    status: Status, marked: list[list[str]], catalogue: Catalogue, typefaces: Typefaces
) -> None:
    own = printed(plain_content(), catalogue, status=status)
    read = ReadForm(application_list([own], typefaces, day=DAY))
    assert [read.slanting(page) for page in range(len(read))] == marked


def test_without_a_text_of_merits_the_first_honours_stand_for_it(catalogue: Catalogue) -> None:
    honors = [{"id": f"h{n}", "name": f"荣誉{n}"} for n in range(2)]
    content = plain_content(honors=honors, publications=[{"id": "p", "title": "论文"}, {"id": "q", "title": "著作"}])
    assert merits_text(content, catalogue) == "荣誉0；荣誉1；论文"
    assert merits_text(plain_content(), catalogue) == ""
