"""Sentences about a verified audit: whether it holds, and where it does not."""

from desktop.services.audit import AuditReport


def audit_sentences(report: AuditReport) -> tuple[str, ...]:
    """The verdict first, then a sentence for each chain that is broken and for the earlier root."""
    verdict = f"审计完好，共 {report.count} 条。" if report.sound else f"审计不完好，共 {report.count} 条，请立即核查。"
    broken = tuple(f"链 {item.chain} 在第 {item.position} 条断开（{item.reason}）。" for item in report.broken)
    if report.against_ok is None:
        return verdict, *broken
    earlier = (
        "与所给的根值一致：其之前的记录没有改动。"
        if report.against_ok
        else "与所给的根值不一致：其之前的记录被改动或删去。"
    )
    return verdict, *broken, earlier
