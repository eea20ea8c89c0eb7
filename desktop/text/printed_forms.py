"""The words of the printed forms 业务表册 that are not the catalogue's: titles, labels, pledge, page numbers."""

from datetime import date
from typing import Final

from desktop.domain.catalogue import Catalogue

FORM_NAME: Final = "申报表"
FORM_TITLE: Final = "人才分类定级认定申报表"
LIST_NAME: Final = "一览表"
LIST_TITLE: Final = "人才分类定级认定申报一览表"
FORMS: Final = "业务表册"

PLEDGE_LABEL: Final = "申报人承诺"
PLEDGE: Final = "本人承诺，申报所提供的材料真实、准确，如有违诺情况，本人愿承担所有责任"
"""Word for word (guide 3.2.11)."""
SIGNATURE: Final = "申报人（签名）：　　　　　　　　　"
SEAL: Final = "（盖章）"
UNIT_OPINION: Final = "推荐单位意见"
DEPARTMENT_OPINION: Final = "业务部门意见"
COMMITTEE_OPINION: Final = "评委会意见"

DRAFT: Final = "草稿"
PORTRAIT: Final = "（照片）"
PORTRAIT_FAILED: Final = "照片无法显示"
GRADING_CLASS: Final = "申请评定级别（层次）"
"""What follows from the chosen standard (guide 3.2.1, note 3)."""
ATTACHMENTS: Final = "附件材料清单"
ATTACHMENT_HEADS: Final = ("序号", "所属栏目", "附件", "文件名", "大小")
NUMBER: Final = "序号"
NONE: Final = "无"
CONTINUED: Final = "（续）"
PREPARED: Final = "填报日期"
APPLICATION_NUMBER: Final = "申报编号"
UNIT: Final = "推荐单位"
LIST_MADE: Final = "制表日期"
LIST_UNIT: Final = "单位"
LIST_EDUCATION: Final = "学历学位"
LIST_POSITION: Final = "职务职称"
LIST_CLASS: Final = "申请类别"
LIST_MERITS: Final = "主要业绩"

_NUMERALS: Final = "〇一二三四五六七八九"


def labelled(label: str, value: str) -> str:
    """`申报编号：2026000123`."""
    return f"{label}：{value}"


def long_day(day: date | None) -> str:
    """`2026 年 9 月 1 日`; blanks to write into for None."""
    return "　　　　年　　月　　日" if day is None else f"{day.year} 年 {day.month} 月 {day.day} 日"


def section_title(number: int, label: str) -> str:
    """`二、学习经历`, for numbers up to 99."""
    return f"{chinese_number(number)}、{label}"


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


def page_words(number: int, count: int) -> str:
    """`第 1 页 共 4 页`."""
    return f"第 {number} 页 共 {count} 页"


def digest_words(digest: str) -> str:
    """The beginning of the content's digest, in groups that can be compared by eye."""
    return f"内容校验码 {digest[:4]} {digest[4:8]} {digest[8:12]}".upper()


def list_count(count: int, total: int | None = None) -> str:
    """`共 12 人`, or how many of them all are listed."""
    return f"共 {count} 人" if total is None or total <= count else f"列出前 {count} 人，共 {total} 份申报"


def missing_characters_note(code_points: str) -> str:
    """What `〓` in the form stands for."""
    return f"注：表中“〓”处是本机字体没有的字，依次为 {code_points}。请安装含有这些字的字体后重新打印，或手工补写。"


def class_text(catalogue: Catalogue, standard: object) -> str:
    """`D 省域拔尖人才`; empty for a standard that the catalogue does not hold."""
    grading_class = catalogue.class_of(standard)
    return "" if grading_class is None else f"{grading_class.key} {grading_class.label}"
