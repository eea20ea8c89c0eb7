"""Files of a form: taken in where the slot's rule allows it, shown, written out again.

The bytes of a file are the form's at once; where it stands in it is kept with the form.
"""

import io
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.catalogue import Catalogue, Slot
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.domain.media import SNIFF_LENGTH, MediaType, sniff
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.shape import FILE_NAME_LENGTH
from desktop.domain.visible_text import is_file_name
from desktop.exchange.dossier_paths import printable
from desktop.exchange.replaced_file import replaced_file
from desktop.services.acting import acting_scope
from desktop.services.applications import visible_detail
from desktop.services.drafting import own_form
from desktop.services.evidence import attachment_bytes
from desktop.services.workspace import Workspace
from desktop.store.blobs import draft_file_bytes, put_blob
from desktop.store.queries.drafts import draft_files_of
from desktop.store.records.drafts import attach_file

Progress = Callable[[int, int], None]
LARGEST_PHOTOGRAPH = 32 << 20
"""Bytes of a photograph that a portrait is cut out of."""
_BLOCK = 256 * 1024


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """Where a file is to go: a slot of a record, `record` None in sections without record ids."""

    section: str
    record: str | None
    slot: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that is kept, and its bytes, which can be shown before the form that holds it is kept."""

    attachment: Attachment
    content: bytes


def read_upload(
    content: ApplicationContent, place: SlotPlace, file: Path, slot: Slot, progress: Progress | None = None
) -> bytes:
    """Reads a file of the disk for a slot of the form as it is now (`content`); `progress` counts bytes.

    Nothing of it is in the store yet: that is `keep_file`. Raises `Rejected` with the rule that it breaks (upload_…).
    """
    check_room(content, place, slot, file.name)
    return read_file(file, slot, progress)


def keep_file(
    workspace: Workspace,
    application_id: str,
    content: ApplicationContent,
    place: SlotPlace,
    name: str,
    data: bytes,
    slot: Slot,
) -> TakenIn:
    """Keeps bytes for a slot of the form as it is now: what was read, or made as the cut-out of a portrait.

    Given up, or never named by the form, they do not stay. Raises `Rejected` (upload_…), `Refused`, `Unavailable`.
    """
    shown, media_type = printable(name), check_bytes(data, name, slot)
    check_room(content, place, slot, name)
    with workspace.store.write() as connection:
        own_form(connection, workspace, application_id)
        stored = put_blob(connection, io.BytesIO(data))
        attach_file(connection, application_id, stored, workspace.clock())
    there = content.attachments_of(place.section, place.record, place.slot)
    same = next((item for item in there if item.sha256 == stored.sha256), None)
    if same is not None:
        raise Rejected(RejectionCode.UPLOAD_REPEATED, file=shown, other=same.name)
    named = _free_name(_file_name(name, media_type.suffix), {item.name for item in there})
    kept = Attachment(place.section, place.record, place.slot, named, stored.sha256, stored.size, media_type)
    return TakenIn(kept, data)


def read_photograph(file: Path, slot: Slot) -> bytes:
    """A picture that a portrait is to be cut out of, which may be larger than the portrait. Raises `Rejected`."""
    data = read_file(file, replace(slot, max_bytes=LARGEST_PHOTOGRAPH))
    check_bytes(data, file.name, replace(slot, max_bytes=LARGEST_PHOTOGRAPH))
    return data


def check_bytes(data: bytes, name: str, slot: Slot) -> MediaType:
    """The format of bytes that the slot takes. Raises `Rejected` (upload_empty, upload_too_large, upload_format)."""
    shown, media_type = printable(name), sniff(data[:SNIFF_LENGTH])
    if not data:
        raise Rejected(RejectionCode.UPLOAD_EMPTY, file=shown)
    if len(data) > slot.max_bytes:
        raise _too_large(shown, len(data), slot)
    if media_type is None or media_type not in slot.formats:
        formats = "、".join(one.label for one in slot.formats)
        raise Rejected(RejectionCode.UPLOAD_FORMAT, file=shown, formats=formats)
    return media_type


def form_file(workspace: Workspace, application_id: str, sha256: str) -> bytes:
    """The bytes of a file of one's own application, of its form or of any submission.

    Raises `Refused` (not_found), `Rejected` (no_such_attachment), `Unavailable` (blob_damaged).
    """
    with workspace.store.read() as connection:
        detail = visible_detail(connection, workspace, acting_scope(connection, workspace), application_id)
        if not detail.filled_in_at:
            raise Refused(Refusal(RefusalCode.NOT_FOUND))
        if sha256 in draft_files_of(connection, application_id):
            return draft_file_bytes(connection, application_id, sha256)
    return attachment_bytes(workspace, application_id, sha256)


def write_file(data: bytes, target: Path) -> None:
    """下载: puts the bytes at `target`, in place of a file there. Raises `Rejected` (target_…)."""
    with replaced_file(target, overwrite=True) as draft:
        draft.file.write(data)


def slot_of(catalogue: Catalogue, place: SlotPlace) -> Slot:
    """The slot's rule. Raises `Rejected` (no_such_slot)."""
    section = catalogue.sections_by_key.get(place.section)
    slot = section.slots_by_key.get(place.slot) if section is not None else None
    if slot is None:
        raise Rejected(RejectionCode.NO_SUCH_SLOT)
    return slot


def check_room(content: ApplicationContent, place: SlotPlace, slot: Slot, name: str) -> None:
    """Raises `Rejected` (upload_too_many) where the slot holds as many files as it may."""
    if len(content.attachments_of(place.section, place.record, place.slot)) >= slot.max_count:
        raise Rejected(RejectionCode.UPLOAD_TOO_MANY, file=printable(name), slot=slot.label, limit=slot.max_count)


def read_file(file: Path, slot: Slot, progress: Progress | None = None) -> bytes:
    """The whole file, its size looked at before and while it is read. Raises `Rejected` (upload_…)."""
    shown = printable(file.name)
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Rejected(RejectionCode.UPLOAD_NO_FILE, file=shown)
        if found.st_size > slot.max_bytes:
            raise _too_large(shown, found.st_size, slot)
        data = bytearray()
        with file.open("rb") as source:
            while block := source.read(_BLOCK):
                data += block
                if len(data) > slot.max_bytes:
                    raise _too_large(shown, len(data), slot)
                if progress is not None:
                    progress(len(data), max(found.st_size, len(data)))
    except FileNotFoundError as problem:
        raise Rejected(RejectionCode.UPLOAD_NOT_FOUND, file=shown) from problem
    except (OSError, ValueError) as problem:
        raise Rejected(RejectionCode.UPLOAD_UNREADABLE, file=shown) from problem
    return bytes(data)


def _too_large(shown: str, size: int, slot: Slot) -> Rejected:
    return Rejected(RejectionCode.UPLOAD_TOO_LARGE, file=shown, size=size, limit=slot.max_bytes, slot=slot.label)


def _file_name(name: str, suffix: str) -> str:
    """The name as a form keeps it: one that every system can have, its ending what its content is."""
    plain = unicodedata.normalize("NFC", name)
    if not is_file_name(plain):
        return f"附件{suffix}"
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    return f"{stem[: FILE_NAME_LENGTH - 20]}.{ending}"[:FILE_NAME_LENGTH] if dot and stem else f"{plain[:200]}{suffix}"


def _free_name(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where the slot has another file so called."""
    if name not in taken:
        return name
    stem, dot, ending = name.rpartition(".")
    number = 2
    while f"{stem}（{number}）{dot}{ending}" in taken:
        number += 1
    return f"{stem}（{number}）{dot}{ending}"
