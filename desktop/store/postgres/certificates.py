"""Why a server does not prove who it is. libpq only says that it does not, in the language of the machine.

So the server is asked once more, for its certificate alone: nothing is sent that anybody could use.
"""

import socket
import ssl
from enum import StrEnum
from pathlib import Path
from typing import Final

from desktop.store.postgres.address import Address

_PORT: Final = 5432
_SECONDS: Final = 10
_SSL_REQUEST: Final = bytes.fromhex("0000000804d2162f")
_SYSTEM: Final = "system"
"""The value of sslrootcert that stands for the authorities that the machine trusts."""


class CertificateProblem(StrEnum):
    """What is wrong with the server's proof, as far as it can be told."""

    NO_TLS = "no_tls"
    NO_AUTHORITY = "no_authority"
    """This machine has no file with the authority to compare with."""
    UNKNOWN_AUTHORITY = "unknown_authority"
    EXPIRED = "expired"
    OTHER_NAME = "other_name"
    UNTOLD = ""


_BY_CODE: Final = {
    10: CertificateProblem.EXPIRED,
    18: CertificateProblem.UNKNOWN_AUTHORITY,
    19: CertificateProblem.UNKNOWN_AUTHORITY,
    20: CertificateProblem.UNKNOWN_AUTHORITY,
    21: CertificateProblem.UNKNOWN_AUTHORITY,
    62: CertificateProblem.OTHER_NAME,
    64: CertificateProblem.OTHER_NAME,
}
"""By OpenSSL's X509_V_ERR numbers."""


def certificate_problem(address: Address) -> CertificateProblem:
    """Of a server to which no connection came about; UNTOLD where all looks well from here."""
    try:
        with socket.create_connection((address.host or "localhost", address.port or _PORT), _SECONDS) as plain:
            plain.sendall(_SSL_REQUEST)
            if plain.recv(1) != b"S":
                return CertificateProblem.NO_TLS
            authority = authority_file(address)
            if authority is not None and not authority.is_file():
                return CertificateProblem.NO_AUTHORITY
            context = ssl.create_default_context(cafile=authority)
            with context.wrap_socket(plain, server_hostname=address.host):
                return CertificateProblem.UNTOLD
    except ssl.SSLCertVerificationError as error:
        return _BY_CODE.get(error.verify_code, CertificateProblem.UNTOLD)
    except OSError:
        return CertificateProblem.UNTOLD


def authority_file(address: Address) -> Path | None:
    """Where the authority's certificate is looked for; None is wherever the machine keeps those it trusts."""
    if address.sslrootcert == _SYSTEM:
        return None
    return Path(address.sslrootcert) if address.sslrootcert else Path.home() / ".postgresql" / "root.crt"
