"""A form while it is being filled in: its values, records and files, and what validation finds in them.

What a field holds that is no longer asked for is remembered here until the form is closed, and is no part of `content`.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.catalogue import BASIC, Catalogue, Field
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar
from desktop.domain.drafts import clean_content, shown, without_hidden
from desktop.domain.field_values import is_empty
from desktop.domain.findings import Finding, Severity
from desktop.domain.progress import SectionProgress, is_absence, progress
from desktop.domain.validation import History, validate

SINGLE = ""
"""Names the one record of a section whose records have no ids."""


@dataclass(frozen=True, slots=True)
class RemovedRecord:
    """A record that was taken out, and where it was."""

    section: str
    position: int
    values: Mapping[str, JsonScalar]
    attachments: tuple[Attachment, ...]


class FormState(QObject):
    """`changed()`: there is something new to keep. `value_changed(section, record, field)`, `records_changed(section)`,
    `files_changed(section, record)`: what it was. `checked()`: the findings are those of the content as it is now.
    """

    changed = Signal()
    value_changed = Signal(str, str, str)
    records_changed = Signal(str)
    files_changed = Signal(str, str)
    checked = Signal()

    def __init__(
        self,
        content: ApplicationContent,
        catalogue: Catalogue,
        today: date,
        history: History,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self._unit = content.unit
        self._today, self._history = today, history
        self._records = {
            section.key: [dict(record) for record in content.records(section.key)] for section in catalogue.sections
        }
        if not self._records[BASIC]:
            self._records[BASIC].append({})
        self._attachments = list(content.attachments)
        self._left: set[tuple[str, str, str]] = set()
        self._revealed = False
        self._findings: tuple[Finding, ...] = ()
        self._progress: tuple[SectionProgress, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.check)
        self.check()

    @property
    def content(self) -> ApplicationContent:
        """What is kept and sent: clean, without what is not asked for."""
        sections = {}
        for section in self.catalogue.sections:
            records = [without_hidden(record, section) for record in self._records[section.key]]
            if not section.repeats and not section.required:
                records = [record for record in records if not all(map(is_empty, record.values()))]
            sections[section.key] = tuple(records)
        return clean_content(ApplicationContent(self._unit, sections, tuple(self._attachments)), self.catalogue)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._findings

    @property
    def errors(self) -> int:
        """How many findings keep the form from being submitted."""
        return sum(one.severity is Severity.ERROR for one in self._findings)

    @property
    def progress(self) -> tuple[SectionProgress, ...]:
        return self._progress

    # values

    def value(self, section: str, record: str, field: str) -> JsonScalar:
        """What the field holds, asked for or not; None for nothing."""
        return self._record(section, record).get(field)

    def values(self, section: str, record: str) -> Mapping[str, JsonScalar]:
        """All of a record."""
        return self._record(section, record)

    def set_value(self, section: str, record: str, field: str, value: JsonScalar) -> None:
        """Takes over what was typed or chosen; None empties the field."""
        values = self._record(section, record)
        if type(values.get(field)) is type(value) and values.get(field) == value:
            return
        if value is None:
            del values[field]
        else:
            values[field] = value
        self.value_changed.emit(section, record, field)
        self._change()

    def set_values(self, section: str, record: str, values: Mapping[str, JsonScalar]) -> None:
        """Puts a record back as it was."""
        for field in self.catalogue.section(section).fields:
            self.set_value(section, record, field.key, values.get(field.key))

    def is_shown(self, section: str, record: str, field: Field) -> bool:
        """Whether the field is asked for."""
        return shown(field, self._record(section, record))

    # records

    def record_ids(self, section: str) -> tuple[str, ...]:
        """The records of a repeating section in their order."""
        return tuple(str(record.get("id", "")) for record in self._records[section])

    def add_record(self, section: str) -> str:
        """A new one at the end; returns its id."""
        name = str(uuid.uuid4())
        self._records[section].append({"id": name})
        self._change_records(section)
        return name

    def remove_record(self, section: str, record: str) -> RemovedRecord:
        """Takes it out with its files."""
        position = self.record_ids(section).index(record)
        values = self._records[section].pop(position)
        files = tuple(item for item in self._attachments if (item.section, item.record) == (section, record))
        self._attachments = [item for item in self._attachments if item not in files]
        self._change_records(section)
        return RemovedRecord(section, position, values, files)

    def put_back(self, removed: RemovedRecord) -> None:
        """Undoes `remove_record`."""
        self._records[removed.section].insert(removed.position, dict(removed.values))
        self._attachments += removed.attachments
        self._change_records(removed.section)

    def move_record(self, section: str, record: str, steps: int) -> bool:
        """Up (negative) or down among its neighbours; False at the end."""
        records, position = self._records[section], self.record_ids(section).index(record)
        target = position + steps
        if not 0 <= target < len(records):
            return False
        records.insert(target, records.pop(position))
        self._change_records(section)
        return True

    # files

    def files(self, section: str, record: str, slot: str) -> tuple[Attachment, ...]:
        """Those of one slot."""
        place = (section, record or None, slot)
        return tuple(item for item in self._attachments if (item.section, item.record, item.slot) == place)

    def add_file(self, attachment: Attachment) -> None:
        self._attachments.append(attachment)
        self._change_files(attachment)

    def remove_file(self, attachment: Attachment) -> int:
        """Takes it out; returns its place, for `put_file_back`."""
        position = self._attachments.index(attachment)
        del self._attachments[position]
        self._change_files(attachment)
        return position

    def put_file_back(self, attachment: Attachment, position: int) -> None:
        self._attachments.insert(position, attachment)
        self._change_files(attachment)

    # what is wrong

    def leave(self, section: str, record: str, field: str) -> None:
        """The person has gone on from this field: what is wrong with it may be said now."""
        self._left.add((section, record, field))
        if self._soon.isActive():
            self.check()
        else:
            self.checked.emit()

    def reveal(self) -> None:
        """Say of every field what is missing, also of those nobody has been to."""
        self._revealed = True
        self.checked.emit()

    def finding_at(self, section: str, record: str, member: str) -> Finding | None:
        """What to say beside a field or slot now."""
        for one in self._findings:
            if (one.section, one.record or SINGLE, one.field or one.slot) == (section, record, member):
                silent = is_absence(one) and not self._revealed and (section, record, member) not in self._left
                return None if silent else one
        return None

    def findings_in(self, section: str) -> tuple[Finding, ...]:
        return tuple(one for one in self._findings if one.section == section)

    def check(self) -> None:
        """Validates the content; soon after every change this happens by itself."""
        self._soon.stop()
        content = self.content
        self._findings = validate(content, self.catalogue, self._today, self._history)
        self._progress = progress(content, self.catalogue, self._findings)
        self.checked.emit()

    def take_findings(self, content: ApplicationContent, findings: tuple[Finding, ...]) -> None:
        """What the workspace has found in `content`; nothing where the form is another one by now."""
        if self.content == content:
            self._findings = findings
            self._progress = progress(content, self.catalogue, findings)
            self.checked.emit()

    def _record(self, section: str, record: str) -> dict[str, JsonScalar]:
        records = self._records[section]
        if record == SINGLE:
            if not records:
                records.append({})
            return records[0]
        return next(values for values in records if values.get("id") == record)

    def _change(self) -> None:
        self._soon.start()
        self.changed.emit()

    def _change_records(self, section: str) -> None:
        self.records_changed.emit(section)
        self._change()

    def _change_files(self, attachment: Attachment) -> None:
        self.files_changed.emit(attachment.section, attachment.record or SINGLE)
        self._change()
