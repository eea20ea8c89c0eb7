"""The grammar of `talentdesk`: every command, its arguments and its help. What a command does is in its own module."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any, Final

from desktop.command_line import deciding, dossiers, forms, moving, reading, registers, servers, showcase, workspaces
from desktop.command_line.arguments import Parser
from desktop.domain.terms import DECISIONS, MAX_LEVELS, Role, Status, stages

_EPILOG: Final = (
    "STORE 是本地工作区的文件夹，或共享数据库的地址 postgresql://服务器/数据库。"
    "密码从提示符或环境变量 TALENTDESK_PASSWORD 读取，不能写在命令行上。"
    "退出码：0 成功，1 被拒绝（原因见标准错误），2 用法错误。"
)
_APPLICATION: Final = "申报编号，或档案的 application（对您唯一时）"
_SORT_KEYS: Final = (
    *("application", "number", "name", "unit", "class", "standard", "service_type", "status", "stage"),
    *("submitted_at", "days_waiting", "attachments", "findings"),
)

_Commands = Any  # argparse gives the action that adds commands no public name


def build_parser() -> Parser:
    """The parser of `talentdesk`; `run` of what it parses is the function that does the command."""
    parser = Parser(prog="talentdesk", description="TalentDesk 人才评审工作台。不带命令时打开窗口。", epilog=_EPILOG)
    _add_store(parser)
    parser.set_defaults(run=showcase.open_window, store=None, login=None)
    commands = parser.add_subparsers(title="命令", metavar="COMMAND", parser_class=Parser)
    _add_workspaces(commands)
    _add_servers(commands)
    _add_registers(commands)
    _add_dossiers(commands)
    _add_review(commands)
    _add_showcase(commands)
    return parser


def _add_workspaces(commands: _Commands) -> None:
    new = _command(commands, "new", workspaces.new, "建立空的工作区和第一个管理员，并显示一次恢复密钥")
    new.words.add_argument("store", metavar="STORE", help="新工作区的文件夹")
    _add_login(new)
    new.options.add_argument("--name", default="", metavar="NAME", help="管理员姓名")

    backup = _signed_in(commands, "backup", workspaces.back_up, "备份工作区：经校验的一份完整副本（管理员）")
    backup.words.add_argument("file", type=Path, metavar="FILE", help="备份文件，不能已存在")

    restore = _command(commands, "restore", workspaces.restore, "由备份建立一个新的工作区")
    restore.words.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    restore.words.add_argument("store", metavar="NEWSTORE", help="新工作区的文件夹")

    audit = _group(commands, "audit", "审计")
    verify = _signed_in(audit, "verify", workspaces.verify_audit, "核对数据页和审计链，显示根和条数（管理员/审计员）")
    verify.options.add_argument("--against", metavar="ROOT", help="以前记下的根值：证明其之前的记录没有改动")


def _add_servers(commands: _Commands) -> None:
    server = _group(commands, "server", "共享数据库（PostgreSQL），由数据库所有者执行")
    init = _command(server, "init", servers.initialise, "在空的数据库中建立共享工作区、规则和第一个管理员")
    init.options.add_argument(
        "--administrator",
        required=True,
        metavar="NEWLOGIN",
        help="第一个管理员的账号；密码从提示符或 TALENTDESK_NEW_PASSWORD 读取",
    )
    init.options.add_argument("--name", default="", metavar="NAME", help="管理员姓名")
    check = _command(server, "check", servers.check, "把数据库与应有的样子逐项比较：权限、规则、行级安全")
    upgrade = _command(server, "upgrade", servers.upgrade, "把旧版本的共享数据库升级到本程序的版本，全有或全无")
    renew = _command(server, "roles", servers.renew_roles, "由备份还原之后：重建角色和数据库权限")
    move_in = _command(server, "move-in", moving.move_in, "把本地工作区整个搬进空的数据库，逐项核对，全有或全无")
    move_out = _command(server, "move-out", moving.move_out, "把共享工作区（或其中一个单位的申报）搬成新的本地工作区")
    for command in (init, check, upgrade, renew, move_in, move_out):
        command.words.add_argument("address", metavar="ADDRESS", help="地址：postgresql://服务器/数据库")
        _add_login(command)
    move_in.options.add_argument("--store", required=True, metavar="STORE", help="本地工作区的文件夹")
    move_in.options.add_argument(
        "--administrator",
        required=True,
        metavar="LOGIN",
        help="本地工作区的管理员，连同密码搬过去；密码从提示符或 TALENTDESK_LOCAL_PASSWORD 读取",
    )
    move_out.words.add_argument("store", metavar="NEWSTORE", help="新工作区的文件夹")
    move_out.options.add_argument(
        "--administrator",
        required=True,
        metavar="LOGIN",
        help="共享工作区的管理员；在新工作区的密码从提示符或 TALENTDESK_NEW_PASSWORD 读取",
    )
    move_out.options.add_argument("--unit", metavar="CODE", help="只搬这个单位已提交的申报和它们涉及的内容")


def _add_registers(commands: _Commands) -> None:
    unit = _group(commands, "unit", "单位和部门")
    units = _signed_in(unit, "import", registers.import_units, "由表格导入单位和部门（管理员）")
    units.words.add_argument(
        "file", type=Path, metavar="FILE", help=".xlsx 或 .csv，表头 code,name,parent,kind；kind 为 unit 或 department"
    )

    person = _group(commands, "person", "账号")
    add = _signed_in(person, "add", registers.add_person, "添加账号，或为已有账号增加角色（管理员）")
    add.words.add_argument(
        "new_login", metavar="NEWLOGIN", help="账号；初始密码从提示符或 TALENTDESK_NEW_PASSWORD 读取"
    )
    add.options.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        metavar="ROLE",
        help="角色，可重复：" + "、".join(role.value for role in Role),
    )
    add.options.add_argument(
        "--unit", metavar="CODE", help="所属单位或部门的代码；secretary 和 member 为发布通知的部门"
    )
    add.options.add_argument("--name", default="", metavar="NAME", help="姓名")

    for name, run, text in (
        ("disable", registers.disable_person, "停用账号：立即不能登录，记录保留（管理员）"),
        ("enable", registers.enable_person, "重新启用账号，或为忘记密码的人设定新密码（管理员）"),
    ):
        managing = _signed_in(person, name, run, text)
        managing.words.add_argument("person", metavar="LOGIN", help="账号；新密码读取方式与 person add 相同")
    _signed_in(person, "password", registers.change_password, "修改自己的密码；新密码读取方式与 person add 相同")

    notice = _group(commands, "notice", "通知公告")
    notices = _signed_in(notice, "import", registers.import_notice, "导入并发布通知公告（发布部门的审核人员）")
    notices.words.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="TOML：key, title, text, opens, closes, catalogue, issuer, reading_seconds",
    )

    catalogue = _group(commands, "catalogue", "目录：栏目、字段、附件要求、标准")
    check = _command(catalogue, "check", registers.check_catalogue, "检查目录文件")
    check.words.add_argument("file", type=Path, metavar="FILE", help="目录文件（TOML）")
    activate = _signed_in(catalogue, "activate", registers.activate_catalogue, "启用目录（管理员）")
    activate.words.add_argument("file", type=Path, metavar="FILE", help="目录文件（TOML）")


def _add_dossiers(commands: _Commands) -> None:
    imports = _signed_in(commands, "import", dossiers.import_dossiers, "导入申报档案（单位人事部门或审核路径上的部门）")
    imports.words.add_argument("paths", nargs="+", type=Path, metavar="DOSSIER", help="档案：文件夹或 ZIP，可多个")
    export = _signed_in(commands, "export", dossiers.export_dossier, "把一份申报导出为档案 ZIP")
    export.words.add_argument("application", metavar="APPLICATION", help=_APPLICATION)
    export.words.add_argument("file", type=Path, metavar="FILE.zip", help="导出的文件，不能已存在")


def _add_review(commands: _Commands) -> None:
    listing = _signed_in(commands, "list", reading.list_applications, "列出该账号可见的申报")
    options = listing.options
    options.add_argument(
        "--status",
        action="append",
        choices=[status.value for status in Status],
        metavar="K",
        help="业务状态，可重复：" + "、".join(status.value for status in Status),
    )
    options.add_argument(
        "--stage",
        action="append",
        choices=stages(MAX_LEVELS),
        metavar="K",
        help="环节：unit、department-1 …、committee",
    )
    options.add_argument("--unit", action="append", metavar="CODE", help="单位代码")
    options.add_argument("--search", default="", metavar="TEXT", help="姓名、单位、申报编号、手机号码、成果题目")
    options.add_argument(
        "--sort", type=_sort_key, default="-submitted_at", metavar="[-]KEY", help="排序，前加 - 为降序：--json 的任一键"
    )
    options.add_argument("--limit", type=_count, metavar="N", help="最多几份，缺省为全部")
    output = options.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="输出 JSON")
    output.add_argument("--excel", type=_workbook, metavar="FILE.xlsx", help="写成 Excel 工作簿，文件不能已存在")

    show = _signed_in(commands, "show", reading.show_application, "显示一份申报")
    show.words.add_argument("application", metavar="APPLICATION", help=_APPLICATION)
    show.options.add_argument("--json", action="store_true", help="输出 JSON")

    form = _signed_in(commands, "form", forms.write_form, "把一份申报的申报表（或一览表）写成 PDF")
    form.words.add_argument("application", metavar="APPLICATION", help=_APPLICATION)
    form.words.add_argument("file", type=_pdf, metavar="FILE.pdf", help="写出的文件，不能已存在")
    form.options.add_argument("--list", action="store_true", help="写一览表，证件号码只显示首尾")

    decide = _signed_in(commands, "decide", deciding.decide, "办理一份申报，规则与窗口中相同")
    decide.words.add_argument("application", metavar="APPLICATION", help=_APPLICATION)
    decide.words.add_argument(
        "action",
        choices=sorted(action.value for action in DECISIONS),
        metavar="ACTION",
        help="、".join(sorted(action.value for action in DECISIONS)),
    )
    decide.options.add_argument("--submission", type=_count, required=True, metavar="N", help="所查看的第几次提交")
    decide.options.add_argument("--seq", type=_count, required=True, metavar="N", help="所查看的决定序号")
    decide.options.add_argument("--comment", default="", metavar="T", help="意见；退回、终止审核、撤回须填写")
    decide.options.add_argument("--meeting", default="", metavar="M", help="评审会议；confirm 须填写")
    decide.options.add_argument("--deadline", type=_day, metavar="DATE", help="补正期限，如 2026-12-31")
    decide.options.add_argument("--straight-back", action="store_true", help="补正后直接交回本环节")


def _add_showcase(commands: _Commands) -> None:
    demo = _command(commands, "demo", showcase.make_demo, "建立演示工作区，并显示其账号和密码")
    demo.words.add_argument("store", metavar="STORE", help="新工作区的文件夹")
    demo.options.add_argument("--applications", type=_count, default=None, metavar="N", help="申报份数")
    demo.options.add_argument("--seed", type=int, default=None, metavar="K", help="随机种子：相同则内容相同")
    demo.options.add_argument("--today", type=_day, default=None, metavar="DATE", help="演示中的今天，缺省为当天")

    tour = _command(commands, "tour", showcase.take_tour, "在演示工作区上走一遍主要工作，保存各画面的截图和 tour.json")
    tour.options.add_argument("--out", type=Path, required=True, metavar="DIR", help="存放截图的文件夹")


def _group(commands: _Commands, name: str, text: str) -> _Commands:
    parser = commands.add_parser(name, help=text, description=text)
    return parser.add_subparsers(title="命令", metavar="COMMAND", parser_class=Parser, required=True, dest="command")


def _command(commands: _Commands, name: str, run: Any, text: str) -> Parser:
    parser: Parser = commands.add_parser(name, help=text, description=f"{text}。", epilog=_EPILOG)
    parser.set_defaults(run=run)
    return parser


def _signed_in(commands: _Commands, name: str, run: Any, text: str) -> Parser:
    parser = _command(commands, name, run, text)
    _add_store(parser)
    return parser


def _add_store(parser: Parser) -> None:
    parser.options.add_argument("--store", default=argparse.SUPPRESS, metavar="STORE", help="工作区的文件夹")
    _add_login(parser)


def _add_login(parser: Parser) -> None:
    parser.options.add_argument("--as", dest="login", default=argparse.SUPPRESS, metavar="LOGIN", help="账号")


def _sort_key(text: str) -> str:
    if text.removeprefix("-") not in _SORT_KEYS:
        raise argparse.ArgumentTypeError(f"没有排序键 {text!r}，可用：{', '.join(_SORT_KEYS)}")
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text!r} 不是非负整数")
    return int(text)


def _workbook(text: str) -> Path:
    return _named(text, ".xlsx")


def _pdf(text: str) -> Path:
    return _named(text, ".pdf")


def _named(text: str, suffix: str) -> Path:
    if not text.lower().endswith(suffix):
        raise argparse.ArgumentTypeError(f"文件名 {text!r} 应以 {suffix} 结尾")
    return Path(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} 不是日期，应如 2026-12-31") from None
