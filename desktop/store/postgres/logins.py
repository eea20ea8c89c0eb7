"""Passwords of logins: the server keeps what it compares them with, and never gets to see one."""

from typing import Any

import psycopg


def scram_verifier(connection: psycopg.Connection[Any], login: str, password: str) -> str:
    """What the server stores for this password (SCRAM-SHA-256, RFC 5802), made here."""
    made: bytes = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()
