"""The commands about a shared database as a whole, by its owner: server init, check, upgrade, roles."""

from desktop.command_line.output import complain, say
from desktop.command_line.signing_in import Session


def initialise(session: Session) -> int:
    """`talentdesk server init`: all or nothing."""
    from desktop.services.servers import initialise_server, parse_address

    arguments = session.arguments
    address, owner = parse_address(arguments.address), session.login
    owner_password = session.owner_password()
    administrator = arguments.administrator
    initialise_server(
        address,
        owner,
        owner_password,
        administrator,
        session.new_password(administrator),
        name=arguments.name,
        clock=session.clock,
    )
    say(f"已建立共享工作区：{address}")
    say(f"管理员账号：{administrator}")
    return 0


def check(session: Session) -> int:
    """`talentdesk server check`: a line for each difference; 1 where there is any."""
    from desktop.services.servers import check_server, parse_address
    from desktop.text.servers import difference_sentence

    address = parse_address(session.arguments.address)
    differences = check_server(address, session.login, session.owner_password())
    for difference in differences:
        complain(difference_sentence(difference))
    if differences:
        complain(f"共 {len(differences)} 处与应有的样子不同。")
        return 1
    say("数据库与应有的样子一致。")
    return 0


def upgrade(session: Session) -> int:
    """`talentdesk server upgrade`: all or nothing, and then as `check`."""
    from desktop.services.servers import parse_address, upgrade_server

    address = parse_address(session.arguments.address)
    if upgrade_server(address, session.login, session.owner_password()):
        say(f"已升级共享工作区：{address}")
    else:
        say("已是这个版本，没有改动。")
    return check(session)


def renew_roles(session: Session) -> int:
    """`talentdesk server roles`: after a database was restored from a backup."""
    from desktop.services.servers import parse_address, renew_roles

    address = parse_address(session.arguments.address)
    renew_roles(address, session.login, session.owner_password())
    say(f"已重建 {address} 的角色和数据库权限。")
    return 0
