"""The words for the fixed vocabulary: statuses, stages, actions, roles. The guide's own words where it has them."""

from desktop.domain.terms import COMMITTEE_STAGE, UNIT_STAGE, Action, Role, Status

_STATUSES = {
    Status.DRAFT: "未提交",
    Status.SUBMITTED: "已申报",
    Status.RETURNED: "被退回",
    Status.APPROVED: "终审通过",
    Status.TERMINATED: "审核不通过终止审核",
}
_STATUSES_SHORT = {**_STATUSES, Status.TERMINATED: "终止审核"}
_ACTIONS = {
    Action.SUBMIT: "提交",
    Action.DELETE: "删除",
    Action.PASS: "通过",
    Action.RETURN: "退回",
    Action.TERMINATE: "终止审核",
    Action.CONFIRM: "确认通过",
    Action.WITHDRAW: "撤回",
}
_ROLES = {
    Role.APPLICANT: "申报人",
    Role.UNIT: "推荐单位",
    Role.DEPARTMENT: "业务部门",
    Role.MEMBER: "评委",
    Role.SECRETARY: "评委会秘书",
    Role.ADMINISTRATOR: "管理员",
    Role.AUDITOR: "审计员",
}
_NUMERALS = "一二三四五六七八九"


def status_label(status: Status) -> str:
    """The status in the guide's words (3.2.12)."""
    return _STATUSES[status]


def status_short_label(status: Status) -> str:
    """The status for a narrow column."""
    return _STATUSES_SHORT[status]


def stage_label(stage: str) -> str:
    """Whose turn it is: 单位审核, 部门一审, 部门二审 …, 评委会评审; empty for no stage."""
    if stage == UNIT_STAGE:
        return "单位审核"
    if stage == COMMITTEE_STAGE:
        return "评委会评审"
    return f"部门{_NUMERALS[int(stage.removeprefix('department-')) - 1]}审" if stage else ""


def action_label(action: Action) -> str:
    return _ACTIONS[action]


def role_label(role: Role) -> str:
    return _ROLES[role]


def desk_label(desk: str) -> str:
    """Who sits at a desk: 推荐单位, 部门一审, 评委会秘书 …"""
    if desk.startswith("department-"):
        return stage_label(desk)
    return _ROLES[Role(desk)]
