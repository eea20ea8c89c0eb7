"""Dossiers as strangers write them, for tests to damage in one place at a time."""

import copy
import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

UNIT: Final = "91350100M000100Y43"
OTHER_UNIT: Final = "9131000063159284XQ"
PDF: Final = b"%PDF-1.7\n1 0 obj\nevidence "
JPEG: Final = bytes.fromhex(
    "ffd8 ffe0 0010 4a46494600 0101 00 0001 0001 0000 ffc0 000b 08 0001 0001 01 011100 ffda 0008 01 0100 00 3f 00"
)

_SECTIONS: Final[Mapping[str, Any]] = {
    "basic": [
        {
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
    ],
    "education": [
        {
            "id": "e1",
            "start": "2004-09",
            "end": "2008-06",
            "school": "吉林大学",
            "major": "化学",
            "education": "大学本科",
            "mode": "全日制",
        }
    ],
    "work": [{"id": "w1", "start": "2008-07", "employer": "长春光电研究院", "post": "研究员"}],
    "awards": [
        {
            "id": "a1",
            "name": "吉林省科学技术进步奖",
            "date": "2020-11-20",
            "authority": "吉林省人民政府",
            "level": "省部级",
            "grade": "二等奖",
            "rank": 3,
        }
    ],
}
_PLACES: Final = (
    ("basic", None, "portrait", "头像.jpg", JPEG),
    ("education", "e1", "certificate", "学位证书.pdf", PDF + b"diploma"),
    ("awards", "a1", "certificate", "获奖证书.pdf", PDF + b"award"),
    ("materials", None, "id_front", "正面.pdf", PDF + b"front"),
    ("materials", None, "id_back", "反面.pdf", PDF + b"back"),
)


@dataclass
class WrittenDossier:
    """What a dossier holds: its manifest and its files. `document` replaces the manifest's text where it is set."""

    manifest: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)
    document: bytes | None = None

    @property
    def basic(self) -> dict[str, Any]:
        basic: dict[str, Any] = self.manifest["sections"]["basic"][0]
        return basic

    def attach(
        self, section: str, slot: str, content: bytes, record: str | None = None, name: str = "扫描件.pdf"
    ) -> None:
        """One more attachment with its file."""
        path = f"attachments/{len(self.files):03}.bin"
        self.files[path] = content
        line = {"section": section, "slot": slot, "file": path, "name": name, "sha256": digest(content)}
        if record is not None:
            line["record"] = record
        self.manifest["attachments"].append(line)

    def text(self) -> bytes:
        return self.document if self.document is not None else json.dumps(self.manifest, ensure_ascii=False).encode()

    def members(self) -> dict[str, bytes]:
        """All files of the dossier by their paths."""
        return {"dossier.json": self.text(), **self.files}

    def to_folder(self, folder: Path) -> Path:
        for path, content in self.members().items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return folder

    def to_zip(self, file: Path, *, top: str = "") -> Path:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in self.members().items():
                archive.writestr(top + path, content)
        return file


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sample_dossier(
    application: str = "app-1",
    *,
    unit: str = UNIT,
    notice: str = "2024-01",
    submitted_at: str = "2024-08-19T10:22:31+08:00",
    change: Callable[[WrittenDossier], object] | None = None,
    **basic: Any,
) -> WrittenDossier:
    """A faultless dossier; `basic` changes values of the applicant, `change` anything."""
    sections = copy.deepcopy(dict(_SECTIONS))
    sections["basic"][0].update(basic)
    dossier = WrittenDossier(
        {
            "dossier": 1,
            "application": application,
            "catalogue": "jilin-2024",
            "notice": notice,
            "unit": unit,
            "submitted_at": submitted_at,
            "pledge": True,
            "sections": sections,
            "attachments": [],
        }
    )
    for section, record, slot, name, content in _PLACES:
        dossier.attach(section, slot, content, record, name)
    if change is not None:
        change(dossier)
    return dossier


def another_person(index: int) -> str:
    """A valid identity number of a man born on 1982-03-15, another one for each index up to 499."""
    body = f"22010419820315{2 * index + 1:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
