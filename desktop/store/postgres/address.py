"""Addresses of shared databases: what may stand in one, and how the connection is protected.

A password never stands in an address: addresses are remembered, logged and shown.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

SCHEMES: Final = ("postgresql://", "postgres://")
VERIFIED: Final = "verify-full"
_OF_THIS_MACHINE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
_SPECIAL: Final = frozenset(" %?#")
"""What means something else in an address; all other letters are shown as they are."""
_OPTIONS: Final = frozenset({"host", "port", "sslmode", "sslrootcert"})
_MODES: Final = frozenset({"disable", "allow", "prefer", "require", "verify-ca", VERIFIED})


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
        database = "".join(quote(letter) if letter in _SPECIAL else letter for letter in self.database)
        if self.host.startswith("/"):
            options = f"host={quote(self.host)}{'' if self.port is None else f'&port={self.port}'}"
            return f"postgresql:///{database}?{options}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{host}{port}/{database}"

    @property
    def full_text(self) -> str:
        """What `parse_address` makes this of again."""
        return self._with_options({"sslmode": self.sslmode} if self.sslmode != _default_mode(self.host) else {})

    def command_text(self) -> str:
        """As PostgreSQL's own programs take it, with how the server proves who it is."""
        return self._with_options({"sslmode": self.sslmode} if self.sslmode != "prefer" else {})

    def _with_options(self, given: dict[str, str]) -> str:
        given |= {"sslrootcert": self.sslrootcert} if self.sslrootcert else {}
        if not given:
            return str(self)
        return f"{self}{'&' if '?' in str(self) else '?'}{urlencode(given, safe='/')}"

    def conninfo(self, **further: str | int) -> str:
        """For libpq, with what else is given."""
        from psycopg.conninfo import make_conninfo  # addresses are shown long before anything connects

        values: dict[str, str | int] = {"dbname": self.database, "sslmode": self.sslmode}
        for name, value in (("host", self.host), ("port", self.port), ("sslrootcert", self.sslrootcert)):
            if value:
                values[name] = value
        return make_conninfo("", **values, **further)


def is_address(text: str) -> bool:
    """Whether `text` names a shared database rather than the folder of a local workspace."""
    return text.strip().lower().startswith(SCHEMES)


def parse_address(text: str) -> Address:
    """Raises `BadAddress`: scheme, character, login, port, database, option.

    Elsewhere than on this machine the server must prove who it is (`sslmode=verify-full`) unless the address says less.
    """
    text = text.strip()
    if not is_address(text):
        raise BadAddress("scheme")
    if not text.isprintable() or " " in text:
        raise BadAddress("character")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress("port") from error
    if parts.username is not None or parts.password is not None:
        raise BadAddress("login")
    options = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if not options.keys() <= _OPTIONS or parts.fragment or options.get("sslmode", VERIFIED) not in _MODES:
        raise BadAddress("option")
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database:
        raise BadAddress("database")
    if "port" in options:
        if not options["port"].isdigit() or not 0 < int(options["port"]) < 65536:
            raise BadAddress("port")
        port = int(options["port"])
    if port == 0:
        raise BadAddress("port")
    host = options.get("host", parts.hostname or "")
    return Address(host, port, database, options.get("sslmode", _default_mode(host)), options.get("sslrootcert", ""))


def _default_mode(host: str) -> str:
    local = host in _OF_THIS_MACHINE or host.startswith(("/", "@"))
    return "prefer" if local else VERIFIED
