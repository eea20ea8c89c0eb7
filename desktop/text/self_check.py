"""Sentences of 条件自检: why a condition is met, not met, or not known yet."""

from collections.abc import Mapping
from typing import Final

from desktop.domain.catalogue import Catalogue
from desktop.domain.self_check import Checked, Reason
from desktop.text.findings import finding_sentence

_SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.AGE_FITS: "您 {age} 周岁，符合年龄条件。",
    Reason.AGE_DEPENDS: "您 {age} 周岁，可申报 {classes} 类中不限您年龄的标准；选定标准后再核对。",
    Reason.AGE_TOO_HIGH: "您 {age} 周岁，超过各类标准的年龄上限。",
    Reason.BIRTH_UNKNOWN: "账号没有登记出生日期，填写基本信息后核对。",
    Reason.CONTRACT_FITS: "填写的合同期限或在吉工作时间符合条件。",
    Reason.CONTRACT_UNKNOWN: "填写用工形式后核对：全职合同不少于 {years} 年，柔性引进每年在吉不少于 {months} 个月。",
    Reason.NEVER_APPLIED: "本系统没有您此前的认定结果，可以申报。",
    Reason.WAITED: "上次结果在 {last}，间隔已满。",
    Reason.PERSON_UNKNOWN: "账号没有登记证件号码，填写基本信息后核对。",
    Reason.BY_HAND: "请本人核对后勾选。",
}


def reason_sentence(checked: Checked, catalogue: Catalogue) -> str:
    """Why the answer is what it is."""
    if checked.finding is not None:
        return finding_sentence(checked.finding, catalogue)
    facts = dict(checked.facts)
    if "classes" in facts:
        facts["classes"] = str(facts["classes"]).replace(",", "、")
    return _SENTENCES[checked.reason].format(**facts)
