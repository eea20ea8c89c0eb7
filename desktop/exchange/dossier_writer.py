"""One application written as a dossier: a ZIP that every workspace with its unit, notice and catalogue can import."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.domain.clock import SHANGHAI
from desktop.domain.content import ApplicationContent, Attachment
from desktop.exchange.dossier_archive import MANIFEST
from desktop.exchange.dossier_manifest import VERSION
from desktop.exchange.new_file import new_file

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_dossier(
    target: Path,
    *,
    application: str,
    catalogue: str,
    notice: str,
    submitted_at: datetime,
    content: ApplicationContent,
    chunks: Callable[[str], Iterator[bytes]],
    on_written: Callable[[], None] = lambda: None,
) -> None:
    """Writes the ZIP to `target`, which must not exist yet; `chunks` gives the bytes of a SHA-256.

    `on_written` is called when all is written and nothing at `target` yet. The same application gives the same bytes.
    Rejected where `target` exists or cannot be written.
    """
    manifest = {
        "dossier": VERSION,
        "application": application,
        "catalogue": catalogue,
        "notice": notice,
        "unit": content.unit,
        "submitted_at": submitted_at.astimezone(SHANGHAI).isoformat(),
        "pledge": True,
        "sections": {key: [dict(record) for record in records] for key, records in content.sections.items() if records},
        "attachments": [_attachment(item) for item in content.attachments],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2).encode("utf-8")
    with new_file(target) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_member(MANIFEST, zipfile.ZIP_DEFLATED), text)
            for sha256, path in {item.sha256: _path(item) for item in reversed(content.attachments)}.items():
                with archive.open(_member(path, zipfile.ZIP_STORED), "w", force_zip64=True) as member:
                    for piece in chunks(sha256):
                        member.write(piece)
        on_written()


def _member(path: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _EPOCH)
    info.compress_type = method
    info.external_attr = 0o100644 << 16
    return info


def _path(item: Attachment) -> str:
    """The same bytes lie in the dossier once, named by their content; people read the name in the manifest."""
    return f"attachments/{item.sha256}{item.media_type.suffix}"


def _attachment(item: Attachment) -> dict[str, Any]:
    line = {"section": item.section, "record": item.record, "slot": item.slot}
    if item.record is None:
        del line["record"]
    return {**line, "file": _path(item), "name": item.name, "sha256": item.sha256}
