"""The commands about a workspace as a whole: new, backup, restore, audit verify."""

import shlex

from desktop.command_line.output import complain, say
from desktop.command_line.signing_in import PASSWORD, Refusal, Session, location_of
from desktop.services.places import Address, is_address


def new(session: Session) -> int:
    """`talentdesk new`: prints the recovery key once."""
    store, login = session.arguments.store, session.login
    if is_address(store):
        raise Refusal(
            "共享数据库由数据库所有者建立：talentdesk server init 地址 --as 所有者 --administrator 管理员账号"
        )
    location = location_of(store)
    password = session.new_password(login, PASSWORD)
    from desktop.services.workspace import create_workspace

    key = create_workspace(location, login, password, account_name=session.arguments.name, clock=session.clock)
    say(f"已建立工作区：{location}")
    say(f"管理员账号：{login}")
    say("恢复密钥（只显示这一次。请抄写或打印，与工作区分开保存；密码全部遗失时凭它打开工作区）：")
    say(key.text)
    return 0


def back_up(session: Session) -> int:
    """`talentdesk backup`. Of a shared database the server's own program makes one; how is said."""
    place = session.place
    if isinstance(place, Address):
        raise Refusal(
            "共享数据库由数据库所有者用 PostgreSQL 自带的程序备份（“所有者”换成其登录名）：\n"
            f"  pg_dump --format=custom --username=所有者 --file={shlex.quote(str(session.arguments.file))}"
            f" --dbname={shlex.quote(place.command_text())}"
        )
    from desktop.services.backups import back_up

    with session.workspace() as workspace:
        back_up(workspace, session.arguments.file)
    say(f"已备份到 {session.arguments.file}")
    return 0


def restore(session: Session) -> int:
    """`talentdesk restore`: needs no password, as nothing is opened."""
    location = location_of(session.arguments.store)
    from desktop.services.backups import restore

    restore(session.arguments.file, location)
    say(f"已由备份建立工作区：{location}")
    return 0


def verify_audit(session: Session) -> int:
    """`talentdesk audit verify`: root and count; 1 where a chain is broken or the earlier root does not fit."""
    from desktop.services.audit import verify_audit
    from desktop.text.audit import audit_sentences

    with session.workspace() as workspace:
        report = verify_audit(workspace, session.arguments.against)
    say(f"root {report.root}")
    say(f"count {report.count}")
    verdict, *details = audit_sentences(report)
    if report.sound:
        say("\n".join([verdict, *details]))
        return 0
    complain("\n".join([verdict, *details]))
    return 1
