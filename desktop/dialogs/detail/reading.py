"""Reading an application: which section, record and attachment is in front, and how one leads to another."""

from datetime import datetime

from PySide6.QtCore import QObject

from desktop.dialogs.detail.detail_view import DetailView
from desktop.dialogs.detail.evidence_shelf import EvidenceShelf
from desktop.dialogs.detail.identity_numbers import IdentityNumbers
from desktop.dialogs.detail.loading import LoadedApplication
from desktop.dialogs.detail.section_entries import COMPARISON, PROGRESS, section_entries
from desktop.domain.catalogue import BASIC
from desktop.domain.comparison import Change
from desktop.models.application_outline import FindingOutline
from desktop.models.change_rows import change_rows
from desktop.text.timeline import days_taken, timeline


class Reading(QObject):
    """Keeps the view's parts in step with each other."""

    def __init__(
        self, view: DetailView, shelf: EvidenceShelf, numbers: IdentityNumbers, parent: QObject | None = None
    ) -> None:
        """What `numbers` cannot show fails as what `shelf` cannot record."""
        super().__init__(parent)
        self._view = view
        self._shelf = shelf
        self.numbers = numbers
        self._loaded: LoadedApplication | None = None
        self._section = ""
        view.sections.chosen.connect(self._on_section_chosen)
        view.records.record_chosen.connect(self._on_record_chosen)
        view.records.attachment_chosen.connect(self._show_attachment)
        view.findings.finding_chosen.connect(self._on_finding_chosen)
        view.records.whole_asked.connect(numbers.ask)
        numbers.failed.connect(shelf.failed)
        shelf.attachment_turned_to.connect(self._on_attachment_turned_to)

    def begin(self, loaded: LoadedApplication, now: datetime) -> None:
        """Open an application: a resubmission at what has changed, any other at its first section."""
        self._section = ""
        self.show(loaded, now)
        outline = loaded.outline
        first = outline.sections[0].key if outline.sections else PROGRESS
        section = outline.section(first)
        if section is not None:
            self._view.records.show_section(section)
        self._section = COMPARISON if len(loaded.detail.submissions) > 1 else first
        self._view.sections.choose(self._section)
        self._on_section_chosen(self._section)
        self._view.sections.setFocus()

    def show(self, loaded: LoadedApplication, now: datetime) -> None:
        """Take over another state of the same application without losing the reader's place."""
        self._loaded = loaded
        detail, outline = loaded.detail, loaded.outline
        self._shelf.put(detail, outline.attachments)
        self.numbers.put(detail)
        steps = timeline(detail, now)
        changes = len(loaded.changes) if len(detail.submissions) > 1 else None
        self._view.sections.set_entries(section_entries(outline, len(steps), changes))
        self._view.findings.show_findings(outline.findings)
        section = outline.section(self._view.records.section_key) if self._section else None
        if section is not None:
            self._view.records.show_section(section)
        self._view.history.timeline.show_entries(steps, days_taken(detail, now))
        beside = bool(detail.submissions) and detail.submissions[0].beside
        self._view.history.ticks.show_ticks(detail.ticked, loaded.catalogue, beside=beside)
        self._view.history.comparison.show_submissions(detail.submissions)

    def show_changes(self, older: int, newer: int, changes: tuple[Change, ...]) -> None:
        """Show what one submission changed against another."""
        if self._loaded is None:
            return
        contents = {submission.number: submission.content for submission in self._loaded.detail.submissions}
        if older in contents and newer in contents:
            rows = change_rows(changes, contents[older], contents[newer], self._loaded.catalogue)
            self._view.history.comparison.show_changes(older, newer, rows)

    def go_to_comparison(self) -> None:
        """Put the changes in front of the reader."""
        self._view.sections.choose(COMPARISON)
        self._view.history.comparison.focus_table()

    def go_to_attachment(self, key: str) -> None:
        """Put an attachment in front of the reader, beside its record."""
        self._on_attachment_turned_to(key)
        self._show_attachment(key)

    def _on_section_chosen(self, key: str) -> None:
        if self._loaded is None:
            return
        self._section = key
        section = self._loaded.outline.section(key)
        if section is None:
            self._view.show_history()
            return
        self._view.show_review()
        if self._view.records.section_key != key:
            self._view.records.show_section(section)
        if self._view.records.current_record is None:
            self._shelf.show_nothing(self.tr("申报人没有填写{0}，没有材料可看。").format(section.label))

    def _on_record_chosen(self) -> None:
        record = self._view.records.current_record
        if record is None or self._loaded is None:
            return
        current = self._shelf.current
        if current is not None and any(item.key == current.key for item in record.attachments):
            self._view.records.set_current_attachment(current.key)
            return
        attachments = record.attachments
        if self._view.records.section_key == BASIC:
            # the portrait stands beside the fields already; what proves them lies in the fixed slots
            proofs = [item for item in self._loaded.outline.attachments if item.row.record is None]
            attachments = tuple(item for item in proofs if item.row.section != BASIC) or attachments
        if attachments:
            self._show_attachment(attachments[0].key)
        else:
            self._view.records.set_current_attachment("")
            self._shelf.show_nothing(self._why_nothing())

    def _why_nothing(self) -> str:
        key = self._view.records.section_key
        section = self._loaded.catalogue.sections_by_key.get(key) if self._loaded is not None else None
        if section is not None and not section.slots:
            return self.tr("{0}无需上传附件。").format(section.label)
        return self.tr("申报人没有给这条记录上传附件。")

    def _show_attachment(self, key: str) -> None:
        self._shelf.show(key)
        self._view.records.set_current_attachment(key)

    def _on_attachment_turned_to(self, key: str) -> None:
        home = self._loaded.outline.home_of(key) if self._loaded is not None else None
        if home is not None:
            self._go_to(*home)
        self._view.records.set_current_attachment(key)

    def _go_to(self, section_key: str, record_key: str) -> None:
        section = self._loaded.outline.section(section_key) if self._loaded is not None else None
        if section is None:
            return
        self._section = section_key
        self._view.show_review()
        self._view.records.show_section(section, record_key)
        self._view.sections.choose(section_key)

    def _on_finding_chosen(self, item: FindingOutline) -> None:
        if self._loaded is None:
            return
        record = self._loaded.outline.record_of(item.finding)
        self._go_to(item.finding.section, record.key if record is not None else "")
        self._view.records.focus_records()
