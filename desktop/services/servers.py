"""Shared databases as a whole: making one, and comparing one with what it should be. By the database's owner."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.credentials import checked_name, checked_password, checked_shared_login
from desktop.services.places import Address, parse_address
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.store.postgres import inspection, schema
from desktop.store.postgres.engine import Use, connect, make_engine
from desktop.store.postgres.inspection import Difference, DifferenceKind
from desktop.store.postgres.refusals import FORBIDDEN
from desktop.store.problems import Duplicate, Protected
from desktop.store.schema import HEAD

__all__ = [
    "Address",
    "Difference",
    "DifferenceKind",
    "check_server",
    "initialise_server",
    "owning",
    "parse_address",
    "renew_roles",
    "upgrade_server",
]


def initialise_server(
    address: Address,
    owner: str,
    owner_password: str | None,
    administrator: str,
    administrator_password: str,
    *,
    name: str = "",
    clock: Callable[[], datetime],
) -> None:
    """Makes a shared database with its first administrator in an empty one, all or nothing.

    `owner` owns the database and may make roles. Raises `Rejected` for login, name or password, `Unavailable`:
    exists_already, old_server, server_unreachable, not_the_owner, …
    """
    login, name = checked_shared_login(administrator), checked_name(name)
    password = checked_password(administrator_password)
    with owning(address):
        try:
            schema.initialise(
                address,
                owner,
                owner_password,
                administrator=login,
                administrator_password=password,
                name=name,
                at=clock(),
            )
        except Duplicate as error:
            raise Rejected(RejectionCode.LOGIN_OF_THE_SERVER, login=login) from error


def renew_roles(address: Address, owner: str, owner_password: str | None) -> None:
    """Makes anew what no backup of a database holds: roles that are missing, and rights on the database itself."""
    with owning(address), closing(connect(address, owner, owner_password)) as connection:
        schema.make_roles(connection, address)
        connection.commit()


def upgrade_server(address: Address, owner: str, owner_password: str | None) -> bool:
    """Brings a shared database to this program's revision, all or nothing; False where it was there already.

    Raises `Unavailable`: not_a_workspace, newer_schema, locked while people are at work, …
    """
    with owning(address):
        return schema.upgrade(address, owner, owner_password) != HEAD


def check_server(address: Address, owner: str, owner_password: str | None) -> tuple[Difference, ...]:
    """Every difference between the database and what it should be; none where all is well.

    Raises `Unavailable`: not_a_workspace, newer_schema, older_schema, …
    """
    engine = make_engine(address, owner, owner_password, Use.READ)
    try:
        with owning(address), engine.connect() as connection:
            schema.refuse_other_revision(schema.revision_of(connection), address)
            driver: Any = connection.connection.driver_connection
            return inspection.inspect(driver)
    finally:
        engine.dispose()


@contextmanager
def owning(address: Address) -> Iterator[None]:
    """What only the owner of the database may do."""
    try:
        yield
    except Protected as error:
        if error.reason == FORBIDDEN:
            raise Unavailable(UnavailableCode.NOT_THE_OWNER, path=str(address)) from error
        raise
