"""Who runs a command and on which workspace: the store's address, the account, and the passwords."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.command_line.arguments import WrongUsage
from desktop.command_line.output import complain
from desktop.services.places import Place, is_address, place_of

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace

PASSWORD: Final = "TALENTDESK_PASSWORD"
NEW_PASSWORD: Final = "TALENTDESK_NEW_PASSWORD"
LOCAL_PASSWORD: Final = "TALENTDESK_LOCAL_PASSWORD"
"""That of an account of the local workspace, where another password is asked for at the same time."""


class Refusal(Exception):
    """The command is refused before any service was asked; the message is the sentence."""


class Session:
    """One command's arguments and clock, and from them its workspace and passwords."""

    def __init__(self, arguments: argparse.Namespace, clock: Callable[[], datetime]) -> None:
        self.arguments = arguments
        self.clock = clock

    @property
    def login(self) -> str:
        """Who runs the command. WrongUsage where that was not said."""
        login: str | None = self.arguments.login
        if not login:
            raise WrongUsage("缺少参数：--as LOGIN", "")
        return login

    @property
    def place(self) -> Place:
        """Where the workspace lies. WrongUsage without one, Rejected for an address that is none."""
        store: str | None = self.arguments.store
        if not store:
            raise WrongUsage("缺少参数：--store STORE", "")
        return place_of(store)

    @contextmanager
    def workspace(self, password: str | None = None) -> Iterator["Workspace"]:
        """The workspace, opened for the account and closed at the end; a password not given is asked for."""
        place, login = self.place, self.login
        password = self.password() if password is None else password
        from desktop.services.opening import open_store
        from desktop.text.problems import healed_sentence

        workspace = open_store(place, login, password, clock=self.clock)
        if workspace.healed:
            complain(healed_sentence(workspace.healed))
        try:
            yield workspace
        finally:
            workspace.close()

    def password(self) -> str:
        """The account's own password."""
        return _secret(PASSWORD, f"{self.login} 的密码：")

    def owner_password(self) -> str | None:
        """The password of a database's owner; None where nothing says one, as servers know their own people."""
        given = os.environ.get(PASSWORD)
        if given is None and sys.stdin.isatty():
            given = getpass.getpass(f"{self.login} 的密码（没有则留空）：")
        return given or None

    def local_password(self, login: str) -> str:
        """The password of an account of the local workspace, beside the database owner's."""
        return _secret(LOCAL_PASSWORD, f"{login} 在本地工作区的密码：")

    def new_password(self, login: str, variable: str = NEW_PASSWORD) -> str:
        """A password to be set; asked for twice where it is typed."""
        return _secret(variable, f"{login} 的新密码：", repeat=True)


def location_of(store: str) -> Path:
    """The folder that STORE names. Refusal for the address of a shared database."""
    if is_address(store):
        raise Refusal(f"{store} 是共享数据库的地址，这条命令只用于本地工作区的文件夹。")
    return Path(store)


def _secret(variable: str, prompt: str, *, repeat: bool = False) -> str:
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refusal(f"没有密码：请在终端中运行，或设置环境变量 {variable}。")
    typed = getpass.getpass(prompt)
    if repeat and getpass.getpass(f"再次输入{prompt}") != typed:
        raise Refusal("两次输入的密码不一致，没有改动。")
    return typed
