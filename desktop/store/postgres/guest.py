"""What somebody without a login may do in a shared database: register, and set a forgotten password by a code."""

from dataclasses import dataclass
from typing import Any, Final

import psycopg
from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.store.dialects import list_text
from desktop.store.postgres.address import Address
from desktop.store.postgres.ending import ending
from desktop.store.postgres.engine import Use, make_engine
from desktop.store.postgres.logins import scram_verifier
from desktop.store.postgres.roles import GUEST, GUEST_PASSWORD
from desktop.store.postgres.schema import refuse_other_revision, revision_of
from desktop.store.problems import Duplicate, Unavailable, UnavailableCode

_DONE: Final = ("registered", "recovered")
_ONCE_MORE: Final = "once_more"
"""That somebody asks about a person is on record; what becomes of it, a later transaction is told."""
_REGISTER: Final = "SELECT talentdesk.guest_register(%s, %s, %s, %s, %s, %s, %s)"
_RECOVER: Final = "SELECT talentdesk.guest_recover(%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class GuestRegistration:
    """What the server is told: the number is normalised, of the recovery codes it gets the digests."""

    login: str
    password: str
    name: str
    document_type: str
    document_number: str
    mobile: str
    code_digests: tuple[str, ...]


def register(address: Address, new: GuestRegistration) -> None:
    """Raises `Rejected`: registration_closed, login_taken, person_registered, too_many_attempts; `Unavailable`."""

    def asked(driver: psycopg.Connection[Any]) -> tuple[str, ...]:
        verifier = scram_verifier(driver, new.login, new.password)
        person = (new.name, new.document_type, new.document_number, new.mobile)
        return (new.login, verifier, *person, list_text(new.code_digests))

    try:
        _call(address, _REGISTER, asked)
    except Duplicate as problem:  # somebody else at the same moment
        login = problem.what in ("login", "uq_account_login")
        code = RejectionCode.LOGIN_TAKEN if login else RejectionCode.PERSON_REGISTERED
        raise Rejected(code) from problem


def recover(address: Address, login: str, code: str, new_password: str) -> None:
    """`code` in its plain form. Raises `Rejected`: recovery_refused, too_many_attempts; `Unavailable`."""
    _call(address, _RECOVER, lambda driver: (login, code, scram_verifier(driver, login, new_password)))


def _call(address: Address, statement: str, asked: Any) -> None:
    engine = make_engine(address, GUEST, GUEST_PASSWORD, Use.OWN)
    try:
        with engine.connect() as connection:
            with connection.begin():
                refuse_other_revision(revision_of(connection), address)
            driver: Any = connection.connection.driver_connection
            values = asked(driver)
            said = _said(connection, statement, values)
            if said == _ONCE_MORE:
                said = _said(connection, statement, values)
    except Unavailable as problem:
        if problem.code in (UnavailableCode.WRONG_PASSWORD, UnavailableCode.ACCOUNT_DISABLED):
            raise Rejected(RejectionCode.REGISTRATION_CLOSED) from problem  # the login of strangers does not work
        raise
    finally:
        engine.dispose()
    if said not in _DONE:
        raise Rejected(RejectionCode(said))


def _said(connection: Connection, statement: str, values: tuple[Any, ...]) -> str:
    """In a transaction of its own: what it counts is kept, whatever it says."""
    with connection.begin(), ending(connection.connection.driver_connection):
        return str(connection.exec_driver_sql(statement, values).scalar())
