"""What a grading standard asks for, read from its wording, so that the demo fits whatever catalogue is active.

Owns the translation from a standard's label to education, title, award and honour; the records are `sections`' work.
"""

import re
from dataclasses import dataclass

from desktop.domain.catalogue import Standard

SKILLED_TRACK = "skilled"
DOCTOR, MASTER, BACHELOR, COLLEGE = "博士研究生", "硕士研究生", "大学本科", "大学专科"

_DEGREES = {"A": DOCTOR, "B": DOCTOR, "C": DOCTOR, "D": MASTER, "E": BACHELOR}
_AGES = {"A": (50, 66), "B": (44, 57), "C": (38, 56), "D": (33, 53), "E": (27, 42)}
_YOUNGEST = {DOCTOR: 31, MASTER: 29, BACHELOR: 27, COLLEGE: 28}
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_DEFAULT_LEVEL = {"A": "国家级", "B": "国家级", "C": "省部级", "D": "市厅级", "E": "市厅级"}
_DEFAULT_AWARD = {"国家级": "国家科学技术进步奖", "省部级": "吉林省科学技术进步奖", "市厅级": "长春市科学技术奖"}
_HONOR_WORDS = re.compile(
    "院士|专家|学者|人才|工作室|津贴|领军|名师|名医|工匠|能手|劳动模范|带头人|入选|获得者|计划|称号|青年|模范|标兵|大师|首席"
)
_QUALIFICATION_WORDS = re.compile("学位|职称|职务|学历|毕业|连续|职业资格|技能等级|聘任|负责人|创办|主持")
_CLOSING_WORDS = re.compile("(主要)?(完成人|入选者|获得者|领办人|入选人员|获奖者|人选|领衔人|负责人)$")


@dataclass(frozen=True)
class Distinction:
    """An honour or award that a standard asks for; `award_grade` is None for honours."""

    name: str
    level: str
    award_grade: str | None = None
    lowest_rank: int = 1


@dataclass(frozen=True)
class Requirement:
    """What an applicant under a standard must have; `rank_of_title` is 0 full, 1 associate, 2 intermediate.

    `project` is the kind of research project that must have been led, None where none is asked for.
    """

    education: str
    rank_of_title: int
    skilled: bool
    title_asked: bool
    project: str | None
    distinction: Distinction | None
    ages: tuple[int, int]


def requirement_of(standard: Standard) -> Requirement:
    """What `standard` asks for, as far as its wording says; the rest is usual for its class."""
    label = standard.label
    skilled = standard.track == SKILLED_TRACK
    education = _education(label, standard.grading_class, skilled=skilled)
    youngest, oldest = _AGES[standard.grading_class]
    return Requirement(
        education=education,
        rank_of_title=_rank_of_title(label, standard.grading_class),
        skilled=skilled,
        title_asked=re.search("职务|职称|职业资格", label) is not None,
        project=_project(label),
        distinction=_distinction(label, standard.grading_class),
        ages=(max(youngest, _YOUNGEST[education]), oldest),
    )


def _education(label: str, grade: str, *, skilled: bool) -> str:
    for word, education in (("博士", DOCTOR), ("硕士", MASTER), ("学士", BACHELOR), ("本科", BACHELOR)):
        if word in label:
            return education
    return COLLEGE if skilled else _DEGREES[grade]


def _rank_of_title(label: str, grade: str) -> int:
    if "正高" in label:
        return 0
    if "副高" in label or "高级职称" in label or "高级专业技术" in label:
        return 1
    if "中级" in label:
        return 2
    return {"A": 0, "B": 0, "C": 0, "D": 1}.get(grade, 2)


def _level(text: str, grade: str) -> str:
    if re.search("国家|全国|中国|国务院|中华|诺贝尔|国际", text):
        return "国家级"
    if re.search("省|部级", text):
        return "省部级"
    if re.search("市|厅", text):
        return "市厅级"
    if re.search("县|区级", text):
        return "县区级"
    return _DEFAULT_LEVEL[grade]


def _distinction(label: str, grade: str) -> Distinction | None:
    level = _level(label, grade)
    award_grade = re.search("特等奖|一等奖|二等奖|三等奖|金奖|银奖|优秀奖", label)
    if award_grade or re.search("奖.*(完成人|获得者|获奖者)", label):
        grade_name = award_grade.group() if award_grade and award_grade.group()[0] in "特一二三" else "其他"
        return Distinction(_award_name(label, level), level, grade_name, _lowest_rank(label))
    if _HONOR_WORDS.search(label) and not _QUALIFICATION_WORDS.search(label):
        return Distinction(_honor_name(label), level)
    return None


def _award_name(label: str, level: str) -> str:
    named = re.match(r"([^（，、或]+?奖)(?=[特一二三金银优（，、主获或前]|$)", label)
    name = named.group(1) if named else ""
    if not name or re.match("国家级|省部级|市厅级|省级|市级", name):
        return _DEFAULT_AWARD.get(level, "先进集体技术创新奖")
    return f"吉林{name}" if name.startswith("省") else f"长春{name}" if name.startswith("市") else name


def _project(label: str) -> str | None:
    led = re.match("([^，（、]+?(?:项目|课题|专项))[^，（]*负责人", label)
    return led.group(1) if led else None


def _lowest_rank(label: str) -> int:
    found = re.search("前([一二三四五六七八九十]|[0-9]+)", label)
    if found is None:
        return 1
    text = found.group(1)
    return _NUMERALS[text] if text in _NUMERALS else int(text)


def _honor_name(label: str) -> str:
    name = re.split("[（，、；]|或者|或", label)[0]
    name = _CLOSING_WORDS.sub("", name).removeprefix("享受").removesuffix("的专业技术人才")
    name = re.sub("^(省部级|省级|省)", "吉林省", name)
    return re.sub("^(市厅级|市级)", "长春市", name)
