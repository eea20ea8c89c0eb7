"""The roles of a shared database: who owns it, who reads for whom, the group of all people, and the login of strangers.

Roles belong to the whole server: two shared databases of one server have them in common, and the people too, each of
whom is somebody only where an account bears their login.
"""

from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import Connection

from desktop.store.postgres.logins import scram_verifier, verifier_for

OWNER: Final = "talentdesk_owner"
"""Owns the schema and everything in it."""
PERSON: Final = "talentdesk_person"
"""The group of everybody who signs in: what it may do, each of them may do, as far as their account allows."""
PEOPLE: Final = "talentdesk_people"
"""Owns the functions that make logins, and may make them: what no administrator may do otherwise."""
READER: Final = "talentdesk_reader"
"""Owns the functions that people read through, and no table: row level security shows it what they may know."""
VERIFIER: Final = "talentdesk_verifier"
"""Owns the functions by which administrators and auditors verify the audit, and no table."""
GUEST: Final = "talentdesk_guest"
"""The one login that is nobody's: whoever has no account or forgot the password may call two functions with it."""
GUEST_PASSWORD: Final = "talentdesk-guest"
"""Known to everybody and no secret; servers that ask for passwords ask for this one."""
GUEST_CONNECTIONS: Final = 5
ROLES: Final = (OWNER, PERSON, PEOPLE, READER, VERIFIER)

LARGE_OBJECTS: Final = ("lo_create(oid)", "lo_creat(integer)", "lo_from_bytea(oid, bytea)", "lo_import(text)")
"""What makes one."""

_HARMLESS: Final = "NOLOGIN NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS"


def make_roles(connection: psycopg.Connection[Any], database: str) -> None:
    """Makes the roles that are missing and takes from everybody what PostgreSQL gives to all.

    By the owner of the database, who may make roles. Run again, it changes nothing.
    """
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    for role in ROLES:
        verb = "ALTER" if role in known else "CREATE"
        makes_roles = "CREATEROLE" if role == PEOPLE else "NOCREATEROLE"
        connection.execute(sql.SQL(f"{verb} ROLE {{}} {_HARMLESS} {makes_roles}").format(sql.Identifier(role)))
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    connection.execute(
        sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(PERSON), sql.Identifier(PEOPLE))
    )
    for role in (PEOPLE, READER, VERIFIER):  # or the owner could not give them their functions
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(OWNER)))
    connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(PEOPLE)))
    _make_guest(connection, known)
    here = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(here))
    for role in (PERSON, GUEST):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(here, sql.Identifier(role)))
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    _refuse_large_objects(connection)
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS talentdesk AUTHORIZATION {}").format(sql.Identifier(OWNER)))
    connection.execute(
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC").format(
            sql.Identifier(OWNER)
        )
    )


def guest_verifier(connection: Connection) -> str:
    """What the server keeps of the password that everybody knows."""
    return verifier_for(connection, GUEST, GUEST_PASSWORD)


def _make_guest(connection: psycopg.Connection[Any], known: set[str]) -> None:
    """Few connections, so that strangers take none from the people; what it may do, the revisions of the schema say."""
    verb = "ALTER" if GUEST in known else "CREATE"
    verifier = scram_verifier(connection, GUEST, GUEST_PASSWORD)
    connection.execute(
        sql.SQL(
            f"{verb} ROLE {{}} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS "
            f"CONNECTION LIMIT {GUEST_CONNECTIONS} PASSWORD {{}}"
        ).format(sql.Identifier(GUEST), sql.Literal(verifier))
    )
    # a login can change its own password and settings, this one too: administrators put that right (registration_set)
    connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(GUEST)))
    connection.execute(
        sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(GUEST), sql.Identifier(PEOPLE))
    )


def _refuse_large_objects(connection: psycopg.Connection[Any]) -> None:
    """Everybody could fill the disk with them. Only a superuser can take that right away; `inspect` tells where not."""
    ((superuser,),) = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchall()
    if superuser:
        for function in LARGE_OBJECTS:
            connection.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC").format(sql.SQL(function)))
