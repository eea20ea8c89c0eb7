"""Making a shared database, which revision one has, and bringing it to the newest."""

import os
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from desktop.domain.terms import Role
from desktop.store.migrations.running import migrate
from desktop.store.postgres import roles
from desktop.store.postgres.address import Address
from desktop.store.postgres.engine import Use, make_engine
from desktop.store.postgres.logins import make_login
from desktop.store.postgres.refusals import translate
from desktop.store.postgres.roles import OWNER
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.records.accounts import add_account, grant
from desktop.store.records.condition_terms import keep_missing_terms
from desktop.store.records.identity import new_id
from desktop.store.schema import HEAD, REVISIONS
from desktop.store.store import PERSON_SECRET
from desktop.store.tables import setting

OLDEST_SERVER = 15


def initialise(
    address: Address,
    login: str,
    password: str | None,
    *,
    administrator: str,
    administrator_password: str,
    name: str,
    at: datetime,
) -> None:
    """Makes roles, schema, rules and the first administrator with a login, in an empty database, all or nothing.

    `login` owns the database and may make roles. Raises `Unavailable`: old_server, exists_already, …
    """
    engine = make_engine(address, login, password, Use.OWN)
    try:
        with engine.begin() as connection:
            make_schema(connection, address)
            identity = new_id()
            add_account(connection, identity, administrator, name or administrator, by=identity, at=at)
            grant(connection, identity, Role.ADMINISTRATOR, None, by=identity, at=at)
            connection.execute(setting.insert(), [{"key": PERSON_SECRET, "value": os.urandom(32).hex()}])
            make_login(connection, administrator, administrator_password)
    finally:
        engine.dispose()


def make_schema(connection: Connection, address: Address) -> None:
    """Roles, schema and rules in an empty database, within the caller's transaction, which then acts as their owner.

    Raises `Unavailable`: old_server, exists_already.
    """
    _refuse_old_server(connection, address)
    if revision_of(connection) is not None:
        raise Unavailable(UnavailableCode.EXISTS_ALREADY, path=str(address))
    make_roles(connection.connection.driver_connection, address)
    connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
    migrate(connection, "upgrade", "head")


def upgrade(address: Address, login: str, password: str | None) -> str:
    """Brings a shared database to the newest revision, all or nothing; gives back the revision it had.

    By its owner. Raises `Unavailable`: not_a_workspace, newer_schema, old_server, locked while somebody is at work, …
    """
    engine = make_engine(address, login, password, Use.OWN)
    try:
        with engine.begin() as connection:
            _refuse_old_server(connection, address)
            found = revision_of(connection)
            if found is None:
                raise Unavailable(UnavailableCode.NOT_A_WORKSPACE, path=str(address))
            if found not in REVISIONS:
                raise Unavailable(UnavailableCode.NEWER_SCHEMA, path=str(address), found=found, known=HEAD)
            make_roles(connection.connection.driver_connection, address)
            connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
            migrate(connection, "upgrade", "head")
            keep_missing_terms(connection)
            return found
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """None where the database is none of TalentDesk's."""
    if connection.scalar(text("SELECT to_regproc('talentdesk.schema_revision')")) is None:
        return None
    found: str | None = connection.scalar(text("SELECT talentdesk.schema_revision()"))
    return found


def refuse_other_revision(found: str | None, address: Address) -> None:
    """Raises `Unavailable` unless the database has the revision that this program was made for."""
    if found is None:
        raise Unavailable(UnavailableCode.NOT_A_WORKSPACE, path=str(address))
    if found not in REVISIONS:
        raise Unavailable(UnavailableCode.NEWER_SCHEMA, path=str(address), found=found, known=HEAD)
    if found != HEAD:
        raise Unavailable(UnavailableCode.OLDER_SCHEMA, path=str(address), found=found, known=HEAD)


def make_roles(driver: Any, address: Address) -> None:
    """As `roles.make_roles`, by the owner of the database. Raises what `translate` makes of the driver's errors."""
    try:
        roles.make_roles(driver, address.database)
    except psycopg.Error as error:
        raise translate(error, str(address)) or error from error


def _refuse_old_server(connection: Connection, address: Address) -> None:
    version = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000
    if version < OLDEST_SERVER:
        raise Unavailable(UnavailableCode.OLD_SERVER, path=str(address), found=version, known=OLDEST_SERVER)
