"""Sentences for what kept a verb from being done: a wrong input, or a workspace that cannot be used now."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from desktop.domain.rejections import CatalogueRejected, Rejected, RejectionCode, ShapeRejected, ValueRule
from desktop.domain.terms import OrganisationKind, Role, Status
from desktop.store.postgres.address import is_address
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.text import (
    applicant_rejections,
    desk_rejections,
    dossier_rejections,
    form_rejections,
    notice_rejections,
)
from desktop.text.catalogue import catalogue_error_sentence
from desktop.text.moments import moment_text
from desktop.text.shape import shape_problem_sentence
from desktop.text.terms import role_label, status_label

_REJECTIONS = {
    **dossier_rejections.SENTENCES,
    **desk_rejections.SENTENCES,
    **form_rejections.SENTENCES,
    **applicant_rejections.SENTENCES,
    **notice_rejections.SENTENCES,
}
_SHOWN_SHAPE_PROBLEMS = 5
_TYPES = {"text": "文本", "flag": " true 或 false", "int": "整数", "object": "对象 {…}", "array": "列表 […]"}
_RULES = {
    ValueRule.APPLICATION_KEY: " 1 至 64 个字母、数字、“.”、“_”或“-”",
    ValueRule.MOMENT: "带时区的 ISO 8601 时间，例如 2024-08-19T10:22:31+08:00",
    ValueRule.FILE_NAME: "不含“/”和“\\”的文件名，也不是“.”或“..”",
    ValueRule.SHA256: " 64 个十六进制字符的 SHA-256 摘要",
    ValueRule.LINE: "一行看得见的文字，不含换行、控制字符和文字方向控制符",
    ValueRule.LINES: "看得见的文字，除换行和制表符外不含控制字符，也不含文字方向控制符",
    ValueRule.SECONDS: " 0 至 {most} 的整数（秒）",
}
_ADDRESSES = {
    "scheme": "须以 postgresql:// 开头",
    "character": "含有空格或看不见的字符",
    "login": "@ 前不能写账号和密码，请在登录时填写",
    "port": "端口须为 1 至 65535 的数字",
    "database": "服务器后面须有“/”和数据库名",
    "option": "“?”后面只能是 host、port、sslmode、sslrootcert，且 sslmode 的值须是 PostgreSQL 规定的",
}
_KINDS = {OrganisationKind.UNIT: "单位", OrganisationKind.DEPARTMENT: "部门"}

_UNAVAILABLE = {
    UnavailableCode.NOT_A_WORKSPACE: "“{path}”不是工作区。请选择由“talentdesk new”建立的文件夹。",
    UnavailableCode.EXISTS_ALREADY: "“{path}”已经是一个工作区，未作改动。",
    UnavailableCode.NOT_EMPTY: "文件夹“{path}”不是空的，未作改动。请选择空文件夹或新的名称。",
    UnavailableCode.IMPOSSIBLE_PLACE: "不能在“{path}”建立文件夹：上级不能写入，或名称过长、不合规。请换一个位置。",
    UnavailableCode.WRONG_PASSWORD: "账号或密码不正确。",
    UnavailableCode.WRONG_RECOVERY_KEY: "恢复密钥不正确，请逐字核对恢复单。",
    UnavailableCode.ACCOUNT_DISABLED: "此账号已停用，请联系管理员。",
    UnavailableCode.DAMAGED: "数据文件已损坏，未作任何改动。可从最近的备份恢复{backup_hint}。",
    UnavailableCode.KEYS_DAMAGED: "密钥文件的两份副本都已损坏，请用恢复密钥或备份打开工作区。",
    UnavailableCode.BLOB_DAMAGED: "附件内容缺失或与登记不符，请用备份核对。",
    UnavailableCode.NEWER_SCHEMA: "此工作区由更新版本的程序写入，请升级程序后再打开。",
    UnavailableCode.NETWORK_SHARE: "“{path}”位于网络共享上，多人同时写入会损坏数据。请放在本机磁盘，或使用共享数据库。",
    UnavailableCode.SYNCHRONISED_FOLDER: "“{path}”位于同步文件夹中，同步会损坏数据。请放在不同步的本机文件夹。",
    UnavailableCode.READ_ONLY: "工作区所在文件夹只读，无法写入，已有内容未受影响。",
    UnavailableCode.DISK_FULL: "磁盘空间不足，这次操作没有完成，已有内容未受影响。请清理磁盘后重试。",
    UnavailableCode.DISK_FAILED: "磁盘读写出错，这次操作没有保存。请检查磁盘后重试。",
    UnavailableCode.LOCKED: "工作区正被另一程序占用，这次操作没有保存，请稍后重试。",
    UnavailableCode.BAD_BACKUP: "“{path}”不是完好的备份文件，没有建立任何内容。",
    UnavailableCode.OLDER_SCHEMA: (
        "共享数据库 {path} 的版本（{found}）低于本程序（{known}），请数据库所有者运行 talentdesk server upgrade。"
    ),
    UnavailableCode.OLD_SERVER: "服务器 {path} 是 PostgreSQL {found}，需要 {known} 或更高版本。",
    UnavailableCode.SERVER_UNREACHABLE: "连接不上服务器 {path}{said}。请检查网络后重试，已输入的内容没有丢失。",
    UnavailableCode.NOT_RECORDED: (
        "与服务器 {path} 的连接断了{said}，这个决定没有记录。意见没有丢失，请检查网络后重试。"
    ),
    UnavailableCode.MAYBE_RECORDED: (
        "与服务器 {path} 的连接断了{said}，还不知道这个决定是否已经记录。意见没有丢失。"
        "请在网络恢复后再提交一次同样的决定：不会重复记录，并会告诉您结果。"
    ),
    UnavailableCode.NO_SUCH_DATABASE: "服务器上没有这个数据库：{path}。请核对地址。",
    UnavailableCode.CERTIFICATE: "无法确认服务器 {path} 的身份{because}{said}。{advice}，不要跳过验证。",
    UnavailableCode.NOT_THE_OWNER: "只有数据库 {path} 的所有者（并有权建立角色）才能这样做，没有改动任何内容。",
    UnavailableCode.ONLY_LOCAL: "{path} 是共享数据库，这项操作只适用于本地工作区。",
    UnavailableCode.TOO_MANY_CONNECTIONS: "服务器 {path} 的连接数已满，请稍后重试。",
    UnavailableCode.BROKEN_AUDIT: (
        "审计链“{chain}”在原处已核对不上，没有搬移任何内容。请先运行 talentdesk audit verify。"
    ),
    UnavailableCode.MOVED_DIFFERENTLY: (
        "搬到的内容与原来不一致（{what}：原为 {known}，到达 {found}），已全部撤销，两边都没有改动。"
    ),
    UnavailableCode.MIGRATION_FAILED: "升级工作区失败，已保持升级前的内容。请保留备份并联系技术支持。",
}
_SHARED = {
    UnavailableCode.NOT_A_WORKSPACE: (
        "{path} 还不是人才评审的共享数据库。请核对地址，或请数据库所有者运行 talentdesk server init。"
    ),
    UnavailableCode.NEWER_SCHEMA: "共享数据库 {path} 已由更新版本的程序升级，请升级本程序后再登录。",
    UnavailableCode.READ_ONLY: "服务器 {path} 现在只读，这次操作没有保存，已有内容未受影响。请联系管理员。",
    UnavailableCode.DISK_FULL: "服务器 {path} 的磁盘已满，这次操作没有保存，已有内容未受影响。请联系管理员。",
    UnavailableCode.LOCKED: "另一人正在办理同一内容，这次操作没有保存，请稍后重试。",
}
"""What is said otherwise of a shared database, whose `path` is an address."""
_CERTIFICATES = {
    "no_tls": ("：服务器没有启用加密连接（TLS）", "请管理员在服务器上启用 TLS"),
    "no_authority": ("：本机没有用来核对的根证书", "请向管理员索取根证书文件，在地址后加 ?sslrootcert=文件"),
    "unknown_authority": (
        "：服务器的证书不是由已知的机构签发",
        "请向管理员索取根证书文件，在地址后加 ?sslrootcert=文件",
    ),
    "expired": ("：服务器的证书已过期", "请管理员更换证书，并核对本机时间"),
    "other_name": ("：服务器的证书属于另一个主机名", "请核对地址中的服务器名"),
    "": ("", "请向管理员索取服务器证书"),
}
"""What is wrong with a server's proof of who it is, and what to do about it, by `why`."""


def rejected_sentence(rejected: Rejected) -> str:
    """What is wrong with the input, naming the key, file or value."""
    if isinstance(rejected, ShapeRejected):
        shown = "；".join(
            shape_problem_sentence(problem).rstrip("。") for problem in rejected.problems[:_SHOWN_SHAPE_PROBLEMS]
        )
        more = len(rejected.problems) - _SHOWN_SHAPE_PROBLEMS
        return f"{shown}；另有 {more} 处。" if more > 0 else f"{shown}。"
    if isinstance(rejected, CatalogueRejected):
        return catalogue_error_sentence(rejected.error)
    return _REJECTIONS[rejected.code].format(**_words(rejected))


def rejection_codes() -> frozenset[RejectionCode]:
    """The codes that have a sentence here; the two with a class of their own are worded by their subject."""
    return frozenset(_REJECTIONS) | {RejectionCode.BAD_SHAPE, RejectionCode.CATALOGUE_REFUSED}


def unavailable_sentence(problem: Unavailable) -> str:
    """What is the matter with the workspace, what was kept, and what to do."""
    arguments = dict(problem.arguments)
    backup, said = arguments.get("backup"), arguments.get("detail")
    for name in ("path", "found", "known", "chain", "what"):
        arguments.setdefault(name, "")
    arguments["said"] = f"（{said}）" if said else ""
    arguments["because"], arguments["advice"] = _CERTIFICATES[str(arguments.get("why", ""))]
    arguments["backup_hint"] = f"：talentdesk restore “{backup}” 新文件夹" if backup else ""
    elsewhere = _SHARED if is_address(str(arguments["path"])) else {}
    return elsewhere.get(problem.code, _UNAVAILABLE[problem.code]).format(**arguments)


def healed_sentence(names: Sequence[str]) -> str:
    """What to tell whoever opened a workspace one of whose key files was damaged."""
    files = "、".join(names)
    return f"密钥文件 {files} 损坏或已过期，已用另一份副本修复，内容没有丢失。请检查磁盘，并尽快备份。"


def size_text(size: int) -> str:
    """`3.2 MB` and the like, in the units people know (1 MB = 1024 KB)."""
    if size < 1024:
        return f"{size} B"
    value = size / 1024
    for unit in ("KB", "MB"):
        if value < 1024:
            return f"{value:.1f}".removesuffix(".0") + f" {unit}"
        value /= 1024
    return f"{value:.1f}".removesuffix(".0") + " GB"


_LABELS: Mapping[str, Callable[[str], str]] = {
    "type": lambda value: _TYPES[value],
    "role": lambda value: role_label(Role(value)),
    "status": lambda value: status_label(Status(value)),
    "reason": lambda value: _ADDRESSES[value],
    "organisation": lambda value: f"现为“{value}”" if value else "现在没有指定",
    "kind": lambda value: _KINDS[OrganisationKind(value)],
    "missing": lambda value: "、".join(notice_rejections.MISSING[one] for one in value.split(",")),
}
"""The words for facts that are keys, each as `…_label`."""


def _words(rejected: Rejected) -> dict[str, str | int]:
    """The facts, and beside keys and numbers the words for them: `limit_size`, `type_label`, `role_label` …"""
    words: dict[str, str | int] = dict(rejected.arguments)
    words.setdefault("unit", "推荐单位")
    words["application_label"] = f" {rejected.arguments['application']} " if "application" in words else ""
    for name, value in rejected.arguments.items():
        if isinstance(value, int):
            words[f"{name}_size"] = size_text(value)
        elif name in ("opens", "closes", "due", "at"):
            words[name] = moment_text(datetime.fromisoformat(value)) if value else ""
        elif name == "rule":
            words["rule_label"] = _RULES[ValueRule(value)].format(**rejected.arguments)
        elif name in _LABELS:
            words[f"{name}_label"] = _LABELS[name](value)
    if "size_size" in words and words["size_size"] == words.get("limit_size"):
        # rounded, both would look the same, and the sentence would make no sense
        words |= {f"{name}_size": f"{rejected.arguments[name]:,} 字节" for name in ("size", "limit")}
    return words
