"""What the demo's desks write with their decisions, apart from the sentences of `flaws`."""

import random
from collections.abc import Sequence

from desktop.domain.terms import UNIT_STAGE, Action, department_stage

_PASS_COMMENTS: dict[str, tuple[str, ...]] = {
    UNIT_STAGE: (
        "经审核，材料真实、完整，同意推荐。",
        "申报信息与人事档案一致，同意推荐上报。",
        "已核对证书原件，符合申报条件，同意推荐。",
        "业绩属实，公示无异议，同意推荐。",
        "",
    ),
    department_stage(1): (
        "材料齐全，符合申报标准，同意上报。",
        "已核验学历学位与获奖证书，同意。",
        "同意推荐单位意见，报上级审核。",
        "",
    ),
    department_stage(2): ("复核通过，提交评审委员会评审。", "符合标准，同意提交评审。", "审核无误。", ""),
}
_TERMINATION_COMMENTS = (
    "申报人系参照公务员法管理人员，不在申报范围，终止审核。",
    "经与发证机关核实，所提供获奖证书编号查无记录，终止审核。",
    "申报人已与推荐单位解除劳动合同，不再符合申报条件，终止审核。",
)
_WITHDRAWALS = (
    "误选了办理动作，撤回后重新审核。",
    "发现附件尚有一份未核验，撤回补充核验后再行办理。",
    "申请人来电说明情况，需重新核对证书原件，先予撤回。",
)


def comment_on(rng: random.Random, action: Action, desk: str, comments: Sequence[str], *, meets: bool) -> str:
    """The comment of a decision at `desk`; `comments` name the defects, `meets` where a meeting has voted."""
    match action:
        case Action.PASS:
            return rng.choice(_PASS_COMMENTS.get(desk, ("同意。",)))
        case Action.CONFIRM:
            return rng.choice(("经评审委员会评议表决，同意认定。", "到会评委表决通过，确认认定结果。"))
        case Action.WITHDRAW:
            return rng.choice(_WITHDRAWALS)
        case Action.TERMINATE if meets:
            return "评审委员会表决同意票未达到会评委三分之二，未获通过。"
        case Action.TERMINATE:
            return comments[0] if comments else rng.choice(_TERMINATION_COMMENTS)
        case _:
            return _numbered(comments) if comments else "请补充近三年代表性成果的佐证材料后再次提交。"


def _numbered(comments: Sequence[str]) -> str:
    if len(comments) == 1:
        return comments[0]
    return "\n".join(f"{order}. {comment}" for order, comment in enumerate(comments, start=1))
