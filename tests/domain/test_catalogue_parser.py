"""A catalogue with an error is refused with file, key and reason."""

from collections.abc import Callable

import pytest

from desktop.domain.catalogue_error import CatalogueError, CatalogueReason
from desktop.domain.catalogue_parser import parse_catalogue
from tests.domain.applications import CATALOGUE_FILE, sample_catalogue

TEXT = CATALOGUE_FILE.read_text(encoding="utf-8")
R = CatalogueReason


def replaced(old: str, new: str) -> str:
    assert TEXT.count(old) >= 1, old
    return TEXT.replace(old, new, 1)


def refusal(text: str) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(text, "edited.toml")
    assert caught.value.source == "edited.toml"
    return caught.value


NAME_FIELD = '{ key = "name", label = "姓名", type = "text", max_length = 50, required = true }'
SEX_FIELD = '{ key = "sex", label = "性别", type = "choice", choices = ["男", "女"], required = true }'
MONTHS = 'required_when = { field = "employment_form", choices = ["柔性引进"] }'
CARD = 'required_when = { field = "document_type", choices = ["居民身份证"] }'
STUDY_PERIOD = 'period = { start = "start", end = "end", exclusive_when = { field = "mode", choices = ["全日制"] } }'
AGE_B = '{ class = "B", maximum = 60 }'

MONTHS_WHEN = "sections.basic.fields.months_per_year.required_when"
STUDY_WHEN = "sections.education.period.exclusive_when"

ERRORS: list[tuple[str, str, str, CatalogueReason]] = [
    ('title = "吉林', 'colour = "red"\ntitle = "吉林', "colour", R.UNKNOWN_KEY),
    ('key = "jilin-2024"\n', "", "key", R.MISSING_KEY),
    ('key = "jilin-2024"', 'key = "吉林"', "key", R.MALFORMED_KEY),
    ('key = "jilin-2024"', 'key = "a"\nkey = "b"', "key", R.DUPLICATE_KEY),
    ("sample = true", 'sample = "yes"', "sample", R.WRONG_TYPE),
    ("sample = true", "sample = 2024-01-01", "sample", R.WRONG_TYPE),
    ("sample = true", "sample = ", "", R.NOT_TOML),
    ("sample = true", "sample = true\nnotes = 1", "notes", R.DUPLICATE_KEY),
    ('{ key = "A", label = "国内外顶尖人才" }', '{ key = "Ä", label = "甲" }', "classes[0].key", R.MALFORMED_KEY),
    ('{ key = "B", label', '{ key = "A", label', "classes[1].key", R.DUPLICATE_KEY),
    ("[standards.E]", "[standards.F]", "standards.F", R.UNKNOWN_CLASS),
    ("[standards.E]", '[standards.F]\nF-01 = "甲"\n[standards.E]', "standards.F", R.UNKNOWN_CLASS),
    ("C-03 =", "C-02 =", "C-02", R.DUPLICATE_KEY),
    ("D-01 =", "C-03 =", "standards.D.C-03", R.DUPLICATE_KEY),
    ("C-03 =", "C3 =", "standards.C.C3", R.MALFORMED_KEY),
    ('C-03 = "省部级科学技术奖二等奖主要完成人（前五名）"', 'C-03 = " "', "standards.C.C-03", R.EMPTY),
    ('C-03 = "省部级科学技术奖二等奖主要完成人（前五名）"', "C-03 = 3", "standards.C.C-03", R.WRONG_TYPE),
    ('track = "skilled" }', 'track = "skilled", x = 1 }', "standards.B.B-08.x", R.UNKNOWN_KEY),
    ('degree = ["博士", "硕士", "学士", "无"]', "degree = []", "choices.degree", R.EMPTY),
    ('degree = ["博士", "硕士"', 'degree = ["博士", "博士"', "choices.degree[1]", R.DUPLICATE_KEY),
    ('degree = ["博士", "硕士"', 'degree = ["博士", 1', "choices.degree[1]", R.WRONG_TYPE),
    ('degree = ["博士", "硕士"', 'degree = ["博士", ""', "choices.degree[1]", R.EMPTY),
    ('choices = "degree"', 'choices = "degrees"', "sections.basic.fields.highest_degree.choices", R.UNKNOWN_CHOICES),
    (SEX_FIELD, SEX_FIELD.replace('["男", "女"]', "[]"), "sections.basic.fields.sex.choices", R.EMPTY),
    (SEX_FIELD, SEX_FIELD.replace('"男"', '"M"'), "sections.basic.fields.sex.choices", R.NEEDED_BY_RULES),
    (SEX_FIELD, SEX_FIELD.replace("choices", "chioces"), "sections.basic.fields.sex.choices", R.MISSING_KEY),
    (NAME_FIELD, NAME_FIELD.replace("50", "0"), "sections.basic.fields.name.max_length", R.OUT_OF_RANGE),
    (NAME_FIELD, NAME_FIELD.replace("50", "true"), "sections.basic.fields.name.max_length", R.WRONG_TYPE),
    (NAME_FIELD, NAME_FIELD.replace('"text"', '"words"'), "sections.basic.fields.name.type", R.NOT_LISTED),
    (NAME_FIELD, NAME_FIELD.replace('"text"', '"date"'), "sections.basic.fields.name.max_length", R.KEY_NOT_FOR_TYPE),
    (NAME_FIELD, NAME_FIELD.replace('"name"', '"Name"'), "sections.basic.fields[0].key", R.MALFORMED_KEY),
    (NAME_FIELD, NAME_FIELD.replace('"name"', '"class"'), "sections.basic.fields.class.key", R.RESERVED_KEY),
    (NAME_FIELD, f"{NAME_FIELD}, {NAME_FIELD}", "sections.basic.fields.name.key", R.DUPLICATE_KEY),
    (NAME_FIELD, '"name"', "sections.basic.fields[0]", R.WRONG_TYPE),
    (MONTHS, f"required = true, {MONTHS}", MONTHS_WHEN, R.KEYS_EXCLUDE_EACH_OTHER),
    ('"employment_form", choices', '"form", choices', f"{MONTHS_WHEN}.field", R.UNKNOWN_FIELD),
    ('"employment_form", choices', '"name", choices', f"{MONTHS_WHEN}.field", R.UNKNOWN_FIELD),
    (MONTHS, MONTHS.replace("柔性引进", "兼职"), f"{MONTHS_WHEN}.choices", R.UNKNOWN_CHOICE),
    (
        "minimum = 1, maximum = 12",
        "minimum = 13, maximum = 12",
        "sections.basic.fields.months_per_year.minimum",
        R.MINIMUM_ABOVE_MAXIMUM,
    ),
    ('fields = ["mobile"', 'fields = ["phone"', "sections.basic.groups[1].fields", R.UNKNOWN_FIELD),
    ('fields = ["mobile"', 'fields = ["name"', "sections.basic.groups[1].fields", R.DUPLICATE_KEY),
    ('title_fields = ["school"', 'title_fields = ["college"', "sections.education.title_fields", R.UNKNOWN_FIELD),
    (
        STUDY_PERIOD,
        STUDY_PERIOD.replace('end = "end"', 'end = "school"'),
        "sections.education.period.end",
        R.UNKNOWN_FIELD,
    ),
    (STUDY_PERIOD, STUDY_PERIOD.replace("全日制", "脱产"), f"{STUDY_WHEN}.choices", R.UNKNOWN_CHOICE),
    (
        STUDY_PERIOD,
        STUDY_PERIOD.replace("exclusive_when", "exclusive = true, exclusive_when"),
        STUDY_WHEN,
        R.KEYS_EXCLUDE_EACH_OTHER,
    ),
    (
        '{ key = "end", label = "毕业年月", type = "month"',
        '{ key = "end", label = "毕业日期", type = "date"',
        "sections.education.period.end",
        R.WRONG_TYPE,
    ),
    ('key = "education"\n', 'key = "basic"\n', "sections.basic.key", R.DUPLICATE_KEY),
    ('key = "basic"\n', 'key = "person"\n', "sections.basic", R.NEEDED_BY_RULES),
    (
        "min_records = 1\nmax_records = 1",
        "min_records = 2\nmax_records = 1",
        "sections.basic.min_records",
        R.MINIMUM_ABOVE_MAXIMUM,
    ),
    ("min_records = 1\nmax_records = 1", "max_records = 3", "sections.basic.min_records", R.NEEDED_BY_RULES),
    ("max_records = 0", "max_records = 0\nfields = []", "sections.materials.fields", R.KEYS_EXCLUDE_EACH_OTHER),
    (
        'label = "论文著作"\n',
        'label = "论文著作"\nmin_records = 1\n',
        "sections.publications.conditional_required",
        R.KEYS_EXCLUDE_EACH_OTHER,
    ),
    (
        "max_mib = 2\nmin_count = 1",
        "max_mib = 2\nmin_count = 2",
        "sections.basic.slots.portrait.min_count",
        R.MINIMUM_ABOVE_MAXIMUM,
    ),
    ('formats = ["JPEG", "PNG"]', 'formats = ["GIF"]', "sections.basic.slots.portrait.formats", R.NOT_LISTED),
    ('formats = ["JPEG", "PNG"]', "formats = []", "sections.basic.slots.portrait.formats", R.EMPTY),
    ('key = "id_back"', 'key = "id_front"', "sections.materials.slots.id_front.key", R.DUPLICATE_KEY),
    (
        CARD,
        CARD.replace("居民身份证", "身份证"),
        "sections.materials.slots.id_front.required_when.choices",
        R.UNKNOWN_CHOICE,
    ),
    ('sections = ["honors", "awards"]', 'sections = ["honours"]', "one_of_sections[0].sections", R.UNKNOWN_SECTION),
    ('kind = "age"', 'kind = "height"', "conditions.age.kind", R.NOT_LISTED),
    ('kind = "contract"', 'kind = "age"', "conditions.contract.limits", R.MISSING_KEY),
    ('key = "contract"\nkind', 'key = "age"\nkind', "conditions.age.key", R.DUPLICATE_KEY),
    (AGE_B, AGE_B.replace('"B"', '"F"'), "conditions.age.limits[0].class", R.UNKNOWN_CLASS),
    (AGE_B, AGE_B.replace("60", '60, track = "skiled"'), "conditions.age.limits[0].track", R.UNKNOWN_TRACK),
    (AGE_B, AGE_B.replace("60", "0"), "conditions.age.limits[0].maximum", R.OUT_OF_RANGE),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), ERRORS)
def test_an_error_in_the_sample_is_refused_by_key_and_reason(
    old: str, new: str, key: str, reason: CatalogueReason
) -> None:
    error = refusal(replaced(old, new))
    assert (error.key, error.reason_code) == (key, reason)


def test_a_class_without_a_standard_is_refused() -> None:
    error = refusal(replaced('    { key = "E", label', '    { key = "X", label = "甲" },\n    { key = "E", label'))
    assert (error.key, error.reason_code) == ("standards.X", R.CLASS_WITHOUT_STANDARD)


def test_two_conditions_of_one_checked_kind_are_refused() -> None:
    again = '[[conditions]]\nkey = "again"\nkind = "contract"\ntext = "甲"\nyears = 1\nmonths_per_year = 1\n'
    error = refusal(f"{TEXT}\n{again}")
    assert (error.key, error.reason_code) == ("conditions.again.kind", R.DUPLICATE_KEY)


def test_every_reason_is_tried_here() -> None:
    tried = {reason for *_, reason in ERRORS} | {R.CLASS_WITHOUT_STANDARD}
    assert tried == set(CatalogueReason)


@pytest.mark.parametrize("text", ["", "= = =", "[" * 5000, "\0", 'a = "\\ud800"'])
def test_what_is_no_catalogue_at_all_is_refused(text: str) -> None:
    refusal(text)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "# a comment\n\n" + text,
        lambda text: text.replace("\n\n", "\n\n\n"),
        lambda text: text.replace(" = ", "="),
    ],
)
def test_comments_and_white_space_do_not_change_the_hash(edit: Callable[[str], str]) -> None:
    assert parse_catalogue(edit(TEXT), "x").content_hash == sample_catalogue().content_hash


def test_any_change_of_wording_changes_the_hash() -> None:
    edited = parse_catalogue(replaced("姓名", "名字"), "x")
    assert edited.content_hash != sample_catalogue().content_hash
    assert edited.section("basic").field("name").label == "名字"
