"""What to tell a person when a piece of evidence cannot be shown: what happened, and what to do."""

from desktop.domain.preview_error import PreviewErrorCode

_SENTENCES = {
    PreviewErrorCode.EMPTY: "文件是空的，没有可以显示的内容。请要求申报人重新上传。",
    PreviewErrorCode.DAMAGED: "文件已损坏，无法显示。请下载后核对，或要求申报人重新上传。",
    PreviewErrorCode.ENCRYPTED: "文件设有打开密码，无法显示。请要求申报人上传不带密码的文件。",
    PreviewErrorCode.TOO_LARGE: "文件过大或图片像素过多，无法预览。请下载后查看，或要求申报人缩小后重新上传。",
    PreviewErrorCode.TOO_MANY_PAGES: "文件页数过多，无法预览。请下载后查看，或要求申报人拆分后重新上传。",
    PreviewErrorCode.UNSUPPORTED_FORMAT: "文件内容不是 PDF、JPEG 或 PNG，无法显示。请要求申报人按格式要求重新上传。",
    PreviewErrorCode.NO_SUCH_PAGE: "文件中没有这一页。",
    PreviewErrorCode.OUT_OF_MEMORY: "显示这一页需要的内存超出限制。请缩小显示比例后重试，或下载后查看。",
    PreviewErrorCode.NOT_CAGED: "本机系统不支持隔离预览程序，因此没有打开文件。请下载后查看，或请管理员启用 seccomp。",
    PreviewErrorCode.TIMED_OUT: "显示这一页用时过长，已停止。可以重试，或下载后查看。",
    PreviewErrorCode.CRASHED: "预览程序在处理这个文件时意外停止，其他内容不受影响。可以重试，或下载后查看。",
    PreviewErrorCode.NONSENSE: "预览程序给出了无法识别的结果，已停止，其他内容不受影响。可以重试，或下载后查看。",
    PreviewErrorCode.NOT_STARTED: "预览程序未能启动，其他功能不受影响。请稍后重试；若仍不能启动，请重新安装本程序。",
    PreviewErrorCode.UNREADABLE: "未能读取附件内容。请检查与数据存放位置的连接后重试。",
}
_OWN_SENTENCES = {
    PreviewErrorCode.EMPTY: "文件是空的，没有可以显示的内容。请删除后重新上传。",
    PreviewErrorCode.DAMAGED: "文件已损坏，打不开，审核人员也无法查看。请删除后重新扫描上传。",
    PreviewErrorCode.ENCRYPTED: "文件设有打开密码，审核人员无法查看。请删除后上传不带密码的文件。",
    PreviewErrorCode.TOO_LARGE: "文件过大或图片像素过多，无法预览。请缩小后重新上传。",
    PreviewErrorCode.TOO_MANY_PAGES: "文件页数过多，无法预览。请拆分后重新上传。",
    PreviewErrorCode.UNSUPPORTED_FORMAT: "文件内容不是 PDF、JPEG 或 PNG，无法显示。请按格式要求重新上传。",
}
"""What the applicant is told of a file of their own, where that is something else to do."""
OWN_FAULTS = frozenset(_OWN_SENTENCES)
"""The failures that lie in the file itself."""
_RETRY_HELPS = frozenset(
    {
        PreviewErrorCode.OUT_OF_MEMORY,
        PreviewErrorCode.TIMED_OUT,
        PreviewErrorCode.CRASHED,
        PreviewErrorCode.NONSENSE,
        PreviewErrorCode.NOT_STARTED,
        PreviewErrorCode.UNREADABLE,
    }
)


def preview_failure_sentence(code: PreviewErrorCode) -> str:
    """The sentence shown in place of the page."""
    return _SENTENCES[code]


def own_failure_sentence(code: PreviewErrorCode) -> str:
    """The same for somebody who has brought the file themselves."""
    return _OWN_SENTENCES.get(code, _SENTENCES[code])


def may_retry(code: PreviewErrorCode) -> bool:
    """True if asking again could help, so that a retry is worth offering."""
    return code in _RETRY_HELPS
