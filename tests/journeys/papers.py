"""Dossiers with evidence that can be looked at: text, scan and photograph, drawn on the spot."""

from functools import cache
from pathlib import Path
from typing import Any

from tests.dossiers import WrittenDossier, digest, sample_dossier
from tests.preview.sample_documents import deep_png, jpeg, scan_pdf, text_pdf


@cache
def _drawn() -> tuple[bytes, ...]:
    """In the order in which `sample_dossier` attaches: portrait, diploma, award, identity card front and back."""
    return (
        jpeg(240, 320),
        text_pdf("学位证书", "学历证书"),
        scan_pdf(2, 60),
        text_pdf("身份证正面"),
        jpeg(320, 200, mark=2),
    )


def dossier(application: str, **basic: Any) -> WrittenDossier:
    """A dossier that the desk can read; `basic` as for `sample_dossier`."""
    written = sample_dossier(application, **basic)
    for line, content in zip(written.manifest["attachments"], _drawn(), strict=True):
        written.files[line["file"]] = content
        line["sha256"] = digest(content)
    return written


def resubmitted(application: str, submitted_at: str, **basic: Any) -> WrittenDossier:
    """The same dossier once more, with a new award certificate and what `basic` changes."""
    written = dossier(application, submitted_at=submitted_at, **basic)
    award = written.manifest["attachments"][2]
    content = text_pdf("省科学技术进步奖 二等奖")
    written.files[award["file"]] = content
    award["sha256"] = digest(content)
    award["name"] = "获奖证书（重新上传）.pdf"
    return written


def written_paper(folder: Path, name: str) -> Path:
    """A file on the disk, of the kind that its name says and with a content of its own."""
    file = folder / name
    if not file.exists():
        mark = sum(name.encode()) % 200
        content = {".pdf": lambda: text_pdf(file.stem), ".jpg": lambda: jpeg(320, 240, mark=mark), ".png": deep_png}
        file.write_bytes(content[file.suffix]())
    return file


def photograph(folder: Path) -> Path:
    """Higher than a portrait, so that there is something to cut."""
    file = folder / "一寸照片.jpg"
    file.write_bytes(jpeg(600, 900, mark=7))
    return file
