import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.catalogue import Catalogue
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType
from desktop.domain.terms import Status
from desktop.domain.visible_text import plain_line_ends
from desktop.printing.application_form import application_form
from desktop.printing.printed_application import Opinion, PrintedApplication
from desktop.printing.typefaces import Typefaces
from desktop.printing.typesetter import MISSING, Typesetter
from desktop.text.printed_forms import page_words
from desktop.text.values import money_text
from tests.domain.applications import sample_catalogue
from tests.printing.forms import (
    BASIC,
    ReadForm,
    a_portrait,
    bare,
    full_content,
    plain_content,
    printed,
    renamed_catalogue,
    text_of,
)
from tests.strategies import contents

PLEDGE = "本人承诺，申报所提供的材料真实、准确，如有违诺情况，本人愿承担所有责任"
HEADS = [
    "序号",
    "分类",
    "题目（名称）",
    "发表/出版日期",
    "刊物、出版社或授予机构",
    "刊号、书号、专利号或标准号",
    "本人排名",
    "收录情况",
]

Form = Callable[[PrintedApplication], ReadForm]


@pytest.fixture(scope="module")
def form(typefaces: Typefaces) -> Form:
    return lambda application: ReadForm(application_form(application, typefaces))


def publication(number: int, **more: str | int) -> dict[str, str | int]:
    return {
        "id": f"p{number}",
        "category": "论文",
        "title": f"激光雷达回波信号误差补偿研究之{number}",
        "date": "2021-04-12",
        "venue": "《光学工程前沿》",
        "author_rank": 1,
        **more,
    }


def study(number: int) -> dict[str, str]:
    return {"id": f"e{number}", "start": f"200{number}-09", "school": "北原理工大学", "education": "硕士研究生"}


def test_basic_information_stands_in_a_grid_with_merged_cells(form: Form, catalogue: Catalogue) -> None:
    read = form(printed(plain_content(), catalogue))
    rows = read.cells(0)
    assert rows[0] == ["一、基本信息"]
    assert rows[1] == ["身份信息", "姓名", "买买提·艾力", "性别", "男", "（照片）"]
    assert rows[2] == ["出生日期", "1979-06-26", "国籍", "中国"]
    assert rows[4] == ["证件类型", "居民身份证", "证件号码", "22010419790626995X"]
    assert rows[5] == ["联系与学历", "手机号码", "13900000000", "电子邮箱", ""]
    assert ["申请评定符合标准", "C-03省部级科学技术奖二等奖主要完成人（前五名）"] in rows
    assert ["申请评定级别（层次）", "C省部级领军人才"] in rows
    labels = [field.label for field in catalogue.section("basic").fields]
    places = [read.page_text(0).index(bare(label)) for label in labels if label != "现任职务"]
    assert places == sorted(places)


def test_the_head_names_number_day_and_unit(form: Form, catalogue: Catalogue) -> None:
    read = form(printed(plain_content(), catalogue))
    text = read.page_text(0)
    for words in (
        "人才分类定级认定申报表",
        "申报编号：2026-2200-000001",
        "填报日期：2026年9月1日",
        "推荐单位：长春北湖光电研究院（912201010000000018）",
    ):
        assert words in text
    assert read.title == "申报表"


def test_sections_stand_in_the_order_of_the_catalogue_and_say_where_there_is_nothing(
    form: Form, catalogue: Catalogue
) -> None:
    text = form(printed(plain_content(), catalogue)).text
    titles = ["二、学习经历无", "三、继续教育(培训)经历无", "四、工作经历无", "五、论文著作无", "八、主要创新创业成果"]
    places = [text.index(title) for title in [*titles, "十、专业获奖情况无", "十一、附件材料清单"]]
    assert places == sorted(places)


def test_records_are_rows_and_long_texts_lie_below_them(form: Form, catalogue: Catalogue) -> None:
    work = {"id": "w", "start": "2013-08", "employer": "研究院", "post": "工程师", "duties": "精密装调。\n成果转化。"}
    content = plain_content(education=[study(1), study(2)], work=[work])
    read = form(printed(content, catalogue))
    rows = read.cells(0)
    heads = rows.index(["二、学习经历"]) + 1
    assert rows[heads] == ["序号", "入学年月", "毕业年月", "毕业学校", "所学专业", "学历", "学位", "学习形式"]
    assert rows[heads + 1] == ["1", "2001-09", "", "北原理工大学", "", "硕士研究生", "", ""]
    assert rows[heads + 2][:2] == ["2", "2002-09"]
    rows = [row for page in range(len(read)) for row in read.cells(page)]
    assert ["1", "2013-08", "至今", "研究院", "工程师", ""] in rows
    assert ["主要工作内容", "精密装调。成果转化。"] in rows


def test_a_label_that_is_renamed_in_the_catalogue_is_renamed_in_the_form(form: Form) -> None:
    catalogue = renamed_catalogue(
        ('label = "政治面貌"', 'label = "政治身份"'), ('label = "论文著作"', 'label = "代表性成果"')
    )
    text = form(printed(plain_content(), catalogue)).text
    assert "政治身份" in text
    assert "政治面貌" not in text
    assert "五、代表性成果无" in text


def test_the_portrait_fills_its_cell_at_the_top_right(form: Form, catalogue: Catalogue) -> None:
    read = form(printed(plain_content(), catalogue, portrait=a_portrait()))
    (picture,) = read.pictures(0)
    assert picture.x1 < read.paper(0).width - 50
    assert picture.x0 > read.paper(0).width / 2 + 100
    assert picture.y1 < read.paper(0).height / 3
    assert 69 < picture.width < 73
    assert "（照片）" not in read.page_text(0)


def test_a_portrait_that_could_not_be_drawn_is_told_in_its_place(form: Form, catalogue: Catalogue) -> None:
    attached = Attachment("basic", None, "portrait", "头像.png", "0" * 64, 10, MediaType.PNG)
    read = form(printed(replace(plain_content(), attachments=(attached,)), catalogue))
    assert "照片无法显示" in read.page_text(0)
    assert read.pictures(0) == []


def test_the_pledge_stands_word_for_word_between_attachments_and_opinions(form: Form, catalogue: Catalogue) -> None:
    text = form(printed(plain_content(), catalogue)).text
    order = ["附件材料清单", PLEDGE, "申报人（签名）：", "长春北湖光电研究院", "长春市人力资源", "吉林省人力资源"]
    places = [text.rindex(words) for words in order]
    assert places == sorted(places)
    assert text.count("（盖章）") == 3
    assert text.count("年月日") == 4
    assert [text.count(words) for words in ("推荐单位意见", "业务部门意见")] == [1, 2]


def test_what_a_desk_decided_stands_in_its_area_with_its_day(form: Form, catalogue: Catalogue) -> None:
    opinions = (Opinion("推荐单位意见", "研究院", "通过：同意推荐。", date(2026, 9, 2)), Opinion("业务部门意见"))
    text = form(printed(plain_content(), catalogue, opinions=opinions)).text
    assert "研究院通过：同意推荐。" in text
    assert text.count("2026年9月2日") == 1
    assert text.count("（盖章）") == 2


def test_attachments_are_listed_with_the_record_they_prove(form: Form, catalogue: Catalogue) -> None:
    content = replace(
        plain_content(education=[study(1), study(2)]),
        attachments=(
            Attachment("materials", None, "id_front", "正面.jpg", "0" * 64, 2048, MediaType.JPEG),
            Attachment("education", "e2", "certificate", "证书.pdf", "1" * 64, 1024, MediaType.PDF),
        ),
    )
    read = form(printed(content, catalogue))
    rows = [row for page in range(len(read)) for row in read.cells(page)]
    first = rows.index(["序号", "所属栏目", "附件", "文件名", "大小"]) + 1
    assert rows[first] == ["1", "学习经历第2条", "学历学位证书", "证书.pdf", "1KB"]
    assert rows[first + 1] == ["2", "材料附件", "身份证正面", "正面.jpg", "2KB"]


def test_every_page_has_number_page_count_and_digest_at_its_foot(form: Form, catalogue: Catalogue) -> None:
    content = full_content(catalogue, 1)
    read = form(printed(content, catalogue))
    assert len(read) > 5
    digest = f"内容校验码{content.digest[:12]}".upper()
    for page in range(len(read)):
        assert read.page_text(page).endswith(
            f"申报编号：2026-2200-000001{bare(page_words(page + 1, len(read)))}{digest}"
        )


def test_only_what_was_never_submitted_is_marked_as_a_draft(form: Form, catalogue: Catalogue) -> None:
    draft = form(printed(plain_content(), catalogue, status=Status.DRAFT))
    assert [draft.slanting(page) for page in range(len(draft))] == [["草稿"]] * len(draft)
    for status in set(Status) - {Status.DRAFT}:
        assert form(printed(plain_content(), catalogue, status=status)).slanting(0) == []


def test_an_application_with_almost_nothing_is_two_pages(form: Form, catalogue: Catalogue) -> None:
    read = form(printed(ApplicationContent("", {}), catalogue, status=Status.DRAFT))
    assert len(read) == 2
    assert list(read.faults()) == []


def test_sixty_publications_have_their_heads_on_every_page_and_no_row_is_broken(
    form: Form, catalogue: Catalogue
) -> None:
    titles = [text_of(40 + number) for number in range(60)]
    content = plain_content(publications=[publication(n, title=title) for n, title in enumerate(titles)])
    read = form(printed(content, catalogue))
    assert list(read.faults()) == []
    numbered: list[str] = []
    for page in range(len(read)):
        rows = read.cells(page)
        listed = [row for row in rows if len(row) == len(HEADS) and row[1] == "论文"]
        if listed:
            above = rows[rows.index(listed[0]) - 1]
            assert above == [bare(head) for head in HEADS]
            title = rows[rows.index(listed[0]) - 2]
            assert title == ["五、论文著作（续）" if numbered else "五、论文著作"]
        assert all(row[2] == titles[int(row[0]) - 1] for row in listed)
        numbered += [row[0] for row in listed]
    assert numbered == [str(number) for number in range(1, 61)]


@pytest.mark.parametrize("length", [300, 1000])
def test_long_texts_are_wrapped_and_stay_on_one_page(length: int, form: Form, catalogue: Catalogue) -> None:
    duties, merits = text_of(length), text_of(min(length, 300))
    jobs = [{"id": f"w{n}", "start": "2001-01", "employer": f"单位{n}", "duties": duties} for n in range(5)]
    read = form(printed(plain_content(work=jobs, achievements=[{"text": merits}]), catalogue))
    assert list(read.faults()) == []
    rows = [row for page in range(len(read)) for row in read.cells(page)]
    assert rows.count(["主要工作内容", duties]) == 5
    assert [merits] in rows


def test_a_text_that_no_page_could_hold_goes_on_and_loses_nothing(form: Form, catalogue: Catalogue) -> None:
    duties = text_of(7000)
    jobs = [{"id": "w", "start": "2001-01", "employer": "单位", "duties": duties}]
    read = form(printed(plain_content(work=jobs), catalogue))
    assert list(read.faults()) == []
    rows = [row for page in range(len(read)) for row in read.cells(page)]
    parts = [row for row in rows if len(row[-1]) > 80]
    assert "".join(row[-1] for row in parts) == duties
    assert len(parts) == 4
    assert [row[:-1] for row in parts] == [["主要工作内容"], *[["1", "主要工作内容"]] * 3]


def test_with_every_section_full_all_texts_are_in_their_places(form: Form, catalogue: Catalogue) -> None:
    read = form(printed(full_content(catalogue), catalogue, portrait=a_portrait()))
    assert list(read.faults()) == []


def test_a_character_that_no_font_has_is_marked_and_named(form: Form, catalogue: Catalogue) -> None:
    content = ApplicationContent("", {"basic": ({**BASIC, "name": "王\U00030edd·喆"},)})
    text = form(printed(content, catalogue)).text
    assert f"姓名王{MISSING}·喆性别" in text
    assert f"“{MISSING}”处是本机字体没有的字，依次为U+30EDD。" in text


def test_fonts_are_embedded_as_true_type(form: Form, catalogue: Catalogue) -> None:
    read = form(printed(plain_content(), catalogue))
    assert read.fonts() == {"ttf"}


def values(content: ApplicationContent, catalogue: Catalogue) -> Iterator[str]:
    for section in catalogue.sections:
        for record in content.records(section.key):
            for key, value in record.items():
                if key == "id":
                    continue
                match value:
                    case bool():
                        yield "是" if value else "否"
                    case str() if section.field(key).type == "money":
                        yield money_text(value)
                    case _:
                        yield str(value)
    yield from (item.name for item in content.attachments)


@settings(max_examples=6)
@given(data=st.data())
def test_whatever_an_application_holds_stands_in_the_form(data: st.DataObject, typefaces: Typefaces) -> None:
    catalogue = sample_catalogue()
    content = data.draw(contents(catalogue))
    pages = application_form(printed(content, catalogue), typefaces)
    everything = "".join(text.text for page in pages for text in page.texts)
    shown = "".join(everything.split())
    setter = Typesetter(typefaces)
    for value in values(content, catalogue):
        plain = setter.printable(plain_line_ends(value))
        assert "".join(plain.split()) in shown, unicodedata.normalize("NFC", value)
    assert len(ReadForm(pages)) == len(pages)
