"""The sentences for refused registrations, forgotten passwords and bindings to a unit."""

from collections.abc import Mapping
from typing import Final

from desktop.domain.rejections import RejectionCode

SENTENCES: Final[Mapping[RejectionCode, str]] = {
    RejectionCode.REGISTRATION_CLOSED: "管理员已关闭自行注册，请联系单位人事处或管理员开设账号。",
    RejectionCode.NAME_MISSING: "请填写姓名，与证件上的一致。",
    RejectionCode.UNKNOWN_DOCUMENT_TYPE: "请选择证件类型。",
    RejectionCode.BAD_IDENTITY_NUMBER: "公民身份号码不正确：应为 18 位，且末位校验码相符。请对照证件核对。",
    RejectionCode.BAD_DOCUMENT_NUMBER: "证件号码不正确：5 至 30 位字母或数字。请对照证件核对。",
    RejectionCode.BAD_MOBILE: "手机号码不正确：应为 11 位数字，以 1 开头。",
    RejectionCode.LOGIN_TAKEN: "这个登录名已有人使用，请换一个。",
    RejectionCode.PERSON_REGISTERED: (
        "这个证件号码已经注册过账号，一人只有一个账号。请用原账号登录；忘记密码可用恢复码找回，"
        "或带证件请管理员重置。如果不是您注册的，也请带证件联系管理员。"
    ),
    RejectionCode.TOO_MANY_ATTEMPTS: "尝试的次数较多，请稍后再试。",
    RejectionCode.RECOVERY_REFUSED: "登录名或恢复码不正确，或这个恢复码已经用过。请逐字核对，或换一个恢复码。",
    RejectionCode.SAME_PASSWORD: "新密码不能与临时密码相同。",
    RejectionCode.OWN_TEMPORARY_PASSWORD: "不能给自己设临时密码，请用“修改密码”。",
    RejectionCode.UNKNOWN_UNIT_CODE: (
        "没有统一社会信用代码为这个的单位。请逐位核对；推荐单位须先在系统中登记，请联系单位人事处。"
    ),
    RejectionCode.NO_SUCH_BINDING: "没有这条绑定记录，列表可能已经更新。",
    RejectionCode.BINDING_OPEN: "已有绑定的单位或待审核的绑定申请，一次只能绑定一个单位。请先解除绑定或撤回申请。",
    RejectionCode.BINDING_OVER: "这条绑定申请的状态已经改变，没有重复处理。列表已更新。",
    RejectionCode.BINDING_REASON: "拒绝时须写明原因，不超过 300 字。",
    RejectionCode.BINDING_SUBMITTED: "申报{application_label}正在审核中，审核结束或退回后才能解除绑定。",
    RejectionCode.NOT_BOUND: "须先与“{unit}”绑定，才能由它推荐申报。请在“绑定单位”中申请，单位同意后再申报，"
    "已填写的内容会保留。",
    RejectionCode.TEMPORARY_PASSWORD: "这是管理员给的临时密码。请先在登录窗口用它登录，设定自己的密码，再做其他操作。",
    RejectionCode.OTHER_PERSON: "填写的证件号码与绑定的申报人注册时登记的不一致，没有提交。请核对证件。",
}
