"""The commands that move house, by the owner of the shared database: server move-in, server move-out."""

from collections.abc import Sequence

from desktop.command_line.output import say
from desktop.command_line.signing_in import Session, location_of


def move_in(session: Session) -> int:
    """`talentdesk server move-in`: prints who still has no login."""
    from desktop.services.moving import move_in
    from desktop.services.servers import parse_address

    arguments = session.arguments
    address, owner, location = parse_address(arguments.address), session.login, location_of(arguments.store)
    owner_password, administrator = session.owner_password(), arguments.administrator
    password = session.local_password(administrator)
    moved = move_in(location, administrator, password, address, owner, owner_password, clock=session.clock)
    say(f"已搬入 {address}：{moved.rows} 行逐表核对一致，{moved.entries} 条审计逐链核对一致，根值不变。")
    say(f"root {moved.root}")
    say(f"管理员 {administrator} 已可登录" + ("（沿用服务器上已有的密码）。" if administrator in moved.known else "。"))
    known = [login for login in moved.known if login != administrator]
    _list("以下账号在服务器上已有登录名，立即可以登录，请核对是同一人：", known)
    _list("其他账号的密码不能搬移，请管理员逐个重新启用并设定密码：", moved.to_open)
    say(f"本地工作区 {location} 保持原样，请留作备份，不要再在其中办理。")
    return 0


def move_out(session: Session) -> int:
    """`talentdesk server move-out`: prints the recovery key once, and who still has no password."""
    from desktop.services.moving import move_out
    from desktop.services.servers import parse_address

    arguments = session.arguments
    address, owner, location = parse_address(arguments.address), session.login, location_of(arguments.store)
    owner_password, administrator = session.owner_password(), arguments.administrator
    password = session.new_password(administrator)
    moved = move_out(address, owner, owner_password, location, administrator, password, unit=arguments.unit)
    roots = "根值不变" if arguments.unit is None else "以下为这一部分自己的根值"
    say(f"已搬出到 {location}：{moved.rows} 行逐表核对一致，{moved.entries} 条审计逐链核对一致，{roots}。")
    say(f"root {moved.root}")
    say(f"管理员账号：{administrator}")
    say("恢复密钥（只显示这一次。请抄写或打印，与工作区分开保存；密码全部遗失时凭它打开工作区）：")
    say(moved.recovery_key.text)
    _list("其他账号的密码不能搬移，请管理员逐个重新启用并设定密码：", moved.to_open)
    say(f"共享工作区 {address} 保持原样。两处不要同时办理：编号和审计会各走各的。")
    return 0


def _list(heading: str, logins: Sequence[str]) -> None:
    if logins:
        say(heading)
        for login in logins:
            say(f"  {login}")
