"""Sentences of the dialog that depend on an application: who acts now, what changed meanwhile, what was decided."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.domain.clock import shanghai_day
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Status
from desktop.services.rows import ApplicationDetail, DecisionRow
from desktop.text.moments import short_moment_text
from desktop.text.terms import action_label, stage_label
from desktop.text.timeline import correction_due_text, desk_names

translate = QCoreApplication.translate


def who_acts(detail: ApplicationDetail) -> str:
    """Whose turn it is, for a reader who can do nothing now."""
    row = detail.row
    match row.status:
        case Status.SUBMITTED:
            name = desk_names(detail).get(row.stage, detail.notice.issuer.name)
            return translate("DetailWording", "现在由{0}（{1}）办理。").format(name, stage_label(row.stage))
        case Status.RETURNED:
            until = correction_due_text(detail)
            return translate("DetailWording", "已退回，等待申报人修改后再次提交，补正期限至 {0}。").format(until)
        case Status.APPROVED:
            return translate("DetailWording", "终审通过，办理已经结束。")
        case Status.TERMINATED:
            return translate("DetailWording", "审核不通过，已经终止审核。")
        case Status.DRAFT:
            return translate("DetailWording", "申报人还没有提交。")


def what_changed(request: DecisionRequest, after: ApplicationDetail, now: datetime) -> str:
    """What others did since the state that `request` was about, "" for nothing."""
    # a decision carries the number it was made on, so the first that came in between carries the request's
    news = [_did(decision, now) for decision in after.decisions if decision.seq >= request.seq]
    if after.current.number > request.submission:
        when = short_moment_text(after.current.submitted_at, shanghai_day(now))
        news.append(translate("DetailWording", "{0}，申报人提交了第 {1} 次申报").format(when, after.current.number))
    return translate("DetailWording", "；").join(news)


def decided(name: str, action: Action) -> str:
    """The quiet line after a decision."""
    return {
        Action.PASS: translate("DetailWording", "已通过 {0} 的申请。"),
        Action.RETURN: translate("DetailWording", "已把 {0} 的申请退回给申报人。"),
        Action.TERMINATE: translate("DetailWording", "已终止审核 {0} 的申请。"),
        Action.CONFIRM: translate("DetailWording", "已确认 {0} 的申请通过评审。"),
        Action.WITHDRAW: translate("DetailWording", "已撤回对 {0} 的申请的决定。"),
    }[action].format(name)


def _did(decision: DecisionRow, now: datetime) -> str:
    when = short_moment_text(decision.recorded_at, shanghai_day(now))
    who = decision.by
    if decision.organisation:
        who = translate("DetailWording", "{0}（{1}）").format(decision.by, decision.organisation)
    did = translate("DetailWording", "{0}，{1}在{2}作出“{3}”")
    return did.format(when, who, stage_label(decision.stage), action_label(decision.action))
