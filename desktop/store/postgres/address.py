"""Addresses of shared databases: what may stand in one, and how the connection is protected.

A password never stands in an address: addresses are remembered, logged and shown.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from psycopg.conninfo import make_conninfo

SCHEMES: Final = ("postgresql://", "postgres://")
VERIFIED: Final = "verify-full"
_OF_THIS_MACHINE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
_OPTIONS: Final = frozenset({"host", "port", "sslmode", "sslrootcert"})


class BadAddress(ValueError):
    """The text is no address of a shared database; `reason` names what is wrong with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server. `host` is a name, a number or the folder of a Unix socket, empty for the system's own."""

    host: str
    port: int | None
    database: str
    sslmode: str
    sslrootcert: str = ""

    def __str__(self) -> str:
        """As a person writes it, without anything secret."""
        port = "" if self.port is None else f":{self.port}"
        if self.host.startswith("/"):
            return f"postgresql:///{self.database}?host={self.host}{'' if self.port is None else f'&port={self.port}'}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{host}{port}/{self.database}"

    def command_text(self) -> str:
        """As PostgreSQL's own programs take it, with how the server proves who it is."""
        given = {"sslmode": self.sslmode} if self.sslmode != "prefer" else {}
        given |= {"sslrootcert": self.sslrootcert} if self.sslrootcert else {}
        if not given:
            return str(self)
        return f"{self}{'&' if '?' in str(self) else '?'}{urlencode(given, safe='/')}"

    def conninfo(self, **further: str | int) -> str:
        """For libpq, with what else is given."""
        values: dict[str, str | int] = {"dbname": self.database, "sslmode": self.sslmode}
        for name, value in (("host", self.host), ("port", self.port), ("sslrootcert", self.sslrootcert)):
            if value:
                values[name] = value
        return make_conninfo("", **values, **further)


def is_address(text: str) -> bool:
    """Whether `text` names a shared database rather than the folder of a local workspace."""
    return text.strip().startswith(SCHEMES)


def parse_address(text: str) -> Address:
    """Raises `BadAddress`: scheme, login, port, database, option.

    Elsewhere than on this machine the server must prove who it is (`sslmode=verify-full`) unless the address says less.
    """
    text = text.strip()
    if not is_address(text):
        raise BadAddress("scheme")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress("port") from error
    if parts.username is not None or parts.password is not None:
        raise BadAddress("login")
    options = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if not options.keys() <= _OPTIONS or parts.fragment:
        raise BadAddress("option")
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database:
        raise BadAddress("database")
    if "port" in options:
        if not options["port"].isdigit() or not 0 < int(options["port"]) < 65536:
            raise BadAddress("port")
        port = int(options["port"])
    host = options.get("host", parts.hostname or "")
    local = host in _OF_THIS_MACHINE or host.startswith(("/", "@"))
    default = "prefer" if local else VERIFIED
    return Address(host, port, database, options.get("sslmode", default), options.get("sslrootcert", ""))
