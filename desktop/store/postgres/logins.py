"""Passwords of logins: the server keeps what it compares them with, and never gets to see one."""

from typing import Any

import psycopg
from sqlalchemy import Connection, func, select


def scram_verifier(connection: psycopg.Connection[Any], login: str, password: str) -> str:
    """What the server stores for this password (SCRAM-SHA-256, RFC 5802), made here."""
    made: bytes = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def make_login(connection: Connection, login: str, password: str) -> None:
    """Lets somebody in with this password; a person whom the server knows keeps their own.

    By the owner. Raises `Duplicate` (login) where the server has another's login of that name.
    """
    driver: Any = connection.connection.driver_connection
    connection.execute(select(func.login_make(login, scram_verifier(driver, login, password))))
