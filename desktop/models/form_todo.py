"""本页待办: what is left to do in a section of a form, in words, each with the place it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.domain.catalogue import Catalogue
from desktop.domain.content import ApplicationContent, record_id
from desktop.domain.findings import Finding, Severity
from desktop.domain.progress import is_absence
from desktop.text.findings import finding_sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A place of a form; `member` is a field or slot, both empty where the section as a whole is meant."""

    section: str
    record: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing to do."""

    title: str
    detail: str
    place: FormPlace
    is_error: bool


def place_of(finding: Finding) -> FormPlace:
    """Where a finding leads to."""
    return FormPlace(finding.section, finding.record or "", finding.field or finding.slot or "")


def todo_of_section(
    findings: Sequence[Finding], content: ApplicationContent, catalogue: Catalogue
) -> tuple[TodoItem, ...]:
    """What is wrong one by one, and all that is merely not there yet as one line that leads to the first of it."""
    absent = [one for one in findings if is_absence(one) and one.field is not None]
    items = [todo_item(one, content, catalogue) for one in findings if one not in absent]
    if absent:
        title = translate("FormTodo", "还有 {0} 项必填未填写").format(len(absent))
        names = [_member(one, catalogue) for one in absent[:3]]
        detail = translate("FormTodo", "、").join(names)
        if len(absent) > len(names):
            detail = translate("FormTodo", "{0}等").format(detail)
        items.append(TodoItem(title, detail, place_of(absent[0]), is_error=False))
    return tuple(items)


def todo_item(finding: Finding, content: ApplicationContent, catalogue: Catalogue) -> TodoItem:
    """A finding with its place within its section in front: `第 2 条 · 毕业年月`."""
    names = []
    ids = [record_id(record) for record in content.records(finding.section)]
    if finding.record is not None and finding.record in ids:
        names.append(translate("FormTodo", "第 {0} 条").format(ids.index(finding.record) + 1))
    if _member(finding, catalogue):
        names.append(_member(finding, catalogue))
    title = " · ".join(names) or catalogue.section(finding.section).label
    error = finding.severity is Severity.ERROR
    return TodoItem(title, finding_sentence(finding, catalogue), place_of(finding), error)


def _member(finding: Finding, catalogue: Catalogue) -> str:
    section = catalogue.sections_by_key.get(finding.section)
    if section is None:
        return ""
    field = section.fields_by_key.get(finding.field or "")
    slot = section.slots_by_key.get(finding.slot or "")
    return field.label if field is not None else slot.label if slot is not None else ""
