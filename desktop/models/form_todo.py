"""本页待办: what is left to do in a section of a form, in words, each with the place it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from desktop.domain.catalogue import Catalogue
from desktop.domain.content import ApplicationContent, record_id
from desktop.domain.findings import Finding, Severity
from desktop.domain.progress import is_absence
from desktop.text.findings import finding_sentence
from desktop.text.return_remarks import remarks_of

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A place of a form; `member` is a field or slot, both empty where the section as a whole is meant."""

    section: str
    record: str = ""
    member: str = ""


class TodoKind(Enum):
    """Why there is something to do: it is wrong, it is not there yet, a reviewer asked for it."""

    ERROR = auto()
    ABSENCE = auto()
    REMARK = auto()


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing to do."""

    title: str
    detail: str
    place: FormPlace
    kind: TodoKind


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
        names = [_label(one.section, one.field, catalogue) for one in absent[:3]]
        detail = translate("FormTodo", "、").join(names)
        if len(absent) > len(names):
            detail = translate("FormTodo", "{0}等").format(detail)
        items.append(TodoItem(title, detail, place_of(absent[0]), TodoKind.ABSENCE))
    return tuple(items)


def todo_of_return(comment: str, submitted: ApplicationContent, catalogue: Catalogue) -> tuple[TodoItem, ...]:
    """What the comment of a return asks for, where it names a place; `submitted` is the submission that came back."""
    items = []
    for remark in remarks_of(comment, submitted, catalogue):
        title = " · ".join(_names(remark.section, remark.record, remark.member, submitted, catalogue))
        place = FormPlace(remark.section, remark.record, remark.member)
        label = catalogue.section(remark.section).label
        items.append(TodoItem(title or label, remark.sentence, place, TodoKind.REMARK))
    return tuple(items)


def todo_item(finding: Finding, content: ApplicationContent, catalogue: Catalogue) -> TodoItem:
    """A finding with its place within its section in front: `第 2 条 · 毕业年月`."""
    names = _names(finding.section, finding.record, finding.field or finding.slot, content, catalogue)
    title = " · ".join(names) or catalogue.section(finding.section).label
    kind = TodoKind.ERROR if finding.severity is Severity.ERROR else TodoKind.ABSENCE
    return TodoItem(title, finding_sentence(finding, catalogue), place_of(finding), kind)


def _names(
    section: str, record: str | None, member: str | None, content: ApplicationContent, catalogue: Catalogue
) -> list[str]:
    """The record by its number, and the field or slot by its label, as far as they are there."""
    ids = [record_id(each) for each in content.records(section)]
    number = [translate("FormTodo", "第 {0} 条").format(ids.index(record) + 1)] if record in ids and record else []
    label = _label(section, member, catalogue)
    return [*number, label] if label else number


def _label(section_key: str, member: str | None, catalogue: Catalogue) -> str:
    section = catalogue.sections_by_key.get(section_key)
    if section is None:
        return ""
    field, slot = section.fields_by_key.get(member or ""), section.slots_by_key.get(member or "")
    return field.label if field is not None else slot.label if slot is not None else ""
