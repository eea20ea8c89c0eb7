"""One application as a line of `list`: as JSON for programs, as cells for people."""

from typing import Any

from desktop.services.rows import ApplicationRow
from desktop.text.moments import iso_text, moment_text
from desktop.text.terms import stage_label, status_label

_HEADING = (
    *("申报编号", "姓名", "单位", "申请类别", "符合标准", "服务类型", "状态", "当前环节"),
    *("提交时间", "停留天数", "附件数", "校验"),
)


def list_object(row: ApplicationRow) -> dict[str, Any]:
    """The keys of `list --json`; `unit` is the unit's code, `submitted_at` None before the first submission."""
    return {
        "application": row.application,
        "number": row.number,
        "name": row.name,
        "unit": row.unit_code,
        "class": row.grading_class,
        "standard": row.standard,
        "service_type": row.service_type,
        "status": row.status.value,
        "stage": row.stage,
        "submitted_at": iso_text(row.submitted_at) or None,
        "days_waiting": row.days_waiting,
        "attachments": row.attachments,
        "findings": row.findings,
    }


def list_heading() -> tuple[str, ...]:
    """The column titles."""
    return _HEADING


def list_line(row: ApplicationRow) -> tuple[str, ...]:
    """The cells under `list_heading`."""
    return (
        row.number,
        row.name,
        row.unit,
        row.grading_class,
        row.standard,
        row.service_type,
        status_label(row.status),
        stage_label(row.stage),
        moment_text(row.submitted_at),
        f"{row.days_waiting} 天" if row.stage else "",
        str(row.attachments),
        f"{row.findings} 项" if row.findings else "无",
    )
