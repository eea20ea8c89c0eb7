"""Where workspaces lie: the folder of a local one, the address of a shared database. Quick to import, opens nothing."""

from pathlib import Path
from typing import TypeAlias

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.store.postgres import address
from desktop.store.postgres.address import Address, BadAddress, is_address

__all__ = ["Address", "Place", "is_address", "parse_address", "place_of", "written"]

Place: TypeAlias = Path | Address


def parse_address(text: str) -> Address:
    """The address of a shared database. Raises `Rejected` (bad_address)."""
    try:
        return address.parse_address(text)
    except BadAddress as error:
        raise Rejected(RejectionCode.BAD_ADDRESS, reason=error.reason) from error


def place_of(text: str) -> Place:
    """What a person means by `text`. Raises `Rejected` (bad_address)."""
    return parse_address(text) if is_address(text) else Path(text)


def written(place: Place) -> str:
    """What `place_of` makes the place of again."""
    return place.full_text if isinstance(place, Address) else str(place)
