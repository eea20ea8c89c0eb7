"""Deliberate defects of an application, each of a kind validation finds, and what a reviewer writes about it."""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.demo.applicants import Applicant, Record, Sections
from desktop.demo.attachments import PlannedAttachment
from desktop.demo.people import RESIDENT_CARD
from desktop.domain.findings import FindingCode

Attachments = tuple[PlannedAttachment, ...]


@dataclass(frozen=True)
class Flaw:
    """A defect, the finding it leads to, and the sentence of a return that asks to mend it."""

    key: str
    finding: FindingCode
    comment: str
    resident_only: bool = False
    promotion: bool = False
    """Whether it is one of 晋升认定, for which a class must stand below and above the one asked for."""


FLAWS: tuple[Flaw, ...] = (
    Flaw(
        "missing_certificate",
        FindingCode.ATTACHMENT_MISSING,
        "学习经历第1条缺少学历学位证书，请上传证书原件扫描件后再次提交。",
    ),
    Flaw(
        "missing_id_back",
        FindingCode.ATTACHMENT_MISSING,
        "材料附件缺少身份证反面（国徽面），请补充上传。",
        resident_only=True,
    ),
    Flaw(
        "identity_check_digit",
        FindingCode.DOCUMENT_CHECK_DIGIT,
        "证件号码校验位不符，请与身份证原件核对后更正。",
        resident_only=True,
    ),
    Flaw(
        "birth_mismatch",
        FindingCode.DOCUMENT_BIRTH_MISMATCH,
        "出生日期与身份证号码记载不一致，请核实更正。",
        resident_only=True,
    ),
    Flaw(
        "sex_mismatch",
        FindingCode.DOCUMENT_SEX_MISMATCH,
        "性别与身份证号码记载不一致，请核实更正。",
        resident_only=True,
    ),
    Flaw(
        "overlapping_periods",
        FindingCode.PERIOD_OVERLAP,
        "工作经历起止时间与学习经历重叠，请核实并说明，与社保缴费记录保持一致。",
    ),
    Flaw(
        "promotion_not_higher",
        FindingCode.PROMOTION_NOT_HIGHER,
        "晋升认定须申请高于已认定的类别，请核对“已在吉认定人才类别”与所选标准。",
        promotion=True,
    ),
    Flaw(
        "short_contract",
        FindingCode.CONDITION_CONTRACT,
        "劳动（聘用）合同期限不足三年，请按实际签订的合同更正，或提供续签合同。",
    ),
    Flaw(
        "missing_publication_evidence",
        FindingCode.ATTACHMENT_MISSING,
        "论文著作缺少佐证附件，请上传论文首页或证书。",
    ),
    Flaw(
        "future_publication",
        FindingCode.FUTURE_DATE,
        "论文著作的发表日期晚于申报日期，请以正式见刊时间为准更正。",
    ),
    Flaw(
        "education_order",
        FindingCode.DATE_ORDER,
        "学习经历的毕业时间早于入学时间，请更正。",
    ),
    Flaw(
        "origin_missing",
        FindingCode.REQUIRED,
        "人才来源为引进人才的，必须填写“从何地（单位）引进”，请补充。",
    ),
    Flaw(
        "no_distinction",
        FindingCode.ONE_OF_SECTIONS_REQUIRED,
        "人才荣誉表彰与专业获奖情况至少填写一项，请补充并上传证书。",
    ),
    Flaw(
        "waiting_period",
        FindingCode.CONDITION_WAITING_PERIOD,
        "距上次认定未满规定年限，请核对认定日期；日期有误的请更正并附认定文件。",
        promotion=True,
    ),
)
OVER_AGE = Flaw("over_age", FindingCode.CONDITION_AGE, "申报人年龄超过所选标准的年龄上限，不符合申报条件，终止审核。")


def apply_flaw(
    rng: random.Random, flaw: Flaw, applicant: Applicant, sections: Sections, attachments: Attachments
) -> tuple[Sections, Attachments]:
    """Copies of sections and attachments that hold the defect; `OVER_AGE` is a matter of the person, not of these."""
    changed = copy.deepcopy(sections)
    make = _MAKERS.get(flaw.key)
    return (changed, make(rng, applicant, changed, attachments)) if make else (changed, attachments)


def suits(flaw: Flaw, applicant: Applicant, sections: Sections) -> bool:
    """Whether this applicant can have the defect."""
    if flaw.resident_only and applicant.person.document_type != RESIDENT_CARD:
        return False
    if flaw.promotion:
        return applicant.standard.grading_class in "BCD"
    if flaw.key == "overlapping_periods":
        return sections["education"][0]["mode"] == "全日制"
    if flaw.key in ("missing_publication_evidence", "future_publication"):
        return bool(sections.get("publications"))
    return True


def _without(attachments: Attachments, section: str, record: str | None, slot: str) -> Attachments:
    return tuple(item for item in attachments if (item.section, item.record, item.slot) != (section, record, slot))


def _missing_certificate(
    rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments
) -> Attachments:
    return _without(files, "education", "e1", "certificate")


def _missing_id_back(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    return _without(files, "materials", None, "id_back")


def _check_digit(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    basic = sections["basic"][0]
    basic["document_number"] = mistyped(str(basic["document_number"]))
    return files


def mistyped(number: str) -> str:
    """An identity number with another check character."""
    return number[:-1] + ("1" if number[-1] in "0X" else str((int(number[-1]) + 3) % 10))


def _birth_mismatch(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    moved = applicant.person.birth_date + timedelta(days=rng.choice((-30, -9, 9, 30)))
    sections["basic"][0]["birth_date"] = moved.isoformat()
    return files


def _sex_mismatch(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    sections["basic"][0]["sex"] = "女" if applicant.person.sex == "男" else "男"
    return files


def _overlap(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    work, end = sections["work"][-1], str(sections["education"][0]["end"])
    work["start"] = f"{int(end[:4]) - 1}-03"
    return files


def _set_promotion(basic: Record, held: str, on: date) -> None:
    basic.update(service_type="晋升认定", current_class=held, current_class_date=on.isoformat())


def _promotion(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    on = date(applicant.day.year - 5, rng.randint(1, 12), 15)
    _set_promotion(sections["basic"][0], applicant.standard.grading_class, on)
    return files


def _waiting(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    held = {"B": "C", "C": "D", "D": "E"}[applicant.standard.grading_class]
    _set_promotion(sections["basic"][0], held, applicant.day - timedelta(days=rng.randint(200, 700)))
    return files


def _short_contract(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    basic = sections["basic"][0]
    basic["employment_form"] = "全职"
    basic.pop("months_per_year", None)
    start = date.fromisoformat(str(basic["contract_start"]))
    basic["contract_end"] = start.replace(year=start.year + 2).isoformat()
    return files


def _publication_evidence(
    rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments
) -> Attachments:
    return _without(files, "publications", str(sections["publications"][-1]["id"]), "evidence")


def _future_publication(
    rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments
) -> Attachments:
    sections["publications"][0]["date"] = (applicant.day + timedelta(days=rng.randint(20, 90))).isoformat()
    return files


def _education_order(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    record = sections["education"][-1]
    record["start"], record["end"] = record["end"], record["start"]
    return files


def _origin_missing(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    basic = sections["basic"][0]
    basic["talent_source"] = "引进人才"
    basic.pop("introduced_from", None)
    return files


def _no_distinction(rng: random.Random, applicant: Applicant, sections: Sections, files: Attachments) -> Attachments:
    sections.pop("honors", None)
    sections.pop("awards", None)
    return tuple(item for item in files if item.section not in ("honors", "awards"))


_MAKERS: dict[str, Callable[[random.Random, Applicant, Sections, Attachments], Attachments]] = {
    "missing_certificate": _missing_certificate,
    "missing_id_back": _missing_id_back,
    "identity_check_digit": _check_digit,
    "birth_mismatch": _birth_mismatch,
    "sex_mismatch": _sex_mismatch,
    "overlapping_periods": _overlap,
    "promotion_not_higher": _promotion,
    "short_contract": _short_contract,
    "waiting_period": _waiting,
    "missing_publication_evidence": _publication_evidence,
    "future_publication": _future_publication,
    "education_order": _education_order,
    "origin_missing": _origin_missing,
    "no_distinction": _no_distinction,
}
