"""The sentences for refused notices, and for what is refused before an application is begun."""

from collections.abc import Mapping
from typing import Final

from desktop.domain.notices import MAX_FILES, TEXT_LENGTH, TITLE_LENGTH
from desktop.domain.rejections import RejectionCode

SENTENCES: Final[Mapping[RejectionCode, str]] = {
    RejectionCode.NO_SUCH_NOTICE: "没有这份通知，或它不由您的部门发布。",
    RejectionCode.NOTICE_CLOSED: "这份通知已提前关闭，不能再改。需要继续申报的，请另发一份通知。",
    RejectionCode.NOTICE_OVER: "这份通知的申报时间已经结束，不能再改。",
    RejectionCode.NOTICE_FIXED: "这份通知下已有申报，内容和附件不能再改，只能改截止时间或提前关闭。",
    RejectionCode.NOTICE_NOT_BEGUN: "申报还没有开始，不能提前关闭；可以修改申报时间后重新发布。",
    RejectionCode.NOTICE_UNPUBLISHED: "这份通知还没有发布。",
    RejectionCode.NOTICE_END_PAST: "新的截止时间须晚于现在，也须晚于开始时间。",
    RejectionCode.NOTICE_INCOMPLETE: "还不能发布：{missing_label}。",
    RejectionCode.NOTICE_TEXT: (
        f"标题至多 {TITLE_LENGTH} 字，正文至多 {TEXT_LENGTH:,} 字，且不含控制字符和文字方向控制符。"
    ),
    RejectionCode.NOTICE_FILE_FORMAT: "“{file}”不是 PDF、JPEG 或 PNG 文件，没有添加。",
    RejectionCode.NOTICE_FILE_SIZE: "“{file}”大小为 {size_size}，超过上限 {limit_size}，没有添加。",
    RejectionCode.NOTICE_FILE_COUNT: f"一份通知至多 {MAX_FILES} 个附件。",
    RejectionCode.NOTICE_FILE_NAME: "文件名“{file}”不能使用，请改名后再添加。",
    RejectionCode.NOTICE_FILE_GONE: "这个附件已被移除，列表已更新。",
    RejectionCode.NOTICE_DRAFT_CHANGED: "这份通知刚由“{by}”修改并保存（{at}），这里的内容没有覆盖它。",
    RejectionCode.SELF_CHECK_FAILED: "条件自检有 {count} 项不符合，不能申报。请查看各项的原因。",
    RejectionCode.SELF_CHECK_OPEN: "条件自检还有 {count} 项没有确认。请逐项核对后勾选。",
    RejectionCode.SELF_CHECK_UNKNOWN: "共享数据库还没有这份申报目录的条件，暂时不能提交；填写的内容已保留。"
    "请管理员重新启用一次申报目录。",
    RejectionCode.NOT_READ: "请先打开通知阅读，再确认申报。",
    RejectionCode.READING_NOT_DONE: "请先阅读通知，还需 {seconds} 秒。",
    RejectionCode.NOTICE_NOT_OPEN: "“{title}”的申报时间为 {opens} 至 {closes}，现在不能申报。",
    RejectionCode.NO_UNIT_BOUND: "还没有绑定推荐单位。请先绑定单位，单位同意后再申报。",
}

MISSING: Final[Mapping[str, str]] = {
    "title": "没有标题",
    "text": "没有正文",
    "opens": "没有开始时间",
    "closes": "没有截止时间",
    "window": "截止时间须晚于开始时间",
    "past": "截止时间已过",
    "catalogue": "没有选择申报目录",
}
"""What a notice lacks, by the fact `missing`, which names them with commas between."""
