"""Does each slot hold as many files as it asks for, of its formats and sizes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from desktop.domain.catalogue import Section, Slot
from desktop.domain.content import Attachment
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.validation.case import Case

_MEBIBYTE = 1024 * 1024


def check_attachments(case: Case) -> Iterator[Finding]:
    """Counts, sizes and formats by slot, and files that lie in no slot of the catalogue or at no record."""
    filed: dict[tuple[str, str | None, str], list[Attachment]] = defaultdict(list)
    for item in case.content.attachments:
        filed[item.section, item.record, item.slot].append(item)
    for section in case.catalogue.sections:
        # a draft may repeat an id: its files are counted once
        records = dict.fromkeys(record.id for record in case.records(section)) if section.repeats else (None,)
        for slot in section.slots:
            for record in records:
                items = filed.pop((section.key, record, slot.key), [])
                yield from _check_count(case, section, record, slot, len(items))
                yield from _check_files(section, record, slot, items)
    for (section_key, record, slot_key), items in filed.items():
        for item in items:
            yield Finding.of(FindingCode.NOT_ALLOWED, section_key, record, slot=slot_key, name=item.name)


def _check_count(case: Case, section: Section, record: str | None, slot: Slot, count: int) -> Iterator[Finding]:
    place = (section.key, record)
    if slot.required_when is not None:
        # while the deciding field is empty nothing can be said: that field is itself found missing
        decided = slot.required_when.decided(case.content.basic)
        if decided is not True:
            if decided is False and count:
                yield Finding.of(FindingCode.NOT_ALLOWED, *place, slot=slot.key)
            return
    if count < slot.min_count:
        yield Finding.of(FindingCode.ATTACHMENT_MISSING, *place, slot=slot.key, minimum=slot.min_count, count=count)
    if count > slot.max_count:
        yield Finding.of(FindingCode.ATTACHMENT_TOO_MANY, *place, slot=slot.key, maximum=slot.max_count, count=count)


def _check_files(section: Section, record: str | None, slot: Slot, items: Sequence[Attachment]) -> Iterator[Finding]:
    for item in items:
        if item.size > slot.max_bytes:
            yield Finding.of(
                FindingCode.ATTACHMENT_TOO_LARGE,
                section.key,
                record,
                slot=slot.key,
                name=item.name,
                maximum_mib=slot.max_bytes // _MEBIBYTE,
            )
        if item.media_type not in slot.formats:
            yield Finding.of(
                FindingCode.ATTACHMENT_FORMAT,
                section.key,
                record,
                slot=slot.key,
                name=item.name,
                formats=",".join(media_type.name for media_type in slot.formats),
            )
