"""Sentences for acts that the process refuses: the reason, and who may do what now."""

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.domain.decisions import COMMENT_LENGTH, MEETING_LENGTH, Refusal, RefusalCode
from desktop.domain.terms import DECISIONS, Action, Role, Status
from desktop.domain.workflow import WITHDRAWAL_HOURS
from desktop.text.terms import action_label, desk_label, status_label

_REASONS: Final[Mapping[RefusalCode, str]] = {
    RefusalCode.NOT_FOUND: "没有找到该申报。",
    RefusalCode.DELETED: "该申报已被删除，不能再办理。",
    RefusalCode.STALE: "该申报在您查看后有了变化，意见未提交，请查看变化后重新办理。",
    RefusalCode.NOT_ALLOWED: "您现在不能进行此项操作。",
    RefusalCode.COMMENT_REQUIRED: "此项操作须填写意见。",
    RefusalCode.COMMENT_TOO_LONG: f"意见过长，最多 {COMMENT_LENGTH} 个字符。",
    RefusalCode.MEETING_REQUIRED: "此项操作须写明评审会议。",
    RefusalCode.MEETING_NOT_ALLOWED: "此项操作不涉及评审会议，请不要填写会议。",
    RefusalCode.MEETING_TOO_LONG: f"会议名称过长，最多 {MEETING_LENGTH} 个字符。",
    RefusalCode.DEADLINE_NOT_ALLOWED: "只有退回可以设定补正期限。",
    RefusalCode.DEADLINE_PAST: "补正期限不能早于今天。",
    RefusalCode.DEADLINE_REQUIRED: "申报时间已结束，退回须设定补正期限。",
    RefusalCode.STRAIGHT_BACK_NOT_ALLOWED: "只有退回可以要求直接交回本环节。",
    RefusalCode.CORRECTION_OVERDUE: "补正期限已过，不能再提交。",
    RefusalCode.CORRECTION_NOT_OVERDUE: "补正期限未过，还不能终止审核。",
    RefusalCode.NOT_LAST_DECISION: "只能撤回本环节刚作出且尚无后续办理的决定。",
    RefusalCode.APPLICANT_HAS_CHANGED: "申报人已开始补正，不能撤回退回。",
    RefusalCode.WITHDRAWAL_TOO_LATE: f"终止审核已超过 {WITHDRAWAL_HOURS} 小时，不能撤回。",
    RefusalCode.DUPLICATE: "该决定已经记录，没有重复记录。",
    RefusalCode.BAD_TEXT: "意见或会议名称中含有不能保存的字符。",
}


def refusal_sentence(refusal: Refusal, organisations: Mapping[str, str] | None = None) -> str:
    """Why not, and who may do what now; `organisations` names the desks (`unit`, `department-1` …) where known."""
    return f"{_REASONS[refusal.code]}{_allowed_now(refusal.allowed_now, organisations or {})}{_ended(refusal)}"


def _ended(refusal: Refusal) -> str:
    status = dict(refusal.arguments).get("status")
    return "" if status is None else f"现在没有人可以办理：业务状态为“{status_label(Status(str(status)))}”。"


def _allowed_now(allowed: Sequence[tuple[Action, str]], organisations: Mapping[str, str]) -> str:
    by_desk: dict[str, list[str]] = {}
    for action, desk in allowed:
        if action in DECISIONS or desk == Role.APPLICANT:
            actions = by_desk.setdefault(desk, [])
            if action_label(action) not in actions:
                actions.append(action_label(action))
    parts = [f"{_desk(desk, organisations)}可{'、'.join(actions)}" for desk, actions in by_desk.items()]
    return f"现在：{'；'.join(parts)}。" if parts else ""


def _desk(desk: str, organisations: Mapping[str, str]) -> str:
    name = organisations.get(desk)
    return f"{name}（{desk_label(desk)}）" if name else desk_label(desk)
