"""The sample catalogue keeps the contract of a dossier, key by key."""

import pytest

from desktop.domain.catalogue import FieldType, Section, Slot
from desktop.domain.media import MediaType
from tests.domain.applications import sample_catalogue

CATALOGUE = sample_catalogue()

# ★ required, ☆ required under a condition; text(n), date, month, int, money, choice, class and standard
CONTRACT = {
    "basic": """name★text50 sex★choice birth_date★date nationality★text30 ethnic_group:text20 political_status:choice
        document_type★choice document_number★text30 mobile★text20 email:text100 highest_education★choice
        highest_degree:choice school★text100 major★text100 position★text100 professional_title:text100
        professional_field★text100 employment_form★choice contract_start★date contract_end:date months_per_year☆int
        talent_source★choice introduced_from☆text200 service_type★choice current_class☆class current_class_date☆date
        standard★standard20""",
    "education": "start★month end★month school★text100 major★text100 education★choice degree:choice mode★choice",
    "training": "start★date end★date mode★text50 content★text500 hours:int organiser★text100",
    "work": "start★month end:month employer★text100 post★text100 position:text100 duties:text1000",
    "publications": """category★choice title★text300 date★date venue★text200 number:text100 author_rank★int
        indexed_by:text100""",
    "affiliations": "organisation★text100 supervisor★text100 role★text100 start★month end:month",
    "enterprise": """name★text100 size★choice specialised★choice role★text100 revenue:money tax:money
        research_spending:money summary:text1000""",
    "achievements": "text★text300",
    "honors": "name★text200 date★date authority★text100 level★choice certificate_number:text100",
    "awards": "name★text200 date★date authority★text100 level★choice grade★choice rank★int",
    "materials": "",
}
SLOTS = """basic.portrait JPEG,PNG 2 1-1 / education.certificate PDF,JPEG,PNG 10 1-5 /
    training.certificate PDF,JPEG,PNG 10 0-5 / publications.evidence PDF,JPEG,PNG 20 1-10 /
    affiliations.evidence PDF,JPEG,PNG 10 0-5 / enterprise.evidence PDF,JPEG,PNG 20 0-10 /
    honors.certificate PDF,JPEG,PNG 10 1-5 / awards.certificate PDF,JPEG,PNG 10 1-5 /
    materials.id_front JPEG,PNG,PDF 5 1-1 / materials.id_back JPEG,PNG,PDF 5 1-1 /
    materials.document_page JPEG,PNG,PDF 5 1-1 / materials.contract PDF,JPEG,PNG 20 0-5 /
    materials.other PDF,JPEG,PNG 20 0-20"""


def _written(section: Section) -> str:
    def one(key: str) -> str:
        field = section.field(key)
        mark = "★" if field.required else "☆" if field.required_when else ":"
        return f"{key}{mark}{field.type.value}{field.max_length or ''}"

    return " ".join(one(key) for key in section.fields_by_key)


@pytest.mark.parametrize("section", CATALOGUE.sections, ids=lambda section: section.key)
def test_fields_are_those_of_the_contract(section: Section) -> None:
    assert _written(section).split() == CONTRACT[section.key].split()


def test_sections_are_those_of_the_contract_in_its_order() -> None:
    assert list(CATALOGUE.sections_by_key) == list(CONTRACT)
    assert [section.key for section in CATALOGUE.sections if section.required] == ["basic", "education", "work"]
    assert [section.key for section in CATALOGUE.sections if not section.repeats] == [
        "basic",
        "achievements",
        "materials",
    ]
    assert [section.key for section in CATALOGUE.sections if section.conditional_required] == [
        "publications",
        "affiliations",
        "enterprise",
    ]


def test_slots_are_those_of_the_contract() -> None:
    def one(section: Section, slot: Slot) -> str:
        formats = ",".join(media_type.name for media_type in slot.formats)
        return f"{section.key}.{slot.key} {formats} {slot.max_bytes >> 20} {slot.min_count}-{slot.max_count}"

    slots = [one(section, slot) for section in CATALOGUE.sections for slot in section.slots]
    assert slots == [" ".join(line.split()) for line in SLOTS.split("/")]


@pytest.mark.parametrize(
    ("section", "field", "choices"),
    [
        ("basic", "sex", "男 女"),
        ("basic", "political_status", "中共党员 中共预备党员 共青团员 民主党派 无党派人士 群众"),
        (
            "basic",
            "document_type",
            "居民身份证 护照 港澳居民来往内地通行证 台湾居民来往大陆通行证 外国人永久居留身份证",
        ),
        ("basic", "highest_education", "博士研究生 硕士研究生 大学本科 大学专科 中专及以下"),
        ("basic", "highest_degree", "博士 硕士 学士 无"),
        ("basic", "employment_form", "全职 柔性引进"),
        ("basic", "talent_source", "引进人才 省内人才"),
        ("basic", "service_type", "首次认定 晋升认定"),
        ("basic", "current_class", "A B C D E"),
        ("education", "education", "博士研究生 硕士研究生 大学本科 大学专科 中专及以下"),
        ("education", "mode", "全日制 非全日制"),
        ("publications", "category", "论文 著作 译著 教材 专利 标准"),
        ("enterprise", "size", "大型 中型 小型 微型"),
        ("enterprise", "specialised", "国家级专精特新“小巨人” 省级专精特新 否"),
        ("honors", "level", "国家级 省部级 市厅级 县区级 其他"),
        ("awards", "level", "国家级 省部级 市厅级 县区级 其他"),
        ("awards", "grade", "特等奖 一等奖 二等奖 三等奖 其他"),
    ],
)
def test_choices_are_those_of_the_contract(section: str, field: str, choices: str) -> None:
    assert list(CATALOGUE.section(section).field(field).choices) == choices.split()


def test_it_is_a_sample_of_at_least_40_standards_over_five_classes() -> None:
    assert CATALOGUE.key == "jilin-2024"
    assert CATALOGUE.sample
    assert len(CATALOGUE.standards) >= 40
    assert [(item.key, item.label) for item in CATALOGUE.classes] == [
        ("A", "国内外顶尖人才"),
        ("B", "国家级领军人才"),
        ("C", "省部级领军人才"),
        ("D", "省域拔尖人才"),
        ("E", "青年后备人才"),
    ]
    assert all(len(CATALOGUE.standards_of(item.key)) >= 5 for item in CATALOGUE.classes)


def test_choosing_a_standard_sets_the_class() -> None:
    for standard in CATALOGUE.standards:
        grading_class = CATALOGUE.class_of(standard.code)
        assert grading_class is not None
        assert grading_class.key == standard.code[0]
    assert CATALOGUE.class_of("Z-01") is None
    assert CATALOGUE.class_of(None) is None


def test_classes_are_ordered_from_the_highest() -> None:
    assert CATALOGUE.is_higher("A", than="B")
    assert not CATALOGUE.is_higher("B", than="B")
    assert not CATALOGUE.is_higher("E", than="D")


def test_every_field_of_basic_stands_under_a_heading() -> None:
    assert all(field.group for field in CATALOGUE.section("basic").fields)


def test_lookups_of_the_catalogues_own_keys_fail_loudly() -> None:
    with pytest.raises(KeyError):
        CATALOGUE.section("hobbies")
    with pytest.raises(KeyError):
        CATALOGUE.section("basic").field("class")
    with pytest.raises(KeyError):
        CATALOGUE.section("basic").slot("photo")
    assert CATALOGUE.section("basic").slot("portrait").formats == (MediaType.JPEG, MediaType.PNG)
    assert CATALOGUE.section("basic").field("standard").type is FieldType.STANDARD
