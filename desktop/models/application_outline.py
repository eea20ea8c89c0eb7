"""An application as the detail dialog shows it: sections, records, fields and attachments with their words.

Made from the frozen detail and the catalogue, off the GUI thread; what is chosen or unfolded is not known here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from desktop.domain.catalogue import BASIC, Catalogue, Field, FieldType, Section, Slot
from desktop.domain.content import Record, record_id
from desktop.domain.findings import Finding, Severity
from desktop.domain.identity_number import mask_identity_number
from desktop.domain.known_keys import SECRET_FIELDS
from desktop.services.rows import ApplicationDetail, AttachmentRow
from desktop.text.findings import finding_place, finding_sentence
from desktop.text.language import phrase
from desktop.text.values import field_text, when_text

translate = QCoreApplication.translate

PORTRAIT = (BASIC, "portrait")


@dataclass(frozen=True)
class FieldOutline:
    """One line of a record: `text` is what is shown; of a secret, the masked value until somebody asks for it."""

    key: str
    label: str
    text: str
    group: str = ""
    secret: bool = False
    wide: bool = False
    has_finding: bool = False


@dataclass(frozen=True)
class FindingOutline:
    """One finding in words; `key` names it among the findings of a submission."""

    key: str
    finding: Finding
    place: str
    sentence: str

    @property
    def is_error(self) -> bool:
        """Whether it must be mended; else it is worth a look."""
        return self.finding.severity is Severity.ERROR


@dataclass(frozen=True)
class AttachmentOutline:
    """One attachment; `key` is unique in the application. `required`: its slot must hold at least one."""

    key: str
    row: AttachmentRow
    slot: str
    place: str
    required: bool


@dataclass(frozen=True)
class RecordOutline:
    """One record as a card, or a slot of a section without records; `key` is unique in its section."""

    key: str
    number: int
    title: str
    when: str
    tag: str
    fields: tuple[FieldOutline, ...]
    attachments: tuple[AttachmentOutline, ...]
    findings: tuple[Finding, ...]
    missing: str = ""
    required: bool = False
    """Of a slot: at least one attachment must be there."""


@dataclass(frozen=True)
class SectionOutline:
    """One section of the list on the left."""

    key: str
    label: str
    records: tuple[RecordOutline, ...]
    findings: tuple[Finding, ...]
    count: str

    @property
    def attachments(self) -> tuple[AttachmentOutline, ...]:
        """All attachments of the section in the order of its records."""
        return tuple(attachment for record in self.records for attachment in record.attachments)

    @property
    def unread(self) -> int:
        """How many of them this reader has not opened yet."""
        return sum(not attachment.row.opened for attachment in self.attachments)


@dataclass(frozen=True)
class ApplicationOutline:
    """The whole application, and ways to find one's place in it."""

    sections: tuple[SectionOutline, ...]
    findings: tuple[FindingOutline, ...]

    @cached_property
    def attachments(self) -> tuple[AttachmentOutline, ...]:
        """Every attachment in reading order."""
        return tuple(attachment for section in self.sections for attachment in section.attachments)

    def section(self, key: str) -> SectionOutline | None:
        """The section of that key."""
        return next((section for section in self.sections if section.key == key), None)

    def attachment(self, key: str) -> AttachmentOutline | None:
        """The attachment of that key."""
        return next((attachment for attachment in self.attachments if attachment.key == key), None)

    def home_of(self, attachment_key: str) -> tuple[str, str] | None:
        """The keys of the section and record that an attachment proves."""
        for section in self.sections:
            for record in section.records:
                if any(attachment.key == attachment_key for attachment in record.attachments):
                    return section.key, record.key
        return None

    def record_of(self, finding: Finding) -> RecordOutline | None:
        """The card a finding speaks of, None where it speaks of a section as a whole."""
        section = self.section(finding.section)
        if section is None:
            return None
        found = next((record for record in section.records if finding in record.findings), None)
        return found or (section.records[0] if len(section.records) == 1 else None)

    def unopened_required(self) -> tuple[AttachmentOutline, ...]:
        """Required evidence that this reader has not opened yet."""
        return tuple(item for item in self.attachments if item.required and not item.row.opened)


def outline_application(detail: ApplicationDetail, catalogue: Catalogue) -> ApplicationOutline:
    """The current submission in the words of its catalogue; in its order."""
    builder = _Builder(detail, catalogue)
    sections = tuple(builder.section(section) for section in catalogue.sections)
    return ApplicationOutline(sections, builder.findings())


def finding_key(finding: Finding) -> str:
    """A name that a finding keeps as long as it says the same of the same place."""
    place = (finding.section, finding.record or "", finding.field or "", finding.slot or "")
    return "/".join((finding.code.value, *place))


def record_number(number: int) -> str:
    """How a record is called that has no title: 第 2 条."""
    return translate("ApplicationOutline", "第 {0} 条").format(number)


def record_place(section: Section, number: int) -> str:
    """A record among those of its section: 论文著作 第 4 条."""
    return phrase("place.record", section=section.label, number=number)


class _Builder:
    def __init__(self, detail: ApplicationDetail, catalogue: Catalogue) -> None:
        self._content = detail.current.content
        self._findings = detail.current.findings
        self._attachments = detail.attachments
        self._catalogue = catalogue

    def findings(self) -> tuple[FindingOutline, ...]:
        return tuple(
            FindingOutline(
                finding_key(finding),
                finding,
                finding_place(finding, self._content, self._catalogue),
                finding_sentence(finding, self._catalogue),
            )
            for finding in self._findings
        )

    def section(self, section: Section) -> SectionOutline:
        findings = tuple(finding for finding in self._findings if finding.section == section.key)
        if section.max_records == 0:
            records = tuple(self._slot_cards(section, findings))
        else:
            numbered = enumerate(self._content.records(section.key), start=1)
            records = tuple(self._record(section, number, record, findings) for number, record in numbered)
        return SectionOutline(section.key, section.label, records, findings, self._count(section, records))

    def _record(self, section: Section, number: int, record: Record, findings: tuple[Finding, ...]) -> RecordOutline:
        identity = record_id(record)
        own = tuple(finding for finding in findings if not section.repeats or finding.record == identity)
        place = record_place(section, number) if section.repeats else section.label
        wrong = {finding.field for finding in own if finding.field is not None}
        title = " · ".join(str(record[key]) for key in section.title_fields if record.get(key))
        return RecordOutline(
            key=identity or f"#{number}",
            number=number,
            title=(title or record_number(number)) if section.repeats else "",
            when=when_text(section, record) if section.repeats else "",
            tag=_tag(section, record),
            fields=tuple(self._fields(section, record, wrong)),
            attachments=tuple(self._attached(section, identity, None, place)),
            findings=own,
        )

    def _fields(self, section: Section, record: Record, wrong: set[str]) -> Iterator[FieldOutline]:
        for field in section.fields:
            if field.required_when is not None and field.key not in record and not field.required_when.decided(record):
                continue
            value = record.get(field.key)
            text = field_text(field, value, self._catalogue)
            secret = (section.key, field.key) in SECRET_FIELDS and bool(value)
            if secret:
                text = mask_identity_number(str(value))
            yield FieldOutline(
                field.key, field.label, text, field.group, secret, _is_wide(field, text), field.key in wrong
            )

    def _slot_cards(self, section: Section, findings: tuple[Finding, ...]) -> Iterator[RecordOutline]:
        for slot in section.slots:
            required = self._is_required(slot)
            attachments = tuple(self._attached(section, None, slot, f"{section.label} {slot.label}"))
            own = tuple(finding for finding in findings if finding.slot == slot.key)
            if not attachments and not own and (slot.required_when is not None and not required):
                continue
            if required:
                tag, missing = translate("ApplicationOutline", "必需"), translate("ApplicationOutline", "缺少")
            else:
                tag, missing = translate("ApplicationOutline", "选填"), translate("ApplicationOutline", "未提供")
            yield RecordOutline(
                slot.key, 0, slot.label, "", tag, (), attachments, own, "" if attachments else missing, required
            )

    def _attached(
        self, section: Section, record: str | None, slot: Slot | None, place: str
    ) -> Iterator[AttachmentOutline]:
        for position, row in enumerate(self._attachments):
            if row.section != section.key or (slot is not None and row.slot != slot.key):
                continue
            if row.record != record and section.repeats:
                continue
            known = section.slots_by_key.get(row.slot)
            label = known.label if known is not None else row.slot
            required = known is not None and self._is_required(known)
            yield AttachmentOutline(f"{row.section}/{row.slot}/{position}/{row.sha256}", row, label, place, required)

    def _is_required(self, slot: Slot) -> bool:
        applies = slot.required_when is None or slot.required_when.decided(self._content.basic) is True
        return slot.min_count > 0 and applies

    def _count(self, section: Section, records: Iterable[RecordOutline]) -> str:
        if section.max_records == 0:
            required = [record for record in records if record.required]
            return f"{sum(bool(record.attachments) for record in required)}/{len(required)}"
        return str(len(self._content.records(section.key))) if section.repeats else ""


def _tag(section: Section, record: Record) -> str:
    """The first choice of a record says of what kind it is: 博士研究生, 论文, 省部级."""
    if not section.repeats:
        return ""
    kind = next((field for field in section.fields if field.type is FieldType.CHOICE and record.get(field.key)), None)
    return str(record[kind.key]) if kind is not None else ""


def _is_wide(field: Field, text: str) -> bool:
    return field.multiline or field.type is FieldType.STANDARD or len(text) > 16 or "\n" in text
