"""What changed between two submissions: by field, record and attachment."""

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.catalogue import Catalogue, Section
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar, Record, record_id

UNIT_FIELD = "unit"
"""The field of a change of the recommending unit, which belongs to no section (section "")."""


class ChangeKind(StrEnum):
    """What happened to a value, a record or an attachment."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    REPLACED = "replaced"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    With `field`: that value was added, removed or changed. With `slot`: an attachment (`old` and `new` hold it) was
    added, removed, replaced (same name, other bytes), renamed (same bytes) or moved (same bytes elsewhere). With
    neither: a whole record was added, removed, or moved among its neighbours (`old` and `new` are 0-based places).
    `position` is the record's 0-based place in the new content, in the old one if the record is gone.
    """

    kind: ChangeKind
    section: str
    record: str | None = None
    field: str | None = None
    slot: str | None = None
    old: JsonScalar | Attachment = None
    new: JsonScalar | Attachment = None
    position: int = 0


def compare(
    old: ApplicationContent,
    new: ApplicationContent,
    catalogue: Catalogue,
    differing: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[Change, ...]:
    """The differences in the catalogue's order: of each section first the records and values, then the attachments.

    Records are matched by id, attachments by section, record, slot and name, then by content. Text that is the same
    after NFC is the same; the order in which attachments are listed says nothing. `differing` are sections and fields
    whose values are known to differ though they look alike, as with numbers of which a part is masked.
    """
    changes = list(_compare_values("", None, 0, {UNIT_FIELD: old.unit}, {UNIT_FIELD: new.unit}, (UNIT_FIELD,)))
    attachments = _compare_attachments(old, new)
    unknown = sorted({*old.sections, *new.sections, *attachments} - set(catalogue.sections_by_key))
    for key in (*catalogue.sections_by_key, *unknown):
        section = catalogue.sections_by_key.get(key)
        alike = frozenset(field for place, field in differing if place == key)
        changes += _compare_records(key, section, old.records(key), new.records(key), alike)
        changes += sorted(attachments.get(key, ()), key=_attachment_order(section))
    return tuple(changes)


_RecordKey = tuple[str | None, int]


def _compare_records(
    key: str, section: Section | None, old: Sequence[Record], new: Sequence[Record], differing: frozenset[str]
) -> Iterator[Change]:
    old_places, new_places = _places(old), _places(new)
    for name, position in old_places.items():
        if name not in new_places:
            yield Change(ChangeKind.REMOVED, key, name[0], position=position)
    moved = _moved([name for name in old_places if name in new_places], new_places)
    for name, position in new_places.items():
        if name not in old_places:
            yield Change(ChangeKind.ADDED, key, name[0], position=position)
            continue
        before = old_places[name]
        if name in moved:
            yield Change(ChangeKind.MOVED, key, name[0], old=before, new=position, position=position)
        fields = tuple(section.fields_by_key) if section else ()
        yield from _compare_values(key, name[0], position, old[before], new[position], fields, differing)


def _places(records: Sequence[Record]) -> dict[_RecordKey, int]:
    """Where each record is, by its id and, should a draft repeat an id or lack it, by how often it came before."""
    seen: Counter[str | None] = Counter()
    places: dict[_RecordKey, int] = {}
    for position, record in enumerate(records):
        name = record_id(record)
        places[name, seen[name]] = position
        seen[name] += 1
    return places


def _moved(names: Sequence[_RecordKey], new_places: dict[_RecordKey, int]) -> set[_RecordKey]:
    """The fewest of `names`, given in their old order, that must have moved to bring about the new order."""
    # what stays is a longest increasing subsequence of the new places, found by patience sorting
    tails: list[int] = []
    ends: list[_RecordKey] = []
    before: dict[_RecordKey, _RecordKey | None] = {}
    for name in names:
        index = bisect_left(tails, new_places[name])
        before[name] = ends[index - 1] if index else None
        tails[index : index + 1] = [new_places[name]]
        ends[index : index + 1] = [name]
    moved = set(names)
    stays = ends[-1] if ends else None
    while stays is not None:
        moved.remove(stays)
        stays = before[stays]
    return moved


def _compare_values(
    section: str,
    record: str | None,
    position: int,
    old: Record,
    new: Record,
    fields: Sequence[str],
    differing: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    unknown = sorted({*old, *new} - {"id"} - set(fields))
    for key in (*fields, *unknown):
        before, after = old.get(key), new.get(key)
        if _comparable(before) == _comparable(after) and (key not in differing or before is None):
            continue
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.CHANGED
        yield Change(kind, section, record, key, old=before, new=after, position=position)


def _comparable(value: JsonScalar) -> tuple[type, JsonScalar]:
    """Equal exactly where the values are: `True` is not 1, and text is compared in NFC."""
    return type(value), unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _compare_attachments(old: ApplicationContent, new: ApplicationContent) -> dict[str, list[Change]]:
    """The changes of attachments by section, each pair of attachments matched as closely as can be."""
    left, right = list(old.attachments), list(new.attachments)
    # an unchanged attachment is taken out first, or its name could be matched with another's
    _matched(left, right, lambda item: (*_place(item), item.name, item.sha256))
    pairs = (
        (ChangeKind.REPLACED, _matched(left, right, lambda item: (*_place(item), item.name))),
        (ChangeKind.RENAMED, _matched(left, right, lambda item: (*_place(item), item.sha256))),
        (ChangeKind.MOVED, _matched(left, right, lambda item: (item.sha256,))),
    )
    changes: dict[str, list[Change]] = defaultdict(list)
    for kind, matches in pairs:
        for before, after in matches:
            changes[after.section].append(_attachment_change(kind, before, after, after, new))
    for item in left:
        changes[item.section].append(_attachment_change(ChangeKind.REMOVED, item, None, item, old))
    for item in right:
        changes[item.section].append(_attachment_change(ChangeKind.ADDED, None, item, item, new))
    return changes


def _place(item: Attachment) -> tuple[str, str | None, str]:
    return item.section, item.record, item.slot


def _matched(
    left: list[Attachment], right: list[Attachment], key: Callable[[Attachment], tuple[str | None, ...]]
) -> list[tuple[Attachment, Attachment]]:
    """The pairs with equal keys, in order; they are taken out of both lists."""
    waiting: dict[tuple[str | None, ...], list[Attachment]] = defaultdict(list)
    for item in left:
        waiting[key(item)].append(item)
    pairs = []
    for item in tuple(right):
        if waiting[key(item)]:
            partner = waiting[key(item)].pop(0)
            left.remove(partner)
            right.remove(item)
            pairs.append((partner, item))
    return pairs


def _attachment_change(
    kind: ChangeKind, old: Attachment | None, new: Attachment | None, place: Attachment, content: ApplicationContent
) -> Change:
    ids = [record_id(record) for record in content.records(place.section)]
    position = ids.index(place.record) if place.record in ids else 0
    return Change(kind, place.section, place.record, slot=place.slot, old=old, new=new, position=position)


def _attachment_order(section: Section | None) -> Callable[[Change], tuple[int, str, int, str]]:
    slots = list(section.slots_by_key) if section else []

    def sort_key(change: Change) -> tuple[int, str, int, str]:
        slot = change.slot or ""
        return (change.position, change.record or "", slots.index(slot) if slot in slots else len(slots), slot)

    return sort_key
