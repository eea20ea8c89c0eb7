"""What changed since the last submission: nothing is missed and nothing is made up."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.comparison import Change, ChangeKind, compare
from desktop.domain.content import ApplicationContent, Attachment, Record
from desktop.domain.media import MediaType
from tests.domain.applications import application, attachment, job, sample_catalogue
from tests.strategies import contents

CATALOGUE = sample_catalogue()


def applied(old: ApplicationContent, new: ApplicationContent, changes: tuple[Change, ...]) -> ApplicationContent:
    """`old` with the changes carried out; only records that were added as a whole are taken from `new`."""
    attachments = Counter(old.attachments)
    for change in changes:
        attachments.subtract([change.old] if isinstance(change.old, Attachment) else [])
        attachments.update([change.new] if isinstance(change.new, Attachment) else [])
    units = [str(change.new) for change in changes if change.field == "unit" and not change.section]
    sections = {
        key: _applied_records(
            old.records(key), new.records(key), [item for item in changes if item.section == key and not item.slot]
        )
        for key in {**old.sections, **new.sections}
    }
    return ApplicationContent(units[0] if units else old.unit, sections, tuple(attachments.elements()))


def _applied_records(old: Sequence[Record], new: Sequence[Record], changes: Sequence[Change]) -> tuple[Record, ...]:
    records = {record.get("id"): dict(record) for record in old}
    order = [record.get("id") for record in old]
    for change in changes:
        if change.field is not None and not isinstance(change.new, Attachment):
            records[change.record][change.field] = change.new
        elif change.field is None:
            if change.kind is not ChangeKind.ADDED:
                order.remove(change.record)
            if change.kind is ChangeKind.ADDED:
                records[change.record] = dict(new[change.position])
    # what neither came nor moved keeps its order around what did, which comes in the order of its places
    for change in changes:
        if change.field is None and change.kind is not ChangeKind.REMOVED:
            order.insert(change.position, change.record)
    kept = (records[name] for name in order)
    return tuple({key: value for key, value in record.items() if value is not None} for record in kept)


@given(contents(CATALOGUE))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_differs_from_itself(content: ApplicationContent) -> None:
    assert compare(content, content, CATALOGUE) == ()


@given(contents(CATALOGUE), contents(CATALOGUE))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
def test_carrying_out_the_changes_explains_every_difference(old: ApplicationContent, new: ApplicationContent) -> None:
    changes = compare(old, new, CATALOGUE)
    assert compare(applied(old, new, changes), new, CATALOGUE) == ()


@given(contents(CATALOGUE), st.randoms())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_attachments_says_nothing(content: ApplicationContent, order: random.Random) -> None:
    shuffled = list(content.attachments)
    order.shuffle(shuffled)
    assert compare(content, replace(content, attachments=tuple(shuffled)), CATALOGUE) == ()


def test_a_value_added_changed_or_taken_away_is_named_by_its_field() -> None:
    old = application({"email": "a@example.cn"})
    new = application({"name": "王建", "ethnic_group": "汉族"})
    assert compare(old, new, CATALOGUE) == (
        Change(ChangeKind.CHANGED, "basic", field="name", old="王建国", new="王建"),
        Change(ChangeKind.ADDED, "basic", field="ethnic_group", new="汉族"),
        Change(ChangeKind.REMOVED, "basic", field="email", old="a@example.cn"),
    )


def test_text_that_nfc_makes_the_same_is_the_same_but_true_is_not_1() -> None:
    old, new = application({"name": "é", "rank": 1}), application({"name": "e\u0301", "rank": True})
    assert [change.field for change in compare(old, new, CATALOGUE)] == ["rank"]


def test_records_are_matched_by_id() -> None:
    old = application(sections={"work": (job(), job(id="w2", post="教授"))})
    new = application(sections={"work": (job(id="w2", post="院长"), job(id="w3"))})
    assert compare(old, new, CATALOGUE) == (
        Change(ChangeKind.REMOVED, "work", "w1", position=0),
        Change(ChangeKind.CHANGED, "work", "w2", "post", old="教授", new="院长", position=0),
        Change(ChangeKind.ADDED, "work", "w3", position=1),
    )


def test_only_what_must_have_moved_is_said_to_have_moved() -> None:
    jobs = [job(id=name) for name in "abcde"]
    old = application(sections={"work": tuple(jobs)})
    new = application(sections={"work": (jobs[4], *jobs[:4])})
    assert compare(old, new, CATALOGUE) == (Change(ChangeKind.MOVED, "work", "e", old=4, new=0),)


def test_another_unit_is_told_first() -> None:
    (change,) = compare(application(), application(unit="9131000063159284XQ"), CATALOGUE)
    assert (change.section, change.field, change.new) == ("", "unit", "9131000063159284XQ")


def _file(name: str, content: str, slot: str = "other") -> Attachment:
    return attachment("materials", slot, name=name, content=content)


def _kinds(old: tuple[Attachment, ...], new: tuple[Attachment, ...]) -> list[tuple[ChangeKind, object, object]]:
    changes = compare(application(attachments=old), application(attachments=new), CATALOGUE)
    return [(change.kind, change.old, change.new) for change in changes]


def test_attachments_are_replaced_renamed_moved_added_or_removed() -> None:
    one, other = _file("甲.pdf", "1"), _file("甲.pdf", "2")
    assert _kinds((one,), (other,)) == [(ChangeKind.REPLACED, one, other)]
    renamed = _file("乙.pdf", "1")
    assert _kinds((one,), (renamed,)) == [(ChangeKind.RENAMED, one, renamed)]
    moved = _file("甲.pdf", "1", slot="contract")
    assert _kinds((one,), (moved,)) == [(ChangeKind.MOVED, one, moved)]
    assert _kinds((), (one,)) == [(ChangeKind.ADDED, None, one)]
    assert _kinds((one,), ()) == [(ChangeKind.REMOVED, one, None)]


def test_an_unchanged_attachment_is_never_paired_with_another() -> None:
    one, same_name, third = _file("甲.pdf", "1"), _file("甲.pdf", "2"), _file("甲.pdf", "3")
    assert _kinds((one, same_name), (same_name, third)) == [(ChangeKind.REPLACED, one, third)]


def test_a_certificate_of_a_record_names_the_records_place() -> None:
    scan = attachment("awards", "certificate", "a1", name="新.jpg", media_type=MediaType.JPEG)
    (change,) = compare(application(), application(attachments=(scan,)), CATALOGUE)
    assert (change.section, change.record, change.slot, change.position) == ("awards", "a1", "certificate", 0)
