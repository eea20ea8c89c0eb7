"""Every finding, refusal and catalogue error has a Chinese sentence that uses all it was given."""

import string

import pytest

from desktop.domain.catalogue import FieldType
from desktop.domain.catalogue_error import CatalogueError, CatalogueReason
from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.shape import ShapeProblem, ShapeReason
from desktop.text.catalogue import catalogue_error_sentence, slot_rule_sentence
from desktop.text.findings import finding_message, finding_place, finding_sentence
from desktop.text.language import PHRASES, Language
from desktop.text.shape import shape_problem_sentence
from tests.domain.applications import application, job, sample_catalogue

CATALOGUE = sample_catalogue()
of = Finding.of
C = FindingCode

SENTENCES: list[tuple[Finding, str]] = [
    (of(C.SECTION_REQUIRED, "work", minimum=1), "请至少填写 1 条“工作经历”。"),
    (
        of(C.ONE_OF_SECTIONS_REQUIRED, "honors", sections="honors,awards"),
        "“荣誉奖励”为必填：人才荣誉表彰、专业获奖情况合计至少填写一条。",
    ),
    (of(C.TOO_MANY_RECORDS, "achievements", maximum=1), "“主要创新创业成果”最多填写 1 条，请删除多余的记录。"),
    (of(C.REQUIRED, "basic", field="name"), "请填写“姓名”。"),
    (
        of(C.REQUIRED, "basic", field="introduced_from"),
        "“人才来源”为“引进人才”时，请填写“从何地（单位）引进”。",
    ),
    (
        of(C.NOT_ALLOWED, "basic", field="current_class"),
        "只有“人才认定服务类型”为“晋升认定”时才填写“已在吉认定人才类别”，请清空。",
    ),
    (of(C.NOT_ALLOWED, "work", "w1", field="salary"), "本栏目没有“salary”这一项，请删除。"),
    (of(C.NOT_ALLOWED, "hobbies"), "目录中没有“hobbies”这一栏目，请删除。"),
    (
        of(C.NOT_ALLOWED, "education", "gone", slot="certificate", name="甲.pdf"),
        "“学历学位证书”处的附件“甲.pdf”找不到对应的记录或上传位置，请删除后重新上传。",
    ),
    (
        of(C.NOT_ALLOWED, "materials", slot="id_front"),
        "只有“证件类型”为“居民身份证”时才上传“身份证正面”，请删除已上传的附件。",
    ),
    (of(C.BAD_TEXT, "basic", field="name"), "“姓名”含有换行、控制字符或文字方向控制符等不允许的字符，请重新输入。"),
    (
        of(C.TOO_LONG, "achievements", field="text", maximum=300, length=312),
        "“主要创新创业成果”最多 300 个字，现有 312 个字，请删减。",
    ),
    (of(C.BAD_CHOICE, "basic", field="sex"), "“性别”不是可选的内容，请从列表中重新选择。"),
    (of(C.BAD_DATE, "basic", field="birth_date"), "“出生日期”不是有效的日期，请按“2024-08-19”的形式填写。"),
    (of(C.BAD_DATE, "work", "w1", field="start"), "“开始年月”不是有效的日期，请按“2024-08”的形式填写。"),
    (of(C.BAD_NUMBER, "awards", "a1", field="rank"), "“本人排名”不是有效的整数，请重新填写。"),
    (
        of(C.BAD_NUMBER, "enterprise", "c1", field="tax"),
        "“纳税额（元）”不是有效的金额（以元为单位，最多两位小数），请重新填写。",
    ),
    (
        of(C.OUT_OF_RANGE, "basic", field="months_per_year", minimum=1, maximum=12),
        "“每年在吉工作月数”应在 1 到 12 之间，请更正。",
    ),
    (of(C.OUT_OF_RANGE, "awards", "a1", field="rank", minimum=1), "“本人排名”不能小于 1，请更正。"),
    (of(C.OUT_OF_RANGE, "awards", "a1", field="rank", maximum=9), "“本人排名”不能大于 9，请更正。"),
    (
        of(C.DATE_ORDER, "work", "w1", field="end", earlier_section="work", earlier="start"),
        "“结束年月”早于“开始年月”，请核对后更正。",
    ),
    (
        of(C.DATE_ORDER, "work", "w1", field="start", earlier_section="basic", earlier="birth_date"),
        "“开始年月”早于基本信息的“出生日期”，请核对后更正。",
    ),
    (of(C.FUTURE_DATE, "honors", "h1", field="date"), "“荣誉表彰授予日期”晚于今天，请核对后更正。"),
    (
        of(C.PERIOD_OVERLAP, "work", "w3", other_section="education", other_number=1, months=2),
        "与学习经历第 1 条时间重叠 2 个月，请核对；情况属实则不必更正。",
    ),
    (
        of(C.DOCUMENT_CHECK_DIGIT, "basic", field="document_number", expected="1", found="9"),
        "“证件号码”最后一位校验码应为 1，填的是 9，请对照身份证核对。",
    ),
    (
        of(C.DOCUMENT_CHECK_DIGIT, "basic", field="document_number"),
        "“证件号码”应为 18 位，前 17 位是数字，末位是数字或大写 X，请对照身份证核对。",
    ),
    (
        of(C.DOCUMENT_BIRTH_MISMATCH, "basic", field="birth_date"),
        "“出生日期”与证件号码中的出生日期不一致，请对照身份证核对。",
    ),
    (
        of(C.DOCUMENT_SEX_MISMATCH, "basic", field="sex"),
        "“性别”与证件号码第 17 位表示的性别不一致，请对照身份证核对。",
    ),
    (
        of(C.UNIT_CHECK_CHARACTER, "basic"),
        "工作单位的统一社会信用代码未通过校验码检查，请推荐单位核对；代码无误则不必更正。",
    ),
    (
        of(C.UNKNOWN_STANDARD, "basic", field="standard", value="Z-99"),
        "目录中没有标准“Z-99”，请重新选择“申请评定符合标准”。",
    ),
    (
        of(C.UNKNOWN_STANDARD, "basic", field="standard", value=""),
        "“申请评定符合标准”不是目录中的标准，请重新选择。",
    ),
    (
        of(C.PROMOTION_NOT_HIGHER, "basic", field="standard", held="B", asked="C"),
        "所选标准属于 C 类，不高于已认定的 B 类；晋升认定请选择更高类别的标准。",
    ),
    (
        of(C.CONDITION_AGE, "basic", field="birth_date", age=61, maximum=60, standard="C-03"),
        "申报之日年满 61 周岁，超过标准 C-03 的年龄上限 60 周岁，不符合申报条件。",
    ),
    (
        of(C.CONDITION_CONTRACT, "basic", field="contract_end", years=3),
        "全职人才的合同期限须不少于 3 年，不足的不符合申报条件，请核对合同起止日期。",
    ),
    (
        of(C.CONDITION_CONTRACT, "basic", field="months_per_year", months=4),
        "柔性引进人才每年须在吉工作不少于 4 个月，请核对“每年在吉工作月数”。",
    ),
    (
        of(C.CONDITION_WAITING_PERIOD, "basic", outcome="approved", last="2022-05-01", years=3, earliest="2025-05-01"),
        "2022-05-01 已认定通过，未满 3 年，2025-05-01 起方可再次申报。",
    ),
    (
        of(
            C.CONDITION_WAITING_PERIOD, "basic", outcome="terminated", last="2024-05-01", years=1, earliest="2025-05-01"
        ),
        "2024-05-01 审核不通过，未满 1 年，2025-05-01 起方可再次申报。",
    ),
    (
        of(C.ATTACHMENT_MISSING, "publications", "p4", slot="evidence", minimum=1, count=0),
        "缺少附件“论文著作佐证”：至少上传 1 份，现有 0 份。",
    ),
    (
        of(C.ATTACHMENT_TOO_MANY, "basic", slot="portrait", maximum=1, count=2),
        "附件“头像”最多 1 份，现有 2 份，请删除多余的附件。",
    ),
    (
        of(C.ATTACHMENT_TOO_LARGE, "basic", slot="portrait", name="头像.jpg", maximum_mib=2),
        "“头像”的附件“头像.jpg”超过 2 MB，请缩小后重新上传。",
    ),
    (
        of(C.ATTACHMENT_FORMAT, "basic", slot="portrait", name="头像.pdf", formats="JPEG,PNG"),
        "“头像”的附件“头像.pdf”格式不符，请上传 JPEG、PNG 格式的文件。",
    ),
]


@pytest.mark.parametrize(("finding", "sentence"), SENTENCES)
def test_a_finding_says_what_to_do(finding: Finding, sentence: str) -> None:
    assert finding_sentence(finding, CATALOGUE) == sentence


def test_every_code_and_every_phrase_of_a_finding_is_said_above() -> None:
    assert {finding.code for finding, _ in SENTENCES} == set(FindingCode)
    phrases = [text for key, text in PHRASES[Language.CHINESE].items() if key.startswith("finding.")]
    assert len(phrases) <= len(SENTENCES)


def test_the_place_is_section_and_number() -> None:
    content = application(sections={"work": (job(), job(id="w2"))})
    assert finding_place(of(C.REQUIRED, "work", "w2", field="post"), content, CATALOGUE) == "工作经历 第 2 条"
    assert finding_place(of(C.REQUIRED, "basic", field="name"), content, CATALOGUE) == "基本信息"
    assert (
        finding_place(of(C.NOT_ALLOWED, "work", "gone", slot="x", name="甲"), content, CATALOGUE)
        == "工作经历 未找到的记录"
    )
    assert finding_message(of(C.REQUIRED, "work", "w2", field="post"), content, CATALOGUE) == (
        "工作经历 第 2 条：请填写“工作岗位”。"
    )


def test_findings_of_an_empty_application_can_all_be_said() -> None:
    empty = ApplicationContent("", {"hobbies": ({"id": "1"},)}, ())
    assert finding_place(of(C.NOT_ALLOWED, "hobbies"), empty, CATALOGUE) == "hobbies"


def test_the_rule_beside_an_upload_says_format_size_and_count() -> None:
    basic, training, education = (CATALOGUE.section(key) for key in ("basic", "training", "education"))
    assert slot_rule_sentence(basic.slot("portrait")) == (
        "近期一寸正面免冠彩色照片；格式要求：JPEG、PNG；大小要求：单个文件不超过 2 MB；数量要求：1 份。"
    )
    assert "数量要求：最多 5 份，可以不传。" in slot_rule_sentence(training.slot("certificate"))
    assert "数量要求：1 至 5 份。" in slot_rule_sentence(education.slot("certificate"))


def _arguments(prefix: str, code: str) -> tuple[tuple[str, str | int], ...]:
    """An argument for each placeholder of a phrase; `expected` is the name of a type."""
    names = [name for _, name, _, _ in string.Formatter().parse(PHRASES[Language.CHINESE][f"{prefix}.{code}"]) if name]
    return tuple((name, "text" if name == "expected" else f"<{name}>") for name in names)


@pytest.mark.parametrize("reason", ShapeReason)
def test_every_refusal_of_a_dossier_has_a_sentence_with_its_key(reason: ShapeReason) -> None:
    arguments = _arguments("shape", reason.value)
    sentence = shape_problem_sentence(ShapeProblem("sections.work[0].start", reason, arguments))
    assert sentence.startswith("sections.work[0].start：")
    assert all(str(value) in sentence for name, value in arguments if name != "expected")


@pytest.mark.parametrize("reason", CatalogueReason)
def test_every_catalogue_error_has_a_sentence_with_file_and_key(reason: CatalogueReason) -> None:
    arguments = _arguments("catalogue", reason.value)
    sentence = catalogue_error_sentence(CatalogueError("edited.toml", "sections.basic", reason, arguments))
    assert sentence.startswith("目录文件 edited.toml 有误，位置 sections.basic：")
    assert all(str(value) in sentence for name, value in arguments if name != "expected")


def test_an_error_of_the_whole_file_names_no_key() -> None:
    error = CatalogueError("edited.toml", "", CatalogueReason.NOT_TOML, (("line", 3), ("detail", "Invalid value")))
    assert catalogue_error_sentence(error) == "目录文件 edited.toml 有误：第 3 行不是有效的 TOML：Invalid value。"


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_same_phrases_with_the_same_placeholders(language: Language) -> None:
    def placeholders(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}

    chinese = {key: placeholders(text) for key, text in PHRASES[Language.CHINESE].items()}
    assert {key: placeholders(text) for key, text in PHRASES[language].items()} == chinese


def test_every_type_of_number_and_date_has_a_form() -> None:
    forms = {key for key in PHRASES[Language.CHINESE] if key.startswith("form.")}
    assert forms == {f"form.{kind.value}" for kind in (FieldType.DATE, FieldType.MONTH, FieldType.INT, FieldType.MONEY)}
