"""The sentences for forms that cannot be kept or submitted, and for files that cannot be uploaded."""

from collections.abc import Mapping
from typing import Final

from desktop.domain.rejections import RejectionCode

SENTENCES: Final[Mapping[RejectionCode, str]] = {
    RejectionCode.DRAFT_CHANGED: "这份申报已由“{by}”在另一个窗口或另一台电脑修改并保存（{at}），这里的内容没有覆盖它。",
    RejectionCode.FORM_FILES_FULL: "这份申报表的附件已达上限（500 个，合计 512 MB），没有上传。请先删除不需要的附件。",
    RejectionCode.DRAFT_TOO_LARGE: "填写的内容过多，没有保存。请删减后重试，已输入的内容仍在这里。",
    RejectionCode.BAD_FORM: "填写的内容不符合申报表的格式，没有保存。",
    RejectionCode.HAS_ERRORS: "数据验证还有 {count} 项未通过，没有提交。请按提示修改后再提交。",
    RejectionCode.NOT_PLEDGED: "请先勾选承诺，再提交。",
    RejectionCode.OTHER_FORM_CATALOGUE: "通知公告已改用新的申报目录，没有提交。请先改用新目录并核对内容。",
    RejectionCode.NOT_IN_WINDOW: "现在不在申报时间内（{opens} 至 {closes}），没有提交，填写的内容已保留。",
    RejectionCode.NO_SUCH_SLOT: "目录中没有这个上传位置，没有上传。",
    RejectionCode.UPLOAD_NOT_FOUND: "找不到文件“{file}”，可能已被移动或删除，没有上传。",
    RejectionCode.UPLOAD_UNREADABLE: "无法读取文件“{file}”，请检查权限，或关闭正在使用它的程序后重试，没有上传。",
    RejectionCode.UPLOAD_NO_FILE: "“{file}”不是普通文件，没有上传。请选择一个文件。",
    RejectionCode.UPLOAD_EMPTY: "文件“{file}”是空的（0 字节），没有上传。请重新扫描或选择另一个文件。",
    RejectionCode.UPLOAD_FORMAT: "文件“{file}”的内容不是 {formats}，没有上传。改文件名不改变内容，请另存为允许的格式。",
    RejectionCode.UPLOAD_TOO_LARGE: (
        "文件“{file}”大小为 {size_size}，超过“{slot}”的上限 {limit_size}，没有上传。请压缩后重试。"
    ),
    RejectionCode.UPLOAD_TOO_MANY: "“{slot}”最多 {limit} 份，已经传满，“{file}”没有上传。请先删除不需要的附件。",
    RejectionCode.UPLOAD_REPEATED: "“{file}”与已上传的“{other}”内容完全相同，没有重复上传。",
}
