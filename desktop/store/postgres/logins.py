"""Passwords of logins: the server keeps what it compares them with, and never gets to see one."""

from contextlib import closing
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, func, select

from desktop.store.interruption import settle
from desktop.store.postgres.address import Address
from desktop.store.postgres.ending import ending
from desktop.store.postgres.engine import connect
from desktop.store.postgres.refusals import translate


def scram_verifier(connection: psycopg.Connection[Any], login: str, password: str) -> str:
    """What the server stores for this password (SCRAM-SHA-256, RFC 5802), made here."""
    made: bytes = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def verifier_for(connection: Connection, login: str, password: str) -> str:
    """`scram_verifier` for what is written on this connection."""
    driver: Any = connection.connection.driver_connection
    return scram_verifier(driver, login, password)


def make_login(connection: Connection, login: str, password: str) -> None:
    """Lets somebody in with this password; a person whom the server knows keeps their own.

    By the owner. Raises `Duplicate` (login) where the server has another's login of that name.
    """
    connection.execute(select(func.login_make(login, verifier_for(connection, login, password))))


def change_own_password(address: Address, login: str, old: str, new: str) -> None:
    """As the login itself, which the old password lets in. Raises `Unavailable`: wrong_password, …"""
    with closing(connect(address, login, old)) as connection:
        verifier = scram_verifier(connection, login, new)
        try:
            with ending(connection):
                connection.execute(sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(sql.Literal(verifier)))
            settle()  # whoever replaces a temporary password has more to write after it
            connection.commit()
        except psycopg.Error as error:
            raise translate(error, str(address)) or error from error
