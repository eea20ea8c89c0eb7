"""One application as `show` prints it: as JSON for programs, as text for people."""

from collections.abc import Iterator
from typing import Any

from desktop.command_line.output import one_line, table_lines
from desktop.domain.catalogue import Catalogue, Section
from desktop.domain.content import ApplicationContent, Attachment, Record, record_id
from desktop.domain.findings import Finding
from desktop.domain.identity_number import mask_identity_number
from desktop.domain.known_keys import DOCUMENT_NUMBER
from desktop.services.rows import ApplicationDetail, DecisionRow
from desktop.text.findings import finding_message, finding_sentence
from desktop.text.moments import day_text, iso_text, moment_text
from desktop.text.problems import size_text
from desktop.text.terms import action_label, stage_label, status_label
from desktop.text.timeline import handed_in_by


def show_object(detail: ApplicationDetail, catalogue: Catalogue) -> dict[str, Any]:
    """The keys of `show --json`; `unit` is the unit's code, `by` the account's login."""
    row, content, findings = detail.row, _content(detail), _findings(detail)
    return {
        "application": row.application,
        "number": row.number,
        "status": row.status.value,
        "stage": row.stage,
        "submission": row.submission,
        "seq": row.seq,
        "class": row.grading_class,
        "unit": row.unit_code,
        "sections": {key: [dict(record) for record in records] for key, records in content.sections.items()},
        "attachments": [
            {
                "section": item.section,
                "record": item.record,
                "slot": item.slot,
                "name": item.name,
                "size": item.size,
                "sha256": item.sha256,
            }
            for item in _in_catalogue_order(content, catalogue)
        ],
        "findings": [
            {
                "section": finding.section,
                "record": finding.record,
                "field": finding.field,
                "slot": finding.slot,
                "severity": finding.severity.value,
                "code": finding.code.value,
                "message": finding_sentence(finding, catalogue),
            }
            for finding in findings
        ],
        "decisions": [_decision_object(decision) for decision in detail.decisions],
    }


def show_lines(detail: ApplicationDetail, catalogue: Catalogue) -> Iterator[str]:
    """Heading, sections, attachments, findings, decisions."""
    row, content = detail.row, _content(detail)
    yield one_line(f"{row.name}  {row.grading_class} 类  {row.standard}  {row.service_type}")
    yield f"申报编号 {row.number}  档案 {row.application}"
    yield f"{row.unit}（{row.unit_code}）"
    where = f" · {stage_label(row.stage)}" if row.stage else ""
    filed = f"第 {row.submission} 次提交 · seq {row.seq} · {moment_text(row.submitted_at)}"
    yield f"{status_label(row.status)}{where} · {filed}"
    if detail.submissions and detail.current.importer:
        yield handed_in_by(detail.current)
    for section in catalogue.sections:
        yield from _section_lines(section, content)
    yield from _block("校验", [finding_message(finding, content, catalogue) for finding in _findings(detail)])
    yield from _block("办理记录", [_decision_line(decision) for decision in detail.decisions])


def _content(detail: ApplicationDetail) -> ApplicationContent:
    return detail.current.content if detail.submissions else ApplicationContent(detail.row.unit_code, {})


def _in_catalogue_order(content: ApplicationContent, catalogue: Catalogue) -> list[Attachment]:
    """By section, record and slot as people read them; several in one slot stay as they are."""
    order = {
        (section.key, record, slot): (place, number, index)
        for place, section in enumerate(catalogue.sections)
        for number, record in enumerate([None, *map(record_id, content.records(section.key))])
        for index, slot in enumerate(section.slots_by_key)
    }
    last = (len(catalogue.sections), 0, 0)
    return sorted(content.attachments, key=lambda item: order.get((item.section, item.record, item.slot), last))


def _findings(detail: ApplicationDetail) -> tuple[Finding, ...]:
    return detail.current.findings if detail.submissions else ()


def _decision_object(decision: DecisionRow) -> dict[str, Any]:
    deadline = decision.correction_deadline
    return {
        "seq": decision.seq,
        "submission": decision.submission,
        "action": decision.action.value,
        "stage": decision.stage,
        "by": decision.login,
        "decided_at": iso_text(decision.decided_at),
        "recorded_at": iso_text(decision.recorded_at),
        "comment": decision.comment,
        "meeting": decision.meeting,
        "correction_deadline": None if deadline is None else deadline.isoformat(),
        "straight_back": decision.straight_back,
    }


def _decision_line(decision: DecisionRow) -> str:
    parts = [
        f"{decision.seq}. {moment_text(decision.recorded_at)} {decision.organisation} {decision.by}",
        f"{stage_label(decision.stage)} {action_label(decision.action)}",
        f"会议：{decision.meeting}" if decision.meeting else "",
        f"意见：{decision.comment}" if decision.comment else "",
        f"补正期限 {day_text(decision.correction_deadline)}" if decision.correction_deadline else "",
        "补正后直接交回本环节" if decision.straight_back else "",
    ]
    return "，".join(one_line(part) for part in parts if part)


def _section_lines(section: Section, content: ApplicationContent) -> Iterator[str]:
    records = content.records(section.key)
    loose = [item for item in content.attachments if item.section == section.key and item.record is None]
    if not records and not loose:
        return
    yield ""
    yield f"── {section.label}" + (f"（{len(records)} 条）" if section.repeats else "")
    for number, record in enumerate(records, start=1):
        if section.repeats:
            yield f"{number}."
        yield from (f"  {line}" for line in table_lines(_cells(section, record)))
        if section.repeats:
            attached = content.attachments_of(section.key, str(record.get("id")))
            yield from (f"  附件 {one_line(item.name)}（{size_text(item.size)}）" for item in attached)
    for item in sorted(loose, key=lambda item: list(section.slots_by_key).index(item.slot)):
        yield f"  {section.slot(item.slot).label}：{one_line(item.name)}（{size_text(item.size)}）"


def _cells(section: Section, record: Record) -> list[tuple[str, str]]:
    stated = [field for field in section.fields if record.get(field.key) is not None]
    return [(field.label, one_line(_value(field.key, record[field.key]))) for field in stated]


def _value(key: str, value: object) -> str:
    """As people read it; a document number only as far as it tells people apart."""
    if key == DOCUMENT_NUMBER:
        return mask_identity_number(str(value))
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def _block(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"── {title}"
        yield from (f"  {line}" for line in lines)
