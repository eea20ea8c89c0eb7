"""What a verification of the audit found, in sentences: the verdict first, then each break."""

from desktop.store.audit import AuditReport

_SHOWN = 5


def audit_sentences(report: AuditReport) -> tuple[str, ...]:
    """The verdict, and where it is a bad one, what does not hold."""
    breaks = [f"{one.chain} 第 {one.position} 条：{one.reason}" for one in report.broken[:_SHOWN]]
    if len(report.broken) > _SHOWN:
        breaks.append(f"另有 {len(report.broken) - _SHOWN} 条链不符")
    if report.against_ok is False:
        breaks.insert(0, "与对照的根不符：那以前的记录有改动或缺失")
    if breaks:
        return ("核验未通过，请保留现场并与备份核对。", *breaks)
    if report.against_ok:
        return (f"核验通过：共 {report.count} 条记录，对照的根以前没有任何改动。",)
    return (f"核验通过：共 {report.count} 条记录，摘要链完整。",)
