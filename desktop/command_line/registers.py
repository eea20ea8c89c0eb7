"""The commands that fill the registers: unit import, person add, notice import, catalogue check and activate."""

from pathlib import Path

from desktop.command_line.output import complain, say
from desktop.command_line.signing_in import Session
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role

MAX_CATALOGUE_BYTES = 8 << 20


def import_units(session: Session) -> int:
    """`talentdesk unit import`: a line for each refused row; 1 if any was refused."""
    from desktop.services.organisations import import_organisations
    from desktop.text.problems import rejected_sentence

    with session.workspace() as workspace:
        report = import_organisations(workspace, session.arguments.file)
    for line in sorted((*report.refused, *report.warnings), key=lambda line: line.line):
        complain(f"第 {line.line} 行：{rejected_sentence(line.reason)}")
    say(f"{report.imported} imported, {report.unchanged} unchanged, {len(report.refused)} refused")
    return 1 if report.refused else 0


def add_person(session: Session) -> int:
    """`talentdesk person add`: asks for a first password only where there is no such account yet."""
    from desktop.services.accounts import account_exists, add_person
    from desktop.text.terms import role_label

    arguments = session.arguments
    roles = tuple(map(Role, arguments.role))
    with session.workspace() as workspace:
        known = account_exists(workspace, arguments.new_login)
        password = None if known else session.new_password(arguments.new_login)
        account = add_person(workspace, arguments.new_login, password, roles, arguments.unit, arguments.name)
    held = "、".join(
        role_label(item.role) + (f"（{item.organisation.name}）" if item.organisation else "")
        for item in account.memberships
    )
    say(f"{'已更新' if known else '已添加'}账号 {account.login}：{held}")
    return 0


def disable_person(session: Session) -> int:
    """`talentdesk person disable`."""
    from desktop.services.accounts import disable_account

    login = session.arguments.person
    with session.workspace() as workspace:
        disable_account(workspace, login)
    say(f"已停用账号 {login}，现在不能登录。")
    return 0


def enable_person(session: Session) -> int:
    """`talentdesk person enable`: also a new password for an account that is open."""
    from desktop.services.accounts import enable_account

    login = session.arguments.person
    with session.workspace() as workspace:
        enable_account(workspace, login, session.new_password(login))
    say(f"账号 {login} 可以用新密码登录。")
    return 0


def change_password(session: Session) -> int:
    """`talentdesk person password`: the account's own."""
    from desktop.services.accounts import change_password

    password = session.password()
    with session.workspace(password) as workspace:
        change_password(workspace, password, session.new_password(session.login))
    say(f"已修改 {session.login} 的密码。")
    return 0


def import_notice(session: Session) -> int:
    """`talentdesk notice import`."""
    from desktop.services.notices import NoticeChange, import_notice
    from desktop.text.moments import moment_text

    with session.workspace() as workspace:
        outcome = import_notice(workspace, session.arguments.file)
    done = {
        NoticeChange.PUBLISHED: "已发布通知",
        NoticeChange.CHANGED: "已更新通知",
        NoticeChange.UNCHANGED: "通知没有变化",
    }[outcome.change]
    notice = outcome.notice
    say(f"{done} {notice.key}：{notice.title}（{moment_text(notice.opens)} 至 {moment_text(notice.closes)}）")
    return 0


def check_catalogue(session: Session) -> int:
    """`talentdesk catalogue check`: needs no workspace."""
    from desktop.services.catalogue_check import check_catalogue

    file: Path = session.arguments.file
    catalogue = check_catalogue(read_catalogue(file), file.name)
    say(
        f"目录 {catalogue.key}（{catalogue.title}）没有问题："
        f"{len(catalogue.sections)} 个栏目，{len(catalogue.standards)} 条标准，{catalogue.content_hash}"
    )
    return 0


def activate_catalogue(session: Session) -> int:
    """`talentdesk catalogue activate`: the same content again changes nothing and succeeds."""
    from desktop.services.catalogues import activate_catalogue

    file: Path = session.arguments.file
    text = read_catalogue(file)
    with session.workspace() as workspace:
        activated = activate_catalogue(workspace, text, file.name)
    say(f"已启用目录 {file.name}" if activated else f"目录 {file.name} 已在使用，没有变化")
    return 0


def read_catalogue(file: Path) -> str:
    """The text of a catalogue file. Rejected where it cannot be read as UTF-8."""
    try:
        with file.open("rb") as source:
            data = source.read(MAX_CATALOGUE_BYTES + 1)
    except (OSError, ValueError) as error:
        code = RejectionCode.FILE_UNREADABLE if file.exists() else RejectionCode.FILE_NOT_FOUND
        raise Rejected(code, file=str(file)) from error
    if len(data) > MAX_CATALOGUE_BYTES:
        raise Rejected(RejectionCode.NOT_TOML, file=str(file), detail=f"> {MAX_CATALOGUE_BYTES >> 20} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(RejectionCode.NOT_UTF8, file=str(file), position=error.start) from error
