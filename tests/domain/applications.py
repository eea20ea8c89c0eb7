"""A complete, faultless application to the sample catalogue, for tests to damage in one place at a time."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from desktop.domain.catalogue import Catalogue
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.media import MediaType
from desktop.domain.validation import History, validate
from resources import ROOT

CATALOGUE_FILE: Final = ROOT / "catalogue" / "jilin-2024.toml"
TODAY: Final = date(2024, 9, 1)
UNIT: Final = "91350100M000100Y43"


@cache
def sample_catalogue() -> Catalogue:
    """The catalogue jilin-2024."""
    return parse_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8"), CATALOGUE_FILE.name)


def attachment(
    section: str,
    slot: str,
    record: str | None = None,
    *,
    name: str = "扫描件.pdf",
    content: str = "",
    size: int = 1000,
    media_type: MediaType = MediaType.PDF,
) -> Attachment:
    """A file of `size` bytes, its digest that of `content` or else of its name and place."""
    digest = hashlib.sha256((content or f"{section}/{record}/{slot}/{name}").encode()).hexdigest()
    return Attachment(section, record, slot, name, digest, size, media_type)


_BASIC: Final[Mapping[str, JsonScalar]] = {
    "name": "王建国",
    "sex": "男",
    "birth_date": "1982-03-15",
    "nationality": "中国",
    "document_type": "居民身份证",
    "document_number": "220104198203151211",
    "mobile": "13804312286",
    "highest_education": "博士研究生",
    "school": "吉林大学",
    "major": "化学",
    "position": "研究室副主任",
    "professional_field": "功能材料",
    "employment_form": "全职",
    "contract_start": "2023-01-01",
    "contract_end": "2025-12-31",
    "talent_source": "省内人才",
    "service_type": "首次认定",
    "standard": "C-03",
}
_STUDY: Final[Mapping[str, JsonScalar]] = {
    "id": "e1",
    "start": "2004-09",
    "end": "2008-06",
    "school": "吉林大学",
    "major": "化学",
    "education": "大学本科",
    "degree": "学士",
    "mode": "全日制",
}
_JOB: Final[Mapping[str, JsonScalar]] = {"id": "w1", "start": "2008-07", "employer": "长春光电研究院", "post": "研究员"}
_AWARD: Final[Mapping[str, JsonScalar]] = {
    "id": "a1",
    "name": "吉林省科学技术进步奖",
    "date": "2020-11-20",
    "authority": "吉林省人民政府",
    "level": "省部级",
    "grade": "二等奖",
    "rank": 3,
}


def application(
    basic: Mapping[str, JsonScalar] | None = None,
    *,
    without: tuple[str, ...] = (),
    sections: Mapping[str, tuple[Mapping[str, JsonScalar], ...]] | None = None,
    attachments: tuple[Attachment, ...] = (),
    without_attachments: tuple[str, ...] = (),
    unit: str = UNIT,
) -> ApplicationContent:
    """The faultless application with values of basic changed or left out, sections replaced, attachments added, and
    those of some slots left out.
    """
    record = {key: value for key, value in {**_BASIC, **(basic or {})}.items() if key not in without}
    filed = (
        attachment("basic", "portrait", name="头像.jpg", media_type=MediaType.JPEG),
        attachment("education", "certificate", "e1"),
        attachment("awards", "certificate", "a1"),
        attachment("materials", "id_front"),
        attachment("materials", "id_back"),
    )
    return ApplicationContent(
        unit,
        {"basic": (record,), "education": (_STUDY,), "work": (_JOB,), "awards": (_AWARD,), **(sections or {})},
        (*(item for item in filed if item.slot not in without_attachments), *attachments),
    )


def study(**values: JsonScalar) -> dict[str, JsonScalar]:
    """The record of education with values changed."""
    return {**_STUDY, **values}


def job(**values: JsonScalar) -> dict[str, JsonScalar]:
    """The record of work with values changed."""
    return {**_JOB, **values}


def findings(
    content: ApplicationContent, *, today: date = TODAY, history: History | None = None
) -> tuple[Finding, ...]:
    """What validation finds, with no history unless one is given."""
    return validate(content, sample_catalogue(), today, history or History())


def places(
    content: ApplicationContent, *, today: date = TODAY, history: History | None = None
) -> set[tuple[FindingCode, str, str | None, str | None]]:
    """The findings as (code, section, record, field or slot)."""
    return {
        (item.code, item.section, item.record, item.field or item.slot)
        for item in findings(content, today=today, history=history)
    }
